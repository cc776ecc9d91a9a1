"""Two people at once, on PostgreSQL with real commits: one wins, the other is told, nothing is lost."""

import threading
import time
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections, transaction
from django.test import Client
from django.urls import reverse

from applications.models import Application, Determination, PlanRevision, RequestedMeasure
from casework import audit, clock, outbox
from casework.models import AuditEntry, Notice, Recipient
from casework.transitions import Stale, perform
from tests import factories as make

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db]
PATIENCE = 20


class SlowMail(EmailBackend):
    """A mail server that takes its time, so that a second worker comes while the first sends."""

    def send_messages(self, messages):
        time.sleep(0.2)
        return super().send_messages(messages)


def rows():
    """Return the keys of every row of every table of the models."""
    tables = {
        m._meta.db_table: m for m in apps.get_models(include_auto_created=True) if m._meta.managed
    }
    return {t: set(m._base_manager.values_list("pk", flat=True)) for t, m in tables.items()}


def guards():
    """Return the tables guarded by triggers, with the name and state of each trigger."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, array_agg(tgname::text || ' ' || tgenabled::text ORDER BY tgname)"
            " FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
            " WHERE NOT tgisinternal AND proname LIKE 'dejima%' GROUP BY 1"
        )
        return dict(cursor.fetchall())


@contextmanager
def triggers_lifted(tables):
    """Lift the triggers that guard rows, the one thing that only a test's teardown may do."""

    def set_all(state):
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} {state} TRIGGER USER")

    set_all("DISABLE")
    try:
        yield
    finally:
        set_all("ENABLE")


def remove_rows(made):
    """Delete exactly the rows given; foreign keys are checked at the commit, so no order is wrong."""
    models = {m._meta.db_table: m for m in apps.get_models(include_auto_created=True)}
    with transaction.atomic(), connection.cursor() as cursor:
        for table, keys in made.items():
            column = models[table]._meta.pk.column
            cursor.execute(f'DELETE FROM "{table}" WHERE "{column}" = ANY(%s)', [list(keys)])


@pytest.fixture
def committed(db):
    """Let a test commit; afterwards the database holds the very rows that it held before.

    The test's own transaction stays on the connection set aside; this one is a second connection.
    """
    aside = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = aside.copy()
    before, guarded = rows(), guards()
    mail.outbox = []
    yield
    found = rows()
    made = {table: keys - before[table] for table, keys in found.items() if keys - before[table]}
    with triggers_lifted(guarded):
        remove_rows(made)
    left, triggers_left = rows(), guards()
    connections[DEFAULT_DB_ALIAS].close()
    connections[DEFAULT_DB_ALIAS] = aside
    assert (left, triggers_left) == (before, guarded)


@pytest.fixture
def offices(committed):
    """A town, a ministry with two approvers, and a company with two people who may file."""
    town, ministry, company = (
        make.make_town("town"),
        make.make_ministry("ministry"),
        make.make_company(),
    )
    ministry.second = make.add_member(ministry.organisation, "approver")
    company.second = make.make_user("second")
    company.members.create(user=company.second, role="owner")
    return town, ministry, company


@pytest.fixture
def ready(offices):
    """An application on which all opinions are in, with one measure to determine."""
    town, ministry, company = offices
    return make.consult(make.make_draft(town, ministry, company), ministry, town)


