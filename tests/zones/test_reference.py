"""The reference tables: what is shipped, how it is loaded, what is asked of it."""

from collections import Counter
from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from scripts.reference.dates import END_EVENTS, START_EVENTS, dated, is_unverified
from zones.choices import KasoStatus, MeasureOutcome, Sector
from zones.codes import validate_municipality_code
from zones.models.limits import SupportLimit
from zones.models.reference import (
    DataSource,
    Law,
    Municipality,
    Population,
    Prefecture,
    SpecialMeasure,
)
from zones.models.support import SupportInstrument
from zones.reference import load_reference, read_rows

ROWS = {
    "sources.csv": 15,
    "prefectures.csv": 47,
    "municipalities.csv": 1741,
    "laws.csv": 42,
    "measures.csv": 40,
    "support.csv": 14,
    "support_limits.csv": 6,
}


def test_loading_counts_the_rows_of_every_table(reference):
    assert reference == ROWS
    models = (
        DataSource,
        Prefecture,
        Municipality,
        Law,
        SpecialMeasure,
        SupportInstrument,
        SupportLimit,
    )
    assert [model.objects.count() for model in models] == list(ROWS.values())


def test_loading_again_changes_nothing_but_restores_what_was_altered(reference):
    before = list(Municipality.objects.values())
    Municipality.objects.filter(code="282227").update(population_census_2020=1)
    assert load_reference() == ROWS
    assert list(Municipality.objects.values()) == before


def test_load_reference_command_prints_the_rows(db, capsys):
    call_command("load_reference")
    printed = capsys.readouterr().out.splitlines()
    assert printed == [*(f"{name}: {count}" for name, count in ROWS.items()), "zones: 19"]


def test_every_shipped_code_has_its_check_digit():
    codes = [row["code"] for row in read_rows("municipalities.csv")]
    for code in codes:
        validate_municipality_code(code)
    assert len(set(codes)) == 1741


def test_yabu_is_as_published(reference):
    yabu = Municipality.objects.select_related("prefecture").get(code="282227")
    assert (yabu.name, yabu.prefecture.name, yabu.kana, yabu.romaji) == (
        "養父市",
        "兵庫県",
        "ヤブシ",
        "Yabu-shi",
    )
    assert (yabu.population_census_2020, yabu.kaso) == (22129, KasoStatus.WHOLE)
    assert yabu.latest_population == Population(19757, date(2025, 10, 1), True)


def test_national_totals_are_those_of_the_census(reference):
    populations = Municipality.objects.values_list("population_census_2020", flat=True)
    assert sum(populations) == 126_146_099


@pytest.mark.parametrize(("people", "small"), [(30_000, True), (30_001, False), (None, False)])
def test_small_means_at_most_thirty_thousand_people(people, small):
    town = Municipality(population_census_2025_preliminary=people)
    assert town.is_small is small


def test_older_figures_serve_where_newer_ones_are_missing():
    town = Municipality(population_register_2024=29_999, population_census_2020=40_000)
    assert town.latest_population == Population(29_999, date(2024, 1, 1), False)
    assert town.is_small


def test_querysets_agree_with_the_properties(reference):
    every = Municipality.objects.all()
    small = [town.code for town in every if town.is_small]
    kaso = [town.code for town in every if town.is_kaso]
    assert list(every.small().values_list("code", flat=True)) == small
    assert list(every.kaso().values_list("code", flat=True)) == kaso
    assert (len(small), len(kaso)) == (1010, 885)


@pytest.mark.parametrize("text", ["養父", "やぶし", "ﾔﾌﾞｼ", "YABU-SHI", "yabu 兵庫", "28222"])
def test_half_a_word_in_any_script_finds_the_town(reference, text):
    assert list(Municipality.objects.matching(text).values_list("name", flat=True)) == ["養父市"]


def test_words_that_do_not_all_fit_find_nothing(reference):
    assert not Municipality.objects.matching("養父 北海道").exists()


def test_measures_have_the_outcomes_of_the_record(reference):
    assert Counter(SpecialMeasure.objects.values_list("outcome", flat=True)) == {
        MeasureOutcome.CONTINUING: 18,
        MeasureOutcome.NATIONWIDE: 12,
        MeasureOutcome.PARTLY_NATIONWIDE: 3,
        MeasureOutcome.CLARIFIED: 2,
        MeasureOutcome.GRANTED: 2,
        MeasureOutcome.TRANSFERRED: 1,
        MeasureOutcome.NARROWED: 1,
        MeasureOutcome.SUPERSEDED: 1,
    }


