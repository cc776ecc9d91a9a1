"""The landing page: what to do next comes first; its cost does not grow with its rows."""

from datetime import timedelta

import pytest

from applications.models import Application
from casework import clock
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_visitor_is_told_how_it_goes(client, db):
    assert "/accounts/login/" in client.get("/apply/").content.decode()


def test_person_without_company_is_led_to_register(client, db):
    client.force_login(make.make_user())
    page = client.get("/apply/")
    assert page.context["companies"] == []
    assert "/apply/company/" in page.content.decode()


def test_next_action_comes_first_by_due_date(client, draft, town, ministry, company):
    late = make.make_draft(town, ministry, company)
    make.examine(late, ministry)
    due = clock.today() + timedelta(days=30)
    make.step(
        late, "request_clarification", ministry.examiner, fields=["goal"], reason_code="incorrect",
        message="直す", example="例", due_on=due, effect="pause",
    )  # fmt: skip
    client.force_login(company.owner)
    found = client.get("/apply/").context["todos"]
    correction = late.clarifications.get()
    assert [(t.url, t.due_on) for t in found] == [
        (f"/apply/clarifications/{correction.pk}/steps/answer/", due),
        (f"/apply/applications/{draft.pk}/draft/", None),
    ]


def test_reader_has_nothing_to_do(client, draft):
    from applications.models import CompanyMember

    reader = make.make_user()
    CompanyMember.objects.create(company=draft.company, user=reader, role="reader")
    client.force_login(reader)
    page = client.get("/apply/")
    assert (page.context["todos"], [c["case"] for c in page.context["cases"]]) == ([], [draft])


@pytest.mark.parametrize("rows", [1, 3])
def test_landing_list_costs_the_same_for_any_number_of_rows(
    client, town, ministry, company, rows, django_assert_num_queries
):
    for _ in range(rows):
        make.consult(make.make_draft(town, ministry, company), ministry, town)
        make.disclose(make.make_draft(town, ministry, company), ministry, town)
        make.make_draft(town, ministry, company)
    client.force_login(company.owner)
    with django_assert_num_queries(13):
        page = client.get("/apply/")
    assert len(page.context["cases"]) == 3 * rows


def test_list_pages_by_key_without_counting(client, draft, company):
    Application.objects.bulk_create(
        Application(
            company=company,
            zone=draft.zone,
            procedure=draft.procedure,
            title=f"{n}",
            created_by=company.owner,
        )
        for n in range(24)
    )
    client.force_login(company.owner)
    first = client.get("/apply/").context
    second = client.get("/apply/", {"before": first["next_before"]}).context
    shown = [c["case"].pk for c in [*first["cases"], *second["cases"]]]
    assert (len(first["cases"]), second["next_before"]) == (20, None)
    assert shown == sorted(Application.objects.values_list("pk", flat=True), reverse=True)


@pytest.mark.parametrize("before", ["x", "-1", "²", "1' OR 1=1"])
def test_odd_page_key_is_ignored(client, draft, before):
    client.force_login(draft.created_by)
    assert client.get("/apply/", {"before": before}).status_code == 200
