"""Reports that can be taken back and corrected; tokens for a company's own systems."""

import casework.fsm
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """New columns of reports, and the table of tokens."""

    dependencies = [
        ('applications', '0015_costs'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='report',
            name='before',
            field=models.JSONField(default=dict, editable=False, verbose_name='what stood before'),
        ),
        migrations.AddField(
            model_name='report',
            name='compliance',
            field=models.JSONField(default=list, editable=False, verbose_name='compliance with the conditions'),
        ),
        migrations.AddField(
            model_name='report',
            name='correction_reasons',
            field=models.TextField(blank=True, editable=False, verbose_name='reasons of the correction'),
        ),
        migrations.AddField(
            model_name='report',
            name='entry',
            field=models.JSONField(default=dict, editable=False, verbose_name='how it was entered'),
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('status', casework.fsm.StateField(choices=[('new', 'Being made'), ('active', 'Active'), ('revoked', 'Revoked')], db_index=True, default='new', editable=False, max_length=30, protected=True, verbose_name='status')),
                ('name', models.CharField(max_length=60, verbose_name='name of the token')),
                ('shown', models.CharField(editable=False, max_length=20)),
                ('secret_sha256', models.CharField(editable=False, max_length=64, unique=True)),
                ('expires_on', models.DateField(verbose_name='valid until')),
                ('issued_at', models.DateTimeField(editable=False, null=True, verbose_name='issued')),
                ('revoked_at', models.DateTimeField(editable=False, null=True, verbose_name='revoked')),
                ('last_used_at', models.DateTimeField(editable=False, null=True, verbose_name='last used')),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='api_tokens', to='applications.company')),
                ('user', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'API token',
                'verbose_name_plural': 'API tokens',
                'ordering': ['company', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['new', 'active', 'revoked'])), name='api_token_status_known')],
            },
        ),
    ]
