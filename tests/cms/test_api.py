"""Open data of the register: complete, paged, honest about days, closed to what is not disclosed."""

from datetime import timedelta

import pytest
from ninja.testing import TestClient

from casework import clock
from cms.api import router
from console.api import api
from tests import factories
from tests.cms.conftest import another_exemption
from zones.models import Zone

CLIENT = TestClient(router)


def get(path, status=200):
    """Ask and expect a status."""
    answer = CLIENT.get(path)
    assert answer.status_code == status, answer.content
    return answer.json()


def test_measures_page_by_code(reference):
    """All forty, none twice, in the order of their codes."""
    seen, following = [], ""
    while following is not None:
        page = get(f"/measures?limit=15&after={following}" if following else "/measures?limit=15")
        seen += [item["code"] for item in page["items"]]
        following = page["next"]
    assert seen == [f"RC{number:02d}" for number in range(1, 41)]


def test_measure_says_what_is_unverified(reference):
    """The start of RC10 has no checked source; texts carry no English mark."""
    measure = get("/measures/rc10")
    assert measure["unverified_fields"] == ["started"]
    assert measure["law_id"] == "323AC0000000138"
    assert measure["started_text"] == "2016"


def test_zones_are_public_ones_only(town):
    """A concept is not listed and not found."""
    Zone.objects.create(slug="plan", name="構想", lead=town.organisation)
    assert [zone["slug"] for zone in get("/zones")["items"]] == ["town"]
    assert get("/zones/town")["municipalities"] == ["282227"]
    get("/zones/plan", 404)


@pytest.mark.parametrize(("days", "count"), [(-1, 0), (0, 1), (365, 1), (366, 0)])
def test_exemptions_in_force_on_a_day(running, days, count):
    """The first and the last day count."""
    day = running.starts_on + timedelta(days=days)
    assert len(get(f"/exemptions?on={day.isoformat()}")["items"]) == count


def test_exemption_tells_its_standing_on_the_day_asked(running):
    """Today, and after its end."""
    number = running.public_number
    assert get(f"/exemptions/{number}")["standing"] == "in_force"
    later = clock.today() + timedelta(days=400)
    assert get(f"/exemptions/{number}?on={later.isoformat()}")["standing"] == "over"


def test_undisclosed_determinations_are_not_data(town, ministry, company):
    """They are found nowhere."""
    factories.decide(factories.make_draft(town, ministry, company), ministry, town)
    assert get("/exemptions") == {"items": [], "next": None}


def test_exemptions_page_by_number_and_filter_by_zone(town, ministry, company):
    """None twice, none lost."""
    made = [another_exemption(town, ministry, company, title=f"{n}") for n in range(3)]
    first = get("/exemptions?limit=2")
    second = get(f"/exemptions?limit=2&after={first['next']}")
    numbers = [item["number"] for item in first["items"] + second["items"]]
    assert numbers == sorted(one.public_number for one in made)
    assert second["next"] is None
    assert get("/exemptions?zone=elsewhere")["items"] == []


@pytest.mark.parametrize(
    "path",
    [
        "/exemptions?on=yesterday",
        "/exemptions?limit=0",
        "/exemptions?limit=101",
        "/exemptions?zone=%00",
        "/measures?after=%00",
        "/zones?after=a%20b",
        "/measures/%00",
    ],
)
def test_unreadable_questions_are_refused(db, path):
    """422 with the name of the field, never an error of ours."""
    assert get(path, 422)["detail"]


@pytest.mark.parametrize("path", ["/zones/none", "/measures/RC99", "/exemptions/T1999-00001"])
def test_unknown_entries_are_not_found(db, path):
    """404."""
    get(path, 404)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"), [("/zones", 3), ("/exemptions", 3), ("/exemptions?on=2026-12-01", 3)]
)
def test_lists_cost_the_same_whatever_they_hold(
    rows, path, queries, town, ministry, company, django_assert_num_queries
):
    """At one row and at three."""
    for number in range(rows):
        factories.make_zone(f"z{number}", town.organisation)
        factories.run(another_exemption(town, ministry, company, title=f"{number}"), company.owner)
    with django_assert_num_queries(queries):
        assert get(path)["items"]


def test_every_answer_is_documented():
    """The schema names 404 and 422 where they can be given."""
    paths = api.get_openapi_schema()["paths"].values()
    documented = [methods["get"] for methods in paths if "get" in methods]
    ours = [one for one in documented if one["tags"] == ["register"]]
    assert len(ours) == 6
    for one in ours:
        is_entry = any(p["in"] == "path" for p in one["parameters"])
        expected = {200, 404, 422} if is_entry else {200, 422}
        assert set(map(int, one["responses"])) == expected, one["operationId"]
