"""Keeping the offices that an application concerns, and the words by which it is found."""

from typing import Any

from django.db import connection

from applications.models import Application, ApplicationText, Concern
from applications.models.concern import grams_of
from applications.office.work import loaded
from applications.workflow import ApplicationStatus
from casework.changes import root_of
from casework.fsm import Case
from casework.text import fold_all

BATCH = 500


def changed(case: Case) -> None:
    """Bring the rows of an application up to date, inside the step that changed it."""
    root = root_of(case)
    if isinstance(root, Application) and root.status != ApplicationStatus.DRAFT:
        refresh(loaded(root))


def wanted(application: Application) -> dict[int, dict[str, Any]]:
    """Return office → what its row holds."""
    inside = {application.zone.lead_id, application.examining_office_id}
    asked = {m.authority_id for m in application.measures.all()}
    asked |= {o.organisation_id for o in application.opinions.all()}
    return {
        office: {
            "zone_id": application.zone_id,
            "examiner_id": application.examiner_id,
            "inside": office in inside,
            "state": application.status if office in inside else application.status_outside,
        }
        for office in (inside | asked) - {None}
    }


def refresh(application: Application) -> bool:
    """Bring the rows of one application up to date; tell whether any was wrong."""
    rows = wanted(application)
    held = {row.office_id: row for row in Concern.objects.filter(application=application)}
    new = [
        Concern(application=application, office_id=office, **values)
        for office, values in rows.items()
        if office not in held
    ]
    gone = [row.pk for office, row in held.items() if office not in rows]
    changed_rows = [
        row for office, row in held.items() if office in rows and _put(row, rows[office])
    ]
    if not held:
        write_text(application)
    if new:
        Concern.objects.bulk_create(new)
    if gone:
        Concern.objects.filter(pk__in=gone).delete()
    if changed_rows:
        Concern.objects.bulk_update(changed_rows, ["zone", "examiner", "inside", "state"])
    return bool(new or gone or changed_rows)


def _put(row: Concern, values: dict[str, Any]) -> bool:
    different = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in different.items():
        setattr(row, name, value)
    return bool(different)


def write_text(application: Application) -> None:
    """Write the words by which an application is found."""
    company = application.company
    words = fold_all(application.number or "", application.title, company.name, company.kana)[:500]
    grams = " ".join(grams_of(words)) if connection.vendor == "postgresql" else ""
    ApplicationText.objects.update_or_create(
        application=application, defaults={"words": words, "grams": grams}
    )


def rebuild() -> int:
    """Bring the rows and words of every application up to date; count what was wrong."""
    wrong = 0
    filed = Application.objects.exclude(status=ApplicationStatus.DRAFT)
    found = filed.select_related("zone", "company").prefetch_related("measures", "opinions")
    for application in found.order_by("pk").iterator(chunk_size=BATCH):
        wrong += refresh(application)
        write_text(application)
    return wrong
