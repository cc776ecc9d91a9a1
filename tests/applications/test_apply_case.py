"""From filing to the exemption's reports, as the company sees it; nothing undisclosed shows."""

from datetime import datetime, time, timedelta

import pytest

from applications.apply.case import plan_sha256
from applications.apply.waiting import waiting_text, waits_for
from applications.models import Application, CompanyMember
from casework import clock
from casework.calendar import wareki
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client, draft):
    client.force_login(draft.created_by)
    return client


def fresh(case):
    return type(case)._base_manager.get(pk=case.pk)


def step_url(draft, step):
    return f"/apply/applications/{draft.pk}/steps/{step}/"


def file_it(client, draft, **fields):
    return client.post(
        step_url(draft, "submit"), {"version": draft.version, "declared": "on", **fields}
    )


def test_filing_ends_on_the_receipt(owner, draft):
    answer = file_it(owner, draft)
    assert answer.url == f"/apply/applications/{draft.pk}/receipt/"
    filed = fresh(draft)
    page = owner.get(answer.url)
    text = page.content.decode()
    assert page.context["plan_sha256"] == plan_sha256(filed.plan)
    for shown in (filed.number, page.context["plan_sha256"], wareki(filed.arrived_on())):
        assert shown in text


def test_filing_twice_arrives_once(owner, draft):
    first, second = file_it(owner, draft), file_it(owner, draft)
    assert first.url == second.url == f"/apply/applications/{draft.pk}/receipt/"
    assert fresh(draft).revisions.count() == 1


def test_every_missing_item_is_named_at_filing(owner, draft):
    Application.objects.filter(pk=draft.pk).update(plan={})
    draft.measures.all().delete()
    answer = file_it(owner, draft)
    assert (answer.status_code, fresh(draft).status) == (422, "draft")
    assert len(answer.context["reasons"]) == 8  # items 1 to 7, and no measure; item 8 is optional


def test_filing_needs_the_declaration_and_the_version(owner, draft):
    answer = file_it(owner, draft, declared="")
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["declared"])
    assert file_it(owner, draft, version="").status_code == 409
    assert fresh(draft).status == "draft"


def test_unreadable_answer_of_an_optional_fact_blocks_filing(owner, draft):
    Application.objects.filter(pk=draft.pk).update(plan={**draft.plan, "_rejected": {"other": "?"}})
    assert file_it(owner, draft).status_code == 422


def test_receipt_exists_only_after_arrival(owner, draft):
    assert owner.get(f"/apply/applications/{draft.pk}/receipt/").status_code == 404


def foreign_urls(draft, exemption, report, clarification):
    return [
        f"/apply/applications/{draft.pk}/",
        f"/apply/applications/{draft.pk}/draft/",
        f"/apply/applications/{draft.pk}/items/1/",
        f"/apply/applications/{draft.pk}/measures/",
        f"/apply/applications/{draft.pk}/files/",
        f"/apply/applications/{draft.pk}/receipt/",
        step_url(draft, "withdraw"),
        f"/apply/exemptions/{exemption.pk}/",
        f"/apply/exemptions/{exemption.pk}/steps/suspend/",
        f"/apply/reports/{report.pk}/",
        f"/apply/reports/{report.pk}/steps/submit/",
        f"/apply/clarifications/{clarification.pk}/steps/answer/",
    ]


def ask_correction(application, ministry, fields=("consent_method",), **changes):
    values = {
        "fields": list(fields),
        "reason_code": "incomplete",
        "message": "離脱の方法を書いてください。",
        "example": "電話一本でいつでも離脱できる。",
        "due_on": clock.today() + timedelta(days=30),
        "effect": "pause",
        **changes,
    }
    make.step(application, "request_clarification", ministry.examiner, **values)
    return application.clarifications.get(status="open")


