"""What must hold before a step of an appeal."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.codes import GRANTED, Outcome
from applications.codes_appeal import AppealKind, Relief, Suspension
from applications.letters.periods import periods
from applications.membership import company_roles
from casework import clock
from casework.models import AuditEntry
from casework.rules import rule
from zones.roles import offices_of

OPEN = ("lodged", "correcting", "reviewing", "defended", "concluded")


@rule(
    _(
        "There is nothing to contest here: no disclosed determination, or no period that is over. "
        "What was granted as asked can be contested only for its conditions."
    )
)
def may_be_contested(appeal: Any) -> bool:
    """A disclosed disposition that burdens the applicant, or an inaction beyond the standard period."""
    if not appeal.application.procedure.is_disposition:
        return False
    if appeal.kind == AppealKind.INACTION:
        reading = appeal.application.clock()
        waiting = appeal.measure.status_outside == "pending" and reading is not None
        is_open = appeal.application.status_outside in {"arrived", "examining", "consulting"}
        return waiting and is_open and reading.is_overdue(clock.today())
    found = appeal.determination
    if found is None or found.annulled_at or appeal.measure.status != "disclosed":
        return False
    return found.outcome != Outcome.AS_ASKED or bool(found.conditions)


@rule(_("An appeal about this is under way, or was ruled on, already."))
def is_the_only_appeal(appeal: Any) -> bool:
    """One appeal at a time; what was ruled on is not appealed again in the same instance."""
    others = type(appeal).objects.filter(measure_id=appeal.measure_id).exclude(pk=appeal.pk)
    others = others.exclude(status__in=["new", "withdrawn", "inadmissible"])
    if appeal.kind == AppealKind.INACTION:
        return not others.filter(kind=AppealKind.INACTION, status__in=OPEN).exists()
    return not others.filter(determination_id=appeal.determination_id).exists()


@rule(
    _("Choose what fits: a refusal is annulled, a grant is changed, an inaction is declared."),
    needs="inputs",
)
def relief_fits(appeal: Any, inputs: dict[str, Any]) -> bool:
    """What may be asked follows from what is contested."""
    if appeal.kind == AppealKind.INACTION:
        return inputs.get("relief") == Relief.DECLARE
    granted = appeal.determination is not None and appeal.determination.outcome in GRANTED
    return inputs.get("relief") == (Relief.CHANGE if granted else Relief.ANNUL)


@rule(_("Write the grounds of the appeal."), needs="inputs")
def has_grounds(_appeal: Any, inputs: dict[str, Any]) -> bool:
    """The request states its purport and grounds (行政不服審査法19条2項4号)."""
    return bool(str(inputs.get("grounds", "")).strip())


@rule(
    _(
        "The period of three months is over, or the day is missing or in the future. Give the day on "
        "which you learned of the determination and, if you are late, the just cause."
    ),
    needs="inputs",
)
def is_in_time_or_says_why(appeal: Any, inputs: dict[str, Any]) -> bool:
    """Three months from the day after it was known; later only with just cause (18条)."""
    if appeal.kind == AppealKind.INACTION:
        return True
    known = inputs.get("known_on")
    if known is None or known > clock.today() or known < _disclosed_on(appeal):
        return False
    late = clock.today() > periods(known).review_until
    return not late or bool(str(inputs.get("late_reason", "")).strip())


def _disclosed_on(appeal: Any) -> Any:
    return appeal.measure.disclosed_at.astimezone(clock.JST).date()


@rule(_("Suspension of execution is only asked for against a grant."), needs="inputs")
def suspension_has_reason(appeal: Any, inputs: dict[str, Any]) -> bool:
    """A refusal has nothing that could be suspended (行政不服審査法25条)."""
    asked = bool(str(inputs.get("suspension_reason", "")).strip())
    found = appeal.determination
    return not asked or (found is not None and found.outcome in GRANTED)


@rule(_("Somebody who belongs to the company cannot handle its appeal."), needs="actor")
def actor_is_no_appellant(appeal: Any, actor: Any) -> bool:
    """Nobody handles, for the office, what their own company lodged."""
    return not company_roles(actor, appeal.application.company_id)


@rule(_("Write what is to be corrected."), needs="inputs")
def has_message(_appeal: Any, inputs: dict[str, Any]) -> bool:
    """The appellant must be able to know what to do."""
    return bool(str(inputs.get("message", "")).strip())


@rule(_("The day lies in the past. Leave the appellant time."), needs="inputs")
def due_is_ahead(_appeal: Any, inputs: dict[str, Any]) -> bool:
    """A fair period lies ahead."""
    due = inputs.get("due_on")
    return due is not None and due > clock.today()


@rule(_("The review officer must work in the reviewing office."), needs="inputs")
def officer_works_there(appeal: Any, inputs: dict[str, Any]) -> bool:
    """The officer is named from the staff of the reviewing authority (9条1項)."""
    officer = inputs.get("officer")
    return officer is not None and appeal.reviewing_office_id in offices_of(officer)


@rule(
    _(
        "This person signed, examined or otherwise took part in the determination, or belongs to the "
        "company. Name somebody else; a small office may borrow an officer."
    ),
    needs="inputs",
)
def officer_took_no_part(appeal: Any, inputs: dict[str, Any]) -> bool:
    """Nobody reviews what they had a hand in (行政不服審査法9条2項)."""
    officer = inputs.get("officer")
    if officer is None or company_roles(officer, appeal.application.company_id):
        return False
    return officer.pk not in took_part(appeal)


def took_part(appeal: Any) -> set[int]:
    """Return the keys of all who had a hand in the application: the trail names them."""
    application = appeal.application
    hanging = {
        "applications.application": [application.pk],
        "applications.requestedmeasure": application.measures.values("pk"),
        "applications.opinion": application.opinions.values("pk"),
        "applications.clarification": application.clarifications.values("pk"),
    }
    people = {application.examiner_id}
    for case_type, keys in hanging.items():
        found = AuditEntry.objects.filter(
            case_type=case_type, case_id__in=keys, actor_kind="person"
        )
        people |= {int(ref) for ref in found.values_list("actor_ref", flat=True) if ref.isdigit()}
    if appeal.determination_id:
        people.add(appeal.determination.signed_by_id)
    return people


@rule(_("Decide on the request to suspend execution, and say why."), needs="inputs")
def suspension_is_decided(appeal: Any, inputs: dict[str, Any]) -> bool:
    """A request for suspension is answered; without one there is nothing to decide."""
    chosen = inputs.get("suspension")
    if not appeal.suspension_reason:
        return chosen == Suspension.NONE
    words = str(inputs.get("suspension_words", "")).strip()
    return chosen in {Suspension.GRANTED, Suspension.DENIED} and bool(words)


@rule(_("The review officer neither defends nor rules."), needs="actor")
def actor_is_not_the_officer(appeal: Any, actor: Any) -> bool:
    """Whoever hears the case does not argue or decide it."""
    return appeal.officer_id != actor.pk


@rule(_("Write the text."), needs="inputs")
def has_text(_appeal: Any, inputs: dict[str, Any]) -> bool:
    """A statement is given in writing."""
    return bool(str(inputs.get("text", "")).strip())


@rule(_("The period for the reply is over, or the reply is in."))
def reply_is_open(appeal: Any) -> bool:
    """The reply is due within the period that was set (30条1項)."""
    due = appeal.reply_due_on
    return appeal.replied_at is None and due is not None and clock.today() <= due


@rule(_("The appellant's reply is still awaited."))
def reply_is_in_or_over(appeal: Any) -> bool:
    """The hearing is closed when the reply is in, or its period is over (41条)."""
    due = appeal.reply_due_on
    return appeal.replied_at is not None or (due is not None and clock.today() > due)


@rule(_("The period for the correction is not over yet."))
def correction_is_over(appeal: Any) -> bool:
    """An uncorrected request is rejected only after the period given (24条1項)."""
    due = appeal.correction_due_on
    return appeal.status != "correcting" or (due is not None and clock.today() > due)


@rule(_("Write the reasons of the ruling."), needs="inputs")
def ruling_has_reasons(_appeal: Any, inputs: dict[str, Any]) -> bool:
    """A ruling states its reasons (50条1項4号)."""
    return bool(str(inputs.get("reasons", "")).strip())


@rule(_("Write the text that is granted instead."), needs="inputs")
def change_has_text(appeal: Any, inputs: dict[str, Any]) -> bool:
    """A ruling that changes a grant says what is granted."""
    return appeal.relief != Relief.CHANGE or bool(str(inputs.get("changed_text", "")).strip())
