"""Disposal: nothing of a person is left, the chain holds, the record stays; the office's pages."""

from datetime import date, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction
from django.urls import reverse

from applications.models import Application, DisposalBatch, Finding, Letter
from applications.retention import parts
from casework import audit, clock, files, threads
from casework.actors import SYSTEM
from casework.models import DisposalRecord, Erasure, Message, StoredFile
from casework.transitions import Blocked
from tests import factories as make
from tests.applications.retention import (
    CLOSED,
    LATER,
    ask_disclosure,
    dispose,
    get,
    propose,
    refused,
)
from tests.applications.test_findings import found as findings_found

pytestmark = pytest.mark.django_db
CONTACT = "出島 太郎"
TEXTS = (models.CharField, models.TextField, models.JSONField)


@pytest.fixture
def rich(town, ministry, company):
    """A refused case with the contact's name in plan, files, letters, messages, findings."""
    with clock.set_to(CLOSED):
        draft = make.make_draft(town, ministry, company)
        draft.plan["place"] = f"大屋地区（連絡先 {CONTACT}）"
        draft.save()
        upload = SimpleUploadedFile(f"{CONTACT}.pdf", b"%PDF-1.7\n" + CONTACT.encode())
        files.store(draft, upload, slot="plan", actor=company.owner)
        case = make.examine(draft, ministry)
        make.step(
            case.measures.get(), "record_findings", ministry.examiner,
            **findings_found("met", "met", "met", reason=CONTACT),
        )  # fmt: skip
        attached = SimpleUploadedFile(f"{CONTACT}.txt", CONTACT.encode())
        threads.post(
            case,
            threads.Letter("applicant", f"{CONTACT}です。", None, (attached,)),
            author=threads.Author(company.owner, company.name),
            is_open=lambda _case: True,
            tell=lambda _message: [],
        )
        case = make.step(case, "consult", ministry.examiner)
        for opinion in case.opinions.all():
            make.step(
                opinion, "give", town.examiner, view="no_objection", text=CONTACT, reason_codes=[]
            )
        make.step(case.measures.get(), "determine", ministry.approver, **make.refusal_inputs())
        make.step(case.measures.get(), "disclose", ministry.approver)
        return get(case)


