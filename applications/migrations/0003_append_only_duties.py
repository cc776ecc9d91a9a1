"""Assignments and declarations of interest are never changed."""

from django.db import migrations

from casework.triggers import append_only


class Migration(migrations.Migration):
    """Triggers on two tables."""

    dependencies = [("applications", "0002_examination_duties")]

    operations = [
        append_only("applications_assignment"),
        append_only("applications_interestdeclaration"),
    ]
