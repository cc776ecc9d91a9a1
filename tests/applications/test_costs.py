"""What a zone costs: every total is the sum of its lines, what is missing is said, nothing is overwritten."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from applications.costs import reading, recording
from applications.facts import current_schema
from applications.facts.hours import APPLICANT_HOURS
from applications.facts.registry import check
from applications.facts.schemas import plan_facts
from applications.models import ApplicantHours, CostEntry, Exemption, WorkLog
from casework import clock
from casework.calendar import fiscal_year, fiscal_year_bounds
from casework.transitions import Blocked
from kpis import spending
from tests import factories as make
from tests.applications import supports

YEAR = fiscal_year(clock.today())


@pytest.fixture
def exemption(town, ministry, company):
    return make.make_exemption(town, ministry, company)


def log(application, town, minutes=90, **values):
    """Log minutes of the town's examiner."""
    values = {"step": "examination", "on": clock.today(), **values}
    return recording.log_work(
        actor=town.examiner,
        application=application,
        office=town.organisation,
        minutes=minutes,
        **values,
    )


def rate(town, level="town", yen=3_001, **values):
    values = {"valid_from": clock.today(), "source_text": f"{level}の公表単価", **values}
    return recording.record_rate(
        actor=town.examiner, zone=town.zone, level=level, yen=yen, **values
    )


def test_the_total_is_the_sum_of_state_prefecture_town_and_applicants(
    town, ministry, company, client
):
    case = supports.granted(supports.asked(town, ministry, company)[0], town, 1_000_000)
    make.step(case, "pay", town.examiner, amount=400_000, on=clock.today())
    application = case.application
    for level, amount in (("state", 1_000), ("prefecture", 20_000), ("town", 300_000)):
        supports.cost(town, level=level, amount=amount, fiscal_year=YEAR)
    rate(town)
    rate(town, "applicant", 2_500)
    log(application, town, 100)
    log(application, town, 50)
    recording.tell_hours(actor=company.owner, application=application, hours=Decimal("10.5"))
    page = BeautifulSoup(client.get(f"/costs/{town.zone.slug}/").content, "html.parser")
    lines = [int(cell["data-line"]) for cell in page.select("[data-line]")]
    sums = {c["data-sum"]: int(c.text.replace(",", "")) for c in page.select("[data-sum]")}
    logged, told = 7_503, 26_250  # 2.5 hours × 3,001 rounded up from 7,502.5; 10.5 × 2,500
    assert sums == {
        "running": 1_000 + 20_000 + 300_000 + logged + told,
        "support": 400_000,
        "total": sum(lines),
    }
    levels = [int(one["data-level"]) for one in page.select("[data-level]")]
    assert levels == [1_000, 20_000, 300_000 + logged + 400_000, told]
    assert not page.select("[data-missing]")


def test_what_is_missing_is_said_and_never_zero(town, exemption, company, client):
    log(exemption.application, town, 60)
    sums = reading.of(town.zone)
    assert (sums.total, [amount for _l, amount in sums.by_level]) == (0, [None] * 4)
    assert len(sums.missing) == 4
    page = BeautifulSoup(client.get(f"/costs/{town.zone.slug}/").content, "html.parser")
    assert len(page.select("[data-missing] li")) == 4
    assert [one["data-line"] for one in page.select("[data-line]")] == [""]
    assert page.select_one("[data-donations]")["data-donations"] == ""


def test_the_cost_of_a_measure_holds_only_its_own(town, exemption, company):
    supports.cost(town, amount=5, fiscal_year=YEAR)
    supports.cost(town, amount=70, exemption=exemption, fiscal_year=YEAR)
    rate(town)
    log(exemption.application, town, 60)
    assert reading.of(town.zone, exemption).total == 70 + 3_001
    assert reading.of(town.zone).total == 75 + 3_001


def test_a_year_holds_only_its_own_and_years_add_up(town):
    for year, amount in ((2024, 1), (2025, 20), (2025, 300)):
        supports.cost(town, amount=amount, fiscal_year=year)
    assert reading.of(town.zone, year=2025).total == 320
    assert sum(reading.of(town.zone, year=y).total for y in (2024, 2025)) == 321
    assert reading.of(town.zone).total == 321


