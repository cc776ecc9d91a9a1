"""Once only: values, marks, consent and uses; who may, and what is refused."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from applications.ledger import reuse, uses, writing
from applications.ledger.codes import Act, ConsentAct, Mode
from applications.ledger.reading import Standing, current, held_for, unanswered
from applications.models import CompanyMember, FactUse, FactValue, ReuseConsent
from casework import clock
from casework.models import Notice
from casework.transitions import Blocked
from tests import factories as make

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 6, 1, 10, tzinfo=clock.JST)
COMPANY_KEYS = [
    "corporate_number",
    "company_name",
    "company_address",
    "representative",
    "contact_name",
]


def value_of(company, key):
    return current(company, key)[key]


def contest(company, key="representative", reason="代表者が交代した。"):
    row = value_of(company, key)
    return writing.mark(
        company, key, value_pk=row.pk, act=Act.CONTESTED, by=company.owner, reason=reason
    )


def reader_of(company):
    reader = make.make_user("reader")
    CompanyMember.objects.create(company=company, user=reader, role="reader")
    return reader


def second_draft(company, ministry):
    return make.make_draft(make.make_town("second", "別の町"), ministry, company)


def test_registration_writes_one_row_for_each_fact(company):
    rows = {
        row.key: (row.value, row.source, row.entered_by_name) for row in current(company).values()
    }
    name = company.owner.get_full_name()
    assert sorted(rows) == sorted(COMPANY_KEYS)
    assert rows["company_name"] == (company.name, "applicant", name)


def test_a_change_is_a_new_row_and_the_column_follows(company):
    with clock.set_to(DAY):
        rows = writing.write(company, {"representative": "新代表"}, by=company.owner)
    before = company.fact_values.get(key="representative", supersedes=None)
    assert [(row.value, row.supersedes, row.obtained_at) for row in rows] == [
        ("新代表", before, DAY)
    ]
    company.refresh_from_db()
    assert (company.representative, value_of(company, "representative")) == ("新代表", rows[0])


def test_writing_the_same_value_writes_nothing(company):
    assert writing.write(company, {"company_name": company.name}, by=company.owner) == []


def test_a_row_is_never_changed_and_a_history_never_forks(company):
    row = value_of(company, "representative")
    with pytest.raises(TypeError):
        row.save()
    writing.write(company, {"representative": "二"}, by=company.owner)
    same = {"company": company, "key": row.key, "value": "三", "source": "applicant"}
    for link in (row, None):
        with pytest.raises(IntegrityError), transaction.atomic():
            FactValue.objects.create(**same, supersedes=link, obtained_at=DAY, entered_by_name="")


@pytest.mark.parametrize("table", ["applications_factuse", "applications_reuseconsent"])
def test_uses_and_consents_cannot_be_changed_in_the_database(table, draft):
    from django.db import connection

    make.submit(draft)
    for statement in (f"UPDATE {table} SET at = at", f"DELETE FROM {table}"):
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_first_filing_asks_and_nothing_was_held(draft):
    filed = make.submit(draft)
    found = set(filed.fact_uses.values_list("mode", "held"))
    assert found == {(Mode.ASKED, False)}
    assert uses.rate_of(filed.fact_uses.all()) == uses.Rate(0, 0)
    carried = filed.fact_values.filter(source="carried").values_list("key", "source_detail")
    assert sorted(carried) == [
        (key, filed.number)
        for key in (
            "consent_method",
            "funding",
            "provisions",
            "regulatory_analysis",
            "safeguards",
            "technology",
        )
    ]


def test_second_application_to_another_zone_asks_nothing_that_is_held(
    client, town, ministry, company
):
    first = make.submit(make.make_draft(town, ministry, company))
    other = make.make_town("second", "別の町")
    client.force_login(company.owner)
    answer = client.post(
        "/apply/new/?zone=second",
        {"procedure": "plan", "company": company.pk, "title": "別の町での実証"},
    )
    second = other.zone.applications.get()
    assert answer.url == f"/apply/applications/{second.pk}/carry/"
    page = client.get(answer.url)
    offered = {row["key"] for row in page.context["offers"]}
    assert offered == set(first.fact_values.filter(source="carried").values_list("key", flat=True))
    assert all(first.number in row["note"] for row in page.context["offers"])
    client.post(answer.url, {"all": "1", "version": second.version})
    facts_page = client.get(f"/apply/applications/{second.pk}/company/")
    assert facts_page.context["form"] is None
    assert [row["key"] for row in facts_page.context["rows"]] == [*COMPANY_KEYS, "contact_phone"]
    second.refresh_from_db()
    second.plan = {**make.complete_plan(goal="別の目的", place="別の地区"), **second.plan}
    second.save(update_fields=["plan"])
    second.measures.create(
        law_title="航空法", article="第132条", text_asked="求める", authority=ministry.organisation
    )
    filed = make.submit(second, company.owner)
    assert not FactUse.objects.filter(application=filed, mode=Mode.ASKED, held=True).exists()
    kept = filed.fact_uses.filter(mode=Mode.REUSED).values_list("key", flat=True)
    assert set(kept) == offered | set(COMPANY_KEYS)
    assert uses.rate_of(filed.fact_uses.all()).percent == 100.0


def test_without_consent_a_second_application_asks_again_and_says_why(client, town, ministry):
    company = make.make_company(reuse=False)
    make.submit(make.make_draft(town, ministry, company))
    draft = second_draft(company, ministry)
    assert {held.standing for held in unanswered(draft)} == {Standing.NO_CONSENT}
    with pytest.raises(Blocked):
        make.submit(draft)
    client.force_login(company.owner)
    url = f"/apply/applications/{draft.pk}/company/"
    page = client.get(url)
    assert (list(page.context["form"].fields), page.context["no_consent"]) == (COMPANY_KEYS, True)
    assert not any(page.context["form"].initial.values())
    typed = {key: getattr(company, writing.column_of(key)) for key in COMPANY_KEYS}
    assert client.post(url, {**typed, "company_name": ""}).status_code == 422
    assert client.post(url, typed).status_code == 302
    filed = make.submit(draft)
    asked = filed.fact_uses.filter(mode=Mode.ASKED, held=True).values_list("key", flat=True)
    again = {
        *COMPANY_KEYS,
        *filed.fact_values.model.objects.filter(source="carried").values_list("key", flat=True),
    }
    assert set(asked) == again
    assert uses.rate_of(filed.fact_uses.all()).percent == 0.0


def test_a_change_by_the_company_itself_is_not_asked_again(town, ministry, company):
    make.submit(make.make_draft(town, ministry, company))
    writing.write(company, {"contact_name": "新担当"}, by=company.owner)
    use = make.submit(second_draft(company, ministry)).fact_uses.get(key="contact_name")
    assert (use.mode, use.held, use.value.value) == (Mode.ASKED, False, "新担当")


def test_an_answer_typed_again_counts_and_a_changed_one_does_not(town, ministry, company):
    make.submit(make.make_draft(town, ministry, company))
    draft = second_draft(company, ministry)
    draft.plan = {**draft.plan, "safeguards": "別の安全策"}
    draft.save(update_fields=["plan"])
    found = dict(make.submit(draft).fact_uses.values_list("key", "held"))
    assert (found["technology"], found["safeguards"], found["goal"]) == (True, False, False)


def test_withdrawal_works_for_the_future_only(town, ministry, company):
    make.submit(make.make_draft(town, ministry, company))
    second = make.submit(second_draft(company, ministry))
    before = list(second.fact_uses.values_list("key", "mode"))
    reuse.record(company, ConsentAct.WITHDRAWN, by=company.owner)
    third = make.make_draft(town, ministry, company)
    assert [h.fact.key for h in unanswered(third)] == COMPANY_KEYS
    assert list(second.fact_uses.values_list("key", "mode")) == before
    acts = company.reuse_consents.values_list("act", "text_version")
    assert list(acts) == [("given", reuse.VERSION), ("withdrawn", reuse.VERSION)]


def test_a_new_version_of_the_text_asks_for_consent_anew(company, monkeypatch):
    monkeypatch.setitem(reuse.TEXTS, reuse.VERSION + 1, "新しい文")
    monkeypatch.setattr(reuse, "VERSION", reuse.VERSION + 1)
    assert reuse.is_consented(company) is False
    reuse.record(company, ConsentAct.GIVEN, by=company.owner)
    assert (reuse.is_consented(company), reuse.latest(company).text) == (True, "新しい文")


def test_consent_is_given_by_who_may_file_and_by_nobody_else(client, company):
    url = f"/apply/company/{company.pk}/reuse/"
    client.force_login(reader_of(company))
    assert (client.get(url).status_code, client.post(url).status_code) == (200, 403)
    client.force_login(make.make_user())
    assert (client.get(url).status_code, client.post(url).status_code) == (404, 404)
    assert ReuseConsent.objects.count() == 1
    client.force_login(company.owner)
    assert client.post(url, {"withdraw": "1", "next": "//evil.example/"}).url.endswith("/facts/")
    assert reuse.is_consented(company) is False
    assert client.post(url, {"give": "1"}).status_code == 302
    assert reuse.is_consented(company) is True


def test_giving_consent_twice_is_one_act(company):
    reuse.record(company, ConsentAct.GIVEN, by=company.owner)
    assert company.reuse_consents.count() == 1


def test_a_contested_value_is_told_to_the_office_and_not_used_again(town, ministry, company):
    filed = make.submit(make.make_draft(town, ministry, company))
    contest(company)
    notice = Notice.objects.get(kind="fact.contested")
    assert (notice.case_id, [r.user for r in notice.recipients.all()]) == (
        filed.pk,
        [ministry.examiner],
    )
    draft = second_draft(company, ministry)
    assert [(h.fact.key, h.standing) for h in unanswered(draft)] == [
        ("representative", Standing.CONTESTED)
    ]
    with pytest.raises(Blocked):
        make.submit(draft)
    writing.write(company, {"representative": "新代表"}, by=company.owner)
    assert unanswered(draft) == []


def test_confirming_settles_a_contest(draft, company):
    contest(company)
    assert len(unanswered(draft)) == 1
    row = value_of(company, "representative")
    writing.mark(company, row.key, value_pk=row.pk, act=Act.CONFIRMED, by=company.owner)
    assert unanswered(draft) == []


def test_saving_the_company_page_settles_no_contest_silently(client, company):
    contest(company, "contact_name")
    client.force_login(company.owner)
    url = f"/apply/company/{company.pk}/"
    page = client.get(url)
    assert page.context["form"]["contact_name"].value() is None
    sent = {**company.facts(), "contact_name": "", "seen": page.context["seen"]}
    assert client.post(url, sent).status_code == 422
    assert value_of(company, "contact_name").is_contested


def test_an_old_value_is_neither_confirmed_nor_contested(client, company):
    row = value_of(company, "representative")
    writing.write(company, {"representative": "新代表"}, by=company.owner)
    for act in Act:
        with pytest.raises(writing.AlreadyChanged):
            writing.mark(company, row.key, value_pk=row.pk, act=act, by=company.owner, reason="x")
    client.force_login(company.owner)
    url = f"/apply/company/{company.pk}/facts/representative/contest/"
    answer = client.post(url, {"value": row.pk, "reason": "違う"})
    assert (answer.status_code, answer.context["form"]["reason"].value()) == (409, "違う")


def test_contest_needs_words_and_somebody_who_may_file(client, company):
    row = value_of(company, "representative")
    url = f"/apply/company/{company.pk}/facts/representative/contest/"
    confirm = f"/apply/company/{company.pk}/facts/confirm/"
    sent = {"value": row.pk, "key": row.key, "reason": "違う"}
    client.force_login(reader_of(company))
    assert [client.post(u, sent).status_code for u in (url, confirm)] == [403, 403]
    client.force_login(make.make_user())
    assert [client.post(u, sent).status_code for u in (url, confirm)] == [404, 404]
    client.force_login(company.owner)
    assert client.post(url, {"value": row.pk, "reason": " "}).status_code == 422
    assert client.get(f"/apply/company/{company.pk}/facts/no_such/contest/").status_code == 404
    assert row.marks.count() == 0
    assert client.post(url, sent).status_code == 302
    marks = value_of(company, "representative").marks.all()
    assert [(m.act, m.reason) for m in marks] == [("contested", "違う")]


def test_confirming_all_leaves_contested_values_and_refuses_an_old_page(client, company):
    contest(company)
    client.force_login(company.owner)
    url = f"/apply/company/{company.pk}/facts/"
    seen = client.get(url).context["seen"]
    client.post(f"{url}confirm/", {"seen": seen})
    marked = {row.key for row in current(company).values() if row.marks.filter(act="confirmed")}
    assert marked == set(COMPANY_KEYS) - {"representative"}
    writing.write(company, {"contact_name": "新担当"}, by=company.owner)
    client.post(f"{url}confirm/", {"seen": seen})
    assert value_of(company, "contact_name").marks.count() == 0


def test_an_old_company_page_overwrites_nothing(client, company):
    client.force_login(company.owner)
    url = f"/apply/company/{company.pk}/"
    seen = client.get(url).context["seen"]
    writing.write(company, {"contact_phone": "03-0000-0000"}, by=company.owner)
    answer = client.post(
        url, {**company.facts(), "contact_phone": "", "contact_name": "私", "seen": seen}
    )
    assert answer.status_code == 409
    assert [(d["stored"], d["entered"]) for d in answer.context["stale"]] == [
        ("出島 太郎", "私"),
        ("03-0000-0000", ""),
    ]
    assert value_of(company, "contact_name").value == "出島 太郎"


def test_answers_are_taken_over_one_by_one_and_only_by_who_may_file(
    client, town, ministry, company
):
    make.submit(make.make_draft(town, ministry, company))
    draft = second_draft(company, ministry)
    draft.plan = {"goal": "新しい目的"}
    draft.save(update_fields=["plan"])
    url = f"/apply/applications/{draft.pk}/carry/"
    sent = {"take": ["technology", "goal"], "version": draft.version}
    client.force_login(reader_of(company))
    assert client.post(url, sent).status_code == 403
    client.force_login(company.owner)
    assert client.post(url, {**sent, "version": draft.version + 1}).status_code == 409
    assert client.post(url, sent).status_code == 302
    draft.refresh_from_db()
    assert draft.plan == {
        "goal": "新しい目的",
        "technology": make.complete_plan()["technology"],
    }
    assert [c.key for c in draft.carried_answers.all()] == ["technology"]


def test_contested_answers_and_answers_without_consent_are_not_offered(town, ministry, company):
    from applications.ledger.carrying import offers

    make.submit(make.make_draft(town, ministry, company))
    draft = second_draft(company, ministry)
    assert len(offers(draft)) == 6
    contest(company, "technology", "古い機体の説明である。")
    assert "technology" not in [offer.fact.key for offer in offers(draft)]
    reuse.record(company, ConsentAct.WITHDRAWN, by=company.owner)
    assert offers(draft) == []


def test_an_answered_correction_enters_the_ledger(draft, ministry, company):
    examined = make.examine(draft, ministry)
    make.step(
        examined,
        "request_clarification",
        ministry.examiner,
        fields=["safeguards"],
        reason_code="incomplete",
        message="具体的に",
        example="例",
        due_on=clock.today() + timedelta(days=30),
        effect="pause",
    )
    make.step(
        examined.clarifications.get(),
        "answer",
        company.owner,
        answers={"safeguards": "新しい安全策"},
    )
    assert value_of(company, "safeguards").value == "新しい安全策"


def test_a_company_older_than_the_ledger_files_and_is_entered(town, ministry):
    company = make.Company.objects.create(
        corporate_number="8000012010038",
        name="古い会社",
        address="東京都",
        representative="代表",
        contact_name="担当",
    )
    company.owner = make.make_user("owner")
    CompanyMember.objects.create(company=company, user=company.owner, role="owner")
    draft = make.make_draft(town, ministry, company)
    assert {held.standing for held in held_for(draft)} == {Standing.GIVEN}
    assert make.submit(draft).fact_uses.filter(key="company_name").count() == 1
    assert value_of(company, "company_name").value == "古い会社"
