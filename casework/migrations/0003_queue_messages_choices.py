import datetime
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0002_append_only_trail'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='recipient',
            name='recipient_status_known',
        ),
        migrations.AddField(
            model_name='recipient',
            name='in_digest',
            field=models.BooleanField(default=False, verbose_name="in the day's digest"),
        ),
        migrations.AddField(
            model_name='storedfile',
            name='found',
            field=models.CharField(blank=True, max_length=200, verbose_name='what the scan found'),
        ),
        migrations.AddField(
            model_name='storedfile',
            name='replaces',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='successors', to='casework.storedfile'),
        ),
        migrations.AddField(
            model_name='storedfile',
            name='scan',
            field=models.CharField(choices=[('unscanned', 'Not scanned'), ('clean', 'Scanned, nothing found'), ('infected', 'Quarantined'), ('unavailable', 'Waiting for the scan')], default='unscanned', max_length=20, verbose_name='virus scan'),
        ),
        migrations.AddField(
            model_name='storedfile',
            name='scanned_at',
            field=models.DateTimeField(null=True, verbose_name='scanned'),
        ),
        migrations.AlterField(
            model_name='recipient',
            name='status',
            field=models.CharField(choices=[('queued', 'Waiting'), ('sent', 'Sent'), ('failed', 'Failed'), ('kept', 'Not mailed, by choice'), ('simulated', 'Simulated, not sent')], default='queued', max_length=20, verbose_name='delivery'),
        ),
        migrations.AddIndex(
            model_name='storedfile',
            index=models.Index(condition=models.Q(('scan__in', ['unscanned', 'unavailable'])), fields=['id'], name='file_to_scan'),
        ),
        migrations.AddConstraint(
            model_name='recipient',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['queued', 'sent', 'failed', 'kept', 'simulated'])), name='recipient_status_known'),
        ),
        migrations.AddConstraint(
            model_name='storedfile',
            constraint=models.CheckConstraint(condition=models.Q(('scan__in', ['unscanned', 'clean', 'infected', 'unavailable'])), name='file_scan_known'),
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
    ]
