"""Cases in the states that the office's tests need."""

from datetime import timedelta
from decimal import Decimal

import pytest

from applications.models import (
    Report,
)
from casework import clock
from tests import factories as make


@pytest.fixture
def examined(draft, ministry):
    return make.examine(draft, ministry)


@pytest.fixture
def pending(draft, ministry, town):
    """A measure whose opinions are all in."""
    return make.consult(draft, ministry, town).measures.get()


@pytest.fixture
def running(town, ministry, company):
    return make.run(make.make_exemption(town, ministry, company), company.owner)


@pytest.fixture
def submitted(running, company):
    """A submitted report, written past the rules on time and figures that others test."""
    report = running.reports.order_by("pk").first()
    Report.objects.filter(pk=report.pk).update(
        period_start=clock.today() - timedelta(9), period_end=clock.today() - timedelta(1)
    )
    figures = [{"indicator_code": c, "value": Decimal(1)} for c in running.report_indicators]
    return make.step(report, "submit", company.owner, figures=figures, narrative="順調")
