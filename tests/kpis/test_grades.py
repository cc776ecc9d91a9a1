"""Grades A, B, F, N, recomputed for any day."""

from datetime import date
from decimal import Decimal

import pytest

from kpis import grades, values
from kpis.models import Indicator
from kpis.recording import set_target
from tests.kpis.makers import at, make_target, observe

JUNE = {"period_start": date(2026, 6, 1), "period_end": date(2026, 6, 30)}
NO = object()


@pytest.mark.parametrize(
    ("value", "target", "code", "expected"),
    [
        ("150", {}, "K16", "A"),
        ("149", {}, "K16", "B"),
        ("220", {}, "K16", "A"),
        ("90", {}, "K16", "B"),
        ("150", {"baseline_value": None}, "K16", "N"),
        ("150", NO, "K16", "N"),
        (None, {}, "K16", "N"),
        ("150", {"baseline_on": date(2026, 7, 1)}, "K16", "N"),
        ("50", {"target_value": Decimal(0)}, "K07", "A"),
        ("51", {"target_value": Decimal(0)}, "K07", "B"),
        ("100", {"target_value": Decimal(100)}, "K16", "A"),
        ("99", {"target_value": Decimal(100)}, "K16", "B"),
        ("100", {"target_value": Decimal(100)}, "K07", "A"),
        ("101", {"target_value": Decimal(100)}, "K07", "B"),
        ("150", {}, "K15", "N"),
    ],
)
def test_grade_table(town, catalogue, value, target, code, expected):
    indicator = Indicator.objects.get(pk=code)
    if value is not None:
        observe(town.zone, code, value, **JUNE)
    goal = None if target is NO else make_target(town.zone, code, **target)
    if goal and "baseline_on" not in target:
        goal.baseline_on = date(2026, 1, 1)
        goal.target_on = date(2026, 12, 28)
    points = values.series(indicator=code, zone=town.zone)
    assert grades.grade(indicator=indicator, points=points, target=goal).grade == expected


def test_doing_the_measure_is_f(town, catalogue):
    indicator = Indicator.objects.get(pk="K16")
    indicator.is_doing = True
    goal = make_target(town.zone)
    assert grades.grade(indicator=indicator, points=[], target=goal).grade == "F"


def test_the_grade_compares_the_two_shares(town, catalogue):
    observe(town.zone, "K16", "150", **JUNE)
    goal = make_target(town.zone, baseline_on=date(2026, 1, 1), target_on=date(2026, 12, 27))
    points = values.series(indicator="K16", zone=town.zone)
    graded = grades.grade(indicator=Indicator.objects.get(pk="K16"), points=points, target=goal)
    assert (graded.progress, graded.elapsed) == (Decimal("0.5"), Decimal("0.5"))
    assert grades.expected(goal, date(2026, 6, 30)) == 150


def test_a_past_grade_is_that_of_its_day(town, catalogue):
    from kpis.figures import gather_zone

    with at(date(2026, 7, 1)):
        observe(town.zone, "K16", "120", **JUNE)
    with at(date(2026, 8, 1)):
        observe(town.zone, "K16", "180", status="revised", **JUNE)
        set_target(make_target(town.zone))

    def grade_on(day):
        return gather_zone(town.zone, codes=["K16"], as_of=day)[0]["grade"]["code"]

    assert grade_on(date(2025, 12, 1)) == "N"
    assert grade_on(date(2026, 7, 2)) == "B"
    assert grade_on(date(2026, 8, 1)) == "A"
