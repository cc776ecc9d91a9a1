"""What the console knows of a report is shown and computed, never typed; incidents stand beside it."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from applications.models import Report
from casework import clock
from kpis.computed import refresh_computed
from kpis.models import Observation
from kpis.reference import load_catalogue
from tests import factories as make
from tests.applications import incidents

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(town, ministry, company):
    load_catalogue()
    exemption = make.make_exemption(town, ministry, company)
    exemption.report_indicators = ["K05", "K26", "K27"]
    exemption.save(update_fields=["report_indicators"])
    return make.run(exemption, company.owner).reports.order_by("period_start").first()


@pytest.fixture
def owner(company):
    client = Client()
    client.force_login(company.owner)
    return client


def at(day):
    return clock.set_to(datetime.combine(day, datetime.min.time(), clock.JST) + timedelta(hours=9))


def happen(report, company, **changes):
    with at(report.period_end):
        return incidents.report(report.exemption, actor=company.owner, source="holder", **changes)


def address(report, step="submit"):
    return reverse("apply_report_step", args=[report.pk, step])


def sent(report, **changes):
    return {"version": Report.objects.get(pk=report.pk).version, "figure_K26": "7", **changes}


def submitted(owner, report, **changes):
    with at(report.due_on):
        return owner.post(address(report), sent(report, **changes))


def figures(report):
    found = Report.objects.get(pk=report.pk).figures.all()
    return {one.indicator_code: (one.value, one.denominator) for one in found}


def test_known_figures_are_shown_with_their_origin_and_not_asked(owner, report):
    with at(report.due_on):
        page = BeautifulSoup(owner.get(address(report)).content, "html.parser")
    shown = {i["name"]: i.get("value") for i in page.select("input[name^=figure_][disabled]")}
    asked = [i["name"] for i in page.select("input[name^=figure_]:not([disabled])")]
    assert (shown, asked) == ({"figure_K05": "0", "figure_K27": "0"}, ["figure_K26"])
    for name in shown:
        assert page.select_one(f"#id_{name}_helptext").text.strip()


def test_what_is_sent_for_a_known_figure_is_not_read(owner, report):
    submitted(owner, report, figure_K05="99", figure_K27="99", uses_K27="400")
    assert figures(report) == {
        "K05": (Decimal(0), None),
        "K26": (Decimal(7), None),
        "K27": (Decimal(0), Decimal(400)),
    }
    assert Report.objects.get(pk=report.pk).entry == {"how": "form", "known": ["K05", "K27"]}


@pytest.mark.parametrize("uses", ["", "0", "-1", "多い"])
def test_rate_of_recorded_incidents_needs_the_uses(owner, report, company, uses):
    happen(report, company)
    answer = submitted(owner, report, uses_K27=uses)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["uses_K27"])
    assert Report.objects.get(pk=report.pk).status == "due"


def test_rate_is_computed_from_the_incidents_that_stand(owner, report, company, town):
    happen(report, company)
    gone = happen(report, company)
    happen(report, company, kind="complaint")
    make.step(gone, "dismiss", town.examiner, reasons="二重の報告")
    submitted(owner, report, figure_K27="0", uses_K27="400")
    assert figures(report)["K27"] == (Decimal("2.5"), Decimal(400))


def test_known_figure_is_one_observation_and_the_console_s_own(owner, report, company, town):
    happen(report, company)
    submitted(owner, report, uses_K27="400")
    with at(report.due_on):
        make.step(report, "accept", town.examiner)
        refresh_computed(zone=town.zone, month=report.period_end)
    own = Observation.objects.filter(provenance__report=report.pk)
    assert list(own.values_list("indicator_id", flat=True)) == ["K26"]
    computed = Observation.objects.get(indicator="K27")
    assert (computed.value, computed.exemption_id) == (Decimal("2.5"), None)
    assert computed.provenance["lines"] == [f"report:{report.pk}"]


def test_correction_reads_known_figures_no_more_than_the_report(owner, report, company, town):
    submitted(owner, report, uses_K27="400")
    with at(report.due_on):
        make.step(report, "accept", town.examiner)
        form = owner.get(address(report, "correct")).context["form"]
        assert form["uses_K27"].value() == "400"
        owner.post(
            address(report, "correct"), sent(report, figure_K05="5", uses_K27="500", reasons="誤記")
        )
    assert figures(report)["K05"] == (Decimal(0), None)
    assert figures(report)["K27"] == (Decimal(0), Decimal(500))


def test_template_does_not_ask_what_the_console_knows(owner, report):
    with at(report.due_on):
        content = owner.get(reverse("apply_report_template", args=[report.pk])).content.decode()
    assert [line.split(",")[0] for line in content.splitlines()[1:]] == ['"K26"']


def test_another_company_sees_no_report_form(client, report):
    client.force_login(make.make_company("8000012010038", "デモ別会社").owner)
    assert client.get(address(report)).status_code == 404


def pages(owner, report, town):
    examiner = Client()
    examiner.force_login(town.examiner)
    return [
        (owner, address(report)),
        (examiner, reverse("console:report", args=[report.pk])),
    ]


def test_incidents_of_the_period_stand_on_both_pages_and_no_others(owner, report, company, town):
    with at(report.due_on):
        for client, url in pages(owner, report, town):
            page = BeautifulSoup(client.get(url).content, "html.parser")
            assert page.select_one("[data-incidents]")["data-incidents"] == "0"
    first, second = happen(report, company), happen(report, company, kind="complaint")
    with at(report.period_end + timedelta(days=1)):
        incidents.report(report.exemption, actor=company.owner, source="holder")
    with at(report.due_on):
        for client, url in pages(owner, report, town):
            page = BeautifulSoup(client.get(url).content, "html.parser")
            rows = page.select("[data-incidents] tbody th")
            assert [row.text for row in rows] == [first.number, second.number]


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_with_incidents_have_a_fixed_number_of_queries(
    owner, report, company, town, django_assert_num_queries, rows
):
    for _number in range(rows):
        happen(report, company)
    with at(report.due_on):
        for (client, url), count in zip(pages(owner, report, town), QUERIES, strict=True):
            client.get(url)
            with django_assert_num_queries(count):
                client.get(url)


QUERIES = (13, 10)
