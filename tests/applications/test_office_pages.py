"""Who opens which page of the office, what it shows, and what it costs."""

from datetime import timedelta

import pytest
from django.urls import reverse

from applications.models import Report
from casework import clock
from tests import factories as make

pytestmark = pytest.mark.django_db
LISTS = ["console:applications", "console:exemptions", "console:reports"]


@pytest.fixture
def neighbor(db):
    """Another town with its own zone."""
    return make.make_town("neighbor", "隣町役場")


@pytest.fixture
def committee(db):
    """An office that is only asked for its opinion."""
    return make.make_office("committee", "committee", ("examiner", "approver"), "評価委員会")


def signed_in(client, user):
    client.force_login(user)
    return client


def get(client, user, name, *args, **query):
    return signed_in(client, user).get(reverse(name, args=args), query)


def consulted(draft, ministry, *offices):
    """Bring a draft to the point at which the offices asked have all answered."""
    application = make.step(make.examine(draft, ministry), "consult", ministry.examiner)
    people = {office.organisation.pk: office.examiner for office in offices}
    if application.committees():
        make.step(application, "hear_committee", ministry.examiner, statement="適合すると考える。")
    for opinion in application.opinions.all():
        give = {"view": "no_objection", "text": "異存ありません。", "reason_codes": []}
        make.step(opinion, "give", people[opinion.organisation_id], **give)
    return application


