"""The ledger page, its files, and what is left of it at the end of retention."""

import csv
import io

import pytest

from applications.ledger import writing
from tests import factories as make
from tests.applications.test_ledger import contest, value_of

pytestmark = pytest.mark.django_db


def test_files_hold_all_of_it_and_no_formula(client, draft, company):
    filed = make.submit(draft)
    writing.write(company, {"contact_name": "=1+1"}, by=company.owner)
    client.force_login(company.owner)
    text = client.get(f"/apply/company/{company.pk}/facts.csv").content.decode()
    rows = {row[0]: row for row in csv.reader(io.StringIO(text.removeprefix("\ufeff")))}
    assert (text[0], rows["contact_name"][2], rows["company_name"][12]) == (
        "\ufeff",
        "'=1+1",
        filed.number,
    )
    found = client.get(f"/apply/company/{company.pk}/facts.json").json()
    by_key = {fact["key"]: fact for fact in found["facts"]}
    assert [v["value"] for v in by_key["contact_name"]["values"]] == ["=1+1", "出島 太郎"]
    assert [u["application"] for u in by_key["company_name"]["uses"]] == [filed.number]
    assert client.get(f"/apply/company/{company.pk}/facts.xml").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_ledger_page_takes_the_same_queries_for_one_and_three_filings(
    client, town, ministry, company, django_assert_num_queries, rows
):
    for _ in range(rows):
        make.submit(make.make_draft(town, ministry, company))
    client.force_login(company.owner)
    url = f"/apply/company/{company.pk}/facts/"
    client.get(url)
    with django_assert_num_queries(10):
        assert client.get(url).status_code == 200


def test_disposal_blanks_the_words_and_keeps_the_uses(draft, company):
    filed = make.submit(draft)
    contest(company)
    other = make.make_company("8000012010038", "他社")
    count = company.fact_values.count()
    assert writing.dispose(company) == count
    left = set(company.fact_values.values_list("value", "entered_by_name"))
    assert (left, value_of(company, "representative").last_mark.reason) == ({("", "")}, "－")
    assert filed.fact_uses.filter(key="representative").count() == 1
    assert value_of(other, "company_name").value == "他社"
