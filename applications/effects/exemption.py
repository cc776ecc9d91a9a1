"""What follows from the steps of an exemption."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from applications import hooks
from applications.effects import hearing as hearings
from applications.effects.binding import bind, law_of, make_binding
from applications.effects.incident import explain_by_resumption
from applications.effects.overlap import look_for_overlaps
from applications.effects.standard import reported_indicators
from applications.facts.showing import area_of
from casework import audit, clock
from casework.calendar import add_legal_months, fiscal_year, quarter_bounds

# What every exemption reports unless its determination says otherwise (catalogue of indicators).
REPORT_INDICATORS = ["K14", "K25", "K26", "K27", "K29"]


def grant(measure: Any, determination: Any, actor: Any) -> Any:
    """Make the exemption that a disclosed grant creates, with its conditions; begins its trail."""
    application = measure.application
    exemption = measure.exemptions.create(
        application=application,
        holder=application.company,
        zone=application.zone,
        authority=measure.authority,
        public_number=f"T{fiscal_year(clock.today())}-{measure.pk:05d}",
        title=application.title,
        law_title=measure.law_title,
        article=measure.article,
        text=determination.text_granted,
        place=area_of(application.plan),
        granted_on=clock.today(),
        starts_on=determination.starts_on,
        ends_on=determination.ends_on,
        report_indicators=reported_indicators(measure, REPORT_INDICATORS),
    )
    for number, condition in enumerate(determination.conditions, start=1):
        exemption.conditions.create(
            number=number,
            text=condition["text"],
            reason=condition.get("reason", ""),
            check_method=condition.get("check_method", ""),
            owner=condition.get("owner", ""),
            due=condition.get("due", ""),
            every_months=condition.get("every_months"),
        )
    bind(exemption, application.plan)
    look_for_overlaps(exemption)
    audit.append(
        exemption, step="grant", source="", actor=actor, role="authority", basis=determination.basis
    )
    return exemption


def report_periods(began_on: date, ends_on: date) -> Iterator[tuple[date, date]]:
    """Yield the calendar quarters, cut to the trial, for which a report is due."""
    start = began_on
    while start <= ends_on:
        end = min(quarter_bounds(start)[1], ends_on)
        yield start, end
        start = end + timedelta(days=1)


def begin(
    exemption: Any,
    _actor: Any,
    *,
    began_on: date,
    consents: int,
    refusals: int,
    affected: int | None,
) -> None:
    """Note the beginning and the consents; lay out the reports that fall due."""
    exemption.began_on = began_on
    exemption.consents, exemption.refusals = consents, refusals
    exemption.affected_consents = affected
    lay_out_reports(exemption, began_on, exemption.ends_on)


def lay_out_reports(exemption: Any, first: date, last: date) -> None:
    """Let a report fall due for each quarter of a stretch, one legal month after its end.

    A report that was laid out for the same first day before (the period was shortened and runs on)
    stays; while nothing has been reported in it, it reaches to the later end.
    """
    for start, end in report_periods(first, last):
        due = add_legal_months(end, 1)
        laid_out = exemption.reports.filter(kind="periodic", period_start=start)
        if not laid_out.exists():
            exemption.reports.create(
                kind="periodic", period_start=start, period_end=end, due_on=due
            )
        laid_out.filter(status="due", period_end__lt=end).update(period_end=end, due_on=due)


def open_suspension(exemption: Any, _actor: Any, reasons: str) -> None:
    """Suspend from today on."""
    exemption.suspensions.create(starts_on=clock.today(), reasons=reasons)


def close_suspension(exemption: Any, actor: Any, *, cause: str, fix: str) -> None:
    """End the suspension: in force again from today; its incident learns of cause and remedy."""
    for suspension in exemption.suspensions.filter(ends_on=None).select_related("incident"):
        explain_by_resumption(suspension, actor, cause=cause, fix=fix)
    exemption.suspensions.filter(ends_on=None).update(ends_on=clock.today(), cause=cause, fix=fix)


def call_hearing(exemption: Any, actor: Any, *, reasons: str, hearing_on: date, place: str) -> None:
    """Fix the hearing; the trial stands still until it is decided."""
    exemption.hearing_on, exemption.hearing_place = hearing_on, place
    exemption.hearing_facts = reasons
    hearings.call(exemption, actor, reasons=reasons, hearing_on=hearing_on, place=place)
    if not exemption.suspensions.filter(ends_on=None).exists():
        exemption.suspensions.create(starts_on=clock.today(), reasons=reasons)


def stay_suspended(exemption: Any, _actor: Any, reasons: str, departure: str) -> None:
    """Note why the hearing did not lead to revocation."""
    exemption.hearing_result = reasons
    hearings.decide(exemption, decision="kept", reasons=reasons, departure=departure)


def revoke(exemption: Any, actor: Any, reasons: str, departure: str) -> None:
    """Decide on the report of the hearing, tell it with reasons, end the exemption."""
    hearings.decide(exemption, decision="revoked", reasons=reasons, departure=departure)
    hearings.tell_revocation(exemption, actor, reasons=reasons, departure=departure)
    end(exemption, actor, reasons)


def end(exemption: Any, actor: Any, reasons: str) -> None:
    """End the exemption: from today it is no longer in force; the final report falls due."""
    exemption.ended_on, exemption.end_reasons = clock.today(), reasons
    _final_report(exemption, min(clock.today(), exemption.last_day()))
    hooks.exemption_ended(exemption, actor)


def complete(exemption: Any, actor: Any) -> None:
    """Record that the period is over; what was in force to its last day stays so."""
    _final_report(exemption, exemption.last_day())
    hooks.exemption_ended(exemption, actor)


def name_revision(exemption: Any, revision: str) -> None:
    """Bind the exemption to the revision of the law, and to the law when it is known here."""
    binding = exemption.binding_or_none()
    law = law_of(revision.partition("_")[0]) or (binding.law if binding else None)
    values = {"revision": revision, "law": law}
    if binding is None:
        make_binding(exemption, **values)
        return
    binding.revision, binding.law = revision, law
    binding.save(update_fields=["revision", "law"])


def take_up_again(exemption: Any) -> None:
    """The bridge moves the end: the final report that nobody began waits for the new one."""
    exemption.reports.filter(kind="final", status="due").delete()


def _final_report(exemption: Any, last_day: date) -> None:
    """Lay out the final report, due three legal months after the end (命令16条3項)."""
    if exemption.began_on is None:
        return
    exemption.reports.filter(status="due", period_start__gt=last_day).delete()
    exemption.reports.filter(status="due", period_end__gt=last_day).update(period_end=last_day)
    exemption.reports.create(
        kind="final",
        period_start=exemption.began_on,
        period_end=last_day,
        due_on=add_legal_months(last_day, 3),
    )
