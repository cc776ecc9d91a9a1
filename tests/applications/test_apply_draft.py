"""Writing a draft: items, autosave, stale forms; whatever is typed is kept."""

import pytest

from applications import facts
from applications.apply.plan_form import REJECTED, digest, item_state, shown_values
from applications.models import Application, CompanyMember
from casework.transitions import touch
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client, draft):
    client.force_login(draft.created_by)
    return client


def fresh(draft):
    return Application.objects.get(pk=draft.pk)


def item_url(draft, item):
    return f"/apply/applications/{draft.pk}/items/{item}/"


def save_item(client, draft, item, **fields):
    values = shown_values(fresh(draft).plan, item, draft.plan_schema)
    return client.post(
        item_url(draft, item), {**values, "version": fresh(draft).version, "next": "1", **fields}
    )


def test_item_asks_exactly_the_registered_facts(owner, draft):
    for item in facts.ITEMS:
        form = owner.get(item_url(draft, item)).context["form"]
        asked = [path.split(".")[0] for path in form.fields]
        assert list(dict.fromkeys(asked)) == [f.key for f in facts.plan_facts(item=item)]


def test_item_is_saved_and_leads_to_the_next(owner, draft):
    answer = save_item(owner, draft, 1, goal="目標を改める。")
    assert (answer.status_code, answer.url) == (302, item_url(draft, 2))
    assert (fresh(draft).plan["goal"], fresh(draft).version) == (
        "目標を改める。",
        draft.version + 1,
    )


def test_item_without_answers_is_saved(owner, draft):
    assert save_item(owner, draft, 2, technology="", method="").status_code == 302
    assert [f.key for f in facts.missing(fresh(draft).plan, 2)] == ["technology", "method"]


def test_saving_nothing_new_keeps_the_version(owner, draft):
    save_item(owner, draft, 1)
    assert fresh(draft).version == draft.version


def test_invalid_answer_is_kept_and_named_but_never_counts_as_answer(owner, draft):
    answer = save_item(owner, draft, 3, starts_on="来年の春")
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["starts_on"]
    plan = fresh(draft).plan
    assert (plan["starts_on"], plan[REJECTED]) == ("", {"starts_on": "来年の春"})
    page = owner.get(item_url(draft, 3))
    assert page.context["form"]["starts_on"].value() == "来年の春"
    assert 'value="来年の春"' in page.content.decode()
    assert item_state(plan, 3, draft.plan_schema) == "invalid"


def test_corrected_answer_leaves_nothing_behind(owner, draft):
    save_item(owner, draft, 3, starts_on="来年の春")
    save_item(owner, draft, 3, starts_on="令和9年4月1日", ends_on="２０２８／３／３１")
    plan = fresh(draft).plan
    assert (plan["starts_on"], plan["ends_on"], REJECTED in plan) == (
        "2027-04-01",
        "2028-03-31",
        False,
    )


def test_end_before_start_is_saved_named_and_blocks_filing(owner, draft):
    answer = save_item(owner, draft, 3, starts_on="2027-04-01", ends_on="2027-03-01")
    assert list(answer.context["form"].errors) == ["ends_on"]
    assert fresh(draft).plan["ends_on"] == "2027-03-01"
    page = owner.post(
        f"/apply/applications/{draft.pk}/steps/submit/",
        {"version": fresh(draft).version, "declared": "on"},
    )
    assert (page.status_code, len(page.context["reasons"]), fresh(draft).status) == (
        422,
        1,
        "draft",
    )


@pytest.mark.parametrize(
    ("typed", "kept"), [("１２，０００，０００円", "12000000"), ("0", "0"), ("12 000", "12000")]
)
def test_money_is_read_as_people_type_it(owner, draft, typed, kept):
    save_item(owner, draft, 5, funds=typed)
    assert fresh(draft).plan["funds"] == kept


@pytest.mark.parametrize("typed", ["-5", "1.5", "千万円", "NaN", "1e400"])
def test_impossible_money_is_kept_as_typed(owner, draft, typed):
    answer = save_item(owner, draft, 5, funds=typed)
    assert list(answer.context["form"].errors) == ["funds"]
    assert fresh(draft).plan[REJECTED] == {"funds": typed}


def test_stale_form_shows_both_values_and_loses_nothing(owner, draft):
    seen = draft.version
    touch(draft, version=seen, plan={**draft.plan, "goal": "同僚の文"})
    answer = owner.post(item_url(draft, 1), {"goal": "自分の文", "version": seen, "next": "1"})
    assert answer.status_code == 409
    assert [(d["stored"], d["entered"]) for d in answer.context["differences"]] == [
        ("同僚の文", "自分の文")
    ]
    assert fresh(draft).plan["goal"] == "同僚の文"
    assert answer.context["form"]["goal"].value() == "自分の文"
    again = answer.context["application"].version
    owner.post(item_url(draft, 1), {"goal": "自分の文", "version": again, "next": "1"})
    assert fresh(draft).plan["goal"] == "自分の文"


def test_form_without_version_is_stale(owner, draft):
    assert owner.post(item_url(draft, 1), {"goal": "x"}).status_code == 409


def test_change_elsewhere_does_not_disturb_an_untouched_item(owner, draft):
    seen, base = draft.version, digest(draft.plan["goal"])
    touch(draft, version=seen, plan={**draft.plan, "funding": "補助金"})
    answer = owner.post(
        item_url(draft, 1), {"goal": "新しい目標", "version": seen, "base.goal": base}
    )
    assert answer.status_code == 302
    assert (fresh(draft).plan["goal"], fresh(draft).plan["funding"]) == ("新しい目標", "補助金")


