"""Role × step: who may take which step, complete by construction.

Every step of every case stands in ``EXPECTED`` with the codes of the roles that may take it. A new
step, or a role given another step, fails here until somebody writes it down.
"""

import pytest
from django.apps import apps

from casework.fsm import Case
from casework.rules import Role, Rule
from casework.transitions import rules_of, transitions_of
from tests.casework import plan_steps
from tests.casework.steps import EXPECTED

CASES = [m for m in apps.get_models() if issubclass(m, Case)]
STEPS = [(model, t) for model in CASES for t in transitions_of(model)]
IDS = [f"{m.__name__}.{t.name}.{t.source}" for m, t in STEPS]


def test_every_case_and_step_stands_in_the_matrix():
    found = {}
    for model, t in STEPS:
        found.setdefault(model._meta.label_lower, {})[t.name] = set(t.permission.codes)
    assert found == EXPECTED


@pytest.mark.parametrize(("model", "t"), STEPS, ids=IDS)
def test_every_step_is_complete(model, t):
    assert isinstance(t.permission, Role), "a step needs a role"
    assert str(t.custom.get("label", "")).strip(), "a step needs a label"
    assert str(t.custom.get("basis", "")).strip(), "a step needs a legal basis"
    assert (t.method.__doc__ or "").strip(), "a step's docstring is its legal meaning"
    assert t.on_error is None
    assert t.source not in {"*", "+"}
    assert all(isinstance(rule, Rule) for rule in rules_of(t)), "a rule needs its reason"


@pytest.mark.parametrize("model", CASES, ids=lambda m: m.__name__)
def test_every_state_is_reached_and_no_state_is_a_trap(model):
    states = dict(model._meta.get_field("status").choices)
    start = model._meta.get_field("status").default
    edges = {(str(t.source), str(t.target)) for t in transitions_of(model)}
    reached, frontier = {str(start)}, [str(start)]
    while frontier:
        state = frontier.pop()
        for source, target in edges:
            if source == state and target not in reached:
                reached.add(target)
                frontier.append(target)
    assert reached == set(map(str, states)), "unreachable states"
    ends = set(map(str, states)) - {source for source, target in edges if source != target}
    assert ends == set(map(str, ENDS[model._meta.label_lower])), "states without a way out"


ENDS = {
    "applications.companymember": ["removed"],
    "applications.invitation": ["accepted", "withdrawn"],
    "applications.powerofattorney": ["declined", "revoked", "resigned"],
    "zones.intake": [],
    "zones.criteriaversion": ["published", "dropped"],
    "zones.appointment": ["declined", "withdrawn"],
    "applications.proposal": {"enacted", "withdrawn"},
    "applications.delaynotice": {"sent", "dropped"},
    "applications.publicnotice": {"published"},
    "zones.zone": ["refused", "revoked", "closed"],
    "applications.application": ["withdrawn"],
    "applications.requestedmeasure": ["withdrawn"],
    "applications.clarification": ["answered", "closed", "withdrawn"],
    "applications.opinion": ["given", "lapsed"],
    "applications.coapplicant": ["removed"],
    "applications.secretmark": ["rejected", "withdrawn"],
    "applications.disclosurerequest": ["released", "refused", "withdrawn"],
    "applications.statement": ["signed", "declined", "withdrawn"],
    "applications.exemption": ["revoked", "surrendered"],
    "applications.supportcase": ["ended", "withdrawn"],
    "applications.dispatch": ["delivered", "served"],
    "applications.changerequest": ["accepted", "declined", "withdrawn"],
    "applications.reissue": ["found", "declined", "withdrawn"],
    "applications.succession": ["in_effect", "declined", "withdrawn"],
    "applications.appeal": ["inadmissible", "dismissed", "upheld", "withdrawn"],
    "digitalresidents.registration": ["erased"],
    "digitalresidents.activityproof": ["approved", "rejected"],
    "kpis.evidencereview": ["implemented"],
    "kpis.reviewcomment": ["answered"],
}
ENDS |= plan_steps.ENDS
ENDS["applications.consultation"] = ["withdrawn"]
ENDS["applications.incident"] = ["closed", "dismissed"]
ENDS["applications.handover"] = ["undone", "canceled"]
ENDS["applications.disposalbatch"] = ["handed_over", "returned", "withdrawn"]
ENDS["applications.hearing"] = []
ENDS["applications.order"] = ["issued", "dropped"]
ENDS["applications.bridge"] = ["declined", "withdrawn", "concluded"]
ENDS["applications.overlap"] = ["replaced"]
ENDS |= {"applications.report": [], "applications.standardmeasure": ["withdrawn", "dropped"]}
ENDS |= {"applications.apitoken": ["revoked"], "applications.standardoffer": ["ended"]}
