"""Standard measures, their offers in zones, and their use; what is published is fixed."""

import casework.fsm
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from casework.triggers import fixed_content


class Migration(migrations.Migration):
    """Tables and triggers of standard measures."""

    dependencies = [
        ('applications', "0009_support_cases"),
        ('zones', '0005_support_instruments'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='StandardMeasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('status', casework.fsm.StateField(choices=[('draft', 'Draft'), ('published', 'Published'), ('withdrawn', 'Withdrawn'), ('dropped', 'Dropped')], db_index=True, default='draft', editable=False, max_length=30, protected=True, verbose_name='status')),
                ('slug', models.SlugField(max_length=60, verbose_name='address')),
                ('number', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('summary', models.TextField(blank=True, verbose_name='what it is for')),
                ('law_title', models.CharField(max_length=150, verbose_name='law')),
                ('article', models.CharField(blank=True, max_length=100, verbose_name='article')),
                ('text', models.TextField(blank=True, verbose_name='the rule as it is to read')),
                ('sectors', models.JSONField(blank=True, default=list, verbose_name='sectors')),
                ('conditions', models.JSONField(blank=True, default=list, verbose_name='conditions')),
                ('indicators', models.JSONField(blank=True, default=list, verbose_name='indicators to report')),
                ('evaluation', models.JSONField(blank=True, default=dict, verbose_name='design of the evaluation')),
                ('plan_parts', models.JSONField(blank=True, default=dict, verbose_name='parts of the plan')),
                ('findings', models.JSONField(blank=True, default=list, verbose_name='earlier examination')),
                ('note', models.TextField(blank=True, verbose_name='what changed and why')),
                ('origin', models.JSONField(default=dict, editable=False, verbose_name='origin')),
                ('verdict', models.CharField(choices=[('nationwide', 'Became nationwide law'), ('partly', 'Became nationwide in part'), ('continue', 'Continues in zones'), ('correct', 'To be corrected'), ('abolish', 'Failed: to be abolished'), ('inconclusive', 'Cannot be judged'), ('narrowed', 'Narrowed'), ('transferred', 'Moved to another programme'), ('clarified', 'Settled by interpretation'), ('superseded', 'Superseded'), ('none', 'No verdict yet')], default='none', max_length=20, verbose_name='verdict')),
                ('verdict_on', models.DateField(editable=False, null=True, verbose_name='day of the verdict')),
                ('verdict_url', models.CharField(blank=True, editable=False, max_length=200)),
                ('published_on', models.DateField(editable=False, null=True, verbose_name='published')),
                ('published_by_name', models.CharField(blank=True, editable=False, max_length=150, verbose_name='published by')),
                ('withdrawn_on', models.DateField(editable=False, null=True, verbose_name='withdrawn')),
                ('withdrawal_reasons', models.TextField(blank=True, editable=False, verbose_name='reasons of the withdrawal')),
                ('authority', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='zones.organisation')),
                ('drafted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standard_measures', to='zones.organisation')),
                ('origin_exemption', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='standard_measures', to='applications.exemption')),
                ('origin_measure', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='standard_measures', to='zones.specialmeasure')),
            ],
            options={
                'verbose_name': 'standard measure',
                'verbose_name_plural': 'standard measures',
                'ordering': ['slug', 'number'],
            },
        ),
        migrations.CreateModel(
            name='StandardOffer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('status', casework.fsm.StateField(choices=[('prepared', 'Being prepared'), ('offered', 'Offered'), ('ended', 'No longer offered')], db_index=True, default='prepared', editable=False, max_length=30, protected=True, verbose_name='status')),
                ('offered_on', models.DateField(editable=False, null=True, verbose_name='offered')),
                ('offered_by_name', models.CharField(blank=True, editable=False, max_length=150, verbose_name='offered by')),
                ('ended_on', models.DateField(editable=False, null=True, verbose_name='ended on')),
                ('end_reasons', models.TextField(blank=True, editable=False, verbose_name='reasons of the end')),
                ('standard', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='applications.standardmeasure')),
                ('zone', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standard_offers', to='zones.zone')),
            ],
            options={
                'verbose_name': 'offer of a standard measure',
                'verbose_name_plural': 'offers of standard measures',
                'ordering': ['standard', 'zone', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='StandardUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('conditions', models.JSONField(default=list, verbose_name='conditions')),
                ('indicators', models.JSONField(default=list, verbose_name='indicators to report')),
                ('evaluation', models.JSONField(default=dict, verbose_name='design of the evaluation')),
                ('taken_at', models.DateTimeField(editable=False, verbose_name='taken over')),
                ('taken_by_name', models.CharField(blank=True, editable=False, max_length=150)),
                ('measure', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='standard_use', to='applications.requestedmeasure')),
                ('standard', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='applications.standardmeasure')),
            ],
            options={
                'verbose_name': 'use of a standard measure',
                'verbose_name_plural': 'uses of standard measures',
                'ordering': ['measure'],
            },
        ),
        migrations.AddConstraint(
            model_name='standardmeasure',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'published', 'withdrawn', 'dropped'])), name='standard_status_known'),
        ),
        migrations.AddConstraint(
            model_name='standardmeasure',
            constraint=models.UniqueConstraint(fields=('slug', 'number'), name='standard_number_once'),
        ),
        migrations.AddConstraint(
            model_name='standardmeasure',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'draft')), fields=('slug',), name='standard_one_draft'),
        ),
        migrations.AddConstraint(
            model_name='standardmeasure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('origin_exemption__isnull', False), ('origin_measure', None)), models.Q(('origin_exemption', None), ('origin_measure__isnull', False)), _connector='OR'), name='standard_has_one_origin'),
        ),
        migrations.AddConstraint(
            model_name='standardmeasure',
            constraint=models.CheckConstraint(condition=models.Q(('verdict__in', ['nationwide', 'partly', 'continue', 'correct', 'abolish', 'inconclusive', 'narrowed', 'transferred', 'clarified', 'superseded', 'none'])), name='standard_verdict_known'),
        ),
        migrations.AddConstraint(
            model_name='standardmeasure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('published', 'withdrawn')), _negated=True), ('published_on__isnull', False), _connector='OR'), name='standard_published_dated'),
        ),
        migrations.AddConstraint(
            model_name='standardoffer',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['prepared', 'offered', 'ended'])), name='standard_offer_status_known'),
        ),
        migrations.AddConstraint(
            model_name='standardoffer',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['prepared', 'offered'])), fields=('standard', 'zone'), name='standard_offered_once'),
        ),
        fixed_content(
            "applications_standardmeasure",
            (
                "slug",
                "number",
                "office_id",
                "origin_measure_id",
                "origin_exemption_id",
                "authority_id",
                "name",
                "summary",
                "law_title",
                "article",
                "text",
                "sectors",
                "conditions",
                "indicators",
                "evaluation",
                "plan_parts",
                "findings",
                "note",
                "origin",
                "published_on",
            ),
            "OLD.status <> 'draft'",
        ),
    ]
