"""A new application is written on the form of the plan that holds on its day."""

from django.db import migrations, models

import applications.facts.schemas


class Migration(migrations.Migration):
    """The default of the form's number is asked of the day."""

    dependencies = [("applications", "0021_secrets_and_disclosure")]

    operations = [
        migrations.AlterField(
            model_name="application",
            name="plan_schema",
            field=models.PositiveSmallIntegerField(
                default=applications.facts.schemas.current_schema, editable=False
            ),
        ),
    ]
