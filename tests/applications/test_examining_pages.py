"""Revisions compared, workload by week, an office's phrases: what they show, to whom, at which cost."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from applications.models import Application, LastLook, StandardPhrase
from applications.office.revisions import differences, readable
from applications.office.workload import week_of
from casework import clock
from tests import factories as make

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 11, 12, tzinfo=clock.JST)  # a Wednesday


def corrected(application, ministry, company, **answers):
    """Ask for a correction of some facts and answer it."""
    make.step(
        application, "request_clarification", ministry.examiner, fields=list(answers),
        reason_code="incomplete", message="具体的に", example="例", effect="pause",
        due_on=clock.today() + timedelta(days=30),
    )  # fmt: skip
    asked = application.clarifications.get(status="open")
    make.step(asked, "answer", company.owner, answers=answers)


def page(client, user, application, **query):
    client.force_login(user)
    return client.get(reverse("console:revisions", args=[application.pk]), query)


def test_two_revisions_differ_by_words_in_the_facts_that_changed(
    examined, ministry, company, client
):
    corrected(examined, ministry, company, place="大屋地区の市道1号線")
    corrected(examined, ministry, company, goal="山間部100世帯", place="大屋地区の市道2号線")
    first = page(client, ministry.examiner, examined)
    assert (first.context["older"], first.context["newer"]) == (1, 3)
    assert [d["key"] for d in first.context["differences"]] == ["goal", "place"]
    last = page(client, ministry.examiner, examined, **{"from": "2", "to": "3"})
    runs = {d["key"]: d["runs"] for d in last.context["differences"]}["place"]
    assert runs == [
        ("same", "大屋地区の市道"),
        ("removed", "1"),
        ("added", "2"),
        ("same", "号線"),
    ]


def test_unknown_revision_in_the_address_falls_back(examined, ministry, client):
    answer = page(client, ministry.examiner, examined, **{"from": "99", "to": "x"})
    assert (answer.status_code, answer.context["older"], answer.context["newer"]) == (200, 1, 1)


def test_what_changed_since_the_last_look_is_each_persons_own(examined, ministry, company, client):
    corrected(examined, ministry, company, place="大屋地区の市道1号線")
    client.force_login(ministry.examiner)
    address = reverse("console:application", args=[examined.pk])
    assert client.get(address).context["is_new_to_me"] is True
    done = client.post(reverse("console:revisions", args=[examined.pk]))
    assert (done.status_code, LastLook.objects.get().revision) == (302, 2)
    assert client.get(address).context["is_new_to_me"] is False
    client.force_login(ministry.approver)
    assert client.get(address).context["is_new_to_me"] is True
    corrected(examined, ministry, company, place="大屋地区の市道3号線")
    client.force_login(ministry.examiner)
    assert client.get(address).context["is_new_to_me"] is True
    again = page(client, ministry.examiner, examined)
    assert (again.context["older"], again.context["newer"]) == (2, 3)


def test_revisions_are_for_the_offices_concerned(examined, ministry, company, client):
    other = make.make_town("other", "別の町役場")
    assert page(client, other.examiner, examined).status_code == 404
    assert page(client, company.owner, examined).status_code == 403


def test_groups_are_compared_row_by_row():
    rows = [
        {"id": "1", "source": "own", "amount": "100", "secured": "yes"},
        {"id": "2", "source": "loan", "amount": "200", "secured": "no"},
    ]
    (group,) = differences({"funding_sources": rows}, {"funding_sources": rows[:1]}, 2)
    kept, gone = group["runs"][0], group["runs"][-1]
    assert (group["key"], kept[0], gone[0]) == ("funding_sources", "same", "removed")
    assert ("100" in kept[1], "200" in gone[1]) == (True, True)


def test_what_no_form_knows_stands_for_itself():
    assert readable([{"a": "一", "b": ""}, {"a": ["二", "三"]}]) == "一\n二\n三"


# Workload


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 11, 10), -1),
        (date(2026, 11, 11), 0),
        (date(2026, 11, 15), 0),  # the Sunday of this week
        (date(2026, 11, 16), 1),
        (date(2026, 12, 6), 3),
        (date(2026, 12, 7), 4),
        (date(2027, 12, 7), 4),
        (None, 4),
    ],
)
def test_weeks_run_from_monday(day, week):
    assert week_of(day, NOON.date()) == week


def test_workload_counts_open_cases_by_examiner_and_week(client, town, ministry, company):
    with clock.set_to(NOON - timedelta(days=40)):  # due on 2 November: overdue
        late = make.examine(make.make_draft(town, ministry, company), ministry)
    with clock.set_to(NOON - timedelta(days=20)):  # due on 22 November: next week
        make.submit(make.make_draft(town, ministry, company))
        ended = make.submit(make.make_draft(town, ministry, company))
        make.step(ended, "withdraw", company.owner)
    with clock.set_to(NOON):
        client.force_login(ministry.approver)
        (group,) = client.get(reverse("console:workload")).context["groups"]
    assert {row["examiner"]: row["counts"] for row in group["rows"]} == {
        None: [0, 0, 1, 0, 0, 0],
        late.examiner_id: [1, 0, 0, 0, 0, 0],
    }


def test_workload_shows_nobody_elses_office(client, town, ministry, company):
    make.examine(make.make_draft(town, ministry, company), ministry)
    client.force_login(town.administrator)
    (group,) = client.get(reverse("console:workload")).context["groups"]
    assert (group["office"], [sum(row["counts"]) for row in group["rows"]]) == (
        town.organisation,
        [0, 0],
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_workload_costs_the_same(client, town, ministry, company, rows, django_assert_num_queries):
    for _ in range(rows):
        make.examine(make.make_draft(town, ministry, company), ministry)
    client.force_login(ministry.examiner)
    with django_assert_num_queries(7):
        assert client.get(reverse("console:workload")).status_code == 200


# Phrases


PHRASE = {"fact": "funds", "reason_code": "incorrect", "message": "内訳を", "example": "1,000円"}


def test_administrator_writes_changes_and_takes_out_a_phrase(client, town):
    client.force_login(town.administrator)
    new = reverse("console:phrase_new", args=[town.organisation.pk])
    assert client.post(new, PHRASE).status_code == 302
    phrase = StandardPhrase.objects.get()
    assert (phrase.office, phrase.changed_by_name) == (town.organisation, "town-administrator")
    edit = reverse("console:phrase", args=[phrase.pk])
    assert client.post(edit, {**PHRASE, "message": "内訳を円で"}).status_code == 302
    assert StandardPhrase.objects.get().message == "内訳を円で"
    assert client.post(edit, {"remove": "1"}).status_code == 302
    assert not StandardPhrase.objects.exists()


def test_phrase_that_ships_is_taken_over_and_adapted(client, town):
    client.force_login(town.administrator)
    new = reverse("console:phrase_new", args=[town.organisation.pk])
    form = client.get(new, {"like": "s1"}).context["form"]
    assert (form["fact"].value(), bool(form["message"].value())) == ("goal", True)


def test_incomplete_phrase_names_its_fields_and_keeps_the_rest(client, town):
    client.force_login(town.administrator)
    new = reverse("console:phrase_new", args=[town.organisation.pk])
    answer = client.post(new, {**PHRASE, "message": "", "fact": "nothing"})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"message", "fact"})
    assert answer.context["form"]["example"].value() == PHRASE["example"]


def test_phrases_are_written_for_ones_own_office_alone(client, town, ministry):
    new = reverse("console:phrase_new", args=[town.organisation.pk])
    for user in (town.examiner, ministry.approver):
        client.force_login(user)
        assert client.post(new, PHRASE).status_code == 403
    phrase = StandardPhrase.objects.create(
        office=town.organisation, changed_at=clock.now(), changed_by_name="x", **PHRASE
    )
    edit = reverse("console:phrase", args=[phrase.pk])
    for user, status in ((town.examiner, 403), (ministry.approver, 404)):
        client.force_login(user)
        assert client.post(edit, {"remove": "1"}).status_code == status
    assert StandardPhrase.objects.count() == 1
    assert Application.objects.count() == 0
