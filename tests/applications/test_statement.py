"""One-time links and the statement of truth: who may sign, and what makes a signature void."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from applications import links
from applications.apply import inviting
from applications.content import content_sha256
from applications.models import Statement
from casework import audit, clock, outbox
from casework.files import store
from casework.models import Notice
from casework.transitions import Blocked, perform, touch
from tests import factories as make
from tests.applications.papers import OFFICER, PDF, confirm, fresh, owner_of, send_code, sign

pytestmark = pytest.mark.django_db


# One-time links


def test_neither_database_nor_outbox_holds_the_token(draft, partner, statement):
    for case in (fresh(partner), fresh(statement)):
        token = case.link_path().split("/")[-2]
        row = str(vars(case))
        kept = "".join(n.subject + n.body + n.link for n in Notice.objects.all())
        assert (token in row, token in kept) == (False, False)
        assert case.link_hash == links.hash_of(token)


def test_mail_carries_the_link_and_the_code(draft, statement):
    outbox.send_due()
    assert statement.link_path() in mail.outbox[-1].body
    assert mail.outbox[-1].to == [OFFICER["officer_email"]]
    send_code(statement.link_path())
    outbox.send_due()
    assert fresh(statement).code() in mail.outbox[-1].body
    assert len(fresh(statement).code()) == 6


@pytest.mark.parametrize("token", ["x", "A" * 43, "あ", "../admin"])
def test_unknown_links_look_like_used_ones(client, draft, statement, company, token):
    used = statement.link_path()
    make.step(statement, "withdraw", company.owner)
    gone = client.get(used)
    unknown = client.get(f"/apply/links/{token.replace('/', '')}/")
    assert (gone.status_code, unknown.status_code) == (404, 404)
    assert gone.templates[0].name == unknown.templates[0].name
    assert unknown["Referrer-Policy"] == "no-referrer"


def test_link_runs_out_after_72_hours(client, draft):
    start = clock.now()
    with clock.set_to(start):
        statement = inviting.ask_signature(draft, actor=draft.created_by, **OFFICER)
        url = statement.link_path()
    answers = {}
    for hours in (71, 73):
        with clock.set_to(start + timedelta(hours=hours)):
            answers[hours] = client.get(url).status_code
    assert answers == {71: 200, 73: 404}


def test_sending_again_ends_the_link_before(client, draft, company):
    start = clock.now()
    with clock.set_to(start):
        statement = inviting.ask_signature(draft, actor=company.owner, **OFFICER)
        old = statement.link_path()
        with pytest.raises(Blocked):
            make.step(statement, "resend", company.owner)
    with clock.set_to(start + timedelta(minutes=2)):
        new = make.step(statement, "resend", company.owner).link_path()
        answers = (client.get(old).status_code, client.get(new).status_code)
    assert (answers, old == new) == ((404, 200), False)


def test_link_of_one_case_does_not_open_the_files_of_another(
    client, draft, statement, town, ministry
):
    other = make.make_draft(town, ministry, make.make_company("8000012010038", "他社"))
    own = store(draft, SimpleUploadedFile("a.pdf", PDF), slot="x", actor=draft.created_by)
    foreign = store(other, SimpleUploadedFile("b.pdf", PDF), slot="x", actor=other.created_by)
    url = fresh(statement).link_path()
    answers = {}
    for name, stored in (("own", own), ("foreign", foreign)):
        answer = client.get(f"{url}files/{stored.pk}/")
        b"".join(answer.streaming_content if answer.streaming else ())
        answers[name] = answer.status_code
    assert answers == {"own": 200, "foreign": 404}


def test_bearer_of_a_link_acts_on_its_own_case_only(draft, partner, statement):
    stranger = links.bearer_of(partner)
    with pytest.raises(PermissionDenied):
        perform(statement, "send_code", actor=stranger, version=statement.version)


# The statement of truth


def test_owner_files_on_their_own_declaration_and_a_filer_needs_a_signature(draft, filer, company):
    with pytest.raises(Blocked) as refused:
        make.submit(draft, filer)
    assert len(refused.value.reasons) == 1
    statement = inviting.ask_signature(draft, actor=filer, **OFFICER)
    assert sign(statement).status_code == 200
    assert make.submit(draft, filer).status == "arrived"


def test_procedure_may_ask_the_owner_too(draft, company):
    draft.procedure.needs_statement = True
    draft.procedure.save()
    with pytest.raises(Blocked):
        make.submit(draft)
    sign(inviting.ask_signature(draft, actor=company.owner, **OFFICER))
    assert make.submit(draft).status == "arrived"


def test_signature_keeps_name_title_time_content_and_address(draft, statement):
    assert sign(statement).status_code == 200
    done = fresh(statement)
    assert (done.status, done.signed_name, done.signed_address) == (
        "signed",
        "出島　花子",
        OFFICER["officer_email"],
    )
    assert done.content_sha256 == content_sha256(draft)
    assert audit.trail(done).last().data["content_sha256"] == done.content_sha256


def _change_plan(draft):
    touch(draft, version=None, plan={**draft.plan, "place": "別の場所"})


def _change_measure(draft):
    touch(draft.measures.get(), version=None, text_asked="別の文")


def _add_file(draft):
    store(draft, SimpleUploadedFile("a.pdf", PDF), slot="x", actor=draft.created_by)


def _name_partner(draft):
    company = make.make_company("8000012010038", "デモ共同")
    confirm(make.make_partner(draft, company), company.owner)


@pytest.mark.parametrize("change", [_change_plan, _change_measure, _add_file, _name_partner])
def test_any_change_makes_a_signature_void(draft, statement, filer, change, client):
    sign(statement)
    change(draft)
    with pytest.raises(Blocked):
        make.submit(draft, filer)
    client.force_login(filer)
    answer = client.get(f"/apply/applications/{draft.pk}/statement/")
    assert [row["holds"] for row in answer.context["rows"]] == [False]


def test_change_that_is_taken_back_gives_the_signature_back(draft, statement, filer):
    sign(statement)
    _change_plan(draft)
    touch(draft, version=None, plan=draft.plan)
    assert make.submit(draft, filer).status == "arrived"


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "別人"},
        {"name": ""},
        {"code": "12345"},
        {"code": "abcdef"},
        {"content_sha256": "0" * 64},
    ],
)
def test_wrong_name_code_or_content_does_not_sign(draft, statement, changes):
    assert sign(statement, **changes).status_code == 422
    assert fresh(statement).status == "requested"


def test_five_wrong_codes_end_the_code(draft, statement):
    send_code(statement.link_path())
    code = fresh(statement).code()
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(5):
        assert sign(statement, code=wrong).status_code == 422
    assert sign(statement, code=code).status_code == 422
    assert fresh(statement).status == "requested"


def test_code_runs_out(draft, company):
    start = clock.now()
    with clock.set_to(start):
        statement = inviting.ask_signature(draft, actor=company.owner, **OFFICER)
        send_code(statement.link_path())
        code = fresh(statement).code()
        send_code(statement.link_path())
        assert fresh(statement).code() == code, "no second code within a minute"
    with clock.set_to(start + timedelta(minutes=16)):
        assert (fresh(statement).code(), fresh(statement).code_matches(code)) == ("", False)


def test_nobody_signs_with_an_empty_code_before_one_was_sent(draft, statement):
    assert statement.code_matches("") is False
    assert Client().post(statement.link_path(), {"step": "sign", "code": ""}).status_code == 422


def test_officer_may_decline_with_a_reason(draft, statement, company):
    url = statement.link_path()
    assert Client().post(url, {"step": "decline", "decline-reason": " "}).status_code == 422
    assert (
        Client().post(url, {"step": "decline", "decline-reason": "資金額が違う"}).status_code == 200
    )
    assert (fresh(statement).status, fresh(statement).declined_reason) == (
        "declined",
        "資金額が違う",
    )
    told = Notice.objects.get(kind="statement.declined")
    assert [r.user for r in told.recipients.all()] == [company.owner]


def test_asking_anew_withdraws_the_request_before(draft, statement, company, client):
    old = statement.link_path()
    inviting.ask_signature(draft, actor=company.owner, **OFFICER)
    assert sorted(s.status for s in draft.statements.all()) == ["requested", "withdrawn"]
    assert client.get(old).status_code == 404


def test_officer_does_not_sign_from_the_filers_own_address(client, draft, company):
    client.force_login(company.owner)
    data = {**OFFICER, "officer_email": company.owner.email}
    answer = client.post(f"/apply/applications/{draft.pk}/statement/", data)
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"officer_email"})
    assert Statement.objects.exists() is False


def test_links_end_with_the_filing(client, draft, statement):
    make.submit(draft)
    assert client.get(statement.link_path()).status_code == 404


def test_receipt_and_office_show_parties_and_signature(client, draft, partner, statement, ministry):
    confirm(partner, owner_of(partner))
    assert sign(statement).status_code == 200
    make.submit(draft)
    client.force_login(draft.created_by)
    receipt = client.get(f"/apply/applications/{draft.pk}/receipt/").content.decode()
    client.force_login(ministry.examiner)
    office = client.get(f"/console/applications/{draft.pk}/")
    assert [s in receipt for s in (partner.name, fresh(statement).content_sha256)] == [True, True]
    assert [p.pk for p in office.context["papers"]["partners"]] == [partner.pk]
    assert office.context["papers"]["statement"] == statement
