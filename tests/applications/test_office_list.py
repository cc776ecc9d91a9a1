"""The office's list of applications: who sees what of which state, words, columns, totals, paging."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from applications.models import Application, Concern
from applications.office import concerns
from tests import factories as make

pytestmark = pytest.mark.django_db
LIST = "console:applications"


def get(client, user, **query):
    client.force_login(user)
    return client.get(reverse(LIST), query)


def seen(client, user, **query):
    return [(r.application.pk, r.state) for r in get(client, user, **query).context["rows"]]


def filed(town, ministry, company, number):
    return [make.submit(make.make_draft(town, ministry, company)) for _ in range(number)]


def held(application):
    rows = Concern.objects.filter(application=application)
    return {row.office.code: (row.inside, row.state) for row in rows}


def test_offices_are_concerned_with_what_they_may_know(draft, ministry, town):
    assert held(draft) == {}
    application = make.examine(draft, ministry)
    assert held(draft) == {"town": (True, "examining"), "ministry": (True, "examining")}
    second = make.make_ministry("second", "総務省")
    application.measures.create(
        position=2,
        law_title="電波法",
        article="第4条",
        text_asked="x",
        authority=second.organisation,
    )
    make.step(application, "consult", ministry.examiner)
    assert held(draft)["second"] == (False, "consulting")
    give = {"view": "no_objection", "text": "異存なし", "reason_codes": []}
    for opinion in application.opinions.order_by("pk"):
        people = {town.organisation.pk: town, second.organisation.pk: second}
        make.step(opinion, "give", people[opinion.organisation_id].examiner, **give)
    for measure, office in zip(
        application.measures.order_by("position"), (ministry, second), strict=True
    ):
        make.step(measure, "determine", office.approver, **make.grant_inputs())
    assert held(draft) == {
        "town": (True, "decided"),
        "ministry": (True, "decided"),
        "second": (False, "consulting"),
    }


def test_state_of_a_determination_not_disclosed_is_no_filter_for_outsiders(
    client, draft, ministry, town
):
    application = make.consult(draft, ministry, town)
    outside = make.make_ministry("outside", "総務省")
    application.opinions.create(
        organisation=outside.organisation, asked_at=application.arrived_at, due_on="2026-12-31"
    )
    Application.objects.filter(pk=draft.pk).update(status="decided", outward_status="consulting")
    concerns.rebuild()
    assert seen(client, outside.examiner, status="decided") == []
    assert seen(client, outside.examiner, status="consulting") == [(draft.pk, "consulting")]
    assert seen(client, ministry.examiner, status="decided") == [(draft.pk, "decided")]
    totals = {t["url"]: t["count"] for t in get(client, outside.examiner).context["totals"]}
    assert (totals["?status=decided"], totals["?status=consulting"]) == ("0", "1")


def test_person_of_two_offices_sees_each_case_once_as_the_one_that_knows_most(
    client, draft, ministry, town
):
    application = make.consult(draft, ministry, town)
    outside = make.make_ministry("aside", "総務省")
    application.opinions.create(
        organisation=outside.organisation, asked_at=application.arrived_at, due_on="2026-12-31"
    )
    Application.objects.filter(pk=draft.pk).update(status="decided", outward_status="consulting")
    concerns.rebuild()
    both = make.add_member(ministry.organisation, "examiner", outside.examiner)
    assert seen(client, both) == [(draft.pk, "decided")]
    assert seen(client, both, status="consulting") == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ﾄﾞﾛｰﾝ", 1),
        ("どろーん配送", 1),
        ("ローン", 1),
        ("デモ空輸", 1),
        ("輸", 1),
        ("無人", 0),
        ("ンド", 0),
    ],
)
def test_half_words_find_number_title_and_company(client, draft, ministry, words, found):
    make.submit(draft)
    assert len(seen(client, ministry.examiner, q=words)) == found


def test_number_finds_its_application(client, draft, town, ministry, company):
    make.submit(draft)
    other = make.submit(make.make_draft(town, ministry, company))
    assert seen(client, ministry.examiner, q=other.number) == [(other.pk, "arrived")]


def test_filters_of_zone_and_examiner(client, town, ministry, company):
    neighbor = make.make_town("neighbor", "隣町役場")
    first = make.examine(make.make_draft(town, ministry, company), ministry)
    second = make.submit(make.make_draft(neighbor, ministry, company))
    both = [(second.pk, "arrived"), (first.pk, "examining")]
    assert seen(client, ministry.examiner) == both
    assert seen(client, ministry.examiner, order="old") == both[::-1]
    assert seen(client, ministry.examiner, zone="neighbor") == both[:1]
    assert seen(client, ministry.examiner, mine="1") == both[1:]
    assert seen(client, town.examiner) == both[1:]
    assert seen(client, neighbor.examiner) == both[:1]


@pytest.mark.parametrize("offices", [1, 2])
def test_pages_run_forth_and_back(client, town, ministry, company, monkeypatch, offices):
    monkeypatch.setattr("applications.office.listing.PAGE_SIZE", 2)
    cases = filed(town, ministry, company, 5)
    person = ministry.examiner
    if offices == 2:
        person = make.add_member(town.organisation, "examiner", person)
    url, forth, back = reverse(LIST), [], []
    client.force_login(person)
    while url:
        page = client.get(url).context["page"]
        forth += [row.application.pk for row in page.rows]
        url = page.next and reverse(LIST) + page.next
        last = page
    url = last.previous and reverse(LIST) + last.previous
    while url:
        page = client.get(url).context["page"]
        back = [row.application.pk for row in page.rows] + back
        url = page.previous and reverse(LIST) + page.previous
    newest = [case.pk for case in reversed(cases)]
    assert forth == newest
    assert back == newest[: len(back)]


def test_columns_are_chosen_and_the_number_always_stands(client, draft, ministry):
    make.submit(draft)
    context = get(client, ministry.examiner, columns=["zone", "nothing"]).context
    assert "columns" in context["form"].errors
    context = get(client, ministry.examiner, columns=["zone", "disclosed"]).context
    assert context["columns"] == {"number", "zone", "disclosed"}


def test_nobody_lists_their_own_companys_application(client, draft, ministry, company):
    make.submit(draft)
    company.members.create(user=ministry.examiner, role="reader")
    assert seen(client, ministry.examiner) == []


def test_rebuilding_mends_what_changed_past_the_steps(client, draft, ministry, company):
    make.submit(draft)
    company.name = "改名した会社"
    company.save()
    Concern.objects.update(state="draft")
    call_command("rebuild_concerns")
    assert seen(client, ministry.examiner, q="改名") == [(draft.pk, "arrived")]
    assert concerns.rebuild() == 0
