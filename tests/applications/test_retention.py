"""Retention and disposal: computed periods, holds, two people, nothing left, the chain intact."""

from datetime import date, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction
from django.urls import reverse

from applications.models import Application, DisposalBatch, Finding, Letter
from applications.models.disclosure import due_after
from applications.office import disclosure as office_disclosure
from applications.retention import parts
from applications.retention.terms import last_day
from casework import audit, clock, files, threads
from casework.actors import SYSTEM
from casework.models import DisposalRecord, Erasure, Message, StoredFile
from casework.transitions import Blocked
from tests import factories as make
from tests.applications.appeals import make_appeal
from tests.applications.retention import CLOSED, LATER, dispose, propose, refused
from tests.applications.test_findings import found as findings_found
from tests.zones.test_policy import set_policy

pytestmark = pytest.mark.django_db
CONTACT = "出島 太郎"
TEXTS = (models.CharField, models.TextField, models.JSONField)


@pytest.fixture
def closed(town, ministry, company):
    return refused(town, ministry, company)


@pytest.fixture
def later():
    with clock.set_to(LATER):
        yield


def get(application):
    return Application.objects.get(pk=application.pk)


# Periods


@pytest.mark.parametrize(
    ("ended", "years", "expires"),
    [
        (date(2026, 6, 10), 5, date(2032, 3, 31)),
        (date(2027, 3, 31), 5, date(2032, 3, 31)),
        (date(2027, 4, 1), 5, date(2033, 3, 31)),
        (date(2026, 12, 31), 1, date(2028, 3, 31)),
    ],
)
def test_period_begins_on_the_first_of_april_after_the_end(ended, years, expires):
    assert last_day(ended, years) == expires


def test_refused_file_is_kept_from_its_disclosure(closed):
    term = get(closed).retention()
    assert (term.code, term.ended_on, term.years) == ("other", date(2026, 6, 10), 5)
    assert (term.expires_on, term.fiscal_year) == (date(2032, 3, 31), 2032)
    assert not term.is_over(date(2032, 3, 31))
    assert term.is_over(date(2032, 4, 1))


def test_withdrawn_file_is_kept_from_its_withdrawal(draft, company):
    with clock.set_to(CLOSED):
        make.step(make.submit(draft), "withdraw", company.owner)
    term = get(draft).retention()
    assert (term.code, term.ended_on) == ("other", date(2026, 6, 10))


def test_granted_file_is_kept_from_the_end_of_its_effect(town, ministry, company):
    with clock.set_to(CLOSED):
        exemption = make.make_exemption(town, ministry, company)
    term = exemption.application.retention()
    assert (term.code, term.ended_on) == ("granted", exemption.ends_on)
    assert term.expires_on == last_day(exemption.ends_on, 5)


def test_open_case_has_no_period(draft):
    term = make.submit(draft).retention()
    assert (term.code, term.expires_on) == ("open", None)


def test_ruling_makes_it_ten_years(closed):
    closed.appeals.create(
        measure=closed.measures.get(), kind="inaction", reviewing_office=closed.examining_office,
        ruled_at=datetime(2026, 12, 1, 12, tzinfo=clock.JST), status="dismissed",
    )  # fmt: skip
    term = get(closed).retention()
    assert (term.code, term.expires_on) == ("appealed", date(2037, 3, 31))


def test_years_are_the_zones_own_settings(closed, town):
    set_policy(town, retention_years_other=3)
    term = get(closed).retention()
    assert (term.years, term.expires_on) == (3, date(2030, 3, 31))
    assert "文書管理規程" in term.basis


def test_extension_needs_a_later_day_and_a_reason(closed, ministry):
    late = {"until": date(2035, 3, 31), "reason": "訴訟が見込まれる。"}
    for inputs in ({"until": date(2032, 3, 31), "reason": "x"}, {**late, "reason": " "}):
        with pytest.raises(Blocked):
            make.step(closed, "extend_retention", ministry.examiner, **inputs)
    with pytest.raises(Blocked):
        make.step(closed, "extend_retention", ministry.examiner, until=date(2090, 1, 1), reason="x")
    make.step(closed, "extend_retention", ministry.examiner, **late)
    term = get(closed).retention()
    assert (term.expires_on, term.extended_until) == (date(2035, 3, 31), date(2035, 3, 31))
    with pytest.raises(DatabaseError), transaction.atomic():
        get(closed).retention_extensions.update(until=date(2027, 1, 1))


