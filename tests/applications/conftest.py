"""Cases in the states that the office's tests need."""

from datetime import timedelta
from decimal import Decimal

import pytest

from applications.apply import inviting
from applications.models import (
    CompanyMember,
    Report,
)
from casework import clock
from tests import factories as make
from tests.applications import retention
from tests.applications.papers import OFFICER


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


@pytest.fixture
def partner_company(db):
    return make.make_company("8000012010038", "デモ共同株式会社")


@pytest.fixture
def partner(draft, partner_company):
    return make.make_partner(draft, partner_company)


@pytest.fixture
def filer(company):
    user = make.make_user("filer")
    CompanyMember.objects.create(company=company, user=user, role="filer")
    return user


@pytest.fixture
def statement(draft, company):
    return inviting.ask_signature(draft, actor=company.owner, **OFFICER)


@pytest.fixture
def closed(town, ministry, company):
    """An application refused long ago."""
    return retention.refused(town, ministry, company)


@pytest.fixture
def later():
    """The first day on which its file may be disposed of."""
    with clock.set_to(retention.LATER):
        yield
