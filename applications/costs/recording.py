"""The only writer of costs, rates, logs, hours and donations: rows are appended, corrected by rows."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from applications.codes_costs import LEVEL_OF_OFFICE, CostEntryKind, CostLevel
from applications.models import ApplicantHours, CostEntry, Donation, HourlyRate, WorkLog
from applications.roles import EXAMINERS, is_filer
from casework import clock
from casework.transitions import Blocked
from zones.models.organisations import OfficeRole, current_memberships

WRITERS = (*EXAMINERS, OfficeRole.APPROVER)


def level_of(office: Any) -> CostLevel:
    """Return on whose side an office stands: municipality, prefecture, or else the state."""
    return LEVEL_OF_OFFICE.get(office.kind, CostLevel.STATE)


def writing_office(user: Any, zone: Any, level: str) -> Any:
    """Return the office for which a person may record a cost of a level in a zone.

    The zone's own office records whatever it has documents for; every other office only its own side.
    Municipalities of other zones record nothing. Raises PermissionDenied.
    """
    held = [m.organisation for m in current_memberships(user) if m.role in WRITERS]
    for office in held:
        if office.pk == zone.lead_id:
            return office
    for office in held:
        if level_of(office) == level and level != CostLevel.TOWN:
            return office
    raise PermissionDenied


def _marks(actor: Any) -> dict[str, Any]:
    return {"recorded_at": clock.now(), "recorded_by_name": actor.get_full_name()[:150]}


def _append(model: Any, corrects: Any, actor: Any, values: dict[str, Any]) -> Any:
    """Append a row; a row that was corrected already is not corrected again."""
    with transaction.atomic():
        if corrects is not None:
            held = model.objects.select_for_update(of=("self",)).get(pk=corrects.pk)
            if model.objects.filter(corrects=held).exists():
                raise Blocked([_("This row was corrected already: correct the newer one.")])
        made = model(corrects=corrects, **values, **_marks(actor))
        made.full_clean()
        made.save()
    return made


def staff_amount(hours: Decimal, rate: int) -> int:
    """Return hours × yen per hour in whole yen, half a yen rounded up."""
    return int((hours * rate).quantize(Decimal(1), ROUND_HALF_UP))


def record_cost(
    *, actor: Any, zone: Any, level: str, corrects: CostEntry | None = None, **values: Any
) -> CostEntry:
    """Append a cost: kind, hours and rate with its source, or amount; fiscal_year, source_text.

    Raises PermissionDenied, ValidationError, Blocked.
    """
    office = writing_office(actor, zone, level)
    if values.get("kind") == CostEntryKind.STAFF:
        values["amount"] = _valued(values)
    else:
        values |= {"hours": None, "rate": None, "rate_source": ""}
    if corrects is not None and corrects.zone_id != zone.pk:
        raise PermissionDenied
    exemption = values.get("exemption")
    if exemption is not None and exemption.zone_id != zone.pk:
        raise ValidationError({"exemption": _("Choose an exemption of this zone.")})
    return _append(
        CostEntry, corrects, actor, {**values, "zone": zone, "level": level, "office": office}
    )


def _valued(values: dict[str, Any]) -> int:
    hours, rate = values.get("hours"), values.get("rate")
    if not hours or not rate or not values.get("rate_source"):
        raise ValidationError(
            {"hours": _("Give hours, yen per hour, and where the rate is published.")}
        )
    return staff_amount(Decimal(hours), rate)


def record_donation(
    *, actor: Any, zone: Any, corrects: Donation | None = None, **values: Any
) -> Donation:
    """Append what was received: fiscal_year, amount, gifts, source_text; by the zone's office only."""
    office = writing_office(actor, zone, CostLevel.TOWN)
    if corrects is not None and corrects.zone_id != zone.pk:
        raise PermissionDenied
    return _append(Donation, corrects, actor, {**values, "zone": zone, "office": office})


def record_rate(*, actor: Any, zone: Any, **values: Any) -> HourlyRate:
    """Append the rate by which hours are valued in a zone: level, yen, valid_from, source_text."""
    writing_office(actor, zone, CostLevel.TOWN)
    return _append(HourlyRate, None, actor, {**values, "zone": zone})


def log_work(
    *, actor: Any, application: Any, office: Any, corrects: WorkLog | None = None, **values: Any
) -> WorkLog:
    """Append minutes worked on an application: step, minutes, on. Zero corrects a mistaken log.

    Raises PermissionDenied for who does not work in the office, Blocked for minutes out of range.
    """
    if not any(m.organisation_id == office.pk for m in current_memberships(actor)):
        raise PermissionDenied
    if corrects is not None and (
        corrects.application_id != application.pk or corrects.office_id != office.pk
    ):
        raise PermissionDenied
    if values["on"] > clock.today():
        raise Blocked([_("The day lies in the future: log what was worked.")])
    if not (0 if corrects else 1) <= values["minutes"] <= 24 * 60:
        raise Blocked([_("Enter between 1 and 1,440 minutes.")])
    kept = {"application": application, "office": office, "level": level_of(office)}
    return _append(WorkLog, corrects, actor, {**values, **kept})


def tell_hours(*, actor: Any, application: Any, hours: Decimal) -> ApplicantHours:
    """Keep the hours that the applicant tells; asked once, after filing, and never needed.

    Raises PermissionDenied, Blocked when it was told already or nothing has been filed.
    """
    if not is_filer(application, actor):
        raise PermissionDenied
    if application.arrived_at is None:
        raise Blocked([_("The hours can be told once the application has been filed.")])
    if application.applicant_hours.exists():
        raise Blocked([_("The hours were told already; they are asked once.")])
    return _append(ApplicantHours, None, actor, {"application": application, "hours": hours})
