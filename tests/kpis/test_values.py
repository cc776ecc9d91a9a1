"""Reading observations: as of any day, combined over exemptions, small cells hidden."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from kpis import values
from kpis.models import Indicator, Observation
from kpis.recording import record
from tests.kpis.makers import at, make_observation, observe

APRIL = (date(2026, 4, 1), date(2026, 4, 30))
QUARTER = (date(2026, 4, 1), date(2026, 6, 30))


@pytest.fixture
def zone(town, catalogue):
    return town.zone


@pytest.fixture
def revised(zone):
    """One month's value: provisional on 2 May, final on 10 May, revised on 1 June."""
    for day, value, status in (
        (date(2026, 5, 2), "10", "provisional"),
        (date(2026, 5, 10), "12", "final"),
        (date(2026, 6, 1), "11", "revised"),
    ):
        with at(day):
            observe(zone, "K06", value, status=status)
    return zone


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 5, 1), None),
        (date(2026, 5, 2), (Decimal(10), "provisional")),
        (date(2026, 5, 9), (Decimal(10), "provisional")),
        (date(2026, 5, 10), (Decimal(12), "final")),
        (date(2026, 5, 31), (Decimal(12), "final")),
        (date(2026, 6, 1), (Decimal(11), "revised")),
        (None, (Decimal(11), "revised")),
    ],
)
def test_value_as_known_on_a_day(revised, day, expected):
    point = values.value(indicator="K06", zone=revised, period=APRIL, as_of=day)
    assert (point and (point.value, point.status)) == expected
    series = values.series(indicator="K06", zone=revised, as_of=day)
    assert [(p.value, p.status) for p in series] == ([expected] if expected else [])


def test_a_day_ends_at_midnight_in_japan(zone):
    with at(date(2026, 5, 2), hour=23):
        observe(zone, "K06", "10")
    assert values.series(indicator="K06", zone=zone, as_of=date(2026, 5, 1)) == []
    assert len(values.series(indicator="K06", zone=zone, as_of=date(2026, 5, 2))) == 1


def test_counts_of_exemptions_add_up(zone):
    record(
        [
            make_observation(zone, "K24", "3", exemption_id=1),
            make_observation(zone, "K24", "4", exemption_id=2),
            make_observation(zone, "K24", "5", exemption_id=2),
        ]
    )
    point = values.value(indicator="K24", zone=zone, period=QUARTER)
    assert (point.value, point.parts, point.versions) == (Decimal(8), 2, 3)


@pytest.mark.parametrize(
    ("weights", "expected", "quality"),
    [((10, 30), Decimal("75"), "administrative"), ((10, None), Decimal("70"), "reference")],
)
def test_rates_of_exemptions_are_averaged(zone, weights, expected, quality):
    record(
        [
            make_observation(zone, "K14", "60", exemption_id=1, denominator=weights[0]),
            make_observation(zone, "K14", "80", exemption_id=2, denominator=weights[1]),
        ]
    )
    point = values.value(indicator="K14", zone=zone, period=QUARTER)
    assert (point.value, point.quality) == (expected, quality)


def test_reports_are_gathered_by_quarter_and_final_ones_stay_out(zone):
    record(
        [
            make_observation(
                zone,
                "K24",
                "3",
                exemption_id=1,
                period_start=date(2026, 5, 20),
                period_end=QUARTER[1],
            ),
            make_observation(zone, "K24", "4", exemption_id=2, period_end=QUARTER[1]),
            make_observation(zone, "K24", "9", exemption_id=1, provenance={"kind": "final"}),
            make_observation(zone, "K24", "9", exemption_id=2, period_start=date(2025, 4, 1)),
        ]
    )
    points = values.series(indicator="K24", zone=zone)
    assert [(p.period_start, p.period_end, p.value) for p in points] == [(*QUARTER, Decimal(7))]


def test_the_zones_own_value_stands_before_those_of_exemptions(zone):
    whole = {"period_start": QUARTER[0], "period_end": QUARTER[1]}
    record(
        [
            make_observation(zone, "K24", "8", **whole),
            make_observation(zone, "K24", "3", exemption_id=1, **whole),
        ]
    )
    assert values.value(indicator="K24", zone=zone, period=QUARTER).value == Decimal(8)


