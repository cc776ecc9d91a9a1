"""What the offices see of the company's facts on a case."""

import pytest
from django.urls import reverse

from applications.ledger import carrying, writing
from applications.ledger.codes import Act
from applications.ledger.reading import current
from casework import clock
from tests import factories as make

pytestmark = pytest.mark.django_db


def rows_of(client, application, user):
    client.force_login(user)
    page = client.get(reverse("console:application", args=[application.pk]))
    return {row["key"]: row for row in page.context["ledger_company"]}, page


def test_the_case_shows_the_values_as_filed_with_their_source(client, draft, ministry, company):
    filed = make.submit(draft)
    writing.write(company, {"contact_name": "新担当"}, by=company.owner)
    row = current(company)["representative"]
    writing.mark(
        company, row.key, value_pk=row.pk, act=Act.CONTESTED, by=company.owner, reason="交代"
    )
    rows, _page = rows_of(client, filed, ministry.examiner)
    assert {key: (r["text"], r["changed"], r["contested"]) for key, r in rows.items()} == {
        "corporate_number": (company.corporate_number, False, False),
        "company_name": (company.name, False, False),
        "company_address": (company.address, False, False),
        "representative": ("出島 花子", False, True),
        "contact_name": ("出島 太郎", True, False),
    }


def test_answers_taken_over_are_named(client, town, ministry, company):
    first = make.submit(make.make_draft(town, ministry, company))
    draft = make.make_draft(town, ministry, company)
    carrying.take(draft, ["technology"], by=company.owner, version=draft.version)
    filed = make.submit(draft)
    _rows, page = rows_of(client, filed, ministry.examiner)
    carried = page.context["ledger_carried"]
    assert [row["key"] for row in carried] == ["technology"]
    assert first.number in carried[0]["source"]


def test_a_case_older_than_the_ledger_shows_no_section(client, draft, ministry):
    type(draft).objects.filter(pk=draft.pk).update(
        status="arrived",
        arrived_at=clock.now(),
        number="2026-999999",
        examining_office=ministry.organisation,
    )
    rows, page = rows_of(client, draft, ministry.examiner)
    assert (rows, page.status_code) == ({}, 200)
    assert "company-facts-title" not in page.content.decode()
