"""The public dashboards: one number everywhere, prepared figures, past days, bad input."""

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from kpis import figures, reference, values, words
from kpis.models import Indicator, PreparedFigure
from kpis.recording import drawn_once, record, set_target
from tests.factories import add_member, make_town
from tests.kpis.makers import at, make_observation, make_target, observe
from zones.reference import TABLES, load_table

MONTHS = [(date(2026, m, 1), date(2026, m, last)) for m, last in ((4, 30), (5, 31), (6, 30))]


@pytest.fixture
def zone(town, catalogue):
    """Three months of K06: final, suppressed nowhere, the last one provisional."""
    with at(date(2026, 7, 1)):
        record(
            make_observation(
                town.zone,
                "K06",
                value,
                period_start=start,
                period_end=end,
                status="provisional" if value == "1234.5" else "final",
            )
            for (start, end), value in zip(MONTHS, ("7", "9", "1234.5"), strict=True)
        )
    return town.zone


def url(zone, code="K06", ext=""):
    if ext:
        return reverse("dashboard_file", args=[zone.slug, code, ext])
    return reverse("dashboard_indicator", args=[zone.slug, code])


def figure_of(html):
    found = re.search(
        r'<script id="chart-[^"]+-figure" type="application/json">(.*?)</script>', html
    )
    return json.loads(found[1])


def numbers_in_table(html):
    table = re.search(r'<table class="table table--dense">.*?</table>', html, re.DOTALL)[0]
    cells = re.findall(
        r'<tr>\s*<th scope="row".*?</th>\s*<td class="number">([\d,.]+)</td>', table, re.DOTALL
    )
    return [Decimal(cell.replace(",", "")) for cell in reversed(cells)]


def test_page_chart_svg_csv_json_and_api_give_the_same_numbers(client, zone):
    expected = [p.value for p in values.series(indicator="K06", zone=zone)]
    assert expected == [Decimal(7), Decimal(9), Decimal("1234.5")]
    html = client.get(url(zone)).content.decode()
    assert numbers_in_table(html) == expected
    marks = [t for t in figure_of(html)["data"] if t["mode"] == "markers"]
    drawn = sorted((x, y) for t in marks for x, y in zip(t["x"], t["y"], strict=True))
    assert [Decimal(str(y)) for _x, y in drawn] == expected
    assert len(re.findall("<circle", html)) == 2 * len(expected)
    rows = list(
        csv.reader(io.StringIO(client.get(url(zone, ext="csv")).content.decode("utf-8-sig")))
    )
    assert [Decimal(row[7]) for row in rows[1:]] == expected
    body = client.get(url(zone, ext="json")).json()
    assert [Decimal(o["value"]) for o in body["observations"]] == expected
    api = client.get("/api/v1/observations", {"zone": zone.slug, "indicator": "K06"})
    assert [Decimal(o["value"]) for o in api.json()] == expected
    assert [o["period_start"] for o in api.json()] == [row[5] for row in rows[1:]]


def test_csv_opens_in_a_spreadsheet(client, zone):
    answer = client.get(url(zone, ext="csv"))
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.count(b"\r\n") == 4


def test_a_small_cell_is_hidden_everywhere(client, zone):
    observe(zone, "K16", "3")
    html = client.get(url(zone, "K16")).content.decode()
    assert "<circle" not in html
    assert 'class="table table--dense"' in html
    assert numbers_in_table(html) == []
    row = list(
        csv.reader(io.StringIO(client.get(url(zone, "K16", "csv")).content.decode("utf-8-sig")))
    )[1]
    assert (row[7], row[9]) == ("", "1")
    api = client.get("/api/v1/observations", {"zone": zone.slug, "indicator": "K16"}).json()
    assert [(o["value"], o["suppressed"]) for o in api] == [(None, True)]


def test_a_provisional_value_is_dotted_and_labelled(client, zone):
    html = client.get(url(zone)).content.decode()
    assert 'data-quality="provisional"' in html
    assert html.count('stroke-dasharray="2 4"') == 2