def test_a_correction_stands_in_the_place_and_the_old_row_is_kept(town):
    first = supports.cost(town, amount=100)
    second = supports.cost(town, amount=70, corrects=first)
    assert reading.of(town.zone).total == 70
    assert list(CostEntry.objects.values_list("pk", "amount")) == [
        (first.pk, 100),
        (second.pk, 70),
    ]
    with pytest.raises(Blocked):
        supports.cost(town, amount=60, corrects=first)
    for act in (lambda: CostEntry.objects.update(amount=1), second.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_staff_hours_need_a_published_rate_and_make_the_amount(town):
    hours = {"kind": "staff", "hours": Decimal("2.5"), "amount": None}
    for missing in ({}, {"rate": 3_000}, {"rate_source": "県の単価表"}):
        with pytest.raises(ValidationError) as refused:
            supports.cost(town, **hours, **missing)
        assert "hours" in refused.value.message_dict
    entry = supports.cost(town, **hours, rate=3_001, rate_source="県の単価表")
    assert entry.amount == 7_503


def test_who_may_record_which_side(town, ministry):
    other = make.make_town("other")
    values = {"kind": "other", "amount": 1, "fiscal_year": 2026, "source_text": "x"}

    def record(actor, level):
        return recording.record_cost(actor=actor, zone=town.zone, level=level, **values)

    assert record(town.administrator, "state").level == "state"
    assert record(ministry.examiner, "state").office == ministry.organisation
    for actor, level in (
        (ministry.examiner, "town"),
        (other.administrator, "town"),
        (other.administrator, "state"),
        (town.viewer, "town"),
    ):
        with pytest.raises(PermissionDenied):
            record(actor, level)


def test_an_exemption_of_another_zone_is_refused(town, exemption):
    other = make.make_town("other")
    with pytest.raises(ValidationError) as refused:
        supports.cost(other, exemption=exemption)
    assert "exemption" in refused.value.message_dict


def test_work_on_what_is_not_disclosed_does_not_show(town, ministry, company):
    decided = make.decide(make.make_draft(town, ministry, company), ministry, town)
    rate(town)
    log(decided, town, 60)
    assert reading.of(town.zone).total == 0
    make.step(decided.measures.get(), "disclose", ministry.approver)
    assert reading.of(town.zone).total == 3_001


@pytest.mark.parametrize(
    ("minutes", "days"), [(0, 0), (1_441, 0), (10, 1)], ids=["none", "over a day", "future"]
)
def test_a_log_that_cannot_be_is_refused(town, exemption, minutes, days):
    with pytest.raises(Blocked):
        log(exemption.application, town, minutes, on=clock.today() + timedelta(days=days))
    assert not WorkLog.objects.exists()


def test_nobody_logs_for_another_office(town, exemption):
    with pytest.raises(PermissionDenied):
        recording.log_work(
            actor=make.make_town("other").examiner,
            application=exemption.application,
            office=town.organisation,
            step="other",
            minutes=5,
            on=clock.today(),
        )


def test_the_hours_are_asked_once_of_who_files(town, ministry, company, draft):
    with pytest.raises(Blocked):
        recording.tell_hours(actor=company.owner, application=draft, hours=Decimal(1))
    filed = make.submit(draft)
    with pytest.raises(PermissionDenied):
        recording.tell_hours(actor=town.examiner, application=filed, hours=Decimal(1))
    recording.tell_hours(actor=company.owner, application=filed, hours=Decimal(1))
    with pytest.raises(Blocked):
        recording.tell_hours(actor=company.owner, application=filed, hours=Decimal(2))
    assert ApplicantHours.objects.count() == 1


def test_the_question_is_in_no_form_and_has_its_purpose():
    assert check([*plan_facts(current_schema()), APPLICANT_HOURS])[-1] == APPLICANT_HOURS
    assert APPLICANT_HOURS.required is False


def test_the_newest_rate_of_the_zone_values_hours(town, exemption):
    first = fiscal_year_bounds(YEAR)[0]
    rate(town, yen=1_000, valid_from=first - timedelta(days=400))
    rate(town, yen=2_000, valid_from=first)
    rate(town, yen=9_000, valid_from=first + timedelta(days=800))
    log(exemption.application, town, 60)
    assert reading.of(town.zone).total == 2_000


def period():
    return fiscal_year_bounds(YEAR)


def test_k01_is_the_public_cost_and_names_its_rows(town, exemption, company):
    assert spending.public_cost(town.zone, period()) is None
    entries = [
        supports.cost(town, level=level, amount=amount, fiscal_year=YEAR)
        for level, amount in (("state", 1), ("prefecture", 20), ("town", 300))
    ]
    rate(town, "applicant")
    recording.tell_hours(actor=company.owner, application=exemption.application, hours=Decimal(5))
    found = spending.public_cost(town.zone, period())
    assert (found.value, set(found.lines)) == (321, {f"cost:{e.pk}" for e in entries})


def test_k02_equals_the_sum_of_the_log(town, exemption):
    day = clock.today()
    month = (day.replace(day=1), day)
    assert spending.hours_per_decision(town.zone, month) is None
    logs = [log(exemption.application, town, minutes) for minutes in (90, 45)]
    corrected = log(exemption.application, town, 15, corrects=logs[1])
    found = spending.hours_per_decision(town.zone, month)
    assert (found.value, found.cases) == (Decimal("1.75"), 1)
    assert set(found.lines) == {f"log:{logs[0].pk}", f"log:{corrected.pk}"}
    assert reading.minutes_of(exemption.application) == 105


def test_k03_is_what_was_granted_and_disclosed(town, ministry, company):
    case = supports.granted(
        supports.asked(town, ministry, company)[0], town, 1_000_000, disclosed=False
    )
    assert spending.support_granted(town.zone, period()) is None
    case = make.step(case, "disclose", town.approver)
    make.step(case, "reduce", town.approver, amount=300_000, reasons="x")
    found = spending.support_granted(town.zone, period())
    assert (found.value, found.cases) == (700_000, 2)


def test_k04_is_what_was_received(town):
    assert spending.donations_received(town.zone, period()) is None
    values = {"actor": town.examiner, "zone": town.zone, "fiscal_year": YEAR, "source_text": "x"}
    first = recording.record_donation(amount=500, gifts=2, **values)
    recording.record_donation(amount=30, gifts=1, **values)
    recording.record_donation(amount=400, gifts=2, corrects=first, **values)
    assert spending.donations_received(town.zone, period()).value == 430


def test_the_office_records_and_corrects_on_the_screen(client, town):
    client.force_login(town.examiner)
    url = reverse("console:cost_new", args=[town.zone.pk, "cost"])
    data = {"level": "town", "kind": "contract", "fiscal_year": YEAR, "source_text": "決算書"}
    answer = client.post(url, data)
    assert answer.status_code == 422
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.select_one("#id_amount")["aria-invalid"] == "true"
    assert client.post(url, {**data, "amount": "１，２００円"}).status_code == 302
    entry = CostEntry.objects.get()
    again = reverse("console:cost_correct", args=[entry.pk])
    assert client.post(again, {**data, "amount": "1000"}).status_code == 302
    assert client.post(again, {**data, "amount": "900"}).status_code == 422
    page = BeautifulSoup(
        client.get(reverse("console:zone_costs", args=[town.zone.pk])).content, "html.parser"
    )
    assert page.select_one("[data-sum=total]").text == "1,000"


def test_minutes_are_logged_on_the_case(client, town, exemption):
    client.force_login(town.examiner)
    url = reverse("console:work_log", args=[exemption.application_id])
    data = {"step": "examination", "minutes": "35", "on": clock.today().isoformat()}
    assert client.post(url, {**data, "minutes": "0"}).status_code == 422
    assert client.post(url, data).status_code == 302
    page = BeautifulSoup(client.get(url).content, "html.parser")
    assert page.select_one("[data-minutes]")["data-minutes"] == "35"


def test_the_company_tells_its_hours_on_the_screen(client, company, exemption):
    client.force_login(company.owner)
    url = reverse("apply_hours", args=[exemption.application_id])
    assert client.post(url, {"hours": "-1"}).status_code == 422
    assert client.post(url, {"hours": "12.5"}).status_code == 302
    page = BeautifulSoup(client.get(url).content, "html.parser")
    assert page.select_one("[data-told]")["data-told"] == "12.5"
    assert not page.select("main form [name=hours]")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_public_pages_cost_the_same_however_long(
    client, town, ministry, company, rows, django_assert_num_queries
):
    for number in range(rows):
        make.make_exemption(town, ministry, company)
        supports.cost(town, amount=number + 1)
    client.get("/costs/")
    with django_assert_num_queries(2):
        client.get("/costs/")
    with django_assert_num_queries(9):
        client.get(f"/costs/{town.zone.slug}/")


def test_the_page_of_one_measure_opens_and_others_are_unknown(client, town, exemption):
    assert client.get(f"/costs/{town.zone.slug}/{exemption.public_number}/").status_code == 200
    other = make.make_town("other").zone
    assert client.get(f"/costs/{other.slug}/{exemption.public_number}/").status_code == 404
    assert client.get("/costs/nothing/").status_code == 404
    assert client.get(f"/costs/{town.zone.slug}/?year=x").status_code == 422
    assert Exemption.objects.count() == 1


def test_a_log_of_march_counts_in_the_year_that_ends(town, exemption):
    last = fiscal_year_bounds(YEAR - 1)[1]
    rate(town, valid_from=last - timedelta(days=600))
    log(exemption.application, town, 60, on=last)
    assert reading.of(town.zone, year=YEAR - 1).total == 3_001
    assert reading.of(town.zone, year=YEAR).total == 0
    assert datetime(last.year, 3, 31).date() == last  # noqa: DTZ001
