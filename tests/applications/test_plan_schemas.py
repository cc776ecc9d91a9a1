"""Forms of the plan: a draft moves when its owner says so, a filed plan never."""

from datetime import datetime

import pytest

from applications import facts
from applications.apply.case import plan_sha256
from applications.apply.plan_form import REJECTED
from applications.models import Application
from casework import clock
from casework.transitions import Blocked, touch
from tests import factories as make

pytestmark = pytest.mark.django_db
BEFORE = datetime(2026, 3, 2, 9, tzinfo=clock.JST)
NOW = datetime(2026, 11, 24, 9, tzinfo=clock.JST)


@pytest.fixture
def world():
    with clock.set_to(BEFORE):
        return make.make_town(), make.make_ministry(), make.make_company()


@pytest.fixture
def old(world):
    """A complete draft that was begun under the first form."""
    town, ministry, company = world
    with clock.set_to(BEFORE):
        return make.make_draft(town, ministry, company)


@pytest.fixture
def owner(client, old):
    client.force_login(old.created_by)
    with clock.set_to(NOW):
        yield client


def fresh(application):
    return Application.objects.get(pk=application.pk)


def move_url(old):
    return f"/apply/applications/{old.pk}/form/"


def test_form_is_that_of_the_day(old):
    assert old.plan_schema == 1
    with clock.set_to(NOW):
        assert facts.current_schema() == 2


def test_draft_on_an_earlier_form_is_not_filed_and_the_remedy_is_named(old):
    with clock.set_to(NOW), pytest.raises(Blocked) as refused:
        make.submit(old)
    assert len(refused.value.reasons) == 1


def test_differences_are_shown_and_nothing_moves_unconfirmed(owner, old):
    page = owner.get(move_url(old))
    lines = page.context["lines"]
    assert [x.difference.fact.key for x in lines["removed"]] == ["participants"]
    assert lines["removed"][0].answer == old.plan["participants"]
    assert lines["removed"][0].goes_to
    assert [x.difference.fact.key for x in lines["changed"]] == [
        "place",
        "consent_method",
        "funding",
    ]
    assert "sites" in [x.difference.fact.key for x in lines["added"]]
    assert owner.post(move_url(old), {"version": old.version}).status_code == 422
    assert (fresh(old).plan, fresh(old).plan_schema) == (old.plan, 1)


def test_confirmed_move_carries_the_answers(owner, old):
    answer = owner.post(move_url(old), {"version": old.version, "confirmed": "on"})
    assert answer.status_code == 302
    moved = fresh(old)
    assert (moved.plan_schema, moved.version) == (2, old.version + 1)
    assert moved.plan["participant_groups"] == [{"id": "1", "who": old.plan["participants"]}]
    kept = {k: v for k, v in moved.plan.items() if k in old.plan}
    assert kept == old.plan
    assert owner.get(move_url(old)).status_code == 302


def test_answer_that_the_new_kind_cannot_hold_is_kept_as_typed(owner, old):
    long = "長い場所の説明。" * 60
    touch(old, version=old.version, plan={**old.plan, "place": long})
    owner.post(move_url(old), {"version": old.version + 1, "confirmed": "on"})
    plan = fresh(old).plan
    assert (plan["place"], plan[REJECTED]) == ("", {"place": long})


def test_move_of_a_changed_draft_is_stale(owner, old):
    touch(old, version=old.version, title="別の題名")
    answer = owner.post(move_url(old), {"version": old.version, "confirmed": "on"})
    assert (answer.status_code, fresh(old).plan_schema) == (409, 1)


def test_move_is_for_filers_of_the_company(client, old):
    client.force_login(make.make_user())
    with clock.set_to(NOW):
        sent = {"version": old.version, "confirmed": "on"}
        assert client.post(move_url(old), sent).status_code == 404
    assert fresh(old).plan_schema == 1


def test_moved_draft_is_filed_once_the_new_questions_are_answered(owner, old):
    owner.post(move_url(old), {"version": old.version, "confirmed": "on"})
    with pytest.raises(Blocked):
        make.submit(fresh(old))
    touch(fresh(old), version=None, plan={**make.complete_plan(), "participants": "昔"})
    filed = make.submit(fresh(old))
    assert (filed.plan_schema, "participants" in filed.plan) == (2, False)


def test_filed_plan_stays_on_its_form_for_ever(client, world, old):
    _town, ministry, company = world
    with clock.set_to(BEFORE):
        filed = make.examine(old, ministry)
        sha256 = plan_sha256(filed.revisions.get(number=1).plan)
    with clock.set_to(NOW):
        client.force_login(company.owner)
        receipt = client.get(f"/apply/applications/{filed.pk}/receipt/")
        assert receipt.context["plan_sha256"] == sha256
        page = client.get(f"/apply/applications/{filed.pk}/")
        keys = [row.fact.key for part in page.context["plan"] for row in part.rows]
        assert keys == [fact.key for fact in facts.plan_facts(1)]
        client.force_login(ministry.examiner)
        page = client.get(f"/console/applications/{filed.pk}/")
        assert [r.fact.key for part in page.context["items"] for r in part.rows] == keys
        make.step(
            filed, "request_clarification", ministry.examiner, fields=["participants"],
            reason_code="incomplete", message="人数", example="120人", effect="pause",
            due_on=NOW.date().replace(year=2027),
        )  # fmt: skip
        correction = filed.clarifications.get()
        client.force_login(company.owner)
        url = f"/apply/clarifications/{correction.pk}/steps/answer/"
        assert list(client.get(url).context["form"].fields) == ["participants"]
        client.post(url, {"participants": "120世帯300人", "version": correction.version})
    corrected = fresh(filed)
    assert corrected.plan == {**filed.plan, "participants": "120世帯300人"}
    assert corrected.plan_schema == 1
    assert plan_sha256(corrected.revisions.get(number=1).plan) == sha256
