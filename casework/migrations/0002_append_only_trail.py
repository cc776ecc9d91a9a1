"""The audit trail and the daily heads refuse UPDATE, DELETE and TRUNCATE."""

from django.db import migrations

from casework.triggers import append_only


class Migration(migrations.Migration):
    """Install the triggers."""

    dependencies = [("casework", "0001_initial")]
    operations = [append_only("casework_auditentry"), append_only("casework_dailyhead")]
