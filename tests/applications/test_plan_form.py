"""Groups, conditions, and saving field by field: what is asked, kept, filed and refused."""

from datetime import datetime

import pytest

from applications import facts
from applications.apply.plan_form import REJECTED, digest, shown_values
from applications.facts import Fact, Kind, Owner
from applications.facts.checks import problems
from applications.models import Application
from casework import clock
from casework.transitions import Blocked, touch
from tests import factories as make

YES_NO = (("yes", "はい"), ("no", "いいえ"))
SITE = "sites.1"


def fact(key, kind=Kind.TEXT, **more):
    return Fact(key, key, Owner.PLAN, kind, "p", "b", "r", item=1, **more)


# ---- plans


@pytest.fixture
def plan():
    with clock.set_to(datetime(2026, 11, 24, 9, tzinfo=clock.JST)):
        yield make.complete_plan()


def paths(plan, item=None):
    return [gap.path for gap in facts.gaps(plan, 2, item)]


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({}, []),
        ({"sites": []}, ["sites"]),
        ({"sites": [{"id": "1", "name": ""}]}, ["sites"]),
        ({"minors": "yes"}, ["guardian_consent"]),
        ({"minors": ""}, ["minors"]),
        ({"personal_data": "yes"}, ["data_kinds", "data_purpose", "data_safety"]),
        ({"machines": "none", "insurance": ""}, []),
        ({"machines": "drone", "insurance": ""}, ["insurance"]),
        ({"funding": ""}, []),
    ],
)
def test_what_is_missing_follows_the_answers(plan, changes, missing):
    assert paths({**plan, **changes}) == missing


@pytest.mark.parametrize(
    ("cells", "missing"),
    [
        ({"source": "loan"}, ["funding_sources.1.lender"]),
        ({"source": "own", "lender": ""}, []),
        ({"amount": ""}, ["funding_sources.1.amount"]),
    ],
)
def test_conditions_within_a_row_look_at_its_own_answers(plan, cells, missing):
    row = {**plan["funding_sources"][0], **cells}
    assert paths({**plan, "funding_sources": [row]}) == missing


def test_longitude_is_required_once_the_latitude_is_given(plan):
    row = {**plan["sites"][0], "latitude": "35.4"}
    assert paths({**plan, "sites": [row]}) == ["sites.1.longitude"]


def test_blank_row_beside_a_full_one_is_not_missed_and_not_filed(plan):
    plan = {**plan, "sites": [*plan["sites"], {"id": "2", "name": ""}]}
    assert paths(plan) == []
    assert [row["id"] for row in facts.as_filed(plan, 2)["sites"]] == ["1"]


def test_filed_plan_leaves_out_what_is_not_asked(plan):
    row = {**plan["funding_sources"][0], "lender": "昔の銀行"}
    draft = {**plan, "guardian_consent": "昔の答え", "funding_sources": [row], REJECTED: {"x": "?"}}
    filed = facts.as_filed(draft, 2)
    assert set(draft) - set(filed) == {"guardian_consent", REJECTED}
    assert filed["funding_sources"] == [plan["funding_sources"][0]]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"funds": "13000000"}, ["funds"]),
        ({"funds": ""}, []),
        ({"starts_on": "2030-01-02", "ends_on": "2030-01-01"}, ["period"]),
        ({"sites": [{"id": "1", "used_from": "2020-01-01"}]}, ["site_period"]),
    ],
)
def test_contradictions_are_named(plan, changes, codes):
    assert [p.code for p in problems({**plan, **changes}, 2)] == codes


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("goal", True), ("sites", True), ("sites.1", True), ("sites.*.name", True),
        ("sites.1.name", True), ("sites.9", False), ("sites.*", False), ("goal.1", False),
        ("sites.1.nothing", False), ("participants", False), ("sites.A-1", False),
    ],
)  # fmt: skip
def test_places_that_a_correction_may_name(plan, path, is_one):
    assert facts.is_place(path, 2, plan) is is_one