def test_foreign_cases_are_not_found(client, draft, ministry, town, company):
    clarification = ask_correction(make.examine(draft, ministry), ministry)
    make.step(clarification, "answer", company.owner, answers={"consent_method": "書面"})
    make.step(draft, "consult", ministry.examiner)
    for opinion in draft.opinions.all():
        make.step(opinion, "give", town.examiner, view="no_objection", text="なし", reason_codes=[])
    make.step(draft.measures.get(), "determine", ministry.approver, **make.grant_inputs())
    make.step(draft.measures.get(), "disclose", ministry.approver)
    exemption = make.run(draft.exemptions.get(), company.owner)
    urls = foreign_urls(draft, exemption, exemption.reports.first(), clarification)
    for stranger in (
        make.make_user(),
        make.make_company("8000012010038", "他社").owner,
        ministry.approver,
    ):
        client.force_login(stranger)
        assert {url: client.get(url).status_code for url in urls} == dict.fromkeys(urls, 404)
        assert {url: client.post(url, {}).status_code for url in urls if "steps" in url} == {
            url: 404 for url in urls if "steps" in url
        }


def test_visitors_sign_in_first_but_may_read_the_landing_page(client, draft):
    assert client.get("/apply/").status_code == 200
    answer = client.get(f"/apply/applications/{draft.pk}/")
    assert (answer.status_code, answer.url.startswith("/accounts/login/")) == (302, True)


def test_reader_sees_but_takes_no_step(client, draft):
    reader = make.make_user()
    CompanyMember.objects.create(company=draft.company, user=reader, role="reader")
    client.force_login(reader)
    assert client.get(f"/apply/applications/{draft.pk}/draft/").status_code == 200
    assert client.get(f"/apply/applications/{draft.pk}/items/1/").status_code == 403
    assert client.post(f"/apply/applications/{draft.pk}/measures/", {}).status_code == 403
    assert file_it(client, draft).status_code == 403
    assert fresh(draft).status == "draft"


def case_page(client, draft):
    return client.get(f"/apply/applications/{draft.pk}/")


def test_page_says_when_the_day_of_an_answer_has_passed(draft, ministry, town):
    make.step(make.examine(draft, ministry), "consult", ministry.examiner)
    due = waits_for(fresh(draft))[0].until
    for day, is_late in ((due, False), (due + timedelta(days=1), True)):
        with clock.set_to(datetime.combine(day, time(12), clock.JST)):
            assert [w.is_late for w in waits_for(fresh(draft))] == [is_late]
            said = str(waits_for(fresh(draft))[0]) in waiting_text(fresh(draft))
            assert said is is_late


def test_page_says_for_whom_the_case_waits(owner, draft, ministry, town):
    make.submit(draft)
    due = fresh(draft).clock().due
    assert [(w.who, w.until) for w in waits_for(fresh(draft))] == [("国土交通省", due)]
    make.step(draft, "start_examination", ministry.examiner)
    correction = ask_correction(fresh(draft), ministry)
    assert [(w.who, w.until) for w in waits_for(fresh(draft))] == [("", correction.due_on)]
    page = case_page(owner, draft)
    assert page.context["clarification"] == correction
    assert f"/apply/clarifications/{correction.pk}/steps/answer/" in page.content.decode()
    make.step(correction, "answer", draft.created_by, answers={"consent_method": "書面"})
    make.step(draft, "consult", ministry.examiner)
    opinion = draft.opinions.get()
    assert [(w.who, w.until) for w in waits_for(fresh(draft))] == [("養父市役所", opinion.due_on)]


def test_page_is_the_same_before_and_after_an_undisclosed_determination(
    owner, draft, ministry, town
):
    make.consult(draft, ministry, town)
    urls = [
        f"/apply/applications/{draft.pk}/",
        "/apply/",
        step_url(draft, "withdraw"),
        step_url(draft, "submit"),
    ]

    def pages():
        return [without_tokens(owner.get(url).content.decode()) for url in urls]

    with clock.set_to(clock.now()):
        before = pages()
        make.step(draft.measures.get(), "determine", ministry.approver, **make.grant_inputs())
        assert fresh(draft).status == "decided"
        assert pages() == before


def without_tokens(text):
    return [line for line in text.splitlines() if "csrfmiddlewaretoken" not in line]


