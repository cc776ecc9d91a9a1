"""Saved views of the queue, and one step on several cases."""

import pytest
from django.urls import reverse

from casework.models import AuditEntry, Notice, SavedView, WorkRow
from tests import factories as make

pytestmark = pytest.mark.django_db
VIEW, SEVERAL = "console:view", "console:work_several"


@pytest.fixture
def arrived(town, ministry, company):
    """Three applications that wait for the ministry."""
    return [make.submit(make.make_draft(town, ministry, company)) for _ in range(3)]


def names(cases):
    return [f"{case.case_key}:{case.version}" for case in cases]


def get(client, user, route, *args, **query):
    client.force_login(user)
    return client.get(reverse(route, args=args), query)


def post(client, user, route, *args, **data):
    client.force_login(user)
    return client.post(reverse(route, args=args), data)


def states(cases):
    return [type(case)._base_manager.get(pk=case.pk).status for case in cases]


def test_view_is_saved_without_its_place_and_opens_by_itself(client, ministry):
    query = "whose=office&due=week&after=2026-11-24~0~1~"
    data = {"name": "今週", "is_default": "on", "query": query}
    response = post(client, ministry.examiner, VIEW, "work", **data)
    assert response.url == reverse("console:work") + "?whose=office&due=week"
    opened = get(client, ministry.examiner, "console:work")
    assert (opened.status_code, opened.url) == (302, "/console/?whose=office&due=week")
    assert get(client, ministry.examiner, "console:work", view="all").status_code == 200
    assert get(client, ministry.approver, "console:work").status_code == 200


def test_view_with_a_name_in_use_replaces_it_and_only_one_opens(client, ministry):
    for name, query in (("a", "due=week"), ("b", "due=overdue"), ("a", "whose=all")):
        post(client, ministry.examiner, VIEW, "work", name=name, query=query, is_default="on")
    held = SavedView.objects.values_list("name", "query", "is_default").order_by("name")
    assert list(held) == [("a", "whose=all", True), ("b", "due=overdue", False)]


def test_view_without_a_name_is_refused_and_keeps_its_filter(client, ministry):
    response = post(client, ministry.examiner, VIEW, "work", name="", query="due=week")
    assert (response.status_code, response.context["query"]) == (422, "due=week")
    assert set(response.context["form"].errors) == {"name"}


def test_thirty_first_view_is_refused(client, ministry):
    SavedView.objects.bulk_create(
        SavedView(user=ministry.examiner, page="work", name=str(n)) for n in range(30)
    )
    assert post(client, ministry.examiner, VIEW, "work", name="x").status_code == 422
    assert post(client, ministry.examiner, VIEW, "work", name="7").status_code == 302


def test_views_are_deleted_by_their_owner_alone(client, ministry):
    view = SavedView.objects.create(user=ministry.examiner, page="work", name="a")
    assert post(client, ministry.approver, VIEW, "work", delete=view.pk).status_code == 404
    assert SavedView.objects.count() == 1
    assert post(client, ministry.examiner, VIEW, "work", delete=view.pk).status_code == 302
    assert SavedView.objects.count() == 0


def test_view_of_an_unknown_list_is_not_found(client, ministry):
    assert get(client, ministry.examiner, VIEW, "nothing").status_code == 404


def test_steps_open_for_all_selected_are_offered(client, ministry, arrived):
    response = get(client, ministry.examiner, SEVERAL, case=names(arrived))
    assert [(a.step, a.is_open) for a in response.context["actions"]] == [
        ("start_examination", True)
    ]


def test_step_that_one_case_refuses_is_not_offered_and_says_for_which(client, ministry, arrived):
    make.step(arrived[0], "start_examination", ministry.examiner)
    response = get(client, ministry.examiner, SEVERAL, case=names(arrived))
    offered = {a.step: [c.pk for c, _why in a.refusals] for a in response.context["actions"]}
    assert offered == {
        "start_examination": [arrived[0].pk],
        "consult": [arrived[1].pk, arrived[2].pk],
    }


def test_step_is_taken_on_each_and_told_per_case(client, ministry, arrived):
    make.step(arrived[1], "start_examination", ministry.examiner)
    back = "/console/?due=week"
    response = post(
        client,
        ministry.examiner,
        SEVERAL,
        case=names(arrived),
        do="start_examination",
        back=back,
    )
    assert [one.case.pk for one in response.context["done"]] == [arrived[0].pk, arrived[2].pk]
    assert [one.case.pk for one in response.context["refused"]] == [arrived[1].pk]
    assert all(one.reasons for one in response.context["refused"])
    assert response.context["back"] == back
    assert states(arrived) == ["examining"] * 3
    taken = AuditEntry.objects.filter(step="start_examination")
    assert sorted(taken.values_list("case_id", flat=True)) == [case.pk for case in arrived]


def test_case_changed_since_it_was_selected_is_refused(client, ministry, arrived):
    seen = f"{arrived[0].case_key}:{arrived[0].version - 1}"
    response = post(client, ministry.examiner, SEVERAL, case=[seen], do="start_examination")
    assert (len(response.context["refused"]), states(arrived[:1])) == (1, ["arrived"])


@pytest.mark.parametrize("step", ["withdraw", "record_decided", "request_clarification", "", "x"])
def test_step_that_is_not_for_several_is_refused(client, ministry, arrived, step):
    response = post(client, ministry.examiner, SEVERAL, case=names(arrived), do=step)
    assert (len(response.context["refused"]), states(arrived)) == (3, ["arrived"] * 3)


def test_people_without_the_role_take_no_step(client, town, ministry, arrived):
    response = post(client, town.examiner, SEVERAL, case=names(arrived), do="start_examination")
    assert (len(response.context["refused"]), states(arrived)) == (3, ["arrived"] * 3)
    other = make.make_ministry("other", "別省")
    foreign = post(client, other.examiner, SEVERAL, case=names(arrived), do="start_examination")
    assert (foreign.status_code, states(arrived)) == (422, ["arrived"] * 3)


def test_back_never_leads_to_another_site(client, ministry, arrived):
    response = get(
        client, ministry.examiner, SEVERAL, case=names(arrived), back="https://example.com/"
    )
    assert response.context["back"] == reverse("console:work")


def test_offices_asked_are_reminded_once_in_three_days(client, ministry, town, arrived):
    application = make.step(arrived[0], "start_examination", ministry.examiner)
    application = make.step(application, "consult", ministry.examiner)
    data = {"case": names([application]), "do": "remind"}
    first = post(client, ministry.examiner, SEVERAL, **data)
    assert len(first.context["done"]) == 1
    sent = Notice.objects.filter(kind="opinion.reminded")
    people = {r.user_id for notice in sent for r in notice.recipients.all()}
    assert people == {town.administrator.pk, town.examiner.pk, town.approver.pk}
    application.refresh_from_db()
    again = post(client, ministry.examiner, SEVERAL, case=names([application]), do="remind")
    assert (len(again.context["refused"]), sent.count()) == (1, 1)


def test_reminding_ends_when_every_opinion_is_in(client, ministry, town, arrived):
    application = make.step(arrived[0], "start_examination", ministry.examiner)
    application = make.step(application, "consult", ministry.examiner)
    give = {"view": "no_objection", "text": "異存なし", "reason_codes": []}
    make.step(application.opinions.get(), "give", town.examiner, **give)
    application.refresh_from_db()
    refused = post(client, ministry.examiner, SEVERAL, case=names([application]), do="remind")
    assert (len(refused.context["refused"]), WorkRow.objects.count()) == (1, 4)
