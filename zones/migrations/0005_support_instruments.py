import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Instruments of support, as a reference table."""

    dependencies = [
        ('zones', '0004_intakes'),
    ]

    operations = [
        migrations.CreateModel(
            name='SupportInstrument',
            fields=[
                ('code', models.SlugField(max_length=40, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=100, verbose_name='name of the instrument')),
                ('kind', models.CharField(choices=[('tax', 'National tax'), ('local_tax', 'Local tax'), ('interest', 'Interest subsidy'), ('grant', 'Grant'), ('bond', 'Local bond'), ('donation', 'Corporate donation'), ('people', 'People'), ('regulation', 'Review of rules')], max_length=20, verbose_name='kind of support')),
                ('article', models.CharField(blank=True, max_length=50, verbose_name='article')),
                ('recipient', models.CharField(choices=[('company', 'Companies'), ('municipality', 'Municipalities'), ('other', 'Others (investors, donors, sellers)')], max_length=20)),
                ('who', models.TextField()),
                ('rate', models.CharField(blank=True, max_length=200)),
                ('period', models.CharField(blank=True, max_length=200)),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='expires on')),
                ('expiry_basis', models.CharField(blank=True, max_length=100)),
                ('conditions', models.JSONField(blank=True, default=list)),
                ('verification', models.CharField(choices=[('statute', 'Checked in the text of the law'), ('official', 'Checked in an official document'), ('secondary', 'Known from a secondary source')], max_length=10)),
                ('unverified_fields', models.JSONField(blank=True, default=list)),
                ('source_text', models.TextField()),
                ('note', models.TextField(blank=True)),
                ('law', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='support_instruments', to='zones.law')),
            ],
            options={
                'verbose_name': 'support instrument',
                'verbose_name_plural': 'support instruments',
                'ordering': ['code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['tax', 'local_tax', 'interest', 'grant', 'bond', 'donation', 'people', 'regulation'])), name='zones_supportinstrument_kind_known'), models.CheckConstraint(condition=models.Q(('recipient__in', ['company', 'municipality', 'other'])), name='zones_supportinstrument_recipient_known'), models.CheckConstraint(condition=models.Q(('verification__in', ['statute', 'official', 'secondary'])), name='zones_supportinstrument_verification_known')],
            },
        ),
    ]
