"""A contested fact is settled by a clerk with a reason: it stands, or is put right; the company is told."""

import pytest
from django.urls import reverse

from applications.ledger import writing
from applications.ledger.codes import Act
from applications.ledger.reading import current
from casework import audit
from casework.models import Notice
from tests import factories as make

pytestmark = pytest.mark.django_db
KEY = "representative"


@pytest.fixture
def filed(draft, company):
    """A filed application whose company contests the name of its representative."""
    filed = make.submit(draft)
    contest(company)
    return filed


def contest(company):
    row = current(company, KEY)[KEY]
    writing.mark(
        company, KEY, value_pk=row.pk, act=Act.CONTESTED, by=company.owner, reason="交代した"
    )


def held(company):
    return current(company, KEY)[KEY]


def send(client, filed, company, **data):
    seen = held(company).last_mark.pk
    return client.post(url(filed), {"seen": seen, "reason": "登記事項証明書", **data})


def url(filed, key=KEY):
    return reverse("console:settle_fact", args=[filed.pk, key])


def test_a_value_that_stands_is_no_longer_contested(client, filed, company, ministry):
    client.force_login(ministry.examiner)
    assert client.get(url(filed)).status_code == 200
    assert send(client, filed, company, outcome="stands").status_code == 302
    row = held(company)
    assert (row.value, row.is_contested, row.last_mark.act) == ("出島 花子", False, "settled")
    assert row.last_mark.reason == "登記事項証明書"
    assert Notice.objects.filter(kind="fact.settled").count() == 1
    assert audit.trail(filed).filter(step="settle_fact").count() == 1
    assert client.get(url(filed)).status_code == 404


def test_a_value_is_put_right_by_the_office_and_its_source_says_so(
    client, filed, company, ministry
):
    client.force_login(ministry.examiner)
    same = send(client, filed, company, outcome="corrected", value="出島 花子")
    assert (same.status_code, set(same.context["form"].errors)) == (422, {"value"})
    assert send(client, filed, company, outcome="corrected", value="出島 次郎").status_code == 302
    row = held(company)
    assert (row.value, row.source, row.is_contested) == ("出島 次郎", "clerk", False)
    assert type(company).objects.get(pk=company.pk).representative == "出島 次郎"


def test_without_a_reason_or_on_an_older_word_nothing_is_settled(client, filed, company, ministry):
    client.force_login(ministry.examiner)
    assert send(client, filed, company, outcome="stands", reason="").status_code == 422
    seen = held(company).last_mark.pk
    contest(company)
    late = client.post(url(filed), {"seen": seen, "outcome": "stands", "reason": "台帳"})
    assert (late.status_code, held(company).is_contested) == (409, True)


def test_only_examiners_settle_and_only_what_is_contested(client, filed, ministry, town):
    for person, status in ((ministry.approver, 403), (town.examiner, 403)):
        client.force_login(person)
        assert client.get(url(filed)).status_code == status
    client.force_login(ministry.examiner)
    assert client.get(url(filed, "company_name")).status_code == 404