def test_disclosed_determination_shows_asked_beside_granted_with_reasons(
    owner, draft, ministry, town
):
    inputs = make.grant_inputs(
        outcome="with_changes",
        reason_codes=["scope"],
        reasons="範囲を絞る。",
        text_granted="1路線に限る。",
    )
    make.disclose(draft, ministry, town, **inputs)
    page = case_page(owner, draft)
    ((measure, determination),) = page.context["measures"]
    text = page.content.decode()
    assert [c["code"] for c in determination["criteria"]] == [
        "fits_policy",
        "runs_smoothly",
        "breaks_no_law",
    ]
    assert len(determination["reasons"]) == 1
    for shown in (
        measure.text_asked,
        "1路線に限る。",
        "範囲を絞る。",
        "飛行前に航路下の世帯へ通知する。",
        draft.procedure.appeal_notice,
    ):
        assert shown in text
    assert f"/apply/exemptions/{draft.exemptions.get().pk}/" in text


def test_timeline_names_disclosed_steps_only(owner, draft, ministry, town):
    make.decide(draft, ministry, town)
    assert len(case_page(owner, draft).context["timeline"]) == 4  # arrived, examined, asked, given
    make.step(draft.measures.get(), "disclose", ministry.approver)
    assert len(case_page(owner, draft).context["timeline"]) == 5


def answer_url(clarification):
    return f"/apply/clarifications/{clarification.pk}/steps/answer/"


def test_correction_opens_only_the_named_fields(owner, draft, ministry):
    correction = ask_correction(
        make.examine(draft, ministry), ministry, fields=["consent_method", "ends_on"]
    )
    page = owner.get(answer_url(correction))
    assert list(page.context["form"].fields) == ["consent_method", "ends_on"]
    assert page.context["form"]["consent_method"].value() == draft.plan["consent_method"]
    for shown in (correction.message, correction.example):
        assert shown in page.content.decode()
    answers = {
        "consent_method": "書面による。",
        "ends_on": "令和10年3月31日",
        "goal": "別の目標",
        "version": correction.version,
    }
    assert owner.post(answer_url(correction), answers).status_code == 302
    assert fresh(draft).plan == {
        **draft.plan,
        "consent_method": "書面による。",
        "ends_on": "2028-03-31",
    }


@pytest.mark.parametrize(
    ("fields", "answers", "wrong"),
    [
        (["consent_method"], {"consent_method": ""}, "consent_method"),
        (["ends_on"], {"ends_on": "未定"}, "ends_on"),
        (["ends_on"], {"ends_on": "2020-01-01"}, "ends_on"),
    ],
)
def test_unusable_answer_to_a_correction_is_named_and_kept(
    owner, draft, ministry, fields, answers, wrong
):
    correction = ask_correction(make.examine(draft, ministry), ministry, fields=fields)
    page = owner.post(answer_url(correction), {**answers, "version": correction.version})
    assert (page.status_code, list(page.context["form"].errors)) == (422, [wrong])
    assert page.context["form"][wrong].value() == answers[wrong]
    assert fresh(correction).status == "open"


def test_company_cannot_close_a_correction_itself(owner, draft, ministry):
    correction = ask_correction(make.examine(draft, ministry), ministry)
    url = f"/apply/clarifications/{correction.pk}/steps/close/"
    assert owner.post(url, {"version": correction.version}).status_code == 403


def test_withdrawing_takes_the_application_back(owner, draft):
    filed = make.submit(draft)
    assert owner.get(step_url(draft, "withdraw")).status_code == 200
    assert owner.post(step_url(draft, "withdraw"), {"version": filed.version}).status_code == 302
    assert fresh(draft).status == "withdrawn"


def test_internal_and_unknown_steps_are_not_found(owner, draft):
    for name in ("record_decided", "nothing"):
        assert owner.get(step_url(draft, name)).status_code == 404


def test_officials_addresses_are_not_shown_to_the_company(owner, draft, ministry):
    text = owner.get(step_url(draft, "submit")).content.decode()
    assert ministry.examiner.email not in text
    assert [d.kind for d in owner.get(step_url(draft, "submit")).context["drafts"]] == [
        "application.received"
    ]
