"""Publish the statute's own three tests as version 1, then let nothing fixed be changed any more.

New installations get theirs from the loader (``zones/data/regime.json``).
"""

import json
from datetime import date
from pathlib import Path

from django.db import migrations
from django.utils import timezone

from casework.triggers import append_only, frozen

REGIME = Path(__file__).resolve().parent.parent / "data" / "regime.json"


def publish(apps, _schema_editor):
    """Write version 1 where there is none."""
    table = json.loads(REGIME.read_text(encoding="utf-8"))["criteria"]
    version = apps.get_model("zones", "CriteriaVersion")
    for procedure in apps.get_model("zones", "Procedure").objects.filter(criteria_versions=None):
        version.objects.create(
            procedure=procedure,
            number=1,
            status="published",
            criteria=table["rows"],
            basis=table["basis"],
            source=table["source"],
            valid_from=date.fromisoformat(table["valid_from"]),
            published_at=timezone.now(),
        )


class Migration(migrations.Migration):
    """Data of version 1, and the triggers; taking it back leaves what was published."""

    dependencies = [("zones", "0002_criteria_policies_documents")]

    operations = [
        migrations.RunPython(publish, migrations.RunPython.noop),
        append_only("zones_documentnumber"),
        append_only("zones_zonepolicy"),
        frozen("zones_criteriaversion", "OLD.status = 'published'"),
    ]