def test_taking_and_putting_are_inverse(plan):
    for path in ("goal", "sites", "sites.1", "sites.*.name", "sites.1.name"):
        assert facts.put(plan, path, facts.take(plan, path)) == plan


# ---- pages


@pytest.fixture
def owner(client, draft):
    client.force_login(draft.created_by)
    return client


def fresh(draft):
    return Application.objects.get(pk=draft.pk)


def item_url(draft, item):
    return f"/apply/applications/{draft.pk}/items/{item}/"


def entry(draft, item, **fields):
    values = shown_values(draft.plan, item, draft.plan_schema)
    bases = {f"base.{path}": digest(text) for path, text in values.items()}
    return {**values, **bases, "version": draft.version, **fields}


def test_row_is_added_by_the_button_and_nothing_typed_is_lost(owner, draft):
    answer = owner.post(item_url(draft, 3), entry(draft, 3, place="新しい区域", add="sites"))
    assert (answer.status_code, answer.url) == (302, f"{item_url(draft, 3)}#row-sites.2")
    plan = fresh(draft).plan
    assert (plan["place"], [row["id"] for row in plan["sites"]]) == ("新しい区域", ["1", "2"])


def test_row_that_holds_text_is_removed_only_when_confirmed(owner, draft):
    asked = owner.post(item_url(draft, 3), entry(draft, 3, remove=SITE))
    assert (asked.status_code, asked.context["remove"]) == (200, SITE)
    assert fresh(draft).plan == draft.plan
    owner.post(item_url(draft, 3), entry(draft, 3, remove=SITE, sure="1"))
    assert fresh(draft).plan["sites"] == []


def test_fifty_rows_are_the_most(owner, draft):
    rows = [{"id": str(n), "name": "x"} for n in range(1, 51)]
    touch(draft, version=draft.version, plan={**draft.plan, "sites": rows})
    owner.post(item_url(draft, 3), entry(fresh(draft), 3, add="sites"))
    assert len(fresh(draft).plan["sites"]) == 50
    many = {f"sites.{n}.name": "y" for n in range(1, 99)}
    owner.post(item_url(draft, 3), {**many, "version": fresh(draft).version})
    assert len(fresh(draft).plan["sites"]) == 50


@pytest.mark.parametrize(
    "name", ["sites.1.nothing", "sites.1", "sites.A_1.name", "sites.newrow.name", "goal.1.x"]
)
def test_unknown_places_are_not_stored(owner, draft, name):
    owner.post(item_url(draft, 3), {name: "x", "version": draft.version})
    assert fresh(draft).plan == draft.plan


def test_invalid_cell_is_kept_with_its_message(owner, draft):
    answer = owner.post(item_url(draft, 3), entry(draft, 3, **{"sites.1.latitude": "百度"}))
    assert list(answer.context["form"].errors) == ["sites.1.latitude"]
    assert fresh(draft).plan[REJECTED] == {"sites.1.latitude": "百度"}
    page = owner.get(item_url(draft, 3))
    assert page.context["form"]["sites.1.latitude"].value() == "百度"


def test_unreadable_text_of_an_unasked_question_does_not_stop_filing(draft):
    plan = {**draft.plan, "insurance": "", "machines": "none", REJECTED: {"insurance": "x" * 20000}}
    touch(draft, version=draft.version, plan=plan)
    assert make.submit(fresh(draft)).status == "arrived"


def change_elsewhere(draft, **changes):
    return touch(fresh(draft), version=None, plan={**fresh(draft).plan, **changes})


def autosave(client, draft, item, **fields):
    return client.post(f"/apply/applications/{draft.pk}/autosave/", {"item": item, **fields})


def test_two_people_change_different_fields_of_one_item(owner, draft):
    sent = entry(draft, 2, method="私の方法")
    change_elsewhere(draft, technology="同僚の技術")
    assert owner.post(item_url(draft, 2), {**sent, "next": "1"}).status_code == 302
    plan = fresh(draft).plan
    assert (plan["method"], plan["technology"]) == ("私の方法", "同僚の技術")


