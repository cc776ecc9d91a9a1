import casework.clock
import casework.fsm
import digitalresidents.models.resident
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from casework.migrating import Together


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('zones', '0001_initial'),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name='PurposeNotice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('purpose', models.CharField(choices=[('registry', 'Keeping the register'), ('news', 'News and events of the town'), ('trials', 'Invitations to trials'), ('survey', 'Surveys and evaluation'), ('prefecture', 'Sharing with the prefecture')], max_length=20, verbose_name='purpose')),
                        ('version', models.PositiveSmallIntegerField(verbose_name='version')),
                        ('effective_on', models.DateField(verbose_name='effective from')),
                        ('needs_consent', models.BooleanField(default=True, verbose_name='needs consent')),
                        ('text', models.TextField(verbose_name='text')),
                        ('basis', models.CharField(max_length=200, verbose_name='legal basis')),
                    ],
                    options={
                        'verbose_name': 'purpose notice',
                        'verbose_name_plural': 'purpose notices',
                        'ordering': ['purpose', 'version'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('purpose__in', ['registry', 'news', 'trials', 'survey', 'prefecture'])), name='digitalresidents_purposenotice_purpose_known'), models.UniqueConstraint(fields=('purpose', 'version'), name='purposenotice_version')],
                    },
                ),
                migrations.CreateModel(
                    name='Resident',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(blank=True, max_length=100, verbose_name='name')),
                        ('kana', models.CharField(blank=True, max_length=100, verbose_name='name in kana')),
                        ('name_folded', models.CharField(blank=True, editable=False, max_length=100)),
                        ('kana_folded', models.CharField(blank=True, editable=False, max_length=100)),
                        ('birth_date', models.DateField(blank=True, null=True, verbose_name='date of birth')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                        ('guardian_name', models.CharField(blank=True, max_length=100, verbose_name='name of the guardian')),
                        ('guardian_consented_on', models.DateField(blank=True, null=True, verbose_name="guardian's consent")),
                        ('identity_level', models.CharField(choices=[('self_declared', 'Self-declared'), ('email', 'E-mail confirmed'), ('verified', 'Verified online'), ('in_person', 'Checked in person')], default='self_declared', max_length=20, verbose_name='identity')),
                        ('identity_document', models.CharField(blank=True, choices=[('driving_licence', 'Driving licence'), ('card_face', 'My Number Card (front only)'), ('passport', 'Passport'), ('residence_card', 'Residence card'), ('insurance', 'Two other documents')], max_length=20, verbose_name='document shown')),
                        ('identity_checked_on', models.DateField(blank=True, null=True, verbose_name='identity checked on')),
                        ('pseudonym_key', models.CharField(blank=True, default=digitalresidents.models.resident.new_key, editable=False, max_length=64)),
                        ('created_at', models.DateTimeField(default=casework.clock.now, editable=False, verbose_name='recorded')),
                        ('erased_at', models.DateTimeField(editable=False, null=True, verbose_name='erased')),
                        ('residence_municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='zones.municipality', verbose_name='municipality of residence')),
                        ('residence_prefecture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='zones.prefecture', verbose_name='prefecture of residence')),
                        ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='resident', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'digital resident',
                        'verbose_name_plural': 'digital residents',
                        'indexes': [models.Index(fields=['birth_date', 'kana_folded'], name='resident_likeness')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('identity_level__in', ['self_declared', 'email', 'verified', 'in_person'])), name='digitalresidents_resident_identity_level_known'), models.CheckConstraint(condition=models.Q(('erased_at', None), models.Q(('birth_date', None), ('email', ''), ('guardian_consented_on', None), ('guardian_name', ''), ('identity_checked_on', None), ('identity_document', ''), ('kana', ''), ('kana_folded', ''), ('name', ''), ('name_folded', ''), ('pseudonym_key', ''), ('residence_municipality', None), ('residence_prefecture', None), ('user', None)), _connector='OR'), name='resident_erased_is_empty'), models.CheckConstraint(condition=models.Q(models.Q(('erased_at', None), _negated=True), models.Q(models.Q(('name', ''), _negated=True), ('birth_date__isnull', False)), _connector='OR'), name='resident_has_name_and_birth_date')],
                    },
                ),
                migrations.CreateModel(
                    name='Registration',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                        ('status', casework.fsm.StateField(choices=[('provisional', 'Provisional'), ('basic', 'Basic'), ('premium', 'Premium'), ('suspended', 'Suspended'), ('lapsed', 'Lapsed'), ('left', 'Left'), ('erased', 'Erased')], db_index=True, default='provisional', editable=False, max_length=30, protected=True, verbose_name='status')),
                        ('number', models.CharField(blank=True, editable=False, max_length=20, verbose_name='registration number')),
                        ('channel', models.CharField(choices=[('online', 'Online'), ('assisted', 'At the counter, by a clerk')], default='online', max_length=10, verbose_name='channel')),
                        ('applied_at', models.DateTimeField(default=casework.clock.now, editable=False, verbose_name='applied')),
                        ('registered_on', models.DateField(editable=False, null=True, verbose_name='registered on')),
                        ('valid_until', models.DateField(editable=False, null=True, verbose_name='valid until')),
                        ('premium_until', models.DateField(editable=False, null=True, verbose_name='premium until')),
                        ('ended_on', models.DateField(editable=False, null=True, verbose_name='ended on')),
                        ('suspension_reasons', models.TextField(blank=True, verbose_name='reasons of the suspension')),
                        ('end_reasons', models.TextField(blank=True, verbose_name='reasons of the end')),
                        ('pseudonym_salt', models.CharField(blank=True, default=digitalresidents.models.resident.new_key, editable=False, max_length=64)),
                        ('duplicate_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='suspected_duplicates', to='digitalresidents.registration')),
                        ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='zones.municipality', verbose_name='municipality of the registration')),
                        ('zone', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='resident_registrations', to='zones.zone')),
                        ('resident', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='digitalresidents.resident')),
                    ],
                    options={
                        'verbose_name': 'registration of a digital resident',
                        'verbose_name_plural': 'registrations of digital residents',
                        'indexes': [models.Index(fields=['zone', '-id'], name='registration_zone'), models.Index(fields=['status', 'ended_on'], name='registration_ended')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['provisional', 'basic', 'premium', 'suspended', 'lapsed', 'left', 'erased'])), name='registration_status_known'), models.CheckConstraint(condition=models.Q(('channel__in', ['online', 'assisted'])), name='digitalresidents_registration_channel_known'), models.UniqueConstraint(condition=models.Q(('status__in', ('provisional', 'basic', 'premium', 'suspended'))), fields=('resident', 'zone'), name='registration_one_open_per_zone'), models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('number',), name='registration_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('number', ''), ('pseudonym_salt', ''), ('resident', None), ('status', 'erased')), models.Q(models.Q(('status', 'erased'), _negated=True), ('resident__isnull', False)), _connector='OR'), name='registration_erased_names_nobody'), models.CheckConstraint(condition=models.Q(('valid_until', None), ('valid_until__gte', models.F('registered_on')), _connector='OR'), name='registration_period_ordered')],
                    },
                ),
                migrations.CreateModel(
                    name='ResidentScheme',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=100, verbose_name='name of the scheme')),
                        ('basis', models.CharField(max_length=200, verbose_name='rules or ordinance it rests on')),
                        ('opens_on', models.DateField(verbose_name='accepts registrations from')),
                        ('closes_on', models.DateField(blank=True, null=True, verbose_name='accepts registrations until')),
                        ('contact', models.CharField(max_length=200, verbose_name='contact')),
                        ('zone', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='resident_scheme', to='zones.zone')),
                    ],
                    options={
                        'verbose_name': 'digital resident scheme',
                        'verbose_name_plural': 'digital resident schemes',
                        'ordering': ['zone__name', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('closes_on', None), ('closes_on__gte', models.F('opens_on')), _connector='OR'), name='residentscheme_period_ordered')],
                    },
                ),
                migrations.CreateModel(
                    name='TierPeriod',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('tier', models.CharField(choices=[('basic', 'Basic'), ('premium', 'Premium')], max_length=10, verbose_name='tier')),
                        ('origin', models.CharField(choices=[('confirmed', 'Confirmed'), ('renewed', 'Renewed'), ('resumed', 'Resumed'), ('promoted', 'Promoted')], max_length=10, verbose_name='opened by')),
                        ('starts_on', models.DateField(verbose_name='from')),
                        ('ends_on', models.DateField(verbose_name='until')),
                        ('planned_until', models.DateField(verbose_name='planned until')),
                        ('registration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='periods', to='digitalresidents.registration')),
                        ('zone', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='zones.zone')),
                    ],
                    options={
                        'verbose_name': 'tier period',
                        'verbose_name_plural': 'tier periods',
                        'ordering': ['starts_on', 'pk'],
                        'indexes': [models.Index(fields=['zone', 'tier', 'starts_on', 'ends_on'], name='tierperiod_count')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('tier__in', ['basic', 'premium'])), name='digitalresidents_tierperiod_tier_known'), models.CheckConstraint(condition=models.Q(('origin__in', ['confirmed', 'renewed', 'resumed', 'promoted'])), name='digitalresidents_tierperiod_origin_known'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on')), ('planned_until__gte', models.F('ends_on'))), name='tierperiod_ordered')],
                    },
                ),
                migrations.CreateModel(
                    name='ConsentRecord',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('purpose', models.CharField(choices=[('registry', 'Keeping the register'), ('news', 'News and events of the town'), ('trials', 'Invitations to trials'), ('survey', 'Surveys and evaluation'), ('prefecture', 'Sharing with the prefecture')], max_length=20, verbose_name='purpose')),
                        ('action', models.CharField(choices=[('given', 'Consent given'), ('withdrawn', 'Consent withdrawn')], max_length=10, verbose_name='act')),
                        ('at', models.DateTimeField(verbose_name='when')),
                        ('assisted', models.BooleanField(default=False, verbose_name='recorded by a clerk')),
                        ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='digitalresidents.purposenotice')),
                        ('registration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='digitalresidents.registration')),
                    ],
                    options={
                        'verbose_name': 'consent record',
                        'verbose_name_plural': 'consent records',
                        'ordering': ['at', 'pk'],
                        'indexes': [models.Index(fields=['registration', 'purpose', 'at'], name='consent_latest')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('purpose__in', ['registry', 'news', 'trials', 'survey', 'prefecture'])), name='digitalresidents_consentrecord_purpose_known'), models.CheckConstraint(condition=models.Q(('action__in', ['given', 'withdrawn'])), name='digitalresidents_consentrecord_action_known')],
                    },
                ),
                migrations.CreateModel(
                    name='ActivityProof',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                        ('status', casework.fsm.StateField(choices=[('pending', 'Waiting for the office'), ('approved', 'Approved'), ('rejected', 'Not approved')], db_index=True, default='pending', editable=False, max_length=30, protected=True, verbose_name='status')),
                        ('kind', models.CharField(choices=[('community', 'Community work (grass cutting, cleaning, snow)'), ('farming', 'Farming and forestry help'), ('event', 'Running a festival or event'), ('care', 'Watching over, transport, care'), ('skill', 'Skills given remotely or on the spot')], max_length=20, verbose_name='activity')),
                        ('activity_on', models.DateField(verbose_name='day of the activity')),
                        ('description', models.CharField(blank=True, max_length=300, verbose_name='what you did, and with whom')),
                        ('reported_at', models.DateTimeField(default=casework.clock.now, editable=False, verbose_name='reported')),
                        ('decided_at', models.DateTimeField(editable=False, null=True, verbose_name='decided')),
                        ('reasons', models.CharField(blank=True, editable=False, max_length=300, verbose_name='reasons')),
                        ('registration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='digitalresidents.registration')),
                    ],
                    options={
                        'verbose_name': 'activity proof',
                        'verbose_name_plural': 'activity proofs',
                        'ordering': ['-activity_on', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['pending', 'approved', 'rejected'])), name='activityproof_status_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['community', 'farming', 'event', 'care', 'skill'])), name='digitalresidents_activityproof_kind_known'), models.UniqueConstraint(condition=models.Q(('status', 'rejected'), _negated=True), fields=('registration', 'kind', 'activity_on'), name='activityproof_once_a_day')],
                    },
                ),
            ]
        ),
    ]