def waiting_for_locks():
    """Count the connections to this database that wait for a row somebody else holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0]


def at_once(case, *actions):
    """Run each action in a thread of its own, all begun while the case is held; return what they gave.

    The row is let go only when every action waits for it, so that they really meet.
    """
    answers = [None] * len(actions)

    def run(number, action):
        try:
            answers[number] = action()
        except Exception as error:  # noqa: BLE001
            answers[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(actions)]
    try:
        with transaction.atomic():
            type(case)._base_manager.select_for_update().get(pk=case.pk)
            for thread in threads:
                thread.start()
            end = time.monotonic() + PATIENCE
            while waiting_for_locks() < len(actions):
                assert time.monotonic() < end, f"The actions never met: {answers}"
                time.sleep(0.01)
    finally:
        for thread in threads:
            thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads)
    return answers


def split(answers):
    """Return (what succeeded, the errors)."""
    errors = [a for a in answers if isinstance(a, Exception)]
    return [a for a in answers if not isinstance(a, Exception)], errors


def entries_of(case, step):
    """Return the audit entries of one step on a case."""
    return list(audit.trail(case).filter(step=step))


def test_two_officers_determine_at_once_and_one_wins(ready, offices):
    _town, ministry, _company = offices
    measure = ready.measures.get()
    texts = {ministry.approver: "一人目の理由", ministry.second: "二人目の理由"}

    def determine(actor):
        seen = RequestedMeasure.objects.get(pk=measure.pk)
        inputs = make.refusal_inputs(reasons=texts[actor])
        return lambda: perform(seen, "determine", actor=actor, version=seen.version, **inputs)

    done, errors = split(at_once(ready, *(determine(actor) for actor in texts)))
    assert [type(e) for e in errors] == [Stale]
    (determination,) = Determination.objects.filter(measure=measure)
    assert determination.reasons == texts[determination.signed_by]
    (entry,) = entries_of(measure, "determine")
    assert (entry.seq, entry.actor_ref) == (1, str(determination.signed_by_id))
    assert len(entries_of(ready, "record_decided")) == 1
    fresh = RequestedMeasure.objects.get(pk=measure.pk)
    assert (fresh.status, fresh.version) == ("determined", measure.version + 1)
    assert [m.pk for m in done] == [measure.pk]


def posted(measure, reasons):
    """Return a refusal as the screen sends it."""
    fields = {
        "version": measure.version,
        "outcome": "refused",
        "reason_codes": ["safety"],
        "reasons": reasons,
    }
    for criterion in make.CRITERIA_FAILED:
        fields[f"criterion_{criterion['code']}_met"] = "yes" if criterion["met"] else "no"
        fields[f"criterion_{criterion['code']}_reason"] = criterion["reason"]
    return fields


def test_slower_officer_is_answered_409_and_keeps_what_was_written(ready, offices):
    _town, ministry, _company = offices
    measure = ready.measures.get()
    url = reverse("console:measure_step", args=[measure.pk, "determine"])
    texts = {ministry.approver: "一人目が書いた理由", ministry.second: "二人目が書いた理由"}

    def post(actor):
        client = Client()
        client.force_login(actor)
        return lambda: client.post(url, posted(measure, texts[actor]))

    answers = at_once(ready, *(post(actor) for actor in texts))
    assert sorted(a.status_code for a in answers) == [302, 409]
    (determination,) = Determination.objects.filter(measure=measure)
    for actor, answer in zip(texts, answers, strict=True):
        assert (answer.status_code == 302) is (actor == determination.signed_by)
        assert (texts[actor] in answer.content.decode()) is (actor != determination.signed_by)
    assert len(entries_of(measure, "determine")) == 1


def test_two_people_file_the_same_draft_and_it_arrives_once(offices):
    town, ministry, company = offices
    draft = make.make_draft(town, ministry, company)

    def submit(actor):
        seen = Application.objects.get(pk=draft.pk)
        return lambda: perform(seen, "submit", actor=actor, version=seen.version, declared=True)

    done, errors = split(at_once(draft, submit(company.owner), submit(company.second)))
    assert [type(e) for e in errors] == [Stale]
    assert [a.number for a in done] == [Application.objects.get(pk=draft.pk).number]
    assert PlanRevision.objects.filter(application=draft).count() == 1
    assert len(entries_of(draft, "submit")) == 1
    kinds = Notice.objects.filter(case_type=draft.case_type, case_id=draft.pk).values_list(
        "kind", flat=True
    )
    assert sorted(kinds) == ["application.new", "application.received"]


def test_withdrawal_and_determination_at_once_end_withdrawn_without_deadlock(ready, offices):
    _town, ministry, company = offices
    measure = ready.measures.get()
    seen = RequestedMeasure.objects.get(pk=measure.pk)

    def determine():
        inputs = make.refusal_inputs()
        return perform(seen, "determine", actor=ministry.approver, version=seen.version, **inputs)

    def withdraw():
        return perform(ready, "withdraw", actor=company.owner, version=ready.version)

    _done, errors = split(at_once(ready, withdraw, determine))
    # Until the disclosure the applicant may withdraw: determined first or not, it ends withdrawn.
    assert [type(e) for e in errors] in ([], [Stale])
    assert Application.objects.get(pk=ready.pk).status == "withdrawn"
    steps = [e.step for e in audit.trail(measure)]
    assert steps == (["withdraw"] if errors else ["determine", "withdraw"])
    assert RequestedMeasure.objects.get(pk=measure.pk).status == "withdrawn"
    for case in (ready, measure):
        assert list(audit.broken_entries(audit.trail(case))) == []


def test_opinions_given_at_once_are_both_kept(offices):
    town, ministry, company = offices
    application = make.examine(make.make_draft(town, ministry, company), ministry)
    application = make.step(application, "consult", ministry.examiner)
    police = make.make_office("police", "ministry", ("examiner",), "警察庁")
    application.opinions.create(
        organisation=police.organisation, asked_at=clock.now(), due_on=clock.today()
    )
    people = {
        m.organisation_id: m.user
        for o in application.opinions.all()
        for m in o.organisation.memberships.filter(role="examiner")
    }
    inputs = {"view": "no_objection", "text": "異存ありません。", "reason_codes": []}
    opinions = list(application.opinions.all())

    def give(opinion):
        actor = people[opinion.organisation_id]
        return lambda: perform(opinion, "give", actor=actor, version=opinion.version, **inputs)

    done, errors = split(at_once(application, *(give(o) for o in opinions)))
    assert (len(done), errors) == (2, [])
    assert set(application.opinions.values_list("status", flat=True)) == {"given"}


def test_two_workers_send_each_notice_once(offices, settings):
    town, ministry, company = offices
    make.submit(make.make_draft(town, ministry, company))
    Recipient.objects.update(
        status="queued", attempts=0, sent_at=None, in_digest=False, next_attempt_at=clock.now()
    )
    waiting = set(Recipient.objects.values_list("address", flat=True))
    mail.outbox = []
    settings.EMAIL_BACKEND = "tests.casework.test_concurrency.SlowMail"
    first = Recipient.objects.order_by("next_attempt_at", "pk").first()
    answers = at_once(first, outbox.send_due, outbox.send_due)
    assert sum(answers) == len(waiting) > 1
    assert sorted(m.to[0] for m in mail.outbox) == sorted(waiting)
    assert set(Recipient.objects.values_list("status", "attempts")) == {("sent", 1)}


def test_trail_of_committed_steps_cannot_be_changed(ready):
    for change in (
        "UPDATE casework_auditentry SET step = 'x'",
        "DELETE FROM casework_auditentry",
        "TRUNCATE casework_auditentry",
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            connection.cursor().execute(change)
    assert AuditEntry.objects.filter(case_type=ready.case_type, case_id=ready.pk).count() == 3
