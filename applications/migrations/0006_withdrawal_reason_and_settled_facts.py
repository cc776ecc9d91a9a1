"""Why a company withdrew, and what a clerk found of a fact that it contested."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One new column, and one more act in the ledger."""

    dependencies = [
        ('applications', '0005_handover'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='factmark',
            name='fact_mark_act_known',
        ),
        migrations.AddField(
            model_name='application',
            name='withdrawal_reason',
            field=models.TextField(blank=True, editable=False, verbose_name='reason of the withdrawal'),
        ),
        migrations.AlterField(
            model_name='factmark',
            name='act',
            field=models.CharField(choices=[('confirmed', 'Confirmed'), ('contested', 'Contested'), ('settled', 'Settled by the office')], max_length=20, verbose_name='act'),
        ),
        migrations.AddConstraint(
            model_name='factmark',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ['confirmed', 'contested', 'settled'])), name='fact_mark_act_known'),
        ),
    ]
