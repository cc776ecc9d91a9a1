"""The workflow that results from a zone's settings: drawn, told as a table, and tested for dead ends.

Everything here is read from the running machine; nothing is written by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from applications.models import Application, RequestedMeasure
from applications.workflow import ApplicationStatus
from casework.transitions import transitions_of
from zones.models import Membership, Organisation, Zone
from zones.policy import Policy

START = ApplicationStatus.DRAFT
ENDS = (ApplicationStatus.DISCLOSED, ApplicationStatus.WITHDRAWN)
COMPANY_ROLES = {"filer", "system", "joint_applicant"}


@dataclass(frozen=True)
class Edge:
    """One step from a state to a state: who takes it, on which basis."""

    name: str
    label: str
    source: str
    target: str
    roles: tuple[str, ...]
    role_labels: str
    basis: str


@dataclass
class Graph:
    """States in order with their labels, the steps between them, and what is wrong with it."""

    states: dict[str, str] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    dead_ends: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def graph_of(zone: Zone, policy: Policy) -> Graph:
    """Return the graph of an application in a zone under settings, tested."""
    graph = Graph(states={str(code): str(label) for code, label in ApplicationStatus.choices})
    graph.edges = [edge for edge in _edges(Application) if edge.source != edge.target]
    _put_between(graph, _optional(policy))
    graph.dead_ends = list(dead_ends(graph))
    graph.warnings = list(dict.fromkeys(_missing_people(zone, policy)))
    return graph


def _edges(model: Any) -> Iterator[Edge]:
    for t in transitions_of(model):
        role = t.permission
        yield Edge(
            t.name,
            str(t.custom["label"]),
            str(t.source),
            str(t.target),
            role.codes,
            "・".join(_labels(role)),
            str(t.custom["basis"]),
        )


def _labels(role: Any) -> list[str]:
    return [str(role.label), *(label for other in role.others for label in _labels(other))]


def _optional(policy: Policy) -> list[tuple[str, str, str]]:
    """Return (code, label, who) of the stages that the settings put before the determination."""
    found = []
    if policy.needs_proposal or policy.needs_countersign:
        found.append(("proposal", _("Decision chain"), _("Drafter of a proposal")))
    if policy.needs_countersign:
        found.append(("countersign", _("Counter-signature"), _("Approver of the authority")))
    return found


def _put_between(graph: Graph, stages: list[tuple[str, str, str]]) -> None:
    if not stages:
        return
    before = {ApplicationStatus.EXAMINING.value, ApplicationStatus.CONSULTING.value}
    decided = ApplicationStatus.DECIDED.value
    first, last = stages[0][0], stages[-1][0]
    for code, label, _who in stages:
        graph.states = _inserted(graph.states, code, label, before_state=decided)
    graph.edges = [
        Edge(e.name, e.label, e.source, first, e.roles, e.role_labels, e.basis)
        if e.source in before and e.target == decided
        else e
        for e in graph.edges
    ]
    for (source, _l, who), (target, label, _w) in pairwise(stages):
        graph.edges.append(Edge(target, label, source, target, ("authority",), who, ""))
    label = _("Determine what was approved")
    authority = _("Authority of the measure")
    graph.edges.append(Edge("enact", label, last, decided, ("authority",), authority, ""))


def _inserted(
    states: dict[str, str], code: str, label: str, *, before_state: str
) -> dict[str, str]:
    found: dict[str, str] = {}
    for known, name in states.items():
        if known == before_state:
            found[code] = label
        found[known] = name
    return found


def _reach(edges: list[Edge], start: str, *, backwards: bool = False) -> set[str]:
    reached, frontier = {start}, [start]
    while frontier:
        state = frontier.pop()
        for edge in edges:
            a, b = (edge.target, edge.source) if backwards else (edge.source, edge.target)
            if a == state and b not in reached:
                reached.add(b)
                frontier.append(b)
    return reached


def dead_ends(graph: Graph) -> Iterator[str]:
    """Yield what makes a graph unusable: states that cannot be reached, or that lead to no end."""
    reached = _reach(graph.edges, START)
    ending = set().union(*(_reach(graph.edges, end, backwards=True) for end in ENDS))
    for state, label in graph.states.items():
        if state not in reached:
            yield _("The state “%(state)s” cannot be reached.") % {"state": label}
        elif state not in ending:
            yield _("From the state “%(state)s” no way leads to an end.") % {"state": label}


def _missing_people(zone: Zone, policy: Policy) -> Iterator[str]:
    """Yield a warning for every step that nobody in the offices concerned can take today."""
    for procedure in zone.procedures.exclude(
        intakes__in=zone.intakes.filter(status="prepared")
    ).order_by("pk"):
        office = _office(zone, procedure.examiner_kind)
        authority = _office(zone, procedure.authority_kind)
        people = _people(zone.lead_id, office and office.pk, authority and authority.pk)
        case = Application(zone=zone, procedure=procedure, examining_office=office, channel="paper")
        measure = RequestedMeasure(application=case, authority=authority or zone.lead)
        for model, subject in ((Application, case), (RequestedMeasure, measure)):
            for t in transitions_of(model):
                outside = set(t.permission.codes) <= COMPANY_ROLES
                if outside or any(t.permission(subject, user) for user in people):
                    continue
                words = {"step": t.custom["label"], "who": "・".join(_labels(t.permission))}
                yield _("%(procedure)s: nobody can take the step “%(step)s” (%(who)s).") % {
                    **words,
                    "procedure": procedure.name,
                }
        yield from _few_approvers(authority, policy)


def _office(zone: Zone, kind: str) -> Organisation | None:
    if zone.lead.kind == kind:
        return zone.lead
    return Organisation.objects.filter(kind=kind).order_by("pk").first()


def _people(*offices: int | None) -> list[Any]:
    held = Membership.objects.current().filter(organisation__in=[o for o in offices if o])
    return list(get_user_model().objects.filter(pk__in=held.values("user")).order_by("pk"))


def _few_approvers(authority: Organisation | None, policy: Policy) -> Iterator[str]:
    if authority is None or not policy.needs_countersign:
        return
    held = Membership.objects.current().filter(organisation=authority, role="approver")
    if held.values("user").distinct().count() < 2:
        yield _("%(office)s has fewer than two approvers: nobody could countersign.") % {
            "office": authority.name
        }
