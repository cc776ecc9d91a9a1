import casework.models.files
import casework.models.users
import datetime
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from casework.migrating import Together


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name='DailyHead',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField(unique=True)),
                        ('last_entry', models.BigIntegerField()),
                        ('salt', models.CharField(max_length=64)),
                        ('digest', models.CharField(max_length=64)),
                        ('made_at', models.DateTimeField()),
                    ],
                    options={
                        'verbose_name': 'daily head',
                        'verbose_name_plural': 'daily heads',
                    },
                ),
                migrations.CreateModel(
                    name='User',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                        ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                        ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                        ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                        ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail address')),
                        ('name', models.CharField(blank=True, max_length=100, verbose_name='name')),
                        ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                        ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                    ],
                    options={
                        'verbose_name': 'user',
                        'verbose_name_plural': 'users',
                    },
                    managers=[
                        ('objects', casework.models.users.UserManager()),
                    ],
                ),
                migrations.CreateModel(
                    name='AuditEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('case_type', models.CharField(max_length=60)),
                        ('case_id', models.BigIntegerField()),
                        ('seq', models.PositiveIntegerField()),
                        ('step', models.CharField(max_length=60)),
                        ('source', models.CharField(blank=True, max_length=30)),
                        ('target', models.CharField(blank=True, max_length=30)),
                        ('actor_kind', models.CharField(max_length=20)),
                        ('actor_ref', models.CharField(blank=True, max_length=64)),
                        ('actor_name', models.CharField(max_length=150)),
                        ('actor_role', models.CharField(max_length=60)),
                        ('actor_organisation', models.CharField(blank=True, max_length=150)),
                        ('zone', models.CharField(blank=True, max_length=60)),
                        ('basis', models.CharField(max_length=200)),
                        ('data', models.JSONField(default=dict)),
                        ('at', models.DateTimeField()),
                        ('simulated', models.BooleanField(default=False)),
                        ('previous_hash', models.CharField(blank=True, max_length=64)),
                        ('hash', models.CharField(max_length=64)),
                    ],
                    options={
                        'verbose_name': 'audit entry',
                        'verbose_name_plural': 'audit entries',
                        'indexes': [models.Index(fields=['zone', '-id'], name='audit_zone'), models.Index(fields=['at'], name='audit_at')],
                        'constraints': [models.UniqueConstraint(fields=('case_type', 'case_id', 'seq'), name='audit_one_entry_per_seq')],
                    },
                ),
                migrations.CreateModel(
                    name='DisposalRecord',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('case_type', models.CharField(max_length=60)),
                        ('case_id', models.BigIntegerField()),
                        ('number', models.CharField(max_length=40, verbose_name='number')),
                        ('title', models.CharField(max_length=200, verbose_name='title')),
                        ('zone', models.CharField(blank=True, max_length=60)),
                        ('zone_name', models.CharField(blank=True, max_length=100, verbose_name='zone')),
                        ('office', models.BigIntegerField()),
                        ('office_name', models.CharField(max_length=150, verbose_name='office')),
                        ('batch', models.CharField(max_length=40, verbose_name='disposal proposal')),
                        ('outcome', models.CharField(choices=[('disposed', 'Disposed of'), ('transferred', 'Transferred to the archives')], max_length=20, verbose_name='outcome')),
                        ('retention', models.CharField(max_length=20, verbose_name='retention class')),
                        ('basis', models.CharField(max_length=300, verbose_name='basis')),
                        ('ended_on', models.DateField(verbose_name='ended on')),
                        ('expired_on', models.DateField(verbose_name='retention ended on')),
                        ('proposed_by_name', models.CharField(max_length=150, verbose_name='proposed by')),
                        ('approved_by_name', models.CharField(max_length=150, verbose_name='approved by')),
                        ('executed_by_name', models.CharField(max_length=150, verbose_name='carried out by')),
                        ('destroyed', models.JSONField(default=dict, verbose_name='what was destroyed')),
                        ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                        ('at', models.DateTimeField(verbose_name='disposed')),
                        ('simulated', models.BooleanField(default=False)),
                    ],
                    options={
                        'verbose_name': 'record of disposal',
                        'verbose_name_plural': 'records of disposal',
                        'indexes': [models.Index(fields=['office', '-id'], name='disposal_office')],
                        'constraints': [models.UniqueConstraint(fields=('case_type', 'case_id'), name='disposal_once_per_case'), models.CheckConstraint(condition=models.Q(('outcome__in', ['disposed', 'transferred'])), name='disposal_outcome_known')],
                    },
                ),
                migrations.CreateModel(
                    name='Message',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('case_type', models.CharField(max_length=60)),
                        ('case_id', models.BigIntegerField()),
                        ('zone', models.CharField(blank=True, max_length=60)),
                        ('subject', models.CharField(blank=True, max_length=200)),
                        ('side', models.CharField(choices=[('applicant', 'Applicant'), ('office', 'Office'), ('internal', 'Note among the offices of the case'), ('private', 'Note within one office')], max_length=20, verbose_name='side')),
                        ('kind', models.CharField(choices=[('message', 'Message'), ('guidance', 'Administrative guidance')], max_length=20, verbose_name='kind')),
                        ('author', models.BigIntegerField()),
                        ('author_name', models.CharField(max_length=150, verbose_name='author')),
                        ('office', models.BigIntegerField(null=True)),
                        ('organisation', models.CharField(blank=True, max_length=150, verbose_name='organisation')),
                        ('company', models.BigIntegerField(null=True)),
                        ('addressee', models.CharField(blank=True, max_length=150, verbose_name='addressee')),
                        ('body', models.TextField(verbose_name='text')),
                        ('attachments', models.JSONField(default=list, verbose_name='files')),
                        ('purpose', models.TextField(blank=True, verbose_name='purpose of the guidance')),
                        ('officer', models.CharField(blank=True, max_length=150, verbose_name='responsible officer')),
                        ('power', models.TextField(blank=True, verbose_name='power pointed to')),
                        ('spoken_on', models.DateField(null=True, verbose_name='said on')),
                        ('at', models.DateTimeField(verbose_name='written')),
                        ('simulated', models.BooleanField(default=False)),
                    ],
                    options={
                        'verbose_name': 'message',
                        'verbose_name_plural': 'messages',
                        'indexes': [models.Index(fields=['case_type', 'case_id', 'id'], name='message_case'), models.Index(condition=models.Q(('kind', 'guidance')), fields=['-id'], name='message_guidance')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('side__in', ['applicant', 'office', 'internal', 'private'])), name='message_side_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['message', 'guidance'])), name='message_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'guidance'), _negated=True), models.Q(('side', 'office'), models.Q(('purpose', ''), _negated=True), models.Q(('officer', ''), _negated=True)), _connector='OR'), name='message_guidance_is_whole')],
                    },
                ),
                migrations.CreateModel(
                    name='Notice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('case_type', models.CharField(max_length=60)),
                        ('case_id', models.BigIntegerField()),
                        ('zone', models.CharField(blank=True, max_length=60)),
                        ('kind', models.CharField(max_length=60, verbose_name='kind')),
                        ('subject', models.CharField(max_length=200, verbose_name='subject')),
                        ('body', models.TextField(verbose_name='text')),
                        ('link', models.CharField(blank=True, max_length=200, verbose_name='link')),
                        ('created_at', models.DateTimeField(verbose_name='created')),
                    ],
                    options={
                        'verbose_name': 'notice',
                        'verbose_name_plural': 'notices',
                        'indexes': [models.Index(fields=['case_type', 'case_id'], name='notice_case'), models.Index(fields=['zone', '-id'], name='notice_zone')],
                    },
                ),
                migrations.CreateModel(
                    name='ScheduledRun',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('job', models.CharField(max_length=60)),
                        ('due_at', models.DateTimeField()),
                        ('claimed_at', models.DateTimeField()),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('job', 'due_at'), name='one_run_per_due')],
                    },
                ),
                migrations.CreateModel(
                    name='WorkRow',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('root_type', models.CharField(max_length=60)),
                        ('root_id', models.BigIntegerField()),
                        ('case_type', models.CharField(max_length=60)),
                        ('case_id', models.BigIntegerField()),
                        ('office', models.BigIntegerField()),
                        ('desk', models.CharField(max_length=20)),
                        ('waits_here', models.BooleanField()),
                        ('person', models.BigIntegerField(null=True)),
                        ('not_person', models.BigIntegerField(null=True)),
                        ('party', models.BigIntegerField(null=True)),
                        ('zone', models.CharField(blank=True, max_length=60)),
                        ('zone_name', models.CharField(blank=True, max_length=100)),
                        ('state', models.CharField(blank=True, max_length=30)),
                        ('title', models.CharField(max_length=300)),
                        ('url', models.CharField(max_length=200)),
                        ('needs', models.CharField(max_length=60)),
                        ('waits_for', models.CharField(max_length=300)),
                        ('search', models.CharField(max_length=700)),
                        ('due_on', models.DateField(default=datetime.date(9999, 12, 31))),
                        ('shows_on', models.DateField(null=True)),
                    ],
                    options={
                        'verbose_name': 'waiting case',
                        'verbose_name_plural': 'waiting cases',
                        'indexes': [models.Index(fields=['root_type', 'root_id'], name='work_root'), models.Index(fields=['office', 'desk', 'waits_here', 'due_on', 'id'], name='work_due'), models.Index(fields=['office', 'desk', 'waits_here', 'person', 'due_on', 'id'], name='work_person'), models.Index(fields=['office', 'desk', 'waits_here', 'zone', 'due_on', 'id'], name='work_zone'), models.Index(fields=['office', 'desk', 'waits_here', 'case_type', 'due_on', 'id'], name='work_kind')],
                        'constraints': [models.UniqueConstraint(fields=('case_type', 'case_id', 'office', 'desk'), name='work_once_per_desk')],
                    },
                ),
                migrations.CreateModel(
                    name='Erasure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('relation', models.CharField(max_length=60)),
                        ('row_key', models.BigIntegerField()),
                        ('sha256', models.CharField(max_length=64)),
                        ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='erasures', to='casework.disposalrecord')),
                    ],
                    options={
                        'verbose_name': 'erasure',
                        'verbose_name_plural': 'erasures',
                        'constraints': [models.UniqueConstraint(fields=('relation', 'row_key'), name='erasure_once_per_row')],
                    },
                ),
                migrations.CreateModel(
                    name='NoticeChoice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(blank=True, max_length=60, verbose_name='kind')),
                        ('mode', models.CharField(choices=[('at_once', 'At once'), ('digest', 'Once a day, together'), ('urgent', 'Only what is urgent')], max_length=20, verbose_name='when')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notice_choices', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'choice about notices',
                        'verbose_name_plural': 'choices about notices',
                        'constraints': [models.UniqueConstraint(fields=('user', 'kind'), name='notice_choice_once'), models.CheckConstraint(condition=models.Q(('mode__in', ['at_once', 'digest', 'urgent'])), name='notice_mode_known')],
                    },
                ),
                migrations.CreateModel(
                    name='ReadMark',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('case_type', models.CharField(max_length=60)),
                        ('case_id', models.BigIntegerField()),
                        ('message', models.BigIntegerField(default=0)),
                        ('at', models.DateTimeField()),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'read mark',
                        'verbose_name_plural': 'read marks',
                        'constraints': [models.UniqueConstraint(fields=('user', 'case_type', 'case_id'), name='read_mark_once_per_case')],
                    },
                ),
                migrations.CreateModel(
                    name='Recipient',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('address', models.EmailField(max_length=254, verbose_name='e-mail address')),
                        ('status', models.CharField(choices=[('queued', 'Waiting'), ('sent', 'Sent'), ('failed', 'Failed'), ('kept', 'Not mailed, by choice'), ('simulated', 'Simulated, not sent')], default='queued', max_length=20, verbose_name='delivery')),
                        ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                        ('last_error', models.CharField(blank=True, max_length=300, verbose_name='last error')),
                        ('next_attempt_at', models.DateTimeField(verbose_name='next attempt')),
                        ('sent_at', models.DateTimeField(null=True, verbose_name='sent')),
                        ('in_digest', models.BooleanField(default=False, verbose_name="in the day's digest")),
                        ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recipients', to='casework.notice')),
                        ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='notices', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'recipient',
                        'verbose_name_plural': 'recipients',
                        'indexes': [models.Index(condition=models.Q(('status', 'queued')), fields=['next_attempt_at'], name='recipient_queue')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['queued', 'sent', 'failed', 'kept', 'simulated'])), name='recipient_status_known'), models.UniqueConstraint(fields=('notice', 'address'), name='recipient_once_per_notice')],
                    },
                ),
                migrations.CreateModel(
                    name='SavedView',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('page', models.CharField(max_length=40)),
                        ('name', models.CharField(max_length=60, verbose_name='name of the view')),
                        ('query', models.CharField(blank=True, max_length=500)),
                        ('is_default', models.BooleanField(default=False, verbose_name='opens by itself')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'saved view',
                        'verbose_name_plural': 'saved views',
                        'ordering': ['page', 'name', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('user', 'page', 'name'), name='view_name_once'), models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('user', 'page'), name='view_one_default')],
                    },
                ),
                migrations.CreateModel(
                    name='StoredFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('case_type', models.CharField(max_length=60)),
                        ('case_id', models.BigIntegerField()),
                        ('slot', models.CharField(default='attachment', max_length=40, verbose_name='kind of document')),
                        ('name', models.CharField(max_length=200, verbose_name='file name')),
                        ('content', models.FileField(max_length=200, upload_to=casework.models.files.storage_name, verbose_name='content')),
                        ('content_type', models.CharField(max_length=100, verbose_name='type')),
                        ('size', models.PositiveBigIntegerField(verbose_name='size in bytes')),
                        ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                        ('uploaded_at', models.DateTimeField(verbose_name='uploaded')),
                        ('removed_at', models.DateTimeField(null=True, verbose_name='removed')),
                        ('reread_at', models.DateTimeField(null=True, verbose_name='last read again')),
                        ('scan', models.CharField(choices=[('unscanned', 'Not scanned'), ('clean', 'Scanned, nothing found'), ('infected', 'Quarantined'), ('unavailable', 'Waiting for the scan')], default='unscanned', max_length=20, verbose_name='virus scan')),
                        ('scanned_at', models.DateTimeField(null=True, verbose_name='scanned')),
                        ('found', models.CharField(blank=True, max_length=200, verbose_name='what the scan found')),
                        ('replaces', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='successors', to='casework.storedfile')),
                        ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'stored file',
                        'verbose_name_plural': 'stored files',
                        'indexes': [models.Index(fields=['case_type', 'case_id'], name='file_case'), models.Index(condition=models.Q(('scan__in', ['unscanned', 'unavailable'])), fields=['id'], name='file_to_scan')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('scan__in', ['unscanned', 'clean', 'infected', 'unavailable'])), name='file_scan_known')],
                    },
                ),
            ]
        ),
    ]
