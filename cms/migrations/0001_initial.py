import casework.clock
import cms.blocks
import django.db.models.deletion
import wagtail.fields
from django.db import migrations, models

from casework.migrating import Together


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        ('wagtailimages', '0027_image_description'),
        ('zones', '0001_initial'),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name='HomePage',
                    fields=[
                        ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                        ('body', wagtail.fields.StreamField([('text', 0), ('heading', 1), ('image', 5), ('live_number', 8), ('exemptions', 9), ('calls', 9), ('use_cases', 16), ('contact', 22)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul'], 'label': 'text', 'template': 'cms/blocks/text.html'}), 1: ('cms.blocks.HeadingBlock', (), {}), 2: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'image'}), 3: ('wagtail.blocks.CharBlock', (), {'help_text': 'Read aloud to those who cannot see it. Say what matters, in one sentence.', 'label': 'what it shows', 'max_length': 150}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'caption and source', 'max_length': 200, 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('image', 2), ('alt', 3), ('caption', 4)]], {}), 6: ('wagtail.blocks.ChoiceBlock', [], {'choices': cms.blocks.zone_choices, 'help_text': "Empty: this page's zone", 'label': 'zone', 'required': False}), 7: ('wagtail.blocks.RegexBlock', (), {'error_messages': {'invalid': 'This is no code of an indicator. Enter one such as K16 from the dashboard.'}, 'label': 'code of the indicator', 'regex': '^[A-Za-z][A-Za-z0-9_]{1,19}$'}), 8: ('wagtail.blocks.StructBlock', [[('zone', 6), ('indicator', 7)]], {}), 9: ('wagtail.blocks.StructBlock', [[('zone', 6)]], {}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'title', 'max_length': 60}), 11: ('wagtail.blocks.ChoiceBlock', [], {'choices': cms.blocks.measure_choices, 'label': 'special measure'}), 12: ('wagtail.blocks.CharBlock', (), {'label': 'place', 'max_length': 60}), 13: ('wagtail.blocks.TextBlock', (), {'label': 'what happened', 'max_length': 200}), 14: ('wagtail.blocks.StructBlock', [[('measure', 11), ('place', 12), ('title', 10), ('text', 13)]], {}), 15: ('wagtail.blocks.ListBlock', (14,), {'label': 'use cases', 'max_num': 6, 'min_num': 1}), 16: ('wagtail.blocks.StructBlock', [[('title', 10), ('cases', 15)]], {}), 17: ('wagtail.blocks.CharBlock', (), {'label': 'office', 'max_length': 100}), 18: ('wagtail.blocks.CharBlock', (), {'label': 'telephone', 'max_length': 30, 'required': False}), 19: ('wagtail.blocks.EmailBlock', (), {'label': 'e-mail', 'required': False}), 20: ('wagtail.blocks.URLBlock', (), {'label': 'web page', 'required': False}), 21: ('wagtail.blocks.CharBlock', (), {'label': 'hours', 'max_length': 100, 'required': False}), 22: ('wagtail.blocks.StructBlock', [[('office', 17), ('phone', 18), ('email', 19), ('url', 20), ('hours', 21)]], {})}, verbose_name='body')),
                        ('headline', models.CharField(max_length=100, verbose_name='headline')),
                        ('lead', models.CharField(max_length=200, verbose_name='lead sentence')),
                    ],
                    options={
                        'verbose_name': 'front page',
                    },
                    bases=('wagtailcore.page',),
                ),
                migrations.CreateModel(
                    name='NewsIndexPage',
                    fields=[
                        ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                        ('body', wagtail.fields.StreamField([('text', 0), ('heading', 1), ('image', 5), ('live_number', 8), ('exemptions', 9), ('calls', 9), ('use_cases', 16), ('contact', 22)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul'], 'label': 'text', 'template': 'cms/blocks/text.html'}), 1: ('cms.blocks.HeadingBlock', (), {}), 2: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'image'}), 3: ('wagtail.blocks.CharBlock', (), {'help_text': 'Read aloud to those who cannot see it. Say what matters, in one sentence.', 'label': 'what it shows', 'max_length': 150}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'caption and source', 'max_length': 200, 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('image', 2), ('alt', 3), ('caption', 4)]], {}), 6: ('wagtail.blocks.ChoiceBlock', [], {'choices': cms.blocks.zone_choices, 'help_text': "Empty: this page's zone", 'label': 'zone', 'required': False}), 7: ('wagtail.blocks.RegexBlock', (), {'error_messages': {'invalid': 'This is no code of an indicator. Enter one such as K16 from the dashboard.'}, 'label': 'code of the indicator', 'regex': '^[A-Za-z][A-Za-z0-9_]{1,19}$'}), 8: ('wagtail.blocks.StructBlock', [[('zone', 6), ('indicator', 7)]], {}), 9: ('wagtail.blocks.StructBlock', [[('zone', 6)]], {}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'title', 'max_length': 60}), 11: ('wagtail.blocks.ChoiceBlock', [], {'choices': cms.blocks.measure_choices, 'label': 'special measure'}), 12: ('wagtail.blocks.CharBlock', (), {'label': 'place', 'max_length': 60}), 13: ('wagtail.blocks.TextBlock', (), {'label': 'what happened', 'max_length': 200}), 14: ('wagtail.blocks.StructBlock', [[('measure', 11), ('place', 12), ('title', 10), ('text', 13)]], {}), 15: ('wagtail.blocks.ListBlock', (14,), {'label': 'use cases', 'max_num': 6, 'min_num': 1}), 16: ('wagtail.blocks.StructBlock', [[('title', 10), ('cases', 15)]], {}), 17: ('wagtail.blocks.CharBlock', (), {'label': 'office', 'max_length': 100}), 18: ('wagtail.blocks.CharBlock', (), {'label': 'telephone', 'max_length': 30, 'required': False}), 19: ('wagtail.blocks.EmailBlock', (), {'label': 'e-mail', 'required': False}), 20: ('wagtail.blocks.URLBlock', (), {'label': 'web page', 'required': False}), 21: ('wagtail.blocks.CharBlock', (), {'label': 'hours', 'max_length': 100, 'required': False}), 22: ('wagtail.blocks.StructBlock', [[('office', 17), ('phone', 18), ('email', 19), ('url', 20), ('hours', 21)]], {})}, verbose_name='body')),
                    ],
                    options={
                        'verbose_name': 'list of news',
                    },
                    bases=('wagtailcore.page',),
                ),
                migrations.CreateModel(
                    name='PreparedReform',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=40, unique=True)),
                        ('content', models.JSONField(default=dict)),
                        ('built_at', models.DateTimeField(verbose_name='computed')),
                    ],
                    options={
                        'verbose_name': 'figures of the reform ledger',
                        'verbose_name_plural': 'figures of the reform ledger',
                    },
                ),
                migrations.CreateModel(
                    name='StandardPage',
                    fields=[
                        ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                        ('body', wagtail.fields.StreamField([('text', 0), ('heading', 1), ('image', 5), ('live_number', 8), ('exemptions', 9), ('calls', 9), ('use_cases', 16), ('contact', 22)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul'], 'label': 'text', 'template': 'cms/blocks/text.html'}), 1: ('cms.blocks.HeadingBlock', (), {}), 2: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'image'}), 3: ('wagtail.blocks.CharBlock', (), {'help_text': 'Read aloud to those who cannot see it. Say what matters, in one sentence.', 'label': 'what it shows', 'max_length': 150}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'caption and source', 'max_length': 200, 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('image', 2), ('alt', 3), ('caption', 4)]], {}), 6: ('wagtail.blocks.ChoiceBlock', [], {'choices': cms.blocks.zone_choices, 'help_text': "Empty: this page's zone", 'label': 'zone', 'required': False}), 7: ('wagtail.blocks.RegexBlock', (), {'error_messages': {'invalid': 'This is no code of an indicator. Enter one such as K16 from the dashboard.'}, 'label': 'code of the indicator', 'regex': '^[A-Za-z][A-Za-z0-9_]{1,19}$'}), 8: ('wagtail.blocks.StructBlock', [[('zone', 6), ('indicator', 7)]], {}), 9: ('wagtail.blocks.StructBlock', [[('zone', 6)]], {}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'title', 'max_length': 60}), 11: ('wagtail.blocks.ChoiceBlock', [], {'choices': cms.blocks.measure_choices, 'label': 'special measure'}), 12: ('wagtail.blocks.CharBlock', (), {'label': 'place', 'max_length': 60}), 13: ('wagtail.blocks.TextBlock', (), {'label': 'what happened', 'max_length': 200}), 14: ('wagtail.blocks.StructBlock', [[('measure', 11), ('place', 12), ('title', 10), ('text', 13)]], {}), 15: ('wagtail.blocks.ListBlock', (14,), {'label': 'use cases', 'max_num': 6, 'min_num': 1}), 16: ('wagtail.blocks.StructBlock', [[('title', 10), ('cases', 15)]], {}), 17: ('wagtail.blocks.CharBlock', (), {'label': 'office', 'max_length': 100}), 18: ('wagtail.blocks.CharBlock', (), {'label': 'telephone', 'max_length': 30, 'required': False}), 19: ('wagtail.blocks.EmailBlock', (), {'label': 'e-mail', 'required': False}), 20: ('wagtail.blocks.URLBlock', (), {'label': 'web page', 'required': False}), 21: ('wagtail.blocks.CharBlock', (), {'label': 'hours', 'max_length': 100, 'required': False}), 22: ('wagtail.blocks.StructBlock', [[('office', 17), ('phone', 18), ('email', 19), ('url', 20), ('hours', 21)]], {})}, verbose_name='body')),
                    ],
                    options={
                        'verbose_name': 'plain page',
                    },
                    bases=('wagtailcore.page',),
                ),
                migrations.CreateModel(
                    name='ZoneIndexPage',
                    fields=[
                        ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                        ('body', wagtail.fields.StreamField([('text', 0), ('heading', 1), ('image', 5), ('live_number', 8), ('exemptions', 9), ('calls', 9), ('use_cases', 16), ('contact', 22)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul'], 'label': 'text', 'template': 'cms/blocks/text.html'}), 1: ('cms.blocks.HeadingBlock', (), {}), 2: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'image'}), 3: ('wagtail.blocks.CharBlock', (), {'help_text': 'Read aloud to those who cannot see it. Say what matters, in one sentence.', 'label': 'what it shows', 'max_length': 150}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'caption and source', 'max_length': 200, 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('image', 2), ('alt', 3), ('caption', 4)]], {}), 6: ('wagtail.blocks.ChoiceBlock', [], {'choices': cms.blocks.zone_choices, 'help_text': "Empty: this page's zone", 'label': 'zone', 'required': False}), 7: ('wagtail.blocks.RegexBlock', (), {'error_messages': {'invalid': 'This is no code of an indicator. Enter one such as K16 from the dashboard.'}, 'label': 'code of the indicator', 'regex': '^[A-Za-z][A-Za-z0-9_]{1,19}$'}), 8: ('wagtail.blocks.StructBlock', [[('zone', 6), ('indicator', 7)]], {}), 9: ('wagtail.blocks.StructBlock', [[('zone', 6)]], {}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'title', 'max_length': 60}), 11: ('wagtail.blocks.ChoiceBlock', [], {'choices': cms.blocks.measure_choices, 'label': 'special measure'}), 12: ('wagtail.blocks.CharBlock', (), {'label': 'place', 'max_length': 60}), 13: ('wagtail.blocks.TextBlock', (), {'label': 'what happened', 'max_length': 200}), 14: ('wagtail.blocks.StructBlock', [[('measure', 11), ('place', 12), ('title', 10), ('text', 13)]], {}), 15: ('wagtail.blocks.ListBlock', (14,), {'label': 'use cases', 'max_num': 6, 'min_num': 1}), 16: ('wagtail.blocks.StructBlock', [[('title', 10), ('cases', 15)]], {}), 17: ('wagtail.blocks.CharBlock', (), {'label': 'office', 'max_length': 100}), 18: ('wagtail.blocks.CharBlock', (), {'label': 'telephone', 'max_length': 30, 'required': False}), 19: ('wagtail.blocks.EmailBlock', (), {'label': 'e-mail', 'required': False}), 20: ('wagtail.blocks.URLBlock', (), {'label': 'web page', 'required': False}), 21: ('wagtail.blocks.CharBlock', (), {'label': 'hours', 'max_length': 100, 'required': False}), 22: ('wagtail.blocks.StructBlock', [[('office', 17), ('phone', 18), ('email', 19), ('url', 20), ('hours', 21)]], {})}, verbose_name='body')),
                    ],
                    options={
                        'verbose_name': 'list of zones',
                    },
                    bases=('wagtailcore.page',),
                ),
                migrations.CreateModel(
                    name='NewsPage',
                    fields=[
                        ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                        ('body', wagtail.fields.StreamField([('text', 0), ('heading', 1), ('image', 5), ('live_number', 8), ('exemptions', 9), ('calls', 9), ('use_cases', 16), ('contact', 22)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul'], 'label': 'text', 'template': 'cms/blocks/text.html'}), 1: ('cms.blocks.HeadingBlock', (), {}), 2: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'image'}), 3: ('wagtail.blocks.CharBlock', (), {'help_text': 'Read aloud to those who cannot see it. Say what matters, in one sentence.', 'label': 'what it shows', 'max_length': 150}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'caption and source', 'max_length': 200, 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('image', 2), ('alt', 3), ('caption', 4)]], {}), 6: ('wagtail.blocks.ChoiceBlock', [], {'choices': cms.blocks.zone_choices, 'help_text': "Empty: this page's zone", 'label': 'zone', 'required': False}), 7: ('wagtail.blocks.RegexBlock', (), {'error_messages': {'invalid': 'This is no code of an indicator. Enter one such as K16 from the dashboard.'}, 'label': 'code of the indicator', 'regex': '^[A-Za-z][A-Za-z0-9_]{1,19}$'}), 8: ('wagtail.blocks.StructBlock', [[('zone', 6), ('indicator', 7)]], {}), 9: ('wagtail.blocks.StructBlock', [[('zone', 6)]], {}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'title', 'max_length': 60}), 11: ('wagtail.blocks.ChoiceBlock', [], {'choices': cms.blocks.measure_choices, 'label': 'special measure'}), 12: ('wagtail.blocks.CharBlock', (), {'label': 'place', 'max_length': 60}), 13: ('wagtail.blocks.TextBlock', (), {'label': 'what happened', 'max_length': 200}), 14: ('wagtail.blocks.StructBlock', [[('measure', 11), ('place', 12), ('title', 10), ('text', 13)]], {}), 15: ('wagtail.blocks.ListBlock', (14,), {'label': 'use cases', 'max_num': 6, 'min_num': 1}), 16: ('wagtail.blocks.StructBlock', [[('title', 10), ('cases', 15)]], {}), 17: ('wagtail.blocks.CharBlock', (), {'label': 'office', 'max_length': 100}), 18: ('wagtail.blocks.CharBlock', (), {'label': 'telephone', 'max_length': 30, 'required': False}), 19: ('wagtail.blocks.EmailBlock', (), {'label': 'e-mail', 'required': False}), 20: ('wagtail.blocks.URLBlock', (), {'label': 'web page', 'required': False}), 21: ('wagtail.blocks.CharBlock', (), {'label': 'hours', 'max_length': 100, 'required': False}), 22: ('wagtail.blocks.StructBlock', [[('office', 17), ('phone', 18), ('email', 19), ('url', 20), ('hours', 21)]], {})}, verbose_name='body')),
                        ('published_on', models.DateField(default=casework.clock.today, verbose_name='date')),
                        ('source_title', models.CharField(blank=True, max_length=200, verbose_name='source')),
                        ('source_url', models.URLField(blank=True, max_length=500, verbose_name='address of the source')),
                        ('is_demo', models.BooleanField(default=False, verbose_name='demo')),
                    ],
                    options={
                        'verbose_name': 'news',
                        'indexes': [models.Index(fields=['-published_on', '-page_ptr'], name='news_newest')],
                    },
                    bases=('wagtailcore.page',),
                ),
                migrations.CreateModel(
                    name='ZonePage',
                    fields=[
                        ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                        ('body', wagtail.fields.StreamField([('text', 0), ('heading', 1), ('image', 5), ('live_number', 8), ('exemptions', 9), ('calls', 9), ('use_cases', 16), ('contact', 22)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul'], 'label': 'text', 'template': 'cms/blocks/text.html'}), 1: ('cms.blocks.HeadingBlock', (), {}), 2: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'image'}), 3: ('wagtail.blocks.CharBlock', (), {'help_text': 'Read aloud to those who cannot see it. Say what matters, in one sentence.', 'label': 'what it shows', 'max_length': 150}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'caption and source', 'max_length': 200, 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('image', 2), ('alt', 3), ('caption', 4)]], {}), 6: ('wagtail.blocks.ChoiceBlock', [], {'choices': cms.blocks.zone_choices, 'help_text': "Empty: this page's zone", 'label': 'zone', 'required': False}), 7: ('wagtail.blocks.RegexBlock', (), {'error_messages': {'invalid': 'This is no code of an indicator. Enter one such as K16 from the dashboard.'}, 'label': 'code of the indicator', 'regex': '^[A-Za-z][A-Za-z0-9_]{1,19}$'}), 8: ('wagtail.blocks.StructBlock', [[('zone', 6), ('indicator', 7)]], {}), 9: ('wagtail.blocks.StructBlock', [[('zone', 6)]], {}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'title', 'max_length': 60}), 11: ('wagtail.blocks.ChoiceBlock', [], {'choices': cms.blocks.measure_choices, 'label': 'special measure'}), 12: ('wagtail.blocks.CharBlock', (), {'label': 'place', 'max_length': 60}), 13: ('wagtail.blocks.TextBlock', (), {'label': 'what happened', 'max_length': 200}), 14: ('wagtail.blocks.StructBlock', [[('measure', 11), ('place', 12), ('title', 10), ('text', 13)]], {}), 15: ('wagtail.blocks.ListBlock', (14,), {'label': 'use cases', 'max_num': 6, 'min_num': 1}), 16: ('wagtail.blocks.StructBlock', [[('title', 10), ('cases', 15)]], {}), 17: ('wagtail.blocks.CharBlock', (), {'label': 'office', 'max_length': 100}), 18: ('wagtail.blocks.CharBlock', (), {'label': 'telephone', 'max_length': 30, 'required': False}), 19: ('wagtail.blocks.EmailBlock', (), {'label': 'e-mail', 'required': False}), 20: ('wagtail.blocks.URLBlock', (), {'label': 'web page', 'required': False}), 21: ('wagtail.blocks.CharBlock', (), {'label': 'hours', 'max_length': 100, 'required': False}), 22: ('wagtail.blocks.StructBlock', [[('office', 17), ('phone', 18), ('email', 19), ('url', 20), ('hours', 21)]], {})}, verbose_name='body')),
                        ('lead', models.CharField(blank=True, max_length=200, verbose_name='lead sentence')),
                        ('photo_alt', models.CharField(blank=True, max_length=150, verbose_name='what the photograph shows')),
                        ('photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='photograph')),
                        ('zone', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='page', to='zones.zone', verbose_name='zone')),
                    ],
                    options={
                        'verbose_name': 'page of a zone',
                        'constraints': [models.CheckConstraint(condition=models.Q(('photo', None), models.Q(('photo_alt', ''), _negated=True), _connector='OR'), name='zone_page_photo_described', violation_error_message='Say what the photograph shows: fill in its description.')],
                    },
                    bases=('wagtailcore.page',),
                ),
            ]
        ),
    ]
