"""The holder's side of an exemption: its steps and its reports."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from applications.models import Exemption, Report
from casework import clock
from casework.calendar import wareki
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client, draft):
    client.force_login(draft.created_by)
    return client


def fresh(case):
    return type(case)._base_manager.get(pk=case.pk)


@pytest.fixture
def exemption(draft, ministry, town):
    return make.disclose(draft, ministry, town).exemptions.get()


def exemption_step(client, exemption, step, **fields):
    url = f"/apply/exemptions/{exemption.pk}/steps/{step}/"
    return client.post(url, {"version": fresh(exemption).version, **fields})


def test_holder_gathers_consent_starts_suspends_and_gives_up(owner, exemption):
    url = f"/apply/exemptions/{exemption.pk}/"
    assert owner.get(url).context["in_force"] is False
    exemption_step(owner, exemption, "gather_consent")
    today = clock.today()
    exemption_step(owner, exemption, "start", began_on=wareki(today), consents="１２", refusals="0")
    begun = fresh(exemption)
    assert (begun.status, begun.began_on, begun.consents, begun.refusals) == (
        "running",
        today,
        12,
        0,
    )
    page = owner.get(url)
    assert (page.context["in_force"], len(page.context["reports"])) == (True, begun.reports.count())
    exemption_step(owner, exemption, "suspend", reasons="強風")
    assert owner.get(url).context["in_force"] is False
    exemption_step(owner, exemption, "surrender", reasons="中止")
    assert fresh(exemption).status == "surrendered"


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"began_on": "昨日", "consents": "1", "refusals": "0"}, ["began_on"]),
        (
            {"began_on": "2026-13-01", "consents": "-1", "refusals": ""},
            ["began_on", "consents", "refusals"],
        ),
    ],
)
def test_start_names_what_is_wrong(owner, exemption, fields, wrong):
    exemption_step(owner, exemption, "gather_consent")
    answer = exemption_step(owner, exemption, "start", **fields)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, wrong)
    assert fresh(exemption).status == "gathering_consent"


def test_start_outside_the_period_is_blocked(owner, exemption):
    exemption_step(owner, exemption, "gather_consent")
    tomorrow = clock.today() + timedelta(days=1)
    answer = exemption_step(
        owner, exemption, "start", began_on=tomorrow, consents="1", refusals="0"
    )
    assert (answer.status_code, len(answer.context["reasons"])) == (422, 1)


@pytest.mark.parametrize("step", ["resume", "open_hearing", "revoke"])
def test_holder_takes_no_step_of_the_authority(owner, exemption, step):
    assert exemption_step(owner, exemption, step).status_code == 403


@pytest.fixture
def report(exemption, company):
    return make.run(exemption, company.owner).reports.order_by("period_start").first()


def report_figures(report, **changes):
    codes = report.exemption.report_indicators
    return {"version": fresh(report).version, **{f"figure_{c}": "1" for c in codes}, **changes}


def test_report_is_submitted_with_figures_as_people_type_them(owner, report):
    url = f"/apply/reports/{report.pk}/steps/submit/"
    first = "K26"  # a number of people: percentages end at 100
    with clock.set_to(datetime.combine(report.due_on, datetime.min.time(), clock.JST)):
        assert list(owner.get(url).context["form"].fields) == [
            "file_name",
            "file_sha256",
            *("figure_K14", "figure_K25", "figure_K26", "figure_K27", "uses_K27", "figure_K29"),
            "condition_1",
            "condition_1_note",
            "narrative",
        ]
        owner.post(
            url,
            report_figures(report, **{f"figure_{first}": "１，２３４．５", "narrative": "順調"}),
        )
    assert fresh(report).status == "submitted"
    assert report.figures.get(indicator_code=first).value == Decimal("1234.5")


@pytest.mark.parametrize("typed", ["", "多い", "-1", "1.23456", "NaN"])
def test_impossible_figure_is_named_and_kept(owner, report, typed):
    name = f"figure_{report.exemption.report_indicators[0]}"
    with clock.set_to(datetime.combine(report.due_on, datetime.min.time(), clock.JST)):
        answer = owner.post(
            f"/apply/reports/{report.pk}/steps/submit/", report_figures(report, **{name: typed})
        )
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [name])
    assert answer.context["form"][name].value() == typed
    assert fresh(report).status == "due"


def test_report_before_the_end_of_its_period_is_blocked(owner, report):
    answer = owner.post(f"/apply/reports/{report.pk}/steps/submit/", report_figures(report))
    assert (answer.status_code, len(answer.context["reasons"])) == (422, 1)


def test_returned_report_shows_why_and_keeps_its_figures(owner, report, town, company):
    with clock.set_to(datetime.combine(report.due_on, datetime.min.time(), clock.JST)):
        owner.post(
            f"/apply/reports/{report.pk}/steps/submit/", report_figures(report, narrative="順調")
        )
        make.step(report, "send_back", town.examiner, reasons="単位が違います。")
        page = owner.get(f"/apply/reports/{report.pk}/")
        form = owner.get(f"/apply/reports/{report.pk}/steps/submit/").context["form"]
    assert "単位が違います。" in page.content.decode()
    assert (
        form["narrative"].value(),
        form[f"figure_{report.exemption.report_indicators[0]}"].value(),
    ) == ("順調", "1")


def test_exemption_and_report_lists_are_the_holders_own(owner, exemption, report):
    assert (Exemption.objects.count(), Report.objects.exists()) == (1, True)
    owner.force_login(make.make_user())
    assert owner.get("/apply/").context["exemptions"] == []
