"""Findings are never changed."""

from django.db import migrations

from casework.triggers import append_only


class Migration(migrations.Migration):
    """Triggers on the table."""

    dependencies = [("applications", "0019_findings")]

    operations = [append_only("applications_finding")]
