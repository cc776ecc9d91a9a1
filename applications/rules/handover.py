"""What must hold before work is handed over, and before a handover is undone."""

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from applications.roles import EXAMINERS
from applications.rules.duties import application_behind, belongs_to_an_applicant, has_no_conflict
from casework import clock
from casework.models import AuditEntry
from casework.rules import rule
from zones.models.organisations import Membership, OfficeRole

SIGNERS = (*EXAMINERS, OfficeRole.APPROVER)
MOVED = ("hand_over", "hand_over_line")


def held_on(user: Any, day: Any) -> set[tuple[int, str]]:
    """Return (office, role) that a person holds on a day, read once per user object."""
    known = user.__dict__.get("_held_on")
    if known is None or known[0] != day:
        rows = Membership.objects.current(day).filter(user=user, deputy_for=None)
        known = user.__dict__["_held_on"] = (
            day,
            set(rows.values_list("organisation_id", "role")),
        )
    return known[1]


def _holds(inputs: dict[str, Any], office: int | None, *roles: str) -> bool:
    held = held_on(inputs["successor"], inputs["on"])
    return any((office, role) in held for role in roles)


@rule(_("The successor does not examine for the office on that day."), needs="inputs")
def successor_examines(application: Any, inputs: dict[str, Any]) -> bool:
    """An examiner belongs to the office that examines."""
    return _holds(inputs, application.examining_office_id, *EXAMINERS)


@rule(_("The successor does not draft for the office on that day."), needs="inputs")
def successor_drafts(proposal: Any, inputs: dict[str, Any]) -> bool:
    """A drafter belongs to the office that drafts."""
    return _holds(inputs, proposal.drafting_office_id, *SIGNERS)


@rule(_("The successor does not advise for the office on that day."), needs="inputs")
def successor_advises(consultation: Any, inputs: dict[str, Any]) -> bool:
    """An adviser works in the office that is asked."""
    return _holds(inputs, consultation.office_id, *SIGNERS)


@rule(_("The successor belongs to the applicant or declared an interest."), needs="inputs")
def successor_is_free(case: Any, inputs: dict[str, Any]) -> bool:
    """Nobody takes over a case that they may not touch (除斥・回避)."""
    application, person = application_behind(case), inputs["successor"]
    return not belongs_to_an_applicant(application, person) and has_no_conflict.test(
        application, person
    )


@rule(_("The successor, or their company, asked this question."), needs="inputs")
def successor_did_not_ask(consultation: Any, inputs: dict[str, Any]) -> bool:
    """Who asks does not advise."""
    return consultation.asked_by_id != inputs["successor"].pk


def _stamped(proposal: Any, person: Any) -> bool:
    return any(
        stamp.stamped_by_id == person.pk and stamp.content_hash == proposal.content_hash
        for line in proposal.lines.all()
        for stamp in line.stamps.all()
    )


@rule(
    _("The successor has stamped this proposal: nobody drafts what they stamped."), needs="inputs"
)
def successor_did_not_stamp(proposal: Any, inputs: dict[str, Any]) -> bool:
    """Two signatures are two people."""
    return not _stamped(proposal, inputs["successor"])


def _line(proposal: Any, inputs: dict[str, Any]) -> Any:
    return next((one for one in proposal.lines.all() if one.pk == inputs["line"]), None)


@rule(_("The successor holds no role that may stamp for the office on that day."), needs="inputs")
def successor_may_stamp(proposal: Any, inputs: dict[str, Any]) -> bool:
    """A decision is an approver's; agreement also an examiner's."""
    line = _line(proposal, inputs)
    roles = (OfficeRole.APPROVER,) if line and line.kind == "decide" else SIGNERS
    return line is not None and _holds(inputs, line.organisation_id, *roles)


@rule(_("The successor drafted or stamped this proposal (separation of duties)."), needs="inputs")
def successor_did_not_draft(proposal: Any, inputs: dict[str, Any]) -> bool:
    """Nobody agrees with themselves, nor twice."""
    person = inputs["successor"]
    return proposal.drafted_by_id != person.pk and not _stamped(proposal, person)


@rule(
    _("The successor examines, or examined, this application (separation of duties)."),
    needs="inputs",
)
def successor_did_not_examine(proposal: Any, inputs: dict[str, Any]) -> bool:
    """Nobody decides, or countersigns, a case they examined or are to examine."""
    from applications.rules.duties import actor_did_not_examine  # noqa: PLC0415

    line = _line(proposal, inputs)
    if line is None or line.kind not in {"decide", "countersign"}:
        return True
    return bool(actor_did_not_examine.test(proposal, inputs["successor"]))


@rule(_("Choose somebody else as the successor."))
def is_another_person(handover: Any) -> bool:
    """Work goes to somebody else."""
    return handover.leaver_id != handover.successor_id


@rule(_("The day lies in the past: choose today or later."))
def day_has_not_passed(handover: Any) -> bool:
    """The past is not changed."""
    return handover.effective_on >= clock.today()


@rule(_("The day has not come."))
def day_has_come(handover: Any) -> bool:
    """Work goes over on its day, or later when the job ran late."""
    return handover.effective_on <= clock.today()


@rule(_("The successor has no role in the office on that day: appoint them first."))
def successor_is_there(handover: Any) -> bool:
    """The successor works in the office, and not only reads."""
    held = held_on(handover.successor, handover.effective_on)
    return any(
        office == handover.organisation_id and role != OfficeRole.VIEWER for office, role in held
    )


@rule(_("A handover can be undone on the day on which it took place alone."))
def is_still_the_day(handover: Any) -> bool:
    """Undoing is for mistakes seen at once."""
    at = handover.carried_out_at
    return at is not None and at.astimezone(clock.JST).date() == clock.today()


@rule(_("Somebody has acted on what was handed over: hand it over again instead."))
def nobody_has_acted(handover: Any) -> bool:
    """What was done since stays with whoever did it: the move is each trail's last entry."""
    keys: dict[str, list[int]] = {}
    for line in handover.lines.filter(moved=True).exclude(kind__in=["role", "deputy"]):
        keys.setdefault(line.case_type, []).append(line.case_id)
    for case_type, cases in keys.items():
        entries = AuditEntry.objects.filter(case_type=case_type, case_id__in=cases)
        last = entries.order_by().values("case_id").annotate(last=Max("pk")).values("last")
        if AuditEntry.objects.filter(pk__in=last).exclude(step__in=MOVED).exists():
            return False
    return True
