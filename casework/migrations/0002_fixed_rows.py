"""The trail, the daily heads, messages and records of disposal: triggers refuse to change or delete it."""

from django.db import migrations

from casework.migrating import Together
from casework.triggers import append_only, erasable


class Migration(migrations.Migration):
    """Triggers. A database made before the steps were folded has it already."""

    replaces = [
        ("casework", "0002_append_only_trail"),
        ("casework", "0003_queue_messages_choices"),
        ("casework", "0004_append_only_messages"),
        ("casework", "0005_disposal"),
    ]
    dependencies = [("casework", "0001_initial")]
    operations = [
        Together(
            [
                append_only("casework_auditentry"),
                append_only("casework_dailyhead"),
                append_only("casework_message"),
                append_only("casework_disposalrecord"),
                append_only("casework_erasure"),
                erasable(
                    "casework_message",
                    subject="text",
                    addressee="text",
                    body="text",
                    power="text",
                    attachments="list",
                    author_name="dash",
                    purpose="dash",
                    officer="dash",
                ),
            ]
        ),
    ]
