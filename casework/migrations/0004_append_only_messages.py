"""Messages refuse UPDATE, DELETE and TRUNCATE."""

from django.db import migrations

from casework.triggers import append_only


class Migration(migrations.Migration):
    """Install the triggers."""

    dependencies = [("casework", "0003_queue_messages_choices")]
    operations = [append_only("casework_message")]