@pytest.mark.parametrize("name", LISTS)
def test_list_sends_anonymous_to_sign_in(client, db, name):
    response = client.get(reverse(name))
    assert (response.status_code, response.url.split("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize(
    "name", [*LISTS, "console:work", "console:zones", "console:notices", "console:audit"]
)
def test_company_is_refused_with_the_reason(client, company, name):
    response = get(client, company.owner, name)
    assert response.status_code == 403
    assert "zones/console_no_office.html" in [t.name for t in response.templates]


def test_membership_that_has_ended_opens_nothing(client, town):
    user = town.examiner
    user.memberships.update(valid_until=clock.today() - timedelta(days=1))
    assert get(client, user, "console:work").status_code == 403


def test_application_opens_for_those_concerned(client, draft, ministry, town):
    application = make.examine(draft, ministry)
    for user in (
        ministry.examiner,
        ministry.approver,
        ministry.reviewer,
        town.examiner,
        town.viewer,
    ):
        assert get(client, user, "console:application", application.pk).status_code == 200


def test_foreign_application_is_not_found(client, draft, ministry, neighbor):
    application = make.examine(draft, ministry)
    assert get(client, neighbor.examiner, "console:application", application.pk).status_code == 404
    assert get(client, neighbor.examiner, "console:applications").context["rows"] == []


def test_draft_is_not_found_for_the_office(client, draft, town):
    assert get(client, town.examiner, "console:application", draft.pk).status_code == 404


def test_own_company_is_not_handled_from_the_office(client, draft, ministry, town, company):
    application = make.examine(draft, ministry)
    make.add_member(town.organisation, "examiner", company.owner)
    assert get(client, company.owner, "console:application", application.pk).status_code == 404


def test_foreign_exemption_and_report_are_not_found(client, town, ministry, company, neighbor):
    exemption = make.run(make.make_exemption(town, ministry, company), company.owner)
    report = exemption.reports.first()
    for name, pk in (("console:exemption", exemption.pk), ("console:report", report.pk)):
        assert get(client, town.examiner, name, pk).status_code == 200
        assert get(client, neighbor.examiner, name, pk).status_code == 404


def test_page_offers_only_the_steps_of_the_person(client, draft, ministry, town):
    application = make.examine(draft, ministry)

    def offered(user):
        context = get(client, user, "console:application", application.pk).context
        return [s.name for s in context["steps"]], [s.name for s in context["measures"][0]["steps"]]

    assert offered(ministry.examiner) == (
        ["request_clarification", "consult"],
        ["record_findings"],
    )
    assert offered(ministry.approver) == ([], ["determine"])
    assert offered(town.examiner) == ([], [])


def test_page_shows_what_a_correction_changed(client, draft, ministry, company, town):
    application = make.examine(draft, ministry)
    asked = {
        "fields": ["place"],
        "reason_code": "incomplete",
        "message": "道路名を",
        "example": "市道1号",
        "effect": "pause",
    }
    make.step(
        application,
        "request_clarification",
        ministry.examiner,
        due_on=clock.today() + timedelta(30),
        **asked,
    )
    make.step(
        application.clarifications.get(),
        "answer",
        company.owner,
        answers={"place": "大屋地区 市道1号"},
    )
    row = get(client, ministry.examiner, "console:application", application.pk).context[
        "clarifications"
    ][0]
    assert [(c["fact"].key, c["before"], c["after"]) for c in row["changes"]] == [
        ("place", "大屋地区", "大屋地区 市道1号")
    ]


def test_undisclosed_determination_is_hidden_from_a_consulted_office(
    client, draft, ministry, town, committee
):
    draft.procedure.committee_heard = True
    draft.procedure.save()
    application = consulted(draft, ministry, town, committee)
    before = get(client, committee.examiner, "console:application", application.pk)
    make.step(application.measures.get(), "determine", ministry.approver, **make.grant_inputs())
    after = get(client, committee.examiner, "console:application", application.pk)
    assert page_of(before) == page_of(after)
    for status, rows in (("decided", 0), ("consulting", 1)):
        found = get(client, committee.examiner, "console:applications", status=status)
        assert len(found.context["rows"]) == rows
    inside = get(client, town.examiner, "console:application", application.pk)
    assert inside.context["measures"][0]["determination"].outcome == "as_asked"
    assert (
        len(get(client, town.examiner, "console:applications", status="decided").context["rows"])
        == 1
    )


def test_refused_step_tells_a_consulted_office_nothing(client, draft, ministry, town, committee):
    draft.procedure.committee_heard = True
    draft.procedure.save()
    application = consulted(draft, ministry, town, committee)
    measure = application.measures.get()

    def answers():
        for step in ("determine", "disclose"):
            yield get(
                client, committee.approver, "console:measure_step", measure.pk, step
            ).status_code

    before = list(answers())
    make.step(measure, "determine", ministry.approver, **make.grant_inputs())
    assert list(answers()) == before == [403, 403]


def page_of(response):
    """Return a page without what changes with every request."""
    import re

    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", response.content.decode())
    return re.sub(r"\s+", " ", text)


def test_filters_stand_in_the_address(client, draft, ministry, town):
    make.examine(draft, ministry)

    def rows(user, **query):
        return len(get(client, user, "console:applications", **query).context["rows"])

    assert [rows(ministry.examiner, status=s) for s in ("examining", "arrived")] == [1, 0]
    assert [rows(ministry.examiner, zone=z) for z in ("town", "")] == [1, 1]
    assert (rows(ministry.examiner, mine="1"), rows(ministry.approver, mine="1")) == (1, 0)
    assert rows(ministry.examiner, status="nonsense") == 1


def test_pages_follow_the_key_in_both_directions(client, town, ministry, company):
    made = [make.submit(make.make_draft(town, ministry, company)) for _ in range(27)]
    newest = [a.pk for a in reversed(made)]
    url = reverse("console:applications")
    client.force_login(town.examiner)
    first = client.get(url).context["page"]
    assert ([r.pk for r in first.rows], first.previous) == (newest[:25], "")
    second = client.get(url + first.next).context["page"]
    assert ([r.pk for r in second.rows], second.next) == (newest[25:], "")
    back = client.get(url + second.previous).context["page"]
    assert ([r.pk for r in back.rows], back.previous) == (newest[:25], "")


@pytest.mark.parametrize("cursor", ["abc", "", "-", "99999999999999999999999", "1_2"])
@pytest.mark.parametrize("name", LISTS)
def test_unreadable_cursor_is_no_error(client, town, name, cursor):
    assert get(client, town.examiner, name, before=cursor).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_application_list_costs_the_same(
    client, town, ministry, company, django_assert_num_queries, rows
):
    for _ in range(rows):
        make.submit(make.make_draft(town, ministry, company))
    client.force_login(town.examiner)
    with django_assert_num_queries(9):
        assert len(client.get(reverse("console:applications")).context["rows"]) == rows


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("name", "key"), [("console:exemptions", "page"), ("console:reports", "page")]
)
def test_exemption_and_report_lists_cost_the_same(
    client, town, ministry, company, django_assert_num_queries, rows, name, key
):
    for _ in range(rows):
        exemption = make.run(make.make_exemption(town, ministry, company), company.owner)
        exemption.reports.exclude(pk=exemption.reports.first().pk).delete()
    Report.objects.update(due_on=clock.today() - timedelta(days=1))
    client.force_login(town.examiner)
    with django_assert_num_queries(6):
        assert len(client.get(reverse(name)).context[key].rows) == rows


@pytest.mark.parametrize("rounds", [1, 3])
def test_case_page_costs_the_same_however_long_the_trail(
    client, draft, ministry, company, town, django_assert_num_queries, rounds
):
    application = make.examine(draft, ministry)
    asked = {
        "fields": ["place"],
        "reason_code": "incomplete",
        "message": "道路名を",
        "example": "市道1号",
        "effect": "pause",
    }
    for _ in range(rounds):
        make.step(
            application,
            "request_clarification",
            ministry.examiner,
            due_on=clock.today() + timedelta(30),
            **asked,
        )
        waiting = application.clarifications.get(status="open")
        make.step(waiting, "answer", company.owner, answers={"place": "市道1号"})
    client.force_login(ministry.examiner)
    with django_assert_num_queries(17):
        response = client.get(reverse("console:application", args=[application.pk]))
    assert len(response.context["trail"]) == 2 + 2 * rounds