def test_two_people_change_the_same_field_and_another(owner, draft):
    sent = entry(draft, 2, method="私の方法", regulatory_analysis="私の分析")
    change_elsewhere(draft, method="同僚の方法")
    answer = owner.post(item_url(draft, 2), {**sent, "next": "1"})
    assert answer.status_code == 409
    assert [(d["path"], d["stored"], d["entered"]) for d in answer.context["differences"]] == [
        ("method", "同僚の方法", "私の方法")
    ]
    plan = fresh(draft).plan
    assert (plan["method"], plan["regulatory_analysis"]) == ("同僚の方法", "私の分析")


def test_autosave_asks_only_about_the_field_in_conflict(owner, draft):
    seen = {f"base.{k}": digest(draft.plan[k]) for k in ("method", "technology")}
    change_elsewhere(draft, method="同僚の方法")
    answer = autosave(owner, draft, 2, method="私の方法", technology="私の技術", **seen)
    assert (answer.status_code, answer.json()["conflicts"]) == (409, {"method": "同僚の方法"})
    plan = fresh(draft).plan
    assert (plan["method"], plan["technology"]) == ("同僚の方法", "私の技術")
    base = {"base.method": answer.json()["digests"]["method"]}
    assert autosave(owner, draft, 2, method="私の方法", **base).status_code == 200
    assert fresh(draft).plan["method"] == "私の方法"


def test_autosave_removes_a_row_unless_somebody_wrote_into_it(owner, draft):
    seen = {
        f"base.{path}": digest(text)
        for path, text in shown_values(draft.plan, 3, 2).items()
        if path.startswith(SITE)
    }
    rows = [{**draft.plan["sites"][0], "address": "同僚の住所"}]
    change_elsewhere(draft, sites=rows)
    answer = autosave(owner, draft, 3, remove=SITE, **seen)
    assert (answer.status_code, list(answer.json()["conflicts"])) == (409, [SITE])
    assert fresh(draft).plan["sites"] == rows
    change_elsewhere(draft, sites=draft.plan["sites"])
    assert autosave(owner, draft, 3, remove=SITE, **seen).status_code == 200
    assert fresh(draft).plan["sites"] == []


def test_autosave_of_a_filed_application_is_refused(owner, draft):
    make.submit(draft)
    answer = autosave(owner, draft, 1, goal="遅い", version=fresh(draft).version)
    assert (answer.status_code, answer.json()["error"]) == (409, "filed")
    assert fresh(draft).plan == draft.plan


def test_state_after_a_new_sign_in_has_a_token_and_the_user(owner, draft):
    answer = owner.get(f"/apply/applications/{draft.pk}/autosave/?item=1").json()
    assert (answer["user"], answer["values"]) == (draft.created_by.pk, {"goal": draft.plan["goal"]})
    assert answer["token"]
    assert fresh(draft).version == draft.version


def test_autosave_takes_five_queries_and_no_more(owner, draft, django_assert_num_queries):
    seen = {"base.method": digest(draft.plan["method"])}
    owner.get(item_url(draft, 2))
    with django_assert_num_queries(7):  # five, and the savepoint in which a test runs them
        assert autosave(owner, draft, 2, method="変えた", **seen).status_code == 200


def test_entry_after_the_session_ended_is_shown_again_and_nothing_is_read(client, draft):
    answer = client.post(item_url(draft, 1), {"goal": "切れた後の文", "version": 1})
    assert answer.status_code == 401
    assert answer.context["form"]["goal"].value() == "切れた後の文"
    assert draft.title not in answer.content.decode()
    assert fresh(draft).plan == draft.plan


