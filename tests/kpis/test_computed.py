"""Indicators from the console's own trail, reports as observations, and what stays secret."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from applications.hooks import report_accepted
from applications.ledger.uses import rate_of
from applications.models import FactUse
from casework.transitions import Blocked
from kpis import values
from kpis.computed import RULES, month_of, refresh_computed
from kpis.models import Indicator, Observation
from tests import factories
from tests.applications import incidents, talking
from tests.factories import step
from tests.kpis.makers import DAY, Scene, advance, at


def computed(zone, day):
    """Return code → value of the periods that hold a day, refreshed on it."""
    refresh_computed(zone=zone, month=day)
    found = {}
    for code, (bounds, _rule) in RULES.items():
        point = values.value(indicator=code, zone=zone, period=bounds(day))
        found[code] = None if point is None else point.value
    return found


def test_every_rule_is_marked_in_the_catalogue(catalogue):
    marked = set(Indicator.objects.filter(is_computed=True).values_list("code", flat=True))
    assert set(RULES) <= marked


def test_a_decision_changes_no_number_until_it_is_disclosed(town, ministry, company, catalogue):
    with at(DAY):
        draft = factories.make_draft(town, ministry, company)
        consulted = factories.consult(draft, ministry, town)
    with at(DAY + timedelta(days=5)):
        before = computed(town.zone, DAY)
        measure = consulted.measures.get()
        step(measure, "determine", ministry.approver, **factories.grant_inputs())
        assert computed(town.zone, DAY) == before
        step(measure, "disclose", ministry.approver)
        after = computed(town.zone, DAY)
    assert before == dict.fromkeys(RULES) | {
        **dict.fromkeys(("K05", "K12", "K15", "K16", "K17"), Decimal(0)),
        "K06": Decimal(1),
    }
    assert {code: after[code] for code in RULES if after[code] != before[code]} == {
        "K07": Decimal(5),
        "K08": Decimal(100),
        "K10": Decimal(0),
        "K12": Decimal(1),
    }


def test_consultations_count_in_the_month_and_zone_in_which_they_were_opened(
    town, company, catalogue
):
    other = factories.make_town("other", "別の町役場")
    with at(DAY):
        talking.make_consultation(town, company)
        withdrawn = talking.make_consultation(town, company, subject="別の件")
        step(withdrawn, "withdraw", company.owner)
        talking.make_consultation(other, company)
        assert (computed(town.zone, DAY)["K05"], computed(other.zone, DAY)["K05"]) == (2, 1)
    with at(DAY + timedelta(days=40)):
        assert computed(town.zone, DAY + timedelta(days=40))["K05"] == 0


def test_a_refusal_counts_its_public_reasons(town, ministry, company, catalogue):
    with at(DAY):
        draft = factories.make_draft(town, ministry, company)
        factories.disclose(draft, ministry, town, **factories.refusal_inputs())
        found = computed(town.zone, DAY)
    assert (found["K12"], found["K13"]) == (0, 100)


def test_live_exemptions_residents_and_verdicts(review, scene):
    decided = advance(review, scene, "decided", verdict="inconclusive")
    with at(decided.decided_on):
        found = computed(scene.zone, decided.decided_on)
    months = (decided.decided_on - scene.exemption.granted_on).days / 30.4375
    assert found["K15"] == 1
    assert found["K36"] == Decimal(months).quantize(Decimal("0.1"))
    assert found["K38"] == 100


def test_nothing_is_appended_when_nothing_changed(town, catalogue):
    with at(date(2026, 6, 15)):
        first = refresh_computed(zone=town.zone, month=date(2026, 6, 1))
        assert first == 6
        assert refresh_computed(zone=town.zone, month=date(2026, 6, 1)) == 0
        assert refresh_computed(zone=town.zone, month=date(2026, 7, 1)) == 0
    statuses = set(Observation.objects.values_list("status", flat=True))
    assert statuses == {"provisional"}
    with at(date(2026, 7, 2)):
        assert refresh_computed(zone=town.zone, month=date(2026, 6, 1)) == 6
        assert refresh_computed(zone=town.zone, month=date(2026, 6, 1)) == 0
    final = Observation.objects.filter(status="final")
    assert set(final.values_list("indicator_id", flat=True)) == {
        "K05",
        "K06",
        "K12",
        "K15",
        "K16",
        "K17",
    }


def test_a_settled_value_that_changes_is_a_revision(town, ministry, company, catalogue):
    month = month_of(DAY)
    with at(month[1] + timedelta(days=1)):
        refresh_computed(zone=town.zone, month=DAY)
    with at(DAY):
        factories.submit(factories.make_draft(town, ministry, company))
    with at(month[1] + timedelta(days=2)):
        refresh_computed(zone=town.zone, month=DAY)
    rows = Observation.objects.filter(indicator="K06").order_by("known_at")
    assert [(row.value, row.status) for row in rows] == [(0, "final"), (1, "revised")]


def test_a_zone_counts_its_own_cases_only(town, ministry, company, catalogue):
    other = factories.make_town("other")
    with at(DAY):
        factories.submit(factories.make_draft(town, ministry, company))
        assert (computed(town.zone, DAY)["K06"], computed(other.zone, DAY)["K06"]) == (1, 0)


@pytest.fixture
def report(scene: Scene):
    """The first report of a trial that runs."""
    with at(DAY):
        exemption = factories.run(scene.exemption, scene.company.owner)
    return exemption.reports.order_by("period_start").first()


def test_an_accepted_report_becomes_observations(report, scene):
    with at(report.period_end + timedelta(days=3)):
        report.figures.create(indicator_code="K24", value=Decimal(7), denominator=Decimal(10))
        report_accepted(report, scene.town.examiner)
    row = Observation.objects.get(indicator="K24")
    assert (row.zone, row.exemption_id, row.value, row.denominator) == (
        scene.zone,
        scene.exemption.pk,
        7,
        10,
    )
    assert (row.period_start, row.period_end) == (report.period_start, report.period_end)
    assert (row.status, row.quality, row.recorded_by) == (
        "final",
        "administrative",
        scene.town.examiner.get_full_name(),
    )
    assert row.provenance["report"] == report.pk
    assert [p.value for p in values.series(indicator="K24", zone=scene.zone)] == [7]


def test_a_report_with_an_unknown_indicator_is_not_accepted(report, scene):
    report.figures.create(indicator_code="K24", value=Decimal(7), denominator=None)
    report.figures.create(indicator_code="X1", value=Decimal(7), denominator=None)
    with pytest.raises(Blocked, match="X1"):
        report_accepted(report, scene.town.examiner)
    assert not Observation.objects.exists()


def test_once_only_rate_is_the_ledgers_own_count(town, ministry, company, catalogue):
    other = factories.make_town("second", "別の町")
    with at(DAY):
        factories.submit(factories.make_draft(town, ministry, company))
        assert computed(town.zone, DAY)["K11"] is None
        factories.submit(factories.make_draft(other, ministry, company))
        found = computed(other.zone, DAY)["K11"]
    counted = rate_of(FactUse.objects.filter(application__zone=other.zone))
    # Five facts of the company were reused; six answers of the plan were typed again.
    assert (counted.kept, counted.needed) == (5, 11)
    assert found == Decimal(str(counted.percent)) == Decimal("45.5")
    assert computed(town.zone, DAY)["K11"] is None


def test_incidents_and_complaints_become_rates(town, ministry, company, catalogue):
    with at(DAY):
        exemption = factories.run(factories.make_exemption(town, ministry, company), company.owner)
        place = factories.make_municipality()
        place.population_census_2020, place.population_census_2025_preliminary = 2_000, None
        place.population_register_2024 = None
        place.save()
        exemption.zone.municipalities.set([place])
    with at(DAY + timedelta(days=5)):
        gone = incidents.report(exemption, actor=company.owner, source="holder")
        incidents.report(exemption, actor=company.owner, source="holder")
        incidents.report(exemption, kind="complaint")
        step(gone, "dismiss", town.examiner, reasons="二重の報告")
    reported = exemption.reports.order_by("period_start").first()
    figures = [
        {"indicator_code": code, "value": Decimal(1), "denominator": Decimal(400)}
        for code in exemption.report_indicators
    ]
    with at(date(2026, 7, 10)):
        before = computed(town.zone, DAY)
        step(reported, "submit", company.owner, figures=figures, narrative="")
        step(reported, "accept", town.examiner)
        after = computed(town.zone, DAY)
    assert (before["K27"], before["K28"]) == (None, Decimal("0.5"))
    assert (after["K27"], after["K28"]) == (Decimal("2.5"), Decimal("0.5"))
