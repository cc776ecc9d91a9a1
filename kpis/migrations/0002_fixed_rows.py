"""What was measured, frozen, claimed and judged: triggers refuse to change or delete it."""

from typing import Any

from django.db import migrations

from casework.migrating import Together
from casework.triggers import append_only
from kpis.reference import load_catalogue


def load(apps: Any, _schema_editor: Any) -> None:
    """Load the catalogue K01–K38: reports name its indicators from the first day."""
    load_catalogue(apps.get_model("kpis", "Indicator"))


class Migration(migrations.Migration):
    """Triggers and reference data; reversing leaves the rows. A database made before the steps were folded has it already."""

    replaces = [
        ("kpis", "0002_append_only"),
        ("kpis", "0003_catalogue"),
    ]
    dependencies = [("kpis", "0001_initial")]
    operations = [
        Together(
            [
                append_only("kpis_observation"),
                append_only("kpis_snapshot"),
                append_only("kpis_harmclaim"),
                append_only("kpis_verdict"),
                append_only("kpis_citation"),
                migrations.RunPython(load, migrations.RunPython.noop),
            ]
        ),
    ]