def everywhere(text):
    """Return the (table, column) in which a text stands anywhere in the database."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_concrete_fields:
            if not isinstance(field, TEXTS):
                continue
            with connection.cursor() as cursor:
                table, column = model._meta.db_table, field.column
                cursor.execute(
                    f'SELECT COUNT(*) FROM "{table}" WHERE CAST("{column}" AS TEXT) LIKE %s '
                    f'OR CAST("{column}" AS TEXT) LIKE %s',
                    [f"%{text}%", f"%{text.encode('unicode_escape').decode()}%"],
                )
                if cursor.fetchone()[0]:
                    found.append((table, column))
    return found


def test_nothing_of_the_contact_is_left(rich, ministry, later, django_capture_on_commit_callbacks):
    before = everywhere(CONTACT)
    assert {table for table, _column in before} >= {
        "applications_application", "applications_planrevision", "applications_finding",
        "applications_opinion", "casework_message", "casework_storedfile",
        "applications_company", "applications_factvalue",
    }  # fmt: skip
    stored = StoredFile.objects.filter(case_type="applications.application").get()
    path, digest = stored.content.path, stored.sha256
    with django_capture_on_commit_callbacks(execute=True):
        dispose(rich, ministry)
    assert everywhere(CONTACT) == []
    stored.refresh_from_db()
    assert not Path(path).exists()
    assert (stored.sha256, stored.name, bool(stored.content)) == (digest, "－", False)
    letters = Letter.objects.filter(application=rich)
    assert letters.exists()
    assert set(letters.values_list("body", flat=True)) == {""}


def test_the_skeleton_and_the_chain_stay(rich, ministry, later):
    head = audit.make_daily_head(date(2031, 1, 1))
    hashes = [e.hash for e in audit.trail(rich)]
    dispose(rich, ministry)
    case = get(rich)
    assert (case.number, case.title, case.plan) == (rich.number, rich.title, {})
    assert case.measures.get().determination.reasons == "夜間の安全が示されていない。"
    assert [e.hash for e in audit.trail(case)][: len(hashes)] == hashes
    assert [e.step for e in audit.trail(case)][-1] == "dispose"
    assert head not in list(audit.broken_heads())
    call_command("verify_audit")


def test_the_record_says_what_when_by_whom_and_is_append_only(rich, ministry, later):
    dispose(rich, ministry)
    record = DisposalRecord.objects.get()
    assert (record.number, record.outcome, record.retention) == (rich.number, "disposed", "other")
    assert (record.proposed_by_name, record.approved_by_name) == (
        ministry.examiner.get_full_name(), ministry.approver.get_full_name(),
    )  # fmt: skip
    assert (record.expired_on, len(record.sha256)) == (date(2032, 3, 31), 64)
    assert record.destroyed["files"] == 2
    assert record.destroyed["casework.message"] == 1
    for change in (lambda: DisposalRecord.objects.update(number="x"), record.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(DatabaseError), transaction.atomic():
        Erasure.objects.all().delete()


def test_append_only_rows_change_by_a_disposal_alone_and_only_to_nothing(rich, ministry, later):
    for rows, change in (
        (Finding.objects, {"reason": ""}),
        (Message.objects, {"body": ""}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    dispose(rich, ministry)
    for change in ({"reason": "別の理由"}, {"judgment": "not_met"}, {"by_name": ""}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Finding.objects.update(**change)
    for change in ({"body": "別の文"}, {"at": clock.now()}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Message.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Finding.objects.all().delete()


def test_the_companys_facts_stay_while_another_file_is_kept(rich, town, ministry, company, later):
    make.make_draft(town, ministry, company)
    dispose(rich, ministry)
    company.refresh_from_db()
    assert company.contact_name == CONTACT
    assert get(rich).plan == {}


def test_transfer_packs_the_file_until_the_archives_confirm(
    rich, ministry, later, django_capture_on_commit_callbacks
):
    batch = dispose(rich, ministry, "transferred")
    stored = files.files_of(batch).get()
    with stored.content.open("rb") as content, ZipFile(content) as package:
        names = set(package.namelist())
        assert CONTACT in package.read("content.json").decode()
    assert {"about.json", "content.json", "trail.json", "sha256.json"} < names
    with pytest.raises(Blocked):
        make.step(batch, "hand_over", ministry.examiner, receipt=" ")
    with django_capture_on_commit_callbacks(execute=True):
        make.step(batch, "hand_over", ministry.examiner, receipt="兵公文第12号")
    stored.refresh_from_db()
    assert (bool(stored.content), stored.removed_at is not None) == (False, True)
    assert DisposalRecord.objects.get().outcome == "transferred"


def test_a_disposal_without_transfers_is_not_handed_over(closed, ministry, later):
    batch = dispose(get(closed), ministry)
    with pytest.raises(Blocked):
        make.step(batch, "hand_over", ministry.examiner, receipt="1")


def test_every_text_column_that_hangs_on_a_case_is_emptied_or_kept_on_purpose():
    hanging, frontier = {Application}, [Application]
    outside = {"kpis", "digitalresidents"}
    while frontier:
        for relation in frontier.pop()._meta.related_objects:
            model = relation.related_model
            follows = relation.field.name in FOLLOWED
            if model not in hanging and follows and model._meta.app_label not in outside:
                hanging.add(model)
                frontier.append(model)
    emptied = {p.model: set(p.blank) for p in parts.PARTS}
    emptied["applications.factvalue"] = {"value", "source_detail", "entered_by_name"}
    emptied["applications.factmark"] = {"reason", "by_name"}
    unsaid = []
    for model in hanging:
        label = model._meta.label_lower
        said = emptied.get(label, set()) | set(parts.KEPT.get(label, "").split())
        columns = {f.name for f in model._meta.concrete_fields if isinstance(f, TEXTS)}
        unsaid += [f"{label}.{name}" for name in sorted(columns - said)]
    assert unsaid == []


FOLLOWED = {
    "application", "measure", "opinion", "letter", "dispatch", "proposal", "line", "exemption",
    "report",
}  # fmt: skip


# Pages


def test_list_propose_approve_execute_in_the_browser(client, closed, ministry, later):
    page = reverse("console:retention")
    client.force_login(ministry.examiner)
    assert [row["file"] for row in client.get(page).context["rows"]] == [closed]
    new = reverse("console:disposal_new")
    assert client.get(new, {"files": closed.pk}).status_code == 200
    assert client.post(new, {"files": closed.pk}).status_code == 422
    made = client.post(new, {"files": closed.pk, f"outcome_{closed.pk}": "disposed"})
    batch = DisposalBatch.objects.get()
    assert (made.status_code, made.url, batch.status) == (302, batch.get_absolute_url(), "proposed")
    assert client.get(page).context["rows"] == []
    assert (
        client.post(new, {"files": closed.pk, f"outcome_{closed.pk}": "disposed"}).status_code
        == 422
    )
    client.force_login(ministry.approver)
    _take(client, batch, "approve")
    client.force_login(ministry.examiner)
    _take(client, batch, "execute", confirmed="on")
    records = client.get(page, {"view": "records"})
    assert [r.number for r in records.context["page"].rows] == [closed.number]
    csv = b"".join(client.get(reverse("console:export", args=["disposals"]), {"format": "table"}))
    assert closed.number.encode() in csv
    assert DisposalRecord.objects.get().sha256.encode() in csv


def _take(client, batch, step, **data):
    batch.refresh_from_db()
    address = reverse("console:disposal_step", args=[batch.pk, step])
    assert client.get(address).status_code == 200
    assert client.post(address, {"version": batch.version, **data}).status_code == 302


def test_held_and_coming_lists(client, closed, ministry):
    page = reverse("console:retention")
    client.force_login(ministry.examiner)
    with clock.set_to(LATER - timedelta(days=300)):
        assert client.get(page).context["rows"] == []
        coming = client.get(page, {"view": "coming", "year": "2032"}).context["rows"]
        assert [row["file"] for row in coming] == [closed]
        other = client.get(page, {"view": "coming", "year": "2033"}).context["rows"]
        assert other == []
        ask_disclosure(get(closed), ministry)
        held = client.get(page, {"view": "held"}).context["rows"]
        assert [len(row["holds"]) for row in held] == [1]


def test_an_office_sees_its_own_files_and_proposals_only(client, closed, town, ministry, later):
    batch = propose(get(closed), ministry.examiner)
    client.force_login(town.administrator)
    page = reverse("console:retention")
    assert client.get(page, {"view": "proposals"}).context["page"].rows == []
    assert client.get(batch.get_absolute_url()).status_code == 404


def test_case_pages_after_disposal(client, rich, ministry, company, later):
    dispose(rich, ministry)
    for person, address in (
        (ministry.examiner, rich.get_absolute_url()),
        (company.owner, rich.company_url()),
    ):
        client.force_login(person)
        answer = client.get(address)
        assert answer.status_code == 200
        assert 'id="disposed"' in answer.content.decode()
        assert CONTACT not in answer.content.decode()
    for name in ("apply_receipt", "apply_messages", "apply_record"):
        assert client.get(reverse(name, args=[rich.pk])).status_code == 404
    letter = Letter.objects.filter(application=rich).first()
    assert client.get(reverse("apply_letter", args=[letter.pk])).status_code == 404
    assert client.get(reverse("apply")).status_code == 200


def test_public_page_of_a_disposed_grant(client, town, ministry, company):
    with clock.set_to(CLOSED):
        exemption = make.make_exemption(town, ministry, company)
    with clock.set_to(LATER + timedelta(days=366)):
        make.step(exemption, "complete", SYSTEM)
        dispose(get(exemption.application), ministry)
        address = reverse("register_exemption", args=[exemption.public_number])
        assert client.get(address).status_code == 200
        client.force_login(ministry.examiner)
        assert client.get(exemption.get_absolute_url()).status_code == 200
        client.force_login(company.owner)
        assert client.get(reverse("apply_exemption", args=[exemption.pk])).status_code == 200


MAKE = {
    "held": lambda case, ministry: ask_disclosure(case, ministry),
    "proposals": lambda case, ministry: propose(case, ministry.examiner),
    "records": dispose,
}
QUERIES = {"due": 5, "held": 4, "coming": 6, "proposals": 4, "records": 4}


@pytest.mark.parametrize("view", ["due", "held", "coming", "proposals", "records"])
def test_lists_cost_the_same_at_one_and_three_rows(
    client, town, ministry, company, view, django_assert_num_queries
):
    make.make_draft(town, ministry, company)  # so that the company's own facts are kept
    for number in range(3):
        case = refused(town, ministry, company)
        with clock.set_to(LATER):
            MAKE.get(view, lambda *_given: None)(get(case), ministry)
            client.force_login(ministry.examiner)
            if number in {0, 2}:
                with django_assert_num_queries(QUERIES[view]):
                    answer = client.get(reverse("console:retention"), {"view": view})
                assert len(answer.context["page"].rows) == (number + 1) * (view != "coming")
