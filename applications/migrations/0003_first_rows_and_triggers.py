"""What is known already becomes the first rows of the new tables; then the proofs are fixed.

The ledger gets what companies told; the offices concerned and the words by which an application is
found are derived from those already filed.
"""

from typing import Any

from django.db import migrations
from django.utils import timezone

from casework.text import fold_all
from casework.triggers import append_only

COLUMNS = {
    "corporate_number": "corporate_number",
    "company_name": "name",
    "company_address": "address",
    "representative": "representative",
    "contact_name": "contact_name",
    "contact_phone": "contact_phone",
}


def enter(apps, _schema_editor):
    """Write one row for each value that a company's columns hold and the ledger does not."""
    values = apps.get_model("applications", "FactValue")
    known = set(values.objects.values_list("company_id", "key"))
    rows = [
        values(
            company=company,
            key=key,
            value=getattr(company, column),
            source="applicant",
            obtained_at=company.confirmed_at or timezone.now(),
            entered_by_name="",
        )
        for company in apps.get_model("applications", "Company").objects.order_by("pk")
        for key, column in COLUMNS.items()
        if getattr(company, column) and (company.pk, key) not in known
    ]
    values.objects.bulk_create(rows, batch_size=500)


def concern_offices(apps: Any, schema_editor: Any) -> None:
    """Write the rows of every application that is no draft."""
    application, concern, text = (
        apps.get_model("applications", name)
        for name in ("Application", "Concern", "ApplicationText")
    )
    filed = application.objects.exclude(status="draft").select_related("zone", "company")
    for one in filed.prefetch_related("measures", "opinions").order_by("pk").iterator(500):
        inside = {one.zone.lead_id, one.examining_office_id} - {None}
        asked = {m.authority_id for m in one.measures.all()}
        asked |= {o.organisation_id for o in one.opinions.all()}
        concern.objects.bulk_create(
            concern(
                application=one,
                office_id=office,
                zone_id=one.zone_id,
                examiner_id=one.examiner_id,
                inside=office in inside,
                state=one.status if office in inside else one.outward_status or one.status,
            )
            for office in sorted(inside | asked)
        )
        words = fold_all(one.number or "", one.title, one.company.name, one.company.kana)[:500]
        text.objects.create(application=one, words=words, grams=_grams(words))


def _grams(words: str) -> str:
    pairs = (word[n : n + 2] for word in words.split() for n in range(len(word) - 1))
    return " ".join(dict.fromkeys(pairs))


def clear(apps: Any, schema_editor: Any) -> None:
    """Remove all rows; they are derived."""
    for name in ("Concern", "ApplicationText"):
        apps.get_model("applications", name).objects.all().delete()


class Migration(migrations.Migration):
    """Rows first, triggers after; going back keeps the ledger's rows until their table goes."""

    dependencies = [("applications", "0002_applications_in_full")]

    operations = [
        migrations.RunPython(enter, migrations.RunPython.noop),
        migrations.RunPython(concern_offices, clear),
        append_only("applications_assignment"),
        append_only("applications_deliveryconsent"),
        append_only("applications_factuse"),
        append_only("applications_finding"),
        append_only("applications_interestdeclaration"),
        append_only("applications_opinionversion"),
        append_only("applications_reuseconsent"),
        append_only("applications_stamp"),
    ]
