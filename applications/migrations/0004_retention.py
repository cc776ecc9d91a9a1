"""Retention and disposal of case files; what a disposal may empty in append-only tables."""

import casework.fsm
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from casework.triggers import append_only, erasable


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0003_first_rows_and_triggers'),
        ('casework', '0005_disposal'),
        ('zones', '0003_first_criteria_and_triggers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='application',
            name='disposed_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='disposed'),
        ),
        migrations.CreateModel(
            name='DisposalBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('status', casework.fsm.StateField(choices=[('drafting', 'Being proposed'), ('proposed', 'Waits for approval'), ('approved', 'Approved'), ('executed', 'Carried out'), ('handed_over', 'Received by the archives'), ('returned', 'Sent back'), ('withdrawn', 'Withdrawn')], db_index=True, default='drafting', editable=False, max_length=30, protected=True, verbose_name='status')),
                ('fiscal_year', models.PositiveSmallIntegerField(verbose_name='fiscal year')),
                ('note', models.TextField(blank=True, verbose_name='reason')),
                ('proposed_by_name', models.CharField(blank=True, max_length=150, verbose_name='proposed by')),
                ('proposed_at', models.DateTimeField(null=True, verbose_name='proposed')),
                ('approved_by_name', models.CharField(blank=True, max_length=150, verbose_name='approved by')),
                ('approved_at', models.DateTimeField(null=True, verbose_name='approved')),
                ('return_reasons', models.TextField(blank=True, verbose_name='why it was sent back')),
                ('executed_by_name', models.CharField(blank=True, max_length=150, verbose_name='carried out by')),
                ('executed_at', models.DateTimeField(null=True, verbose_name='carried out')),
                ('handed_over_at', models.DateTimeField(null=True, verbose_name='received by the archives')),
                ('receipt', models.CharField(blank=True, max_length=200, verbose_name='receipt of the archives')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disposal_batches', to='zones.organisation')),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'disposal proposal',
                'verbose_name_plural': 'disposal proposals',
            },
        ),
        migrations.CreateModel(
            name='DisposalItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('disposed', 'Disposed of'), ('transferred', 'Transferred to the archives')], default='disposed', max_length=20, verbose_name='outcome')),
                ('retention', models.CharField(max_length=20, verbose_name='retention class')),
                ('ended_on', models.DateField(verbose_name='ended on')),
                ('expires_on', models.DateField(verbose_name='retention ended on')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disposal_items', to='applications.application')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='applications.disposalbatch')),
            ],
            options={
                'verbose_name': 'file to dispose of',
                'verbose_name_plural': 'files to dispose of',
                'ordering': ['batch', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RetentionExtension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until', models.DateField(verbose_name='kept until')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('by_name', models.CharField(max_length=150, verbose_name='extended by')),
                ('at', models.DateTimeField(verbose_name='extended')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='retention_extensions', to='applications.application')),
            ],
            options={
                'verbose_name': 'extension of a retention',
                'verbose_name_plural': 'extensions of retentions',
                'ordering': ['application', 'pk'],
            },
        ),
        migrations.AddIndex(
            model_name='disposalbatch',
            index=models.Index(fields=['office', '-id'], name='disposal_batch_office'),
        ),
        migrations.AddConstraint(
            model_name='disposalbatch',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['drafting', 'proposed', 'approved', 'executed', 'handed_over', 'returned', 'withdrawn'])), name='disposal_batch_status_known'),
        ),
        migrations.AddConstraint(
            model_name='disposalitem',
            constraint=models.UniqueConstraint(fields=('batch', 'application'), name='disposal_item_once_per_batch'),
        ),
        migrations.AddConstraint(
            model_name='disposalitem',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['disposed', 'transferred'])), name='disposal_item_outcome_known'),
        ),
        append_only("applications_retentionextension"),
        erasable("applications_opinionversion", text="text", minority="list"),
        erasable("applications_assignment", reason="text"),
        erasable("applications_interestdeclaration", text="text"),
        erasable("applications_finding", reason="text", links="list"),
        erasable("applications_stamp", comment="text", on_behalf_of="text"),
    ]
