"""Load the purpose notices, without which nobody can register."""

from django.db import migrations

from digitalresidents.purposes import load_notices


def load(apps, _schema_editor):
    """Add the shipped notices."""
    load_notices(apps.get_model("digitalresidents", "PurposeNotice"))


class Migration(migrations.Migration):
    """Reference data only."""

    dependencies = [("digitalresidents", "0002_append_only_consents")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
