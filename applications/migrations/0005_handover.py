"""Handovers of work when somebody leaves an office."""

import casework.fsm
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0004_retention'),
        ('zones', '0003_first_criteria_and_triggers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('status', casework.fsm.StateField(choices=[('drafting', 'Being prepared'), ('planned', 'Planned'), ('effective', 'Handed over'), ('undone', 'Undone'), ('canceled', 'Canceled')], db_index=True, default='drafting', editable=False, max_length=30, protected=True, verbose_name='status')),
                ('effective_on', models.DateField(verbose_name='effective on')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('made_by_name', models.CharField(blank=True, max_length=150, verbose_name='ordered by')),
                ('carried_out_at', models.DateTimeField(null=True, verbose_name='carried out')),
                ('leaver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handovers', to='zones.organisation')),
                ('successor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'handover',
                'verbose_name_plural': 'handovers',
            },
        ),
        migrations.CreateModel(
            name='HandoverLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('application', 'Application examined'), ('proposal', 'Proposal drafted'), ('line', 'Line in a decision chain'), ('consultation', 'Consultation'), ('delay', 'Notice of delay to be sent'), ('appeal', 'Review officer of an appeal'), ('role', 'Role in the office'), ('deputy', 'Deputy in absence')], max_length=20)),
                ('case_type', models.CharField(max_length=60)),
                ('case_id', models.BigIntegerField()),
                ('part', models.BigIntegerField(null=True)),
                ('title', models.CharField(max_length=300)),
                ('url', models.CharField(blank=True, max_length=200)),
                ('moved', models.BooleanField()),
                ('reasons', models.TextField(blank=True)),
                ('before', models.DateField(null=True)),
                ('handover', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='applications.handover')),
            ],
            options={
                'verbose_name': 'line of a handover',
                'verbose_name_plural': 'lines of handovers',
                'ordering': ['handover', 'pk'],
            },
        ),
        migrations.AddIndex(
            model_name='handover',
            index=models.Index(fields=['organisation', '-id'], name='handover_office'),
        ),
        migrations.AddIndex(
            model_name='handover',
            index=models.Index(condition=models.Q(('status', 'planned')), fields=['effective_on'], name='handover_planned'),
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['drafting', 'planned', 'effective', 'undone', 'canceled'])), name='handover_status_known'),
        ),
        migrations.AddConstraint(
            model_name='handoverline',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['application', 'proposal', 'line', 'consultation', 'delay', 'appeal', 'role', 'deputy'])), name='handover_line_kind_known'),
        ),
    ]
