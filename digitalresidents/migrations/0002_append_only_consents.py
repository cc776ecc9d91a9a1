"""The consent ledger refuses UPDATE, DELETE and TRUNCATE."""

from django.db import migrations

from casework.triggers import append_only


class Migration(migrations.Migration):
    """Install the triggers."""

    dependencies = [("digitalresidents", "0001_initial")]
    operations = [append_only("digitalresidents_consentrecord")]