def test_others_do_not_extend(closed, town, ministry, company):
    for person in (company.owner, town.administrator, ministry.approver, ministry.reviewer):
        with pytest.raises(PermissionDenied):
            make.step(closed, "extend_retention", person, until=date(2035, 3, 31), reason="x")


# Proposing and approving


def test_nothing_is_proposed_before_its_period_ends(closed, ministry):
    with clock.set_to(LATER - timedelta(days=1)), pytest.raises(Blocked):
        propose(get(closed), ministry.examiner)


def test_roles_of_the_disposal(closed, town, ministry, company, later):
    for person in (company.owner, town.administrator, ministry.approver, ministry.reviewer):
        with pytest.raises(PermissionDenied):
            propose(get(closed), person)
    batch = propose(get(closed), ministry.examiner)
    for person in (company.owner, town.approver, ministry.examiner, ministry.reviewer):
        with pytest.raises(PermissionDenied):
            make.step(batch, "approve", person)


def test_the_proposer_does_not_approve_also_as_superuser(closed, ministry, later):
    both = make.add_member(ministry.organisation, "approver", ministry.examiner)
    both.is_superuser = True
    both.save()
    batch = propose(get(closed), both)
    with pytest.raises(Blocked):
        make.step(batch, "approve", both)
    with pytest.raises(Blocked):
        make.step(batch, "send_back", both, reasons="x")


def test_send_back_needs_reasons_and_frees_the_file(closed, ministry, later):
    batch = propose(get(closed), ministry.examiner)
    with pytest.raises(Blocked):
        make.step(batch, "send_back", ministry.approver, reasons=" ")
    make.step(batch, "send_back", ministry.approver, reasons="歴史資料として移管が相当。")
    assert propose(get(closed), ministry.examiner, "transferred").status == "proposed"


def test_execution_needs_approval_and_confirmation(closed, ministry, later):
    batch = propose(get(closed), ministry.examiner)
    with pytest.raises(Blocked):
        make.step(batch, "execute", ministry.examiner, confirmed=True)
    make.step(batch, "approve", ministry.approver)
    with pytest.raises(Blocked):
        make.step(batch, "execute", ministry.examiner, confirmed=False)
    make.step(batch, "withdraw", ministry.examiner)
    assert get(closed).disposed_at is None


def test_what_is_proposed_is_not_extended(closed, ministry, later):
    propose(get(closed), ministry.examiner)
    with pytest.raises(Blocked):
        make.step(
            closed, "extend_retention", ministry.examiner, until=date(2035, 3, 31), reason="x"
        )


# Holds


def _disclosure(application, ministry):
    return office_disclosure.receive(
        application, actor=ministry.examiner, office=ministry.organisation.pk,
        requester_name="請求 者", requester_address="養父市", scope="全部", received_on=clock.today(),
    )  # fmt: skip


def test_request_for_disclosure_holds_at_every_step(closed, ministry, later):
    batch = propose(get(closed), ministry.examiner)
    make.step(batch, "approve", ministry.approver)
    request = _disclosure(get(closed), ministry)
    assert request.due_on == due_after(clock.today())
    with pytest.raises(Blocked):
        make.step(batch, "execute", ministry.examiner, confirmed=True)
    make.step(request, "withdraw", ministry.examiner)
    make.step(batch, "execute", ministry.examiner, confirmed=True)


def test_open_appeal_holds(town, ministry, company):
    with clock.set_to(CLOSED):
        draft = make.make_draft(town, ministry, company)
        case = make.disclose(draft, ministry, town, **make.refusal_inputs())
        make_appeal(case.measures.get(), company)
    with clock.set_to(LATER), pytest.raises(Blocked):
        propose(get(case), ministry.examiner)


def test_exemption_that_is_not_closed_holds(town, ministry, company):
    with clock.set_to(CLOSED):
        exemption = make.make_exemption(town, ministry, company)
    with clock.set_to(LATER + timedelta(days=366)), pytest.raises(Blocked) as refused_:
        propose(get(exemption.application), ministry.examiner)
    assert len(refused_.value.reasons) == 1
    with clock.set_to(LATER + timedelta(days=366)):
        make.step(exemption, "complete", SYSTEM)
        assert propose(get(exemption.application), ministry.examiner).status == "proposed"


# Disposal


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
        _disclosure(get(closed), ministry)
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
    "held": lambda case, ministry: _disclosure(case, ministry),
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
