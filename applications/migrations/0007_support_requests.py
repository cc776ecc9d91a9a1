import casework.clock
import django.db.models.deletion
import zones.matching
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The support asked for in an application."""

    dependencies = [
        ('applications', '0006_withdrawal_reason_and_settled_facts'),
        ('zones', '0005_support_instruments'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SupportRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fit', models.CharField(editable=False, max_length=10)),
                ('requested_at', models.DateTimeField(default=casework.clock.now, editable=False, verbose_name='requested')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='support_requests', to='applications.application')),
                ('instrument', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='zones.supportinstrument')),
                ('requested_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'request for support',
                'verbose_name_plural': 'requests for support',
                'ordering': ['application', 'instrument'],
                'constraints': [models.UniqueConstraint(fields=('application', 'instrument'), name='support_requested_once'), models.CheckConstraint(condition=models.Q(('fit__in', [zones.matching.Fit['YES'], zones.matching.Fit['UNKNOWN']])), name='support_fit_known')],
            },
        ),
    ]
