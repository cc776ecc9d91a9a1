"""The catalogue K01–K38 ships with the console: reports name its indicators from the first day."""

from typing import Any

from django.db import migrations

from kpis.reference import load_catalogue


def load(apps: Any, _schema_editor: Any) -> None:
    """Load the catalogue."""
    load_catalogue(apps.get_model("kpis", "Indicator"))


class Migration(migrations.Migration):
    """Load the catalogue; reversing leaves it, observations may point at it."""

    dependencies = [("kpis", "0002_append_only")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