def test_item_of_a_filed_application_shows_the_text_and_changes_nothing(owner, draft):
    seen = draft.version
    make.submit(draft)
    assert owner.get(item_url(draft, 1)).status_code == 302
    answer = owner.post(item_url(draft, 1), {"goal": "遅れた文", "version": seen})
    assert (answer.status_code, answer.context["filed"]) == (409, True)
    assert answer.context["form"]["goal"].value() == "遅れた文"
    assert fresh(draft).plan["goal"] == draft.plan["goal"]


def test_ninth_item_does_not_exist(owner, draft):
    assert owner.get(item_url(draft, 9)).status_code == 404


def test_overview_names_the_state_of_each_item(owner, draft):
    plan = {**draft.plan, "goal": "", "method": "", REJECTED: {"funds": "たくさん"}, "funds": ""}
    touch(draft, version=draft.version, plan=plan)
    items = owner.get(f"/apply/applications/{draft.pk}/draft/").context["items"]
    assert [row["state"] for row in items] == [
        "empty", "started", "complete", "complete", "invalid", "complete", "complete", "optional",
    ]  # fmt: skip


def autosave(client, draft, **fields):
    return client.post(
        f"/apply/applications/{draft.pk}/autosave/",
        {"item": 1, "version": fresh(draft).version, **fields},
    )


def test_autosave_keeps_the_changed_field_and_answers_the_new_version(owner, draft):
    answer = autosave(owner, draft, item=2, method="変えた方法")
    plan = fresh(draft).plan
    assert (plan["method"], plan["technology"]) == ("変えた方法", draft.plan["technology"])
    assert answer.json()["values"]["method"] == "変えた方法"
    assert answer.json()["digests"]["method"] == digest("変えた方法")
    assert (answer.json()["version"], answer.json()["errors"]) == (fresh(draft).version, {})


def test_autosave_keeps_invalid_text_with_its_message(owner, draft):
    answer = autosave(owner, draft, item=3, ends_on="未定")
    assert list(answer.json()["errors"]) == ["ends_on"]
    assert fresh(draft).plan[REJECTED] == {"ends_on": "未定"}


def test_autosave_refuses_what_is_stale(owner, draft):
    answer = autosave(owner, draft, version=draft.version - 1, goal="x")
    assert (answer.status_code, answer.json()["error"]) == (409, "stale")
    assert fresh(draft).plan == draft.plan


def test_autosave_tells_an_ended_session_from_a_page(client, draft):
    answer = autosave(client, draft, goal="x")
    assert (answer.status_code, answer.json()["error"]) == (401, "signed_out")
    assert fresh(draft).plan == draft.plan


@pytest.mark.parametrize("item", ["", "0", "9", "²", "x"])
def test_autosave_refuses_an_unknown_item(owner, draft, item):
    assert autosave(owner, draft, item=item).status_code == 400


def test_autosave_takes_only_facts_of_its_item(owner, draft):
    autosave(owner, draft, item=1, funds="1", status="decided")
    assert fresh(draft).plan == draft.plan


def test_autosave_refuses_strangers_and_readers(client, draft):
    client.force_login(make.make_user())
    assert autosave(client, draft, goal="x").status_code == 404
    reader = make.make_user()
    CompanyMember.objects.create(company=draft.company, user=reader, role="reader")
    client.force_login(reader)
    assert autosave(client, draft, goal="x").status_code == 403
    assert fresh(draft).plan == draft.plan


def test_measures_are_added_changed_and_removed(owner, draft, ministry):
    url = f"/apply/applications/{draft.pk}/measures/"
    content = {
        "law_title": "電波法",
        "article": "第4条",
        "text_asked": "免許を要しない。",
        "authority": ministry.organisation.pk,
    }
    assert owner.post(url, {**content, "version": fresh(draft).version}).status_code == 302
    added = draft.measures.get(law_title="電波法")
    assert (added.position, added.status) == (2, "pending")
    owner.post(
        f"{url}{added.pk}/", {**content, "article": "第5条", "version": fresh(draft).version}
    )
    assert draft.measures.get(pk=added.pk).article == "第5条"
    owner.post(url, {"remove": added.pk, "version": fresh(draft).version})
    assert [m.law_title for m in draft.measures.all()] == ["航空法"]


def test_measure_form_names_what_is_missing_and_stale_loses_nothing(owner, draft, ministry):
    url = f"/apply/applications/{draft.pk}/measures/"
    answer = owner.post(url, {"law_title": "電波法", "version": draft.version})
    assert (answer.status_code, list(answer.context["form"].errors)) == (
        422,
        ["article", "text_asked", "authority"],
    )
    content = {
        "law_title": "電波法",
        "article": "第4条",
        "text_asked": "免許",
        "authority": ministry.organisation.pk,
    }
    answer = owner.post(url, {**content, "version": draft.version - 1})
    assert (answer.status_code, answer.context["form"]["law_title"].value()) == (409, "電波法")
    assert draft.measures.count() == 1


def test_measures_of_a_filed_application_cannot_be_removed(owner, draft):
    make.submit(draft)
    answer = owner.post(
        f"/apply/applications/{draft.pk}/measures/",
        {"remove": draft.measures.get().pk, "version": fresh(draft).version},
    )
    assert (answer.status_code, draft.measures.count()) == (409, 1)
