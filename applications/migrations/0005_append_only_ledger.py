"""Uses of facts and consents to reuse are proof: the database refuses to change them."""

from django.db import migrations

from casework.triggers import append_only


class Migration(migrations.Migration):
    """Put the triggers on."""

    dependencies = [("applications", "0004_fact_ledger")]

    operations = [
        append_only("applications_factuse"),
        append_only("applications_reuseconsent"),
    ]
