"""Choices of delivery are append-only: a consent that was given stays provable."""

from django.db import migrations

from casework.triggers import append_only


class Migration(migrations.Migration):
    """Triggers on the choices of delivery."""

    dependencies = [('applications', '0009_letters_and_dispatch')]

    operations = [append_only("applications_deliveryconsent")]
