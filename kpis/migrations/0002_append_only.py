"""What was measured, frozen, claimed and judged is never changed: triggers refuse it."""

from django.db import migrations

from casework.triggers import append_only


class Migration(migrations.Migration):
    """Make observations, snapshots, harm claims, verdicts and citations append-only."""

    dependencies = [("kpis", "0001_initial")]
    operations = [
        append_only("kpis_observation"),
        append_only("kpis_snapshot"),
        append_only("kpis_harmclaim"),
        append_only("kpis_verdict"),
        append_only("kpis_citation"),
    ]
