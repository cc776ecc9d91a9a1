"""The ledger: every total is the sum of its lines, whatever happened; what is public, and pages."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from applications.models import SupportCase, SupportEntry
from applications.support import ledger
from casework import clock
from casework.transitions import Blocked
from tests import factories as make
from tests.applications import supports
from tests.applications.machine import FEW

AMOUNTS = st.integers(min_value=1, max_value=1_200)
ACTS = st.lists(
    st.tuples(st.sampled_from(["pay", "reduce", "order_repayment", "repay", "end"]), AMOUNTS),
    max_size=14,
)


class Model:
    """What the ledger must say, counted beside it."""

    def __init__(self):
        self.granted, self.reduced, self.paid, self.ordered, self.repaid = 1_000, 0, 0, 0, 0
        self.state = "granted"

    def act(self, name, amount):
        """Tell whether an act is lawful, and count it."""
        payable = self.granted - self.reduced - self.paid
        allowed = {
            "pay": self.state in {"granted", "paying"} and amount <= payable,
            "reduce": self.state in {"granted", "paying"} and amount <= payable,
            "order_repayment": self.state in {"paying", "repaying"}
            and amount <= self.paid - self.ordered,
            "repay": self.state == "repaying" and amount <= self.ordered - self.repaid,
            "end": self.state != "ended" and self.ordered == self.repaid,
        }[name]
        if not allowed:
            return False
        if name == "end":
            self.reduced, self.state = self.reduced + payable, "ended"
        elif name == "pay":
            self.paid, self.state = self.paid + amount, "paying"
        elif name == "reduce":
            self.reduced += amount
        elif name == "order_repayment":
            self.ordered, self.state = self.ordered + amount, "repaying"
        else:
            self.repaid += amount
        return True


class LedgerProperty(TestCase):
    """Any sequence of paying, reducing, ordering back, repaying and ending adds up."""

    def setUp(self):
        town, ministry = make.make_town("town"), make.make_ministry("ministry")
        case = supports.asked(town, ministry, make.make_company())[0]
        self.town, self.case = town, supports.granted(case, town, 1_000)

    @settings(max_examples=25, **FEW)
    @given(acts=ACTS)
    def test_totals_are_the_sum_of_the_lines(self, acts):
        model = Model()
        for name, amount in acts:
            by = self.town.examiner if name in {"pay", "repay"} else self.town.approver
            inputs = {
                "pay": {"amount": amount, "on": clock.today()},
                "repay": {"amount": amount, "on": clock.today()},
                "reduce": {"amount": amount, "reasons": "x"},
                "order_repayment": {"amount": amount, "reason_code": "settled", "reasons": "x"},
                "end": {},
            }[name]
            lawful = model.act(name, amount)
            try:
                make.step(self.case, name, by, **inputs)
            except Blocked:
                assert not lawful, (name, amount)
            else:
                assert lawful, (name, amount)
        case = SupportCase.objects.get(pk=self.case.pk)
        sums = ("granted", "reduced", "paid", "ordered", "repaid")
        expected = tuple(getattr(model, name) for name in sums)
        entries = ledger.lines(ledger.public_cases())
        cells = ledger.by_cell(entries)
        found = (case.balance, ledger.total(entries), ledger.shown(cells))
        for balance in found:
            assert tuple(getattr(balance, name) for name in sums) == expected
        assert case.balance.net >= 0
        assert case.balance.received >= 0
        if case.status == "ended":
            assert case.balance.net == case.balance.received


@pytest.fixture
def books(town, ministry, company):
    """One published grant, one hidden tax relief, one grant that is not disclosed."""
    first, tax = supports.asked(town, ministry, company, "town-subsidy", "kaso-24")
    other = make.make_company("8000012010038", "デモ別株式会社")
    secret = supports.asked(town, ministry, other)[0]
    first = supports.granted(first, town, 1_000_000)
    make.step(first, "pay", town.examiner, amount=300_000, on=clock.today())
    supports.granted(tax, town, 70_007, shape="tax", cost_kind="land", cost_item="工場")
    supports.granted(secret, town, 555_555, disclosed=False)
    return first, tax, secret


def page_of(client, path, **query):
    return BeautifulSoup(client.get(path, query).content, "html.parser")


def test_public_totals_are_the_sum_of_what_is_disclosed_and_shown(client, books):
    page = page_of(client, "/support/ledger/")
    shown = {
        cell["data-total"]: int(cell.text.replace(",", "")) for cell in page.select("[data-total]")
    }
    lines = SupportEntry.objects.filter(case=books[0])
    assert shown == {
        kind: sum(e.amount for e in lines if e.kind == kind)
        for kind in ("granted", "reduced", "paid", "repaid")
    }
    assert len(page.select("[data-hidden]")) == 1
    assert "70,007" not in page.text
    assert "555,555" not in page.text
    assert "デモ別株式会社" not in page.text


def test_tax_relief_is_shown_as_a_sum_of_five_companies(client, town, ministry):
    for number in range(5):
        company = make.make_company(f"888{number}012010038", f"会社{number}")
        case = supports.asked(town, ministry, company, "kaso-24")[0]
        supports.granted(case, town, 1_000, shape="tax")
    page = page_of(client, "/support/ledger/")
    assert page.select_one("[data-total=granted]").text == "5,000"
    assert not page.select("[data-hidden]")
    assert "会社0" not in page.text


@pytest.mark.parametrize(("query", "rows"), [({"zone": "town"}, 1), ({"year": "2020"}, 0)])
def test_the_public_ledger_is_filtered_by_its_address(client, books, query, rows):
    page = page_of(client, "/support/ledger/", **query)
    assert len(page.select("[data-total=granted]")) == rows


def test_an_unknown_filter_is_refused_with_its_name(client, books):
    assert client.get("/support/ledger/", {"year": "x"}).status_code == 422


def test_the_office_reads_all_its_lines_others_none(client, books, town):
    client.force_login(town.viewer)
    page = page_of(client, reverse("console:support_ledger"))
    assert page.select_one("[data-total=granted]").text == "1,625,562"
    client.force_login(make.make_town("other").administrator)
    assert not page_of(client, reverse("console:support_ledger")).select("[data-total]")
    for case in books:
        assert client.get(case.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("name", ["support", "support_ledger"])
def test_the_lists_are_files_too(client, books, town, name):
    client.force_login(town.examiner)
    answer = client.get(reverse("console:export", args=[name]), {"format": "table"})
    rows = b"".join(answer.streaming_content).decode().splitlines()
    assert len(rows) == 1 + {"support": 3, "support_ledger": 4}[name]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"), [("console:support_cases", 6), ("console:support_ledger", 12)]
)
def test_the_lists_cost_the_same_however_long(
    client, town, ministry, company, rows, name, queries, django_assert_num_queries
):
    for number in range(rows):
        case = supports.asked(town, ministry, company)[0]
        supports.granted(case, town, 1_000, cost_item=f"機体{number}")
    client.force_login(town.examiner)
    client.get(reverse(name))
    with django_assert_num_queries(queries):
        client.get(reverse(name))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_public_ledger_costs_the_same_however_long(
    client, town, ministry, company, rows, django_assert_num_queries
):
    for number in range(rows):
        case = supports.asked(town, ministry, company)[0]
        supports.granted(case, town, 1_000, cost_item=f"機体{number}")
    client.get("/support/ledger/")
    with django_assert_num_queries(6):
        client.get("/support/ledger/")


def test_the_pages_of_a_case_open_and_its_steps_are_taken_there(client, town, ministry, company):
    case = supports.asked(town, ministry, company)[0]
    make.step(case, "start_examination", town.examiner)
    client.force_login(town.examiner)
    url = reverse("console:support_step", args=[case.pk, "propose"])
    case.refresh_from_db()
    data = {
        "version": case.version,
        "shape": "subsidy",
        "payer": "town",
        "cost_kind": "equipment",
        "cost_item": "機体",
        "eligible_cost": "２，０００，０００円",
        "proposed": "1,000,000",
        "starts_on": "2026-12-01",
        "ends_on": "2027-03-31",
    }
    assert client.post(url, {**data, "proposed": "百万"}).status_code == 422
    assert client.post(url, data).status_code == 302
    case.refresh_from_db()
    assert (case.eligible_cost, case.proposed) == (2_000_000, 1_000_000)
    client.force_login(town.approver)
    grant = reverse("console:support_step", args=[case.pk, "grant"])
    over = {"version": case.version, "amount": "1000001", "reasons": "x"}
    answer = client.post(grant, over)
    assert answer.status_code == 422
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.select_one("#id_amount")["aria-invalid"] == "true"
    assert client.post(grant, {**over, "amount": "1000000"}).status_code == 302
    assert client.get(case.get_absolute_url()).status_code == 200
    case.refresh_from_db()
    assert (case.status, case.is_published) == ("granted", False)
