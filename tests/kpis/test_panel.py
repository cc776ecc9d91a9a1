"""The shipped yearly figures and their dictionary."""

from collections import Counter, defaultdict
from decimal import Decimal

import pytest

from kpis.panel import PanelRow, read_panel, read_panel_indicators
from zones.codes import validate_municipality_code
from zones.reference import read_rows


@pytest.fixture(scope="module")
def panel() -> list[PanelRow]:
    """All figures, read once."""
    return list(read_panel())


def test_panel_has_every_row_once(panel):
    assert len(panel) == 281_540
    assert len({(row.code, row.year, row.indicator) for row in panel}) == len(panel)


def test_panel_codes_are_those_of_municipalities(panel):
    codes = {row.code for row in panel}
    for code in codes:
        validate_municipality_code(code)
    assert codes == {row["code"] for row in read_rows("municipalities.csv")}


def test_dictionary_tells_the_truth_about_years_and_sources(panel):
    years, sources = defaultdict(set), defaultdict(set)
    for row in panel:
        years[row.indicator].add(row.year)
        sources[row.indicator].add(row.source)
    indicators = {entry.code: entry for entry in read_panel_indicators()}
    assert set(indicators) == set(years)
    for code, entry in indicators.items():
        assert (entry.first_year, entry.last_year) == (min(years[code]), max(years[code]))
        assert set(entry.sources) == sources[code]


def test_every_source_is_described_with_its_licence(panel):
    assert {row.source for row in panel} <= {row["code"] for row in read_rows("sources.csv")}


def test_dictionary_names_direction_unit_and_says_when_publication_is_unknown():
    entries = list(read_panel_indicators())
    assert Counter(entry.direction for entry in entries) == {"up": 11, "context": 4, "down": 2}
    assert all(entry.label_ja and entry.label_en and entry.unit for entry in entries)
    assert {entry.published_on for entry in entries} == {None}


def test_figures_are_read_exactly():
    [row] = [r for r in read_panel(codes={"282227"}, indicators={"D2201"}) if r.year == 2021]
    assert row == PanelRow("282227", 2021, "D2201", Decimal("0.24"), "ssds")


def test_filters_keep_only_what_was_asked(panel):
    expected = [r for r in panel if r.code == "052159" and r.indicator in {"JB_POP", "A4101"}]
    assert list(read_panel(codes={"052159"}, indicators={"JB_POP", "A4101"})) == expected
    assert len(expected) == 25


def test_births_of_2023_add_up_to_the_national_figure(panel):
    births = sum(r.value for r in panel if (r.indicator, r.year) == ("A4101", 2023))
    assert births == 727_269