def test_entry_with_the_token_of_another_session_is_shown_again(draft):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(draft.created_by)
    answer = client.post(item_url(draft, 1), {"goal": "古い画面の文", "version": draft.version})
    assert (answer.status_code, fresh(draft).plan) == (403, draft.plan)
    assert answer.context["form"]["goal"].value() == "古い画面の文"
    token = answer.cookies["csrftoken"].value
    again = {"goal": "古い画面の文", "version": draft.version, "csrfmiddlewaretoken": token}
    assert client.post(item_url(draft, 1), again).status_code == 302
    assert fresh(draft).plan["goal"] == "古い画面の文"


# ---- corrections of groups


def ask(draft, ministry, *fields):
    make.examine(draft, ministry)
    make.step(
        draft, "request_clarification", ministry.examiner, fields=list(fields),
        reason_code="incomplete", message="直す", example="例", effect="pause",
        due_on=clock.today().replace(year=clock.today().year + 1),
    )  # fmt: skip
    return draft.clarifications.get()


def answer_url(correction):
    return f"/apply/clarifications/{correction.pk}/steps/answer/"


@pytest.mark.parametrize(
    ("named", "fields"),
    [
        ("sites.1", [f"sites.1.{c.key}" for c in facts.get("sites", 2).columns]),
        ("sites.*.name", ["sites.1.name"]),
        ("minors", ["minors", "guardian_consent"]),
        ("funding_sources.*.source", ["funding_sources.1.source", "funding_sources.1.lender"]),
    ],
)
def test_correction_opens_a_row_or_a_column_and_what_depends_on_it(
    owner, draft, ministry, named, fields
):
    correction = ask(draft, ministry, named)
    assert list(owner.get(answer_url(correction)).context["form"].fields) == fields


def test_corrected_column_changes_nothing_else(owner, draft, ministry):
    correction = ask(draft, ministry, "sites.*.name")
    sent = {
        "sites.1.name": "新しい名",
        "sites.1.address": "他の住所",
        "version": correction.version,
    }
    assert owner.post(answer_url(correction), sent).status_code == 302
    row = {**draft.plan["sites"][0], "name": "新しい名"}
    assert fresh(draft).plan == {**draft.plan, "sites": [row]}
    [change] = draft.clarifications.get().changes()
    assert change[1:] == ({"1": draft.plan["sites"][0]["name"]}, {"1": "新しい名"})


def test_correction_of_a_whole_group_may_add_rows_but_not_end_without_any(owner, draft, ministry):
    correction = ask(draft, ministry, "sites")
    rows = {f"sites.1.{k}": v for k, v in draft.plan["sites"][0].items() if k != "id"}
    page = owner.post(answer_url(correction), {**rows, "add": "sites", "version": 1})
    assert {p.split(".")[1] for p in page.context["form"].fields} == {"1", "2"}
    second = {"sites.2.name": "二", "sites.2.municipality": "養父市", "sites.2.address": "八鹿"}
    empty = owner.post(answer_url(correction), {"version": correction.version})
    assert (empty.status_code, fresh(draft).plan) == (422, draft.plan)
    assert (
        owner.post(
            answer_url(correction), {**rows, **second, "version": correction.version}
        ).status_code
        == 302
    )
    assert [row["name"] for row in fresh(draft).plan["sites"]] == ["旧大屋小学校", "二"]


def test_answer_that_reveals_a_question_must_answer_it(draft, ministry, company):
    correction = ask(draft, ministry, "minors")
    with pytest.raises(Blocked):
        make.step(correction, "answer", company.owner, answers={"minors": "yes"})
    make.step(
        correction, "answer", company.owner,
        answers={"minors": "yes", "guardian_consent": "書面"},
    )  # fmt: skip
    assert fresh(draft).plan["guardian_consent"] == "書面"


@pytest.mark.parametrize("field", ["participants", "sites.9", "sites.*", "guardian_consent.1"])
def test_correction_of_what_the_plan_does_not_have_is_refused(draft, ministry, field):
    with pytest.raises(Blocked):
        ask(draft, ministry, field)
