"""The trail is append-only, chained, and outlives people."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from casework import audit, clock
from casework.models import AuditEntry, DailyHead
from casework.triggers import remove
from tests import factories as make

pytestmark = pytest.mark.django_db
TABLES = ["casework_auditentry", "casework_dailyhead"]


class _Editor:
    """Runs statements inside the test's own transaction."""

    connection = connection

    @staticmethod
    def execute(sql):
        with connection.cursor() as cursor:
            cursor.execute(sql)


@pytest.fixture
def unguarded(db):
    """Lift the triggers, as only an intruder with the database's own rights could.

    The test's transaction is rolled back at its end, and the triggers with it stand again.
    """
    remove(_Editor, "casework_auditentry")


def _refused(sql):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    ("table", "column"), [("casework_auditentry", "step"), ("casework_dailyhead", "salt")]
)
def test_update_is_refused(draft, table, column):
    make.submit(draft)
    audit.make_daily_head(clock.today())
    _refused(f"UPDATE {table} SET {column} = 'x'")


@pytest.mark.parametrize("table", TABLES)
def test_delete_is_refused(draft, table):
    make.submit(draft)
    audit.make_daily_head(clock.today())
    _refused(f"DELETE FROM {table}")


@pytest.mark.postgresql  # SQLite has no TRUNCATE.
@pytest.mark.parametrize("table", TABLES)
def test_truncate_is_refused(draft, table):
    make.submit(draft)
    _refused(f"TRUNCATE {table}")


def test_orm_update_and_delete_are_refused(draft):
    make.submit(draft)
    for change in (
        lambda: AuditEntry.objects.update(step="x"),
        lambda: AuditEntry.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_chain_holds_over_a_whole_case(draft, ministry, town, capsys):
    make.disclose(draft, ministry, town)
    call_command("verify_audit")
    assert str(AuditEntry.objects.count()) in capsys.readouterr().out


@pytest.mark.parametrize(
    ("field", "value"),
    [("actor_name", "他人"), ("at", None), ("previous_hash", "0" * 64), ("data", {"x": 1})],
)
def test_verify_names_the_first_entry_that_was_changed(draft, ministry, unguarded, field, value):
    application = make.examine(draft, ministry)
    entry = audit.trail(application).first()
    new = value if field != "at" else clock.now().replace(year=1999)
    AuditEntry.objects.filter(pk=entry.pk).update(**{field: new})
    with pytest.raises(CommandError, match=f"{entry.case_id}#1 submit"):
        call_command("verify_audit")


def test_verify_names_a_missing_entry(draft, ministry, unguarded):
    application = make.examine(draft, ministry)
    audit.trail(application).first().delete()
    with pytest.raises(CommandError, match=f"{application.pk}#2 start_examination"):
        call_command("verify_audit")


def test_daily_head_breaks_when_an_entry_is_changed_with_its_hash(draft, unguarded):
    application = make.submit(draft)
    audit.make_daily_head(clock.today())
    entry = audit.trail(application).get()
    entry.actor_name = "他人"
    AuditEntry.objects.filter(pk=entry.pk).update(actor_name="他人", hash=entry.computed_hash())
    with pytest.raises(CommandError, match="daily head"):
        call_command("verify_audit")


def test_daily_head_is_made_once(draft):
    make.submit(draft)
    assert (
        audit.make_daily_head(clock.today()).digest == audit.make_daily_head(clock.today()).digest
    )
    assert DailyHead.objects.count() == 1


def test_trail_survives_the_deletion_of_the_person(draft, ministry, company):
    application = make.submit(draft)
    assert audit.trail(application).get().actor_name == company.owner.name
    assert "user" not in {f.name for f in AuditEntry._meta.get_fields() if f.is_relation}
