"""What was granted before becomes bound: law of the day, sites and participants of its plan, first edition."""

from typing import Any

from django.db import migrations

from casework.triggers import append_only


def bind(apps: Any, _schema_editor: Any) -> None:
    """Give every exemption without a binding one, with an edition of what was granted."""
    exemption, binding, edition = (
        apps.get_model("applications", name) for name in ("Exemption", "Binding", "Edition")
    )
    for one in exemption.objects.filter(binding=None).order_by("pk").iterator(500):
        binding.objects.create(exemption=one, as_of=one.granted_on)
        edition.objects.create(
            exemption=one,
            number=1,
            from_on=one.granted_on,
            text=one.text,
            ends_on=one.ends_on,
            issued_on=one.granted_on,
            conditions=list(
                one.conditions.order_by("number").values(
                    "number", "text", "reason", "check_method"
                )
            ),
        )


class Migration(migrations.Migration):
    """Rows first, the trigger after; going back leaves the rows to their tables."""

    dependencies = [("applications", "0011_exemptions_in_full")]

    operations = [
        migrations.RunPython(bind, migrations.RunPython.noop),
        append_only("applications_conditioncheck"),
    ]
