"""A published version of criteria is never changed or deleted."""

from django.db import migrations

from casework.triggers import frozen


class Migration(migrations.Migration):
    """Triggers on published rows."""

    dependencies = [("zones", "0006_criteria_versions")]

    operations = [frozen("zones_criteriaversion", "OLD.status = 'published'")]
