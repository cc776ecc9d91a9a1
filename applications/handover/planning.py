"""What a handover moves: the same plan for the preview and for the day itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from applications.models import Appeal, Application, Consultation, Proposal
from applications.models.handover import LineKind
from applications.models.proposal import LIVE
from applications.rules.duties import EXAMINING_STEPS, HANGING_STEPS
from casework.actors import SYSTEM
from casework.models import AuditEntry
from casework.transitions import find, unmet_rules
from zones.models import Membership
from zones.staffing_rules import keeps_an_administrator

UNDER_WAY = ("arrived", "examining", "consulting")
OPEN_APPEALS = ("lodged", "correcting", "reviewing", "defended", "concluded")


@dataclass
class Move:
    """One thing: which step moves it with what inputs (none: it follows another), or why it stays."""

    kind: str
    case: Any
    title: str
    url: str = ""
    step: str = ""
    inputs: dict[str, Any] = field(default_factory=dict)
    part: int | None = None
    why: list[str] = field(default_factory=list)
    membership: Any = None

    @property
    def kind_label(self) -> Any:
        """Return what sort of thing it is."""
        return LineKind(self.kind).label

    def row(self) -> dict[str, Any]:
        """Return the columns of the line that records it."""
        case_type = "zones.appointment" if self.membership else self.case.case_type
        return {
            "kind": self.kind,
            "case_type": case_type,
            "title": self.title[:300],
            "url": self.url,
        }


def _checked(move: Move) -> Move:
    """Add what stands against the move, by the very rules of its step."""
    transition = find(move.case, move.step)
    unmet = unmet_rules(move.case, transition, actor=SYSTEM, inputs=move.inputs)
    move.why = [str(reason) for reason in unmet]
    return move


def moves_of(handover: Any) -> list[Move]:
    """Return everything open of the leaver in the office, with what cannot move and why."""
    inputs = {
        "handover": handover,
        "successor": handover.successor,
        "on": handover.effective_on,
    }
    if not second_factor_is_there(handover.successor):
        return [_stopped(move) for move in _found(handover, inputs)]
    applications = [_checked(move) for move in _applications(handover, inputs)]
    going = {move.case.pk for move in applications if not move.why}
    return [
        *applications,
        *_delays(applications),
        *_proposals(handover, inputs, going),
        *_consultations(handover, inputs),
        *_appeals(handover),
    ]


def _found(handover: Any, inputs: dict[str, Any]) -> list[Move]:
    applications = list(_applications(handover, inputs))
    return [*applications, *_proposals(handover, inputs, set()), *_consultations(handover, inputs)]


def _stopped(move: Move) -> Move:
    move.why = [_("The successor has no second factor: nobody can work here without.")]
    return move


def second_factor_is_there(user: Any) -> bool:
    """Tell whether a person may enter the office: where a second factor is needed, they have one."""
    if not settings.OFFICE_NEEDS_SECOND_FACTOR:
        return True
    from allauth.mfa.utils import is_mfa_enabled  # noqa: PLC0415

    return bool(is_mfa_enabled(user))


def _applications(handover: Any, inputs: dict[str, Any]) -> Iterator[Move]:
    found = Application.objects.filter(
        examiner=handover.leaver, examining_office=handover.organisation, status__in=UNDER_WAY
    )
    for one in (
        found.select_related("zone", "company")
        .prefetch_related("declarations", "co_applicants", "delay_notices")
        .order_by("pk")
    ):
        one.__dict__["_declarations"] = list(one.declarations.all())
        url = one.get_absolute_url()
        yield Move(LineKind.APPLICATION, one, str(one), url, "hand_over", dict(inputs))


def _delays(applications: list[Move]) -> Iterator[Move]:
    """Notices to be sent go with their application."""
    for move in applications:
        for notice in move.case.delay_notices.all():
            if notice.status == "drafted":
                title = _("Notice %(number)d of %(case)s") % {
                    "number": notice.number,
                    "case": move.title,
                }
                yield Move(LineKind.DELAY, notice, title, move.url, why=list(move.why))


def _proposals(handover: Any, inputs: dict[str, Any], going: set[int]) -> Iterator[Move]:
    mine = Q(drafted_by=handover.leaver, drafting_office=handover.organisation)
    named = Q(lines__person=handover.leaver, lines__organisation=handover.organisation)
    found = list(
        Proposal.objects.filter(mine | named, status__in=LIVE)
        .exclude(status="approved")
        .select_related("measure__application__zone", "measure__application__company")
        .prefetch_related(
            "lines__stamps",
            "measure__application__declarations",
            "measure__application__co_applicants",
            "measure__application__measures",
            "measure__application__clarifications",
        )
        .order_by("pk")
        .distinct()
    )
    _remember_examined(handover.successor, [one.application for one in found])
    for one in found:
        application, url = one.application, one.get_absolute_url()
        application.__dict__["_declarations"] = list(application.declarations.all())
        if application.pk in going:
            application.examiner = handover.successor
        drafts = one.drafted_by_id == handover.leaver_id
        if drafts and one.drafting_office_id == handover.organisation_id:
            yield _checked(Move(LineKind.PROPOSAL, one, str(one), url, "hand_over", dict(inputs)))
            one.drafted_by = handover.successor
        for line in one.lines.all():
            waits = line.person_id == handover.leaver_id and not line.valid_stamp(one.content_hash)
            if waits and line.organisation_id == handover.organisation_id:
                given = {**inputs, "line": line.pk}
                title = f"{one}（{line.get_kind_display()}）"
                move = Move(LineKind.LINE, one, title, url, "hand_over_line", given, line.pk)
                yield _checked(move)


def _remember_examined(person: Any, applications: list[Any]) -> None:
    """Read once in which of the applications a person examined, for the rule that asks it."""
    keys: dict[tuple[str, int], Any] = {}
    taken = Q(pk__in=[])
    for application in applications:
        keys["applications.application", application.pk] = application
        application.__dict__["_examined_by"] = frozenset()
    ids = [application.pk for application in applications]
    taken |= Q(case_type="applications.application", case_id__in=ids, step__in=EXAMINING_STEPS)
    for case_type, (name, steps) in HANGING_STEPS.items():
        hanging = [(one, a) for a in applications for one in getattr(a, name).all()]
        keys |= {(case_type, one.pk): application for one, application in hanging}
        taken |= Q(case_type=case_type, case_id__in=[o.pk for o, _a in hanging], step__in=steps)
    entries = AuditEntry.objects.filter(taken, actor_kind="person", actor_ref=str(person.pk))
    for case_type, case_id in entries.order_by().values_list("case_type", "case_id"):
        keys[case_type, case_id].__dict__["_examined_by"] = frozenset({str(person.pk)})


def _consultations(handover: Any, inputs: dict[str, Any]) -> Iterator[Move]:
    found = Consultation.objects.filter(
        adviser=handover.leaver, office=handover.organisation, status__in=["opened", "answered"]
    )
    for one in found.order_by("pk"):
        url = one.get_absolute_url()
        yield _checked(Move(LineKind.CONSULTATION, one, str(one), url, "hand_over", dict(inputs)))


def _appeals(handover: Any) -> Iterator[Move]:
    found = Appeal.objects.filter(
        officer=handover.leaver,
        reviewing_office=handover.organisation,
        status__in=OPEN_APPEALS,
    )
    why = _("A review officer is designated in person: the approver designates another one.")
    for one in found.select_related("application", "measure").order_by("pk"):
        yield Move(LineKind.APPEAL, one, str(one), one.get_absolute_url(), why=[why])


def roles_of(handover: Any) -> list[Move]:
    """Return the leaver's roles in the office that end, and the deputy's days that end with them."""
    last_day = handover.effective_on - timedelta(days=1)
    person = Q(user=handover.leaver) | Q(deputy_for=handover.leaver)
    held = (
        Membership.objects.filter(person, organisation=handover.organisation)
        .filter(Q(valid_until=None) | Q(valid_until__gt=last_day), valid_from__lte=last_day)
        .select_related("user", "deputy_for", "appointment", "organisation")
        .order_by("pk")
    )
    return [_role(one, last_day) for one in held]


def _role(membership: Membership, last_day: Any) -> Move:
    kind = LineKind.DEPUTY if membership.deputy_for_id else LineKind.ROLE
    title = f"{membership.user.get_full_name()}　{membership.get_role_display()}"
    if membership.deputy_for is not None:
        title += _(" (deputy of %(name)s)") % {"name": membership.deputy_for.get_full_name()}
    move = Move(kind, membership, title, membership=membership)
    others = Membership.objects.current(last_day + timedelta(days=1)).filter(
        organisation=membership.organisation_id, role="administrator", deputy_for=None
    )
    is_last = membership.role == "administrator" and not membership.deputy_for_id
    if is_last and not others.filter(user__is_active=True).exclude(pk=membership.pk).exists():
        move.why = [str(keeps_an_administrator.reason)]
    return move


def back_of(handover: Any) -> list[Move]:
    """Return the moves that put everything back, in the opposite order."""
    from casework.labels import case_model  # noqa: PLC0415

    person = type(handover.leaver)._base_manager.get(pk=handover.leaver_id)
    inputs = {"handover": handover, "successor": person, "on": handover.effective_on}
    found = []
    for line in handover.lines.filter(moved=True).order_by("-pk"):
        if line.kind in {LineKind.ROLE, LineKind.DEPUTY, LineKind.DELAY}:
            continue
        model: Any = case_model(line.case_type)
        case = model._base_manager.get(pk=line.case_id)
        given = {**inputs, "line": line.part} if line.part else inputs
        step = "hand_over_line" if line.part else "hand_over"
        found.append(Move(line.kind, case, line.title, "", step, given, line.part))
    return found
