"""Opening support cases, and what follows from their steps."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.apps import apps

from applications.law import ORDER
from applications.notices import support as notices
from applications.support.limits import limit_of
from casework import audit, changes, clock, outbox
from casework.calendar import fiscal_year
from zones.choices import SupportNature
from zones.loader import regime
from zones.models.organisations import OfficeRole
from zones.roles import capacity

OWN_YEAR = ("granted", "reduced")
OPENING = "open_support"


def open_cases(application: Any, actor: Any) -> None:
    """Make a case of each support asked for, once a measure of the application is granted."""
    model = apps.get_model("applications", "SupportCase")
    waiting = application.support_requests.filter(case=None).select_related("instrument")
    known = model.objects.filter(application=application).count()
    for position, request in enumerate(waiting.order_by("pk"), start=known + 1):
        made = model.objects.create(
            request=request,
            number=f"{application.number}-S{position}",
            application=application,
            instrument=request.instrument,
            company_id=application.company_id,
            zone_id=application.zone_id,
            office_id=application.zone.lead_id,
            opened_at=clock.now(),
        )
        audit.append(
            made,
            step=OPENING,
            source="",
            actor=actor,
            role="authority",
            basis=f"{ORDER} 第6条",
            inputs={},
            record=(),
        )
        outbox.post(made, notices.opened(made, actor, {}))
        changes.note(made)


def propose(case: Any, actor: Any, proposal: dict[str, Any]) -> None:
    """Write the result of the examination to the case."""
    case.examiner = actor
    for name in PROPOSAL:
        setattr(case, name, proposal[name])
    limit = limit_of(case)
    case.basis = case.instrument.citation or (limit.basis if limit else "")


PROPOSAL = (
    "shape",
    "payer",
    "proposed",
    "eligible_cost",
    "cost_kind",
    "cost_item",
    "starts_on",
    "ends_on",
    "findings",
)


def enter(
    case: Any,
    actor: Any,
    kind: str,
    amount: int,
    *,
    on: date | None = None,
    note: str = "",
    reason_code: str = "",
) -> None:
    """Append a line to the ledger; money granted or reduced belongs to the year of the grant."""
    day = on or clock.today()
    case.entries.create(
        kind=kind,
        amount=amount,
        fiscal_year=case.fiscal_year if kind in OWN_YEAR else fiscal_year(day),
        on=day,
        reason_code=reason_code,
        note=note,
        recorded_at=clock.now(),
        recorded_by_name=actor.get_full_name()[:150],
    )
    case.__dict__.get("_prefetched_objects_cache", {}).pop("entries", None)


def _sign(case: Any, actor: Any) -> None:
    as_what = capacity(actor, case.office_id, OfficeRole.APPROVER)
    name = actor.get_full_name()
    case.signer_name = (f"{name}（{as_what}）" if as_what else name)[:150]
    case.decided_at = clock.now()
    case.appeal_notice = appeal_notice_of(case)


def appeal_notice_of(case: Any) -> str:
    """Return the appeal notice where the decision is a disposition; "" where it is none."""
    limit = limit_of(case)
    if limit is None or limit.nature != SupportNature.DISPOSITION:
        return ""
    office = case.office
    town = office.municipality.name if office.municipality else office.name
    words = {"authority": office.head_title or office.name, "defendant": town}
    return regime()["appeal_notice"].format(**words)


def grant(case: Any, actor: Any, *, amount: int, is_published: bool, reasons: str) -> None:
    """Write the grant to the case and to the ledger of this fiscal year."""
    _sign(case, actor)
    case.granted_by, case.reasons, case.is_published = actor, reasons, is_published
    case.fiscal_year = fiscal_year(clock.today())
    enter(case, actor, "granted", amount)


def refuse(case: Any, actor: Any, *, reason_codes: list[str], reasons: str) -> None:
    """Write the refusal to the case."""
    _sign(case, actor)
    case.reason_codes, case.reasons = list(reason_codes), reasons


def disclose(case: Any, _actor: Any) -> None:
    """From now on the decision is known."""
    case.disclosed_at = clock.now()


def reduce(case: Any, actor: Any, amount: int, reasons: str) -> None:
    """Take an amount off the grant."""
    enter(case, actor, "reduced", amount, note=reasons)


def order(case: Any, actor: Any, amount: int, reason_code: str, reasons: str) -> None:
    """Order an amount back."""
    enter(case, actor, "ordered", amount, note=reasons, reason_code=reason_code)


def _give_up_the_rest(case: Any, actor: Any, code: str) -> None:
    if (rest := case.balance.payable) > 0:
        enter(case, actor, "reduced", rest, reason_code=code)


def end(case: Any, actor: Any) -> None:
    """Settle: what was granted and not paid is given up, so that the ledger says what was had."""
    _give_up_the_rest(case, actor, "unused")
    case.ended_at = clock.now()


def withdraw(case: Any, actor: Any) -> None:
    """A request goes back; a grant that nobody knows of goes with it."""
    _give_up_the_rest(case, actor, "withdrawn")
    case.ended_at = clock.now()
