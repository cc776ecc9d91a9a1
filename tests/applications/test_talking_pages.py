"""Pages of talking: who reads and writes what, guidance in writing, the record of a case."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from applications.consulting.badge import unread_threads
from applications.consulting.record import Reader, record_of, sha256_of
from applications.models import Application, CompanyMember, Consultation
from casework import audit
from casework.models import Message, ReadMark
from tests import factories as make
from tests.applications import talking

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(draft, ministry):
    return make.examine(draft, ministry)


def sides(page):
    return [row["message"].side for row in page.context["thread"]]


def as_user(client, user):
    client.force_login(user)
    return client


def company_url(case):
    return f"/apply/applications/{case.pk}/messages/"


def office_url(case):
    return f"/console/applications/{case.pk}/messages/"


def note(**changes):
    return {"side": "office", "body": "書いたこと", "kind": "message", **changes}


def test_the_company_writes_and_reads_no_note(client, case, company, ministry):
    talking.say(case, "internal", ministry.examiner, "共有メモ")
    talking.say(case, "private", ministry.examiner, "省内メモ")
    answer = as_user(client, company.owner).post(company_url(case), {"body": "質問です。"})
    assert answer.status_code == 302
    page = client.get(company_url(case))
    assert sides(page) == ["applicant"]
    assert "メモ" not in page.content.decode()


def test_an_empty_message_names_the_field_and_keeps_the_thread(client, case, company):
    page = as_user(client, company.owner).post(company_url(case), {"body": " "})
    assert (page.status_code, set(page.context["form"].errors)) == (422, {"body"})
    assert Message.objects.count() == 0


def test_a_file_of_a_wrong_type_is_refused_and_the_text_kept(client, case, company):
    upload = SimpleUploadedFile("a.pdf", b"MZ")
    page = as_user(client, company.owner).post(company_url(case), {"body": "図", "uploads": upload})
    assert (page.status_code, set(page.context["form"].errors)) == (422, {"uploads"})
    assert page.context["form"]["body"].value() == "図"


def test_several_files_go_with_one_message_to_its_readers_only(client, case, company, ministry):
    uploads = [SimpleUploadedFile(f"{n}.pdf", b"%PDF-1.7\n") for n in (1, 2)]
    as_user(client, ministry.examiner).post(
        office_url(case), {**note(side="private"), "uploads": uploads}
    )
    message = Message.objects.get()
    assert [f["name"] for f in message.attachments] == ["1.pdf", "2.pdf"]
    address = f"messages/{message.pk}/files/2/"
    answer = client.get(f"/console/{address}")
    assert (answer.status_code, b"".join(answer)) == (200, b"%PDF-1.7\n")
    assert client.get(f"/console/messages/{message.pk}/files/3/").status_code == 404
    assert as_user(client, company.owner).get(f"/apply/{address}").status_code == 404
    # The general download knows nothing of a message's readers, and gives nothing.
    assert client.get("/console/files/1/").status_code in {403, 404}


def test_a_reader_of_the_company_reads_and_cannot_write(client, case, company):
    reader = make.make_user()
    CompanyMember.objects.create(company=company, user=reader, role="reader")
    assert as_user(client, reader).get(company_url(case)).context["may_write"] is False
    assert client.post(company_url(case), {"body": "読むだけの人"}).status_code == 403


def test_a_reader_of_the_office_reads_and_cannot_write(client, case, town):
    page = as_user(client, town.viewer).get(office_url(case))
    assert (page.status_code, page.context["may_write"]) == (200, False)
    assert client.post(office_url(case), note()).status_code == 403


def test_every_office_of_the_case_reads_shared_notes_and_not_private_ones(
    client, case, ministry, town
):
    for side in ("office", "internal", "private"):
        talking.say(case, side, ministry.examiner, side)
    assert sides(as_user(client, ministry.examiner).get(office_url(case))) == [
        "office", "internal", "private",
    ]  # fmt: skip
    assert sides(as_user(client, town.examiner).get(office_url(case))) == ["office", "internal"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "guidance", "purpose": "", "officer": "課長"}, "purpose"),
        ({"kind": "guidance", "purpose": "安全", "officer": ""}, "officer"),
        ({"kind": "guidance", "purpose": "安全", "officer": "課長", "side": "internal"}, "side"),
        ({"kind": "guidance", "purpose": "安", "officer": "課", "spoken_on": "2999-01-01"}, "spoken_on"),
        ({"side": "everybody"}, "side"),
        ({"body": "あ" * 4001}, "body"),
    ],
)  # fmt: skip
def test_what_an_office_cannot_write_names_the_field(client, case, ministry, changes, field):
    page = as_user(client, ministry.examiner).post(office_url(case), note(**changes))
    assert (page.status_code, set(page.context["form"].errors)) == (422, {field})
    assert Message.objects.count() == 0


def test_an_ended_case_refuses_on_both_sides(client, case, company, ministry):
    make.step(case, "withdraw", company.owner)
    for user, url, data in (
        (company.owner, company_url(case), {"body": "まだ"}),
        (ministry.examiner, office_url(case), note()),
    ):
        page = as_user(client, user).post(url, data)
        assert (page.status_code, page.context["is_open"]) == (422, False)
    assert Message.objects.count() == 0


def test_a_draft_has_no_thread(client, draft, company, town):
    assert as_user(client, company.owner).get(company_url(draft)).status_code == 404
    assert as_user(client, town.examiner).get(office_url(draft)).status_code == 404


def test_reading_marks_as_read_and_the_page_of_the_case_says_what_is_new(
    client, case, company, ministry
):
    talking.say(case, "office", ministry.examiner)
    page = f"/apply/applications/{case.pk}/"
    assert as_user(client, company.owner).get(page).context["talk"]["unread"] == 1
    rows = client.get(company_url(case)).context["thread"]
    assert [row["is_new"] for row in rows] == [True]
    assert client.get(page).context["talk"]["unread"] == 0
    assert ReadMark.objects.get(user=company.owner).message == Message.objects.get().pk


def test_a_consultation_goes_from_the_form_to_the_answer(client, town, company):
    as_user(client, company.owner)
    url = "/apply/consultations/new/?zone=town&law=航空法"
    form = client.get(url).context["form"]
    assert (form.initial["law_title"], form.fields["office"].initial) == (
        "航空法",
        town.zone.lead_id,
    )
    data = {"office": town.organisation.pk, "company": company.pk, "subject": "件名"}
    refused = client.post(url, data)
    assert (refused.status_code, set(refused.context["form"].errors)) == (422, {"question"})
    answer = client.post(url, {**data, "question": "質問です。"})
    asked = Consultation.objects.get()
    assert answer.url == f"/apply/consultations/{asked.pk}/"
    as_user(client, town.examiner)
    step = f"/console/consultations/{asked.pk}/steps/answer/"
    client.post(step, {"version": asked.version, "body": "答え", **talking.GUIDANCE})
    assert Consultation.objects.get().status == "answered"
    page = as_user(client, company.owner).get(answer.url)
    assert [row["message"].kind for row in page.context["thread"]] == ["message", "guidance"]


def test_a_person_without_a_company_may_ask(client, town):
    person = make.make_user()
    as_user(client, person)
    url = "/apply/consultations/new/?zone=town"
    assert "company" not in client.get(url).context["form"].fields
    client.post(url, {"office": town.organisation.pk, "subject": "件名", "question": "質問"})
    asked = Consultation.objects.get()
    assert (asked.company, asked.asked_by, asked.asker_name) == (None, person, person.name)
    assert as_user(client, make.make_user()).get(asked.company_url()).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("role", "url", "count"),
    [("owner", "/apply/consultations/", 5), ("examiner", "/console/consultations/", 7)],
)
def test_lists_cost_the_same_for_any_number_of_rows(
    client, town, company, django_assert_num_queries, rows, role, url, count
):
    for number in range(rows):
        talking.make_consultation(town, company, subject=f"{number}")
    as_user(client, company.owner if role == "owner" else town.examiner)
    with django_assert_num_queries(count):
        assert len(client.get(url).context["rows"]) == rows


def test_the_guidance_log_shows_own_guidance_and_that_in_own_zones(client, case, town, ministry):
    other = make.make_town("other", "別の町役場")
    given = talking.say(case, "office", ministry.examiner, "指導", purpose="安全", officer="課長")
    found = [
        [m for m, _url in as_user(client, user).get("/console/guidance/").context["rows"]]
        for user in (ministry.viewer if "viewer" in ministry.people else ministry.examiner,
                     town.viewer, other.examiner)
    ]  # fmt: skip
    assert found == [[given], [given], []]
    log = as_user(client, town.viewer)
    assert [len(log.get("/console/guidance/", q).context["rows"]) for q in (
        {"q": "安全"}, {"q": "別の語"}, {"ours": "1"}, {"since": "2999-01-01"}, {"zone": "town"},
    )] == [1, 0, 0, 0, 1]  # fmt: skip


def test_nobody_reads_guidance_on_their_own_company(client, case, town, ministry, company):
    talking.say(case, "office", ministry.examiner, "指導", purpose="安全", officer="課長")
    CompanyMember.objects.create(company=company, user=town.viewer, role="reader")
    assert as_user(client, town.viewer).get("/console/guidance/").context["rows"] == []


def test_guidance_is_handed_over_in_writing_once_and_the_trail_says_when(
    client, case, company, ministry
):
    given = talking.say(case, "office", ministry.examiner, "指導", purpose="安全", officer="課長")
    plain = talking.say(case, "office", ministry.examiner, "ただの連絡")
    page = f"/apply/messages/{given.pk}/guidance/"
    as_user(client, company.owner)
    assert client.get(page).context["handed_over"] is None
    for _ in range(2):
        assert client.post(f"{page}request/").status_code == 302
    assert client.get(page).context["handed_over"].data == {"message": given.pk}
    assert audit.trail(case).filter(step="hand_over").count() == 1
    assert client.get(f"/apply/messages/{plain.pk}/guidance/").status_code == 404
    assert list(audit.broken_entries(audit.trail(case))) == []


def kinds(case, user, *, office, notes=False):
    fresh = Application.objects.page_of(case.pk)
    record = record_of(fresh, Reader(user, is_office=office, with_notes=notes))
    return [e["kind"] for e in record["entries"]]


@pytest.fixture
def talked(town, ministry, company):
    """A decided case with a consultation, messages, a note, and opinions."""
    asked = talking.make_consultation(town, company)
    draft = make.make_draft(town, ministry, company)
    Consultation.objects.filter(pk=asked.pk).update(application=draft)
    case = make.decide(draft, ministry, town)
    talking.say(case, "applicant", company.owner, "質問")
    talking.say(case, "internal", ministry.examiner, "内部")
    return case


def test_the_record_holds_everything_in_order_for_the_office(talked, ministry):
    assert kinds(talked, ministry.approver, office=True) == [
        "consultation", "message", "arrived", "opinion", "determination", "message",
    ]  # fmt: skip
    assert "note" in kinds(talked, ministry.approver, office=True, notes=True)


def test_the_applicants_record_tells_nothing_before_disclosure(talked, ministry, company):
    assert kinds(talked, company.owner, office=False) == [
        "consultation", "message", "arrived", "message",
    ]  # fmt: skip
    for measure in talked.measures.all():
        make.step(measure, "disclose", ministry.approver)
    found = kinds(talked, company.owner, office=False)
    assert (found.count("opinion"), found.count("determination"), found.count("note")) == (1, 1, 0)


def test_the_minority_opinion_is_in_the_record_and_marked(town, ministry, company):
    draft = make.make_draft(town, ministry, company)
    others = [make.make_ministry(f"m{n}", f"省{n}") for n in (1, 2)]
    for office in others:
        draft.measures.create(
            position=draft.measures.count() + 1, law_title="法", article="条", text_asked="文",
            authority=office.organisation,
        )  # fmt: skip
    case = make.step(make.examine(draft, ministry), "consult", ministry.examiner)
    givers = {o.organisation.pk: o for o in (town, *others)}
    for opinion in case.opinions.all():
        against = opinion.organisation_id == others[0].organisation.pk
        make.step(
            opinion,
            "give",
            givers[opinion.organisation_id].examiner,
            view="objection" if against else "no_objection",
            text="意見",
            reason_codes=["safety"] if against else [],
        )
    fresh = Application.objects.page_of(case.pk)
    entries = record_of(fresh, Reader(ministry.examiner, is_office=True))["entries"]
    marked = {e["organisation"]: e["is_minority"] for e in entries if e["kind"] == "opinion"}
    assert marked == {"養父市役所": False, "省1": True, "省2": False}


def test_the_hash_of_the_record_stands_in_the_trail_once_somebody_fixes_it(
    client, talked, ministry, town
):
    url = f"/console/applications/{talked.pk}/record/"
    as_user(client, ministry.examiner)
    page = client.get(url)
    assert (page.context["is_fixed"], page.context["may_fix"]) == (False, True)
    client.post(url)
    entry = audit.trail(talked).get(step="export")
    data = client.get(url, {"format": "json"}).content
    assert entry.data["sha256"] == sha256_of(json.loads(data)) == page.context["sha256"]
    assert client.get(url).context["is_fixed"] is True
    talking.say(talked, "office", ministry.examiner, "その後")
    assert client.get(url).context["is_fixed"] is False
    assert as_user(client, town.viewer).post(url).status_code == 403
    assert list(audit.broken_entries(audit.trail(talked))) == []


def test_the_record_as_text_holds_what_was_said(client, talked, company):
    url = f"/apply/applications/{talked.pk}/record/"
    answer = as_user(client, company.owner).get(url, {"format": "text"})
    text = answer.content.decode()
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert ("質問" in text, "内部" in text, "異存ありません" in text) == (True, False, False)


def test_unread_threads_are_counted_and_listed_for_each_side(client, case, company, ministry):
    def count(address):
        return client.get(address, headers={"accept": "application/json"}).json()["count"]

    talking.say(case, "applicant", company.owner, "質問です。")
    talking.say(case, "applicant", company.owner, "もう一つ。")
    as_user(client, ministry.examiner)
    assert count("/console/unread/") == 1
    rows = client.get("/console/unread/").context["rows"]
    assert [(row["case"], row["count"]) for row in rows] == [(case, 2)]
    client.get(office_url(case))
    assert count("/console/unread/") == 0
    talking.say(case, "office", ministry.examiner, "回答です。")
    as_user(client, company.owner)
    assert count("/apply/unread/") == 1
    user = type(company.owner).objects.get(pk=company.owner.pk)
    assert list(unread_threads(user, office=False).values()) == [1]
