import casework.fsm
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '__first__'),
        ('zones', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='membership',
            name='deputy_for',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='membership',
            name='lent_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lent_memberships', to='zones.organisation'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='document_prefix',
            field=models.CharField(blank=True, max_length=20, verbose_name='prefix of the numbers'),
        ),
        migrations.AddField(
            model_name='procedure',
            name='needs_statement',
            field=models.BooleanField(default=False, verbose_name='an officer signs a statement of truth'),
        ),
        migrations.AddField(
            model_name='procedure',
            name='required_documents',
            field=models.JSONField(blank=True, default=list, verbose_name='documents required'),
        ),
        migrations.AddField(
            model_name='zone',
            name='policy_versions',
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('status', casework.fsm.StateField(choices=[('proposed', 'Proposed'), ('in_force', 'Appointed'), ('declined', 'Declined'), ('withdrawn', 'Taken back'), ('ended', 'End fixed')], db_index=True, default='proposed', editable=False, max_length=30, protected=True, verbose_name='status')),
                ('role', models.CharField(choices=[('administrator', 'Zone administrator'), ('examiner', 'Examiner'), ('approver', 'Approver'), ('reviewer', 'Evidence reviewer'), ('viewer', 'Reader')], max_length=20, verbose_name='role')),
                ('kind', models.CharField(choices=[('own', 'Own staff'), ('concurrent', 'Seconded, holding both posts'), ('entrusted', 'Affairs entrusted to the other office'), ('substitute', 'The other office acts in its stead'), ('deputy', 'Deputy in absence')], default='own', max_length=20, verbose_name='basis')),
                ('basis', models.CharField(blank=True, max_length=200, verbose_name='legal basis')),
                ('valid_from', models.DateField(verbose_name='from')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('note', models.TextField(blank=True, verbose_name='reason')),
                ('reply', models.TextField(blank=True, editable=False, verbose_name='reply')),
                ('made_by_name', models.CharField(max_length=150, verbose_name='proposed by')),
                ('deputy_for', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lent_appointments', to='zones.organisation')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='zones.organisation')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'appointment',
                'verbose_name_plural': 'appointments',
                'ordering': ['organisation', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['proposed', 'in_force', 'declined', 'withdrawn', 'ended'])), name='appointment_status_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['own', 'concurrent', 'entrusted', 'substitute', 'deputy'])), name='appointment_kind_known'), models.CheckConstraint(condition=models.Q(('role__in', ['administrator', 'examiner', 'approver', 'reviewer', 'viewer'])), name='appointment_role_known'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['concurrent', 'entrusted', 'substitute']), _negated=True), models.Q(('lent_by__isnull', False), ('valid_until__isnull', False), models.Q(('basis', ''), _negated=True)), _connector='OR'), name='appointment_lent_is_complete'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'deputy'), _negated=True), models.Q(('deputy_for__isnull', False), ('valid_until__isnull', False)), _connector='OR'), name='appointment_deputy_complete')],
            },
        ),
        migrations.CreateModel(
            name='CriteriaVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('status', casework.fsm.StateField(choices=[('draft', 'Draft'), ('published', 'Published'), ('dropped', 'Dropped')], db_index=True, default='draft', editable=False, max_length=30, protected=True, verbose_name='status')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('criteria', models.JSONField(default=list, verbose_name='criteria')),
                ('basis', models.CharField(max_length=200, verbose_name='legal basis')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
                ('note', models.TextField(blank=True, verbose_name='what changed and why')),
                ('valid_from', models.DateField(editable=False, null=True, verbose_name='in force from')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published')),
                ('published_by_name', models.CharField(blank=True, editable=False, max_length=150, verbose_name='published by')),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='criteria', to='zones.organisation')),
                ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='criteria_versions', to='zones.procedure')),
            ],
            options={
                'verbose_name': 'version of criteria',
                'verbose_name_plural': 'versions of criteria',
                'ordering': ['procedure', 'office', 'number'],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'published', 'dropped'])), name='criteria_status_known'), models.UniqueConstraint(fields=('procedure', 'office', 'number'), name='criteria_number_once'), models.UniqueConstraint(condition=models.Q(('office', None)), fields=('procedure', 'number'), name='criteria_general_number_once'), models.UniqueConstraint(condition=models.Q(('status', 'draft')), fields=('procedure', 'office'), name='criteria_one_draft'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), models.Q(('published_at__isnull', False), ('valid_from__isnull', False)), _connector='OR'), name='criteria_published_has_dates')],
            },
        ),
        migrations.CreateModel(
            name='DocumentNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fiscal_year', models.PositiveSmallIntegerField(verbose_name='fiscal year')),
                ('sequence', models.PositiveIntegerField(verbose_name='sequence')),
                ('text', models.CharField(max_length=60, verbose_name='document number')),
                ('kind', models.CharField(max_length=40, verbose_name='kind of letter')),
                ('title', models.CharField(max_length=200, verbose_name='subject')),
                ('addressee', models.CharField(blank=True, max_length=200, verbose_name='addressee')),
                ('case_type', models.CharField(max_length=60)),
                ('case_id', models.BigIntegerField()),
                ('dated_on', models.DateField(verbose_name='date of the letter')),
                ('assigned_at', models.DateTimeField(verbose_name='assigned')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='zones.organisation')),
            ],
            options={
                'verbose_name': 'document number',
                'verbose_name_plural': 'document numbers',
                'indexes': [models.Index(fields=['case_type', 'case_id'], name='document_case'), models.Index(fields=['office', '-id'], name='document_office')],
                'constraints': [models.UniqueConstraint(fields=('office', 'fiscal_year', 'sequence'), name='document_number_once'), models.CheckConstraint(condition=models.Q(('sequence__gte', 1)), name='document_sequence_positive')],
            },
        ),
        migrations.CreateModel(
            name='ZonePolicy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='version')),
                ('data', models.JSONField(default=dict, verbose_name='settings')),
                ('valid_from', models.DateField(verbose_name='from')),
                ('basis', models.CharField(max_length=200, verbose_name='decided by')),
                ('adopted_at', models.DateTimeField(verbose_name='adopted')),
                ('adopted_by_name', models.CharField(max_length=150, verbose_name='adopted by')),
                ('zone', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='policies', to='zones.zone')),
            ],
            options={
                'verbose_name': 'settings of a zone',
                'verbose_name_plural': 'settings of zones',
                'ordering': ['zone', 'number'],
                'constraints': [models.UniqueConstraint(fields=('zone', 'number'), name='zone_policy_number_once'), models.UniqueConstraint(fields=('zone', 'valid_from'), name='zone_policy_once_a_day')],
            },
        ),
        migrations.AddField(
            model_name='membership',
            name='appointment',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='zones.appointment'),
        ),
    ]
