"""The consent ledger: triggers refuse to change or delete it."""

from typing import Any

from django.db import migrations

from casework.migrating import Together
from casework.triggers import append_only
from digitalresidents.purposes import load_notices


def load(apps: Any, _schema_editor: Any) -> None:
    """Load the purpose notices, without which nobody can register."""
    load_notices(apps.get_model("digitalresidents", "PurposeNotice"))


class Migration(migrations.Migration):
    """Triggers and reference data; reversing leaves the rows. A database made before the steps were folded has it already."""

    replaces = [
        ("digitalresidents", "0002_append_only_consents"),
        ("digitalresidents", "0003_purpose_notices"),
    ]
    dependencies = [("digitalresidents", "0001_initial")]
    operations = [
        Together(
            [
                append_only("digitalresidents_consentrecord"),
                migrations.RunPython(load, migrations.RunPython.noop),
            ]
        ),
    ]
