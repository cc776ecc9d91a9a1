"""What companies told before the ledger becomes their first rows in it."""

from django.db import migrations
from django.utils import timezone

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


class Migration(migrations.Migration):
    """Fill the ledger; going back leaves the rows to the table's own removal."""

    dependencies = [("applications", "0005_append_only_ledger")]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
