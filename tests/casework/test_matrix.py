"""Role × step: who may take which step, complete by construction.

Every step of every case stands in ``EXPECTED`` with the codes of the roles that may take it. A new
step, or a role given another step, fails here until somebody writes it down.
"""

import pytest
from django.apps import apps

from casework.fsm import Case
from casework.rules import Role, Rule
from casework.transitions import rules_of, transitions_of

CASES = [m for m in apps.get_models() if issubclass(m, Case)]
STEPS = [(model, t) for model in CASES for t in transitions_of(model)]
IDS = [f"{m.__name__}.{t.name}.{t.source}" for m, t in STEPS]

EXPECTED = {
    "zones.zone": {
        "open_hearing": {"zone_administrator"},
        "apply": {"zone_approver"},
        "designate": {"cabinet_approver"},
        "refuse": {"cabinet_approver"},
        "register_existing": {"system"},
        "revoke": {"cabinet_approver"},
        "close": {"zone_approver"},
    },
    "applications.application": {
        "submit": {"filer"},
        "file_paper": {"counter_clerk"},
        "discard": {"filer", "system"},
        "start_examination": {"examiner"},
        "request_clarification": {"examiner"},
        "consult": {"examiner"},
        "remind": {"examiner"},
        "hear_committee": {"examiner"},
        "record_decided": {"system"},
        "record_disclosed": {"system"},
        "withdraw": {"filer"},
        "assign": {"assigner"},
        "take": {"examiner"},
        "declare_interest": {"concerned"},
        "hand_over": {"system"},
        "extend_retention": {"records_manager"},
        "dispose": {"system"},
    },
    "applications.requestedmeasure": {
        "determine": {"authority"},
        "disclose": {"authority"},
        "withdraw": {"system"},
        "record_findings": {"examiner"},
    },
    "applications.clarification": {
        "answer": {"filer"},
        "close": {"examiner", "system"},
        "withdraw": {"examiner"},
    },
    "applications.opinion": {
        "give": {"consulted"},
        "revise": {"consulted"},
        "extend": {"examiner"},
        "lapse": {"system"},
    },
    "applications.exemption": {
        "gather_consent": {"holder"},
        "start": {"holder"},
        "suspend": {"holder", "exemption_authority", "system"},
        "resume": {"exemption_authority"},
        "open_hearing": {"exemption_authority"},
        "revoke": {"exemption_authority"},
        "dismiss": {"exemption_authority"},
        "surrender": {"holder"},
        "complete": {"report_examiner", "system"},
    },
    "applications.incident": {
        "acknowledge": {"report_examiner", "exemption_authority"},
        "explain": {"holder", "report_examiner", "exemption_authority"},
        "close": {"report_examiner", "exemption_authority"},
        "dismiss": {"report_examiner", "exemption_authority"},
    },
    "applications.report": {
        "submit": {"holder"},
        "send_back": {"report_examiner"},
        "accept": {"report_examiner"},
    },
}
EXPECTED["applications.proposal"] = {
    "amend": {"drafter"},
    "circulate": {"drafter"},
    "concur": {"on_the_line"},
    "approve": {"proposal_authority"},
    "send_back": {"on_the_line", "proposal_authority"},
    "withdraw": {"drafter", "system"},
    "enact": {"system"},
    "acknowledge": {"on_the_line"},
}
EXPECTED["applications.delaynotice"] = {"send": {"examiner"}, "drop": {"examiner"}}
EXPECTED["applications.coapplicant"] = {
    "confirm": {"joint_applicant", "link_bearer"},
    "decline": {"joint_applicant", "link_bearer"},
    "resend": {"filer"},
    "remove": {"filer"},
}
EXPECTED["applications.secretmark"] = {
    "accept": {"examiner"},
    "reject": {"examiner"},
    "withdraw": {"filer"},
}
EXPECTED["applications.disclosurerequest"] = {
    "extend": {"disclosure_officer"},
    "consult": {"disclosure_officer"},
    "give_opinion": {"filer"},
    "decide": {"disclosure_approver"},
    "refuse": {"disclosure_approver"},
    "release": {"disclosure_officer"},
    "withdraw": {"disclosure_officer"},
}
EXPECTED["applications.statement"] = {
    "send_code": {"link_bearer"},
    "sign": {"link_bearer"},
    "decline": {"link_bearer"},
    "resend": {"filer"},
    "withdraw": {"filer"},
}
EXPECTED["applications.application"] |= {"reopen": {"system"}, "reopen_consulted": {"system"}}
EXPECTED["applications.requestedmeasure"] |= {"reopen": {"system"}}
EXPECTED["applications.appeal"] = {
    "lodge": {"filer"},
    "order_correction": {"reviewing_approver"},
    "correct": {"filer"},
    "designate": {"reviewing_approver"},
    "defend": {"defender"},
    "reply": {"filer"},
    "conclude": {"review_officer"},
    "reject": {"reviewing_approver"},
    "dismiss": {"reviewing_approver"},
    "uphold": {"reviewing_approver"},
    "withdraw": {"filer"},
}
EXPECTED["applications.changerequest"] = {
    "propose": {"filer"},
    "accept": {"examiner"},
    "decline": {"examiner"},
    "withdraw": {"filer", "system"},
}
EXPECTED["applications.reissue"] = {
    "request": {"filer"},
    "issue": {"dispatcher"},
    "decline": {"dispatcher"},
    "report_found": {"filer"},
    "withdraw": {"filer"},
}
EXPECTED["applications.succession"] = {
    "file": {"transferor"},
    "confirm": {"successor"},
    "record": {"examiner"},
    "decline": {"examiner", "successor"},
    "withdraw": {"transferor"},
    "take_effect": {"system"},
}
EXPECTED["applications.dispatch"] = {
    "send": {"dispatcher"},
    "hand_over": {"dispatcher"},
    "record_delivery": {"dispatcher"},
    "record_return": {"dispatcher"},
    "send_again": {"dispatcher"},
    "post_notice": {"dispatcher"},
    "record_service": {"dispatcher"},
    "send_to_found": {"dispatcher"},
}
EXPECTED["applications.companymember"] = {
    "change_role": {"company_owner"},
    "remove": {"company_owner", "oneself"},
    "verify": {"system"},
    "yield_to_verified": {"system"},
}
EXPECTED["applications.invitation"] = {
    "send": {"company_owner"},
    "issue": {"counter_clerk"},
    "resend": {"company_owner"},
    "accept": {"invitee"},
    "withdraw": {"company_owner"},
}
EXPECTED["applications.powerofattorney"] = {
    "grant": {"company_owner"},
    "enter": {"counter_clerk"},
    "accept": {"invitee"},
    "decline": {"invitee"},
    "revoke": {"company_owner", "counter_clerk"},
    "resign": {"agent"},
}
RESIDENT_OFFICE = {"zone_examiner"}
SELF_OR_CLERK = {"resident", "clerk_for_resident"}
EXPECTED["digitalresidents.registration"] = {
    "clear_duplicate": RESIDENT_OFFICE,
    "confirm": {"system"} | RESIDENT_OFFICE,
    "decline": RESIDENT_OFFICE,
    "verify_in_person": RESIDENT_OFFICE,
    "promote": RESIDENT_OFFICE,
    "renew_premium": RESIDENT_OFFICE,
    "return_to_basic": {"system"} | RESIDENT_OFFICE,
    "renew": SELF_OR_CLERK,
    "suspend": RESIDENT_OFFICE,
    "resume": RESIDENT_OFFICE,
    "lapse": {"system"} | RESIDENT_OFFICE,
    "leave": SELF_OR_CLERK,
    "erase": {"system"},
}
EXPECTED["digitalresidents.activityproof"] = {
    "approve": RESIDENT_OFFICE,
    "reject": RESIDENT_OFFICE,
}
EXPECTED["kpis.evidencereview"] = {
    "agree_to_plan": {"regulator"},
    "register_plan": {"zone_administrator"},
    "start_collecting": {"zone_administrator", "system"},
    "draft": {"zone_examiner"},
    "ask_about_harm": {"zone_administrator"},
    "answer_about_harm": {"regulator"},
    "open_public_comment": {"zone_administrator", "system"},
    "decide": {"verdict_reviewer"},
    "extend": {"verdict_reviewer"},
    "record_implementation": {"regulator"},
}
EXPECTED["applications.consultation"] = {
    "answer": {"adviser"},
    "ask_again": {"asker"},
    "pass_on": {"adviser"},
    "close": {"adviser", "asker", "system"},
    "withdraw": {"asker"},
}
EXPECTED["kpis.reviewcomment"] = {"answer": {"zone_examiner"}}
EXPECTED["zones.appointment"] = {
    "confirm": {"staff_administrator", "principal", "system"},
    "accept": {"lender"},
    "decline": {"lender"},
    "withdraw": {"staff_administrator", "principal"},
    "end": {"staff_administrator", "principal", "lender"},
}
EXPECTED["applications.proposal"] |= {"hand_over": {"system"}, "hand_over_line": {"system"}}
EXPECTED["applications.consultation"]["hand_over"] = {"system"}
EXPECTED["zones.appointment"]["take_back_end"] = {"system"}
EXPECTED["applications.handover"] = {
    "take": {"staff_administrator"},
    "carry_out": {"system"},
    "cancel": {"staff_administrator"},
    "undo": {"staff_administrator"},
}
EXPECTED["applications.disposalbatch"] = {
    "propose": {"records_manager"},
    "approve": {"disposal_approver"},
    "send_back": {"disposal_approver"},
    "withdraw": {"records_manager"},
    "execute": {"records_manager"},
    "hand_over": {"records_manager"},
}
EXPECTED["zones.intake"] = {
    step: {"zone_administrator"} for step in ("open", "change", "pause", "resume", "close")
}
EXPECTED["zones.criteriaversion"] = {
    "publish": {"criteria_publisher", "system"},
    "drop": {"criteria_publisher"},
}


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
    "zones.zone": ["refused", "revoked", "closed"],
    "applications.application": ["withdrawn"],
    "applications.requestedmeasure": ["withdrawn"],
    "applications.clarification": ["answered", "closed", "withdrawn"],
    "applications.opinion": ["given", "lapsed"],
    "applications.coapplicant": ["removed"],
    "applications.secretmark": ["rejected", "withdrawn"],
    "applications.disclosurerequest": ["released", "refused", "withdrawn"],
    "applications.statement": ["signed", "declined", "withdrawn"],
    "applications.exemption": ["revoked", "completed", "surrendered"],
    "applications.report": ["accepted"],
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
ENDS["applications.consultation"] = ["withdrawn"]
ENDS["applications.incident"] = ["closed", "dismissed"]
ENDS["applications.handover"] = ["undone", "canceled"]
ENDS["applications.disposalbatch"] = ["handed_over", "returned", "withdrawn"]