def test_a_missing_period_is_a_gap(client, zone):
    observe(zone, "K06", "8", period_start=date(2026, 9, 1), period_end=date(2026, 9, 30))
    lines = [
        t for t in figure_of(client.get(url(zone)).content.decode())["data"] if t["mode"] == "lines"
    ]
    assert all("2026-09-30" not in line["x"] for line in lines)


def test_another_number_of_reporting_exemptions_is_said(zone):
    def caution():
        facts = figures.gather_zone(zone, codes=["K26"])[0]
        return words.sentence(facts) != words.way(facts)

    quarters = [(date(2026, 1, 1), date(2026, 3, 31)), (date(2026, 4, 1), date(2026, 6, 30))]
    for start, end in quarters:
        observe(zone, "K26", "5", exemption_id=1, period_start=start, period_end=end)
    assert not caution()
    start, end = quarters[0]
    observe(zone, "K26", "9", exemption_id=2, period_start=start, period_end=end)
    assert caution()


def test_target_path_and_grade_are_drawn(client, zone):
    set_target(make_target(zone, "K06"))
    html = client.get(url(zone)).content.decode()
    figure = figure_of(html)
    target = next(t for t in figure["data"] if t["mode"] == "markers+text")
    path = next(t for t in figure["data"] if t.get("line", {}).get("color") == "#949497")
    assert (target["x"], target["y"]) == (["2026-12-31"], [200.0])
    assert (path["x"], path["y"]) == (["2025-12-31", "2026-12-31"], [100.0, 200.0])
    assert "grade--a" in html


def test_a_past_day_shows_what_was_known(client, zone):
    with at(date(2026, 8, 1)):
        observe(
            zone, "K06", "99", period_start=MONTHS[0][0], period_end=MONTHS[0][1], status="revised"
        )
    now = client.get(url(zone, ext="json")).json()["observations"]
    then = client.get(url(zone, ext="json"), {"as_of": "2026-07-31"}).json()["observations"]
    before = client.get(url(zone, ext="json"), {"as_of": "2026-06-30"}).json()["observations"]
    assert ([o["value"] for o in now], [o["value"] for o in then], before) == (
        ["99", "9", "1234.5"],
        ["7", "9", "1234.5"],
        [],
    )


@pytest.mark.parametrize("as_of", ["2026-13-01", "yesterday", "2999-01-01"])
@pytest.mark.parametrize("page", ["dashboard_zone", "dashboard_indicator", "csv"])
def test_an_impossible_day_is_answered_clearly(client, zone, as_of, page):
    address = (
        url(zone, ext="csv")
        if page == "csv"
        else reverse(page, args=[zone.slug] if page == "dashboard_zone" else [zone.slug, "K06"])
    )
    assert client.get(address, {"as_of": as_of}).status_code == 400


@pytest.mark.parametrize(
    "address",
    [
        "/dashboard/zones/nowhere/",
        "/dashboard/zones/nowhere/K06/",
        "/dashboard/zones/town/K99/",
        "/dashboard/zones/town/K06/?municipality=011002",
        "/dashboard/zones/town/K06.exe",
    ],
)
def test_what_does_not_exist_is_404(client, zone, address):
    assert client.get(address).status_code == 404


def test_an_undesignated_zone_is_not_public(client, zone):
    from zones.models import Zone

    Zone.objects.create(slug="draft", name="構想", lead=zone.lead)
    assert client.get("/dashboard/zones/draft/").status_code == 404
    assert "構想" not in client.get("/dashboard/").content.decode()


def test_an_unmeasured_indicator_says_so(client, zone):
    html = client.get(url(zone, "K30")).content.decode()
    assert (
        "<svg viewBox"
        not in html.split("chart__foot")[0].split('class="chart"')[1].split("toolbar")[0]
    )
    assert "grade--n" in html


def test_figures_are_ready_before_anybody_asks(zone):
    prepared = PreparedFigure.objects.get(key=f"zone:{zone.slug}:K06")
    assert [row["value"] for row in prepared.content["rows"]] == ["7", "9", "1234.5"]
    assert prepared.svg.count("<circle") == 6
    assert all("style=" not in part for part in prepared.svg.split("<"))


