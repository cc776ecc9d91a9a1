"""Document numbers, policies, published criteria and municipal plans: triggers refuse to change or delete it."""

from django.db import migrations

from casework.migrating import Together
from casework.triggers import append_only, frozen


class Migration(migrations.Migration):
    """Triggers. A database made before the steps were folded has it already."""

    replaces = [
        ("zones", "0002_criteria_policies_documents"),
        ("zones", "0003_first_criteria_and_triggers"),
        ("zones", "0004_intakes"),
        ("zones", "0005_support_instruments"),
        ("zones", "0006_support_limits"),
        ("zones", "0007_zone_plan"),
        ("zones", "0008_municipal_plans"),
    ]
    dependencies = [("zones", "0001_initial")]
    operations = [
        Together(
            [
                append_only("zones_documentnumber"),
                append_only("zones_zonepolicy"),
                frozen("zones_criteriaversion", "OLD.status = 'published'"),
                append_only("zones_municipalplan"),
            ]
        ),
    ]
