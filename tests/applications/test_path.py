"""One application from draft to disclosure, one exemption to its accepted report."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from applications.models import Exemption, Report
from casework import audit, clock
from casework.models import Notice
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_path_from_draft_to_disclosure(draft, ministry, town):
    done = make.disclose(draft, ministry, town)
    assert done.status == "disclosed"
    assert [e.step for e in audit.trail(done)] == [
        "submit",
        "start_examination",
        "consult",
        "record_decided",
        "record_disclosed",
    ]
    exemption = done.exemptions.get()
    assert (exemption.status, exemption.conditions.count()) == ("granted", 1)
    assert exemption.text == done.measures.get().text_asked
    assert not list(audit.broken_entries(audit.trail(done)))


def test_path_from_grant_to_accepted_report(draft, ministry, town, company):
    exemption = make.run(make.disclose(draft, ministry, town).exemptions.get(), company.owner)
    assert Exemption.objects.in_force().get() == exemption
    report = exemption.reports.order_by("period_start").first()
    with clock.set_to(datetime.combine(report.due_on, datetime.min.time(), clock.JST)):
        figures = [{"indicator_code": c, "value": Decimal(1)} for c in exemption.report_indicators]
        make.step(report, "submit", company.owner, figures=figures, narrative="順調")
        make.step(report, "accept", town.examiner)
    assert Report.objects.get(pk=report.pk).status == "accepted"


def test_steps_write_notices_to_those_concerned(draft, ministry, town, company):
    make.submit(draft)
    found = {n.kind: [r.user for r in n.recipients.all()] for n in Notice.objects.all()}
    assert found == {
        "application.received": [company.owner],
        "application.new": [ministry.examiner],
    }


def test_in_force_is_exact_to_the_day(draft, ministry, town, company):
    exemption = make.run(make.disclose(draft, ministry, town).exemptions.get(), company.owner)
    days = [
        exemption.began_on - timedelta(1),
        exemption.began_on,
        exemption.ends_on,
        exemption.ends_on + timedelta(1),
    ]
    assert [exemption.in_force(d) for d in days] == [False, True, True, False]
    assert [Exemption.objects.in_force(d).exists() for d in days] == [False, True, True, False]


def test_a_withdrawn_application_does_not_change_who_examines_another(town, ministry, company):
    withdrawn = make.submit(make.make_draft(town, ministry, company))
    make.step(withdrawn, "withdraw", company.owner)
    other = make.submit(make.make_draft(town, ministry, company))
    assert other.examining_office == ministry.organisation


def test_final_report_never_reaches_beyond_the_last_day(draft, ministry, town, company):
    exemption = make.run(make.disclose(draft, ministry, town).exemptions.get(), company.owner)
    later = datetime.combine(exemption.ends_on + timedelta(9), datetime.min.time(), clock.JST)
    with clock.set_to(later):
        make.step(exemption, "surrender", company.owner, reasons="返上する。")
    assert exemption.reports.get(kind="final").period_end == exemption.ends_on
