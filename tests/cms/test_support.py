"""The public catalogue of support: filters, pages, and what it says of what was not verified."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests import factories
from zones.models import Municipality, SupportInstrument, SupportLimit


def read(response, status=200):
    """Parse an answer of the status expected."""
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def codes_on(page):
    """Return the codes of the instruments on a page, in order."""
    return [row["data-support"] for row in page.select("[data-support]")]


@pytest.fixture
def page_of(client, reference):
    """Ask the catalogue with filters."""
    return lambda status=200, **filters: read(client.get(reverse("support"), filters), status)


def test_the_catalogue_lists_every_instrument(page_of):
    assert sorted(codes_on(page_of())) == sorted(
        SupportInstrument.objects.values_list("pk", flat=True)
    )


@pytest.mark.parametrize(
    ("filters", "codes"),
    [
        ({"kind": "interest"}, ["nsz-28"]),
        ({"kind": "local_tax", "on": "2031-03-31"}, ["kaso-24"]),
        ({"kind": "local_tax", "on": "2031-04-01"}, []),
    ],
)
def test_filters_narrow_the_catalogue(page_of, filters, codes):
    assert codes_on(page_of(**filters)) == codes


def test_a_zone_gives_each_instrument_its_answer_with_reasons(page_of):
    zone = factories.make_town("town").zone
    Municipality.objects.filter(zones=zone).update(kaso="none")
    page = page_of(zone="town")
    row = page.select_one('[data-support="kaso-23"]')
    assert row.select_one("[data-status]")["data-status"] == "no"
    assert [one["data-reason"] for one in row.select("[data-reason]")] == ["no"]


@pytest.mark.parametrize("filters", [{"zone": "nowhere"}, {"kind": "gold"}, {"on": "soon"}])
def test_a_filter_that_cannot_be_read_is_named(page_of, filters):
    page = page_of(422, **filters)
    assert page.select_one(".error-summary a")["href"] == f"#id_{next(iter(filters))}"


def test_an_instrument_says_what_was_not_verified(client, reference):
    page = read(client.get(reverse("support_instrument", args=["kaso-23"])))
    assert len(page.select("[data-unverified]")) == 2
    assert page.select('a[href="https://laws.e-gov.go.jp/law/503AC1000000019"]')


def test_an_unknown_instrument_is_not_found(client, reference):
    read(client.get(reverse("support_instrument", args=["nothing"])), 404)


def test_the_zone_page_shows_the_support_of_a_depopulated_town(client, reference):
    zone = factories.make_town("town").zone
    Municipality.objects.filter(zones=zone).update(kaso="whole")
    codes = codes_on(read(client.get(zone.get_absolute_url())))
    assert codes[:2] == ["kaso-23", "kaso-24"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_catalogue_takes_as_many_queries_for_one_row_as_for_three(
    client, reference, django_assert_num_queries, rows
):
    kept = sorted(SupportInstrument.objects.values_list("pk", flat=True))[:rows]
    SupportLimit.objects.all().delete()
    SupportInstrument.objects.exclude(pk__in=kept).delete()
    client.get(reverse("support"))
    with django_assert_num_queries(2):
        client.get(reverse("support"))
