"""The register of letters is append-only: a number given stays given."""

from django.db import migrations

from casework.triggers import append_only


class Migration(migrations.Migration):
    """Triggers on the register."""

    dependencies = [("zones", "0002_document_numbers")]

    operations = [append_only("zones_documentnumber")]