def test_measures_keep_raw_text_beside_the_derived_date(reference):
    measure = SpecialMeasure.objects.get(code="RC01")
    assert (measure.started_text, measure.started_on, measure.started_precision) == (
        "2015 (general knowledge)",
        date(2015, 1, 1),
        "year",
    )
    assert (measure.ended_on, measure.ended_precision) == (date(2017, 6, 15), "day")
    assert measure.unverified_fields == ["started"]
    assert not measure.is_fully_verified


def test_measures_know_the_relaxed_law_and_the_law_of_the_programme(reference):
    with_law = SpecialMeasure.objects.with_laws().get(code="RC09")
    assert (with_law.law.title, with_law.programme_law.title) == ("農地法", "国家戦略特別区域法")
    assert with_law.law.url == "https://laws.e-gov.go.jp/law/327AC0000000229"
    assert SpecialMeasure.objects.get(code="RC22").law is None


def test_every_measure_has_known_sectors_and_can_be_found_by_them(reference):
    tagged = Counter(code for measure in SpecialMeasure.objects.all() for code in measure.sectors)
    assert set(tagged) <= set(Sector.values)
    for sector, count in tagged.items():
        assert SpecialMeasure.objects.in_sector(sector).count() == count
    assert all(measure.sector_labels for measure in SpecialMeasure.objects.all())


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_listing_measures_with_their_laws_takes_one_query(
    reference, django_assert_num_queries, rows
):
    with django_assert_num_queries(1):
        for measure in SpecialMeasure.objects.with_laws()[:rows]:
            str(measure.law), str(measure.programme_law)


@pytest.mark.parametrize(
    "change",
    [
        {"outcome": "won"},
        {"programme": "fdz"},
        {"started_on": None},
        {"ended_precision": "none"},
        {"ended_precision": "hour"},
    ],
)
def test_the_database_refuses_codes_and_dates_that_do_not_fit(reference, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        SpecialMeasure.objects.filter(code="RC01").update(**change)


def test_every_source_says_who_may_use_it_and_how_to_credit_it(reference):
    assert not DataSource.objects.filter(licence="").exists()
    assert not DataSource.objects.filter(attribution="").exists()


def test_laws_carry_the_dates_that_bind_zones(reference):
    dates = Law.objects.in_bulk(["414AC0000000189", "503AC1000000019"])
    assert dates["414AC0000000189"].applications_until == date(2027, 3, 31)
    assert dates["503AC1000000019"].expires_on == date(2031, 3, 31)


def test_zones_are_designated_ones_on_known_municipalities(reference):
    zones = list(read_rows("zones.csv"))
    codes = [code for zone in zones for code in zone["municipality_codes"].split()]
    assert len(zones) == 19
    assert Municipality.objects.filter(code__in=codes).count() == len(set(codes)) == 21
    assert {zone["expires_on"] + zone["expires_text"] for zone in zones} == {""}
    assert all(zone["source_url"].startswith("http") for zone in zones)
    assert {zone["legal_basis"] for zone in zones} == {"414AC0000000189", "425AC0000000107"}


@pytest.mark.parametrize(
    ("text", "events", "expected"),
    [
        ("2017-09-22", START_EVENTS, ("2017-09-22", "day")),
        ("2020-09", START_EVENTS, ("2020-09-01", "month")),
        ("2014", START_EVENTS, ("2014-01-01", "year")),
        ("2015 (general knowledge)", START_EVENTS, ("2015-01-01", "year")),
        ("2019-10-17 認定", START_EVENTS, ("2019-10-17", "day")),
        ("2017-06-15 別表から削除", END_EVENTS, ("2017-06-15", "day")),
        ("2023-07 道交法改正施行 (general knowledge)", END_EVENTS, ("2023-07-01", "month")),
        ("2015-16 (general knowledge)", START_EVENTS, ("", "none")),
        ("2006頃 (general knowledge)", START_EVENTS, ("", "none")),
        ("2020-01-27版で確認", START_EVENTS, ("", "none")),
        ("2014-01-27 求め", START_EVENTS, ("", "none")),
        ("2026-05-01版の別表に無し", END_EVENTS, ("", "none")),
        ("大阪市等は2026-05-29で新規申請受理終了", END_EVENTS, ("", "none")),
        ("2014-04-24 特例創設 / 2014-06-27 計画認定", END_EVENTS, ("", "none")),
        ("", END_EVENTS, ("", "none")),
    ],
)
def test_only_a_date_the_text_itself_gives_is_taken(text, events, expected):
    assert dated(text, events) == expected


@pytest.mark.parametrize(
    ("text", "unverified"),
    [("2015 (general knowledge)", True), ("全国化したとみられる(要確認)", True), ("2014", False)],
)
def test_marks_of_the_source_are_kept_as_unverified(text, unverified):
    assert is_unverified(text) is unverified