def test_the_value_of_one_exemption_alone(scene):
    zone, exemption = scene.zone, scene.exemption
    record(
        [
            make_observation(zone, "K24", "3", exemption_id=exemption.pk),
            make_observation(zone, "K24", "4", exemption_id=exemption.pk + 1),
        ]
    )
    assert [p.value for p in values.series(indicator="K24", zone=zone, exemption=exemption)] == [3]


@pytest.mark.parametrize(
    ("value", "shown"), [("0", Decimal(0)), ("1", None), ("4", None), ("5", Decimal(5))]
)
def test_fewer_than_five_people_are_not_shown(zone, value, shown):
    observe(zone, "K16", value)
    observe(zone, "K06", value)
    point = values.value(indicator="K16", zone=zone, period=APRIL)
    assert (point.value, point.is_suppressed) == (shown, shown is None)
    assert values.value(indicator="K06", zone=zone, period=APRIL).value == Decimal(value)


def test_national_and_municipal_values_stay_apart(zone):
    town = zone.municipalities.get()
    record(
        [
            make_observation(None, "K33", "1"),
            make_observation(None, "K33", "2", municipality=town),
            make_observation(zone, "K33", "3"),
        ]
    )
    assert [p.value for p in values.series(indicator="K33")] == [1]
    assert [p.value for p in values.series(indicator="K33", municipality=town)] == [2]
    assert [p.value for p in values.series(indicator="K33", zone=zone)] == [3]


@pytest.mark.parametrize("rows", [1, 3])
def test_one_query_whatever_is_read(zone, rows, django_assert_num_queries):
    codes = ["K06", "K10", "K12"][:rows]
    town = zone.municipalities.get()
    record(make_observation(zone, code, "1") for code in codes)
    record(make_observation(None, code, "1", municipality=town) for code in codes)
    with django_assert_num_queries(1):
        assert set(values.series_of_zone(zone=zone)) == set(codes)
    with django_assert_num_queries(1):
        found = values.series_of_towns(municipalities=[town], codes=codes)
    assert set(found[town.code]) == set(codes)
    with django_assert_num_queries(1):
        values.series(indicator="K06", zone=zone)
    with django_assert_num_queries(1):
        values.value(indicator="K06", zone=zone, period=APRIL)


@pytest.mark.parametrize(
    "fields",
    [
        {"period_end": date(2026, 3, 31)},
        {"status": "guessed"},
        {"quality": "rumour"},
        {"municipality": "same"},
    ],
)
def test_the_database_refuses_impossible_observations(zone, fields):
    if "municipality" in fields:
        fields = {"municipality": zone.municipalities.get()}
    with pytest.raises(IntegrityError), transaction.atomic():
        make_observation(zone, "K06", "1", **fields).save()


APPEND_ONLY = ("observation", "snapshot", "harmclaim", "verdict", "citation")


@pytest.fixture
def frozen_rows(review, scene):
    """One row in every append-only table."""
    from tests.kpis.makers import advance

    advance(review, scene, "decided")
    observe(scene.zone, "K06", "1")


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("statement", ["UPDATE kpis_{0} SET id = id", "DELETE FROM kpis_{0}"])
def test_append_only_tables_refuse_update_and_delete(frozen_rows, table, statement):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))


@pytest.mark.postgresql
@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="TRUNCATE is PostgreSQL's")
def test_append_only_tables_refuse_truncate(db, table):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE kpis_{table} CASCADE")


def test_the_model_cannot_change_an_observation_either(zone):
    observe(zone, "K06", "1")
    one = Observation.objects.get()
    one.value = 2
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        one.save()
    assert Observation.objects.get().value == 1


def test_indicator_speaks_the_language_of_the_page(catalogue):
    from django.utils.translation import override

    indicator = Indicator.objects.get(pk="K06")
    with override("ja"):
        assert str(indicator) == "申請件数"
    with override("en"):
        assert str(indicator) == "Applications"