def of_month(zone, number):
    start, end = MONTHS[number]
    return make_observation(zone, "K07", "77", period_start=start, period_end=end)


def test_work_that_changes_much_draws_once_at_its_end(zone):
    drawn = PreparedFigure.objects.filter(key=f"zone:{zone.slug}:K07")
    with drawn_once():
        for number in (0, 1):
            record([of_month(zone, number)])
        assert not drawn.exists()
    assert [row["value"] for row in drawn.get().content["rows"]] == ["77", "77"]


def fail_midway(zone):
    with drawn_once():
        record([of_month(zone, 0)])
        raise ValueError("later")


def test_what_was_committed_before_a_failure_is_drawn(zone):
    with pytest.raises(ValueError, match="later"):
        fail_midway(zone)
    assert PreparedFigure.objects.filter(key=f"zone:{zone.slug}:K07").exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_query_counts(client, zone, rows, django_assert_num_queries):
    for number in range(rows):
        other = make_town(f"other{number}")
        observe(other.zone, "K06", "1")
        observe(zone, ["K10", "K12", "K15"][number], "1")
    for address, count in (
        ("/dashboard/", 7),
        (f"/dashboard/zones/{zone.slug}/", 8),
        (url(zone), 4),
        (url(zone, ext="csv"), 4),
    ):
        client.get(address)
        with django_assert_num_queries(count):
            assert client.get(address).status_code == 200


def test_official_values_of_a_municipality(client, zone):
    town = zone.municipalities.get()
    load_table(TABLES[0])
    count = reference.load_panel(codes=[town.code])
    assert count > 150
    assert reference.load_panel(codes=[town.code]) == 0
    points = values.series(indicator="JB_POP", municipality=town)
    assert [(p.period_start, p.value) for p in points][-1] == (date(2024, 1, 1), Decimal(21489))
    assert {p.published_on for p in points} == {None}
    net = values.series(indicator="K33", municipality=town)[-1]
    parts = {
        code: {
            p.period_start.year: p.value for p in values.series(indicator=code, municipality=town)
        }
        for code in ("A5101", "A5102", "JB_POP")
    }
    expected = 100 * (parts["A5101"][2024] - parts["A5102"][2024]) / parts["JB_POP"][2024]
    assert (net.period_start.year, net.value) == (2024, expected.quantize(Decimal("0.01")))
    page = client.get(url(zone, "JB_POP"), {"municipality": town.code})
    assert page.status_code == 200
    assert numbers_in_table(page.content.decode())[-1] == 21489


def test_the_catalogue_is_complete(catalogue):
    rows = reference.catalogue_rows()
    assert [row["code"] for row in rows] == [f"K{n:02}" for n in range(1, 39)]
    assert all(all(row[name] for name in row if name != "computed_by_console") for row in rows)
    levels = dict.fromkeys(("input", "activity", "output", "outcome", "impact"), 0)
    for row in rows:
        levels[row["level"]] += 1
    assert levels == {"input": 4, "activity": 7, "output": 8, "outcome": 15, "impact": 4}
    assert sum(row["computed_by_console"] == "●" for row in rows) == 23
    assert Indicator.objects.count() == 38
    assert set(Indicator.objects.filter(small_cell=True).values_list("unit", flat=True)) == {"人"}


def test_only_office_people_freeze_a_view(client, zone, town):
    form = {"zone": zone.slug, "indicator": "K06", "municipality": "", "as_of": "2026-07-31"}
    address = reverse("console:snapshot_make")
    assert client.post(address, form).status_code == 302
    assert client.post(address, form)["Location"].startswith(reverse("account_login"))
    client.force_login(add_member(town.organisation, "viewer"))
    first, again = client.post(address, form), client.post(address, form)
    assert first["Location"] == again["Location"]
    assert first["Location"].startswith("/s/")
    client.logout()
    assert client.get(first["Location"]).status_code == 200
