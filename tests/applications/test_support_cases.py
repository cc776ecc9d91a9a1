"""Support cases: their machine, who may take which step, what is refused, and what stays secret."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from applications.models import SupportCase, SupportEntry
from applications.support import ledger
from casework import audit, clock
from casework.models import Notice
from casework.transitions import Blocked, steps_for
from tests import factories as make
from tests.applications import supports


@pytest.fixture
def case(town, ministry, company):
    return supports.asked(town, ministry, company)[0]


def reasons(call):
    """Return the codes' reasons of a refused step."""
    with pytest.raises(Blocked) as refused:
        call()
    return refused.value.reasons


def test_a_granted_application_opens_a_case_for_each_support_asked_for(town, ministry, company):
    first, second = supports.asked(town, ministry, company, "town-subsidy", "kaso-23")
    assert [c.instrument_id for c in (first, second)] == ["town-subsidy", "kaso-23"]
    assert first.number == f"{first.application.number}-S1"
    assert (first.status, first.office) == ("requested", town.organisation)
    assert [e.step for e in audit.trail(first)] == ["open_support"]


def test_a_refused_application_opens_no_case(town, ministry, company):
    supports.load_reference()
    draft = make.make_draft(town, ministry, company)
    draft.support_requests.create(
        instrument_id="town-subsidy", fit="unknown", requested_by=company.owner
    )
    make.disclose(draft, ministry, town, **make.refusal_inputs())
    assert not SupportCase.objects.exists()


def test_the_whole_life_of_a_grant_adds_up(case, town):
    case = supports.granted(case, town, 1_000_000)
    today = clock.today()
    case = make.step(case, "pay", town.examiner, amount=600_000, on=today)
    case = make.step(case, "reduce", town.approver, amount=100_000, reasons="精算")
    case = make.step(
        case,
        "order_repayment",
        town.approver,
        amount=200_000,
        reason_code="purpose",
        reasons="目的外",
    )
    assert case.status == "repaying"
    case = make.step(case, "repay", town.examiner, amount=200_000, on=today)
    case = make.step(case, "end", town.approver)
    balance = case.balance
    assert case.status == "ended"
    assert (balance.granted, balance.reduced, balance.paid) == (1_000_000, 400_000, 600_000)
    assert (balance.repaid, balance.net, balance.received) == (200_000, 400_000, 400_000)


def test_who_examines_does_not_grant_and_who_grants_does_not_pay(case, town):
    both = make.add_member(town.organisation, "examiner")
    make.add_member(town.organisation, "approver", both)
    make.step(case, "start_examination", both)
    make.step(case, "propose", both, **supports.proposal())
    grant = {"amount": 1_000_000, "is_published": True}
    assert len(reasons(lambda: make.step(case, "grant", both, **grant))) == 1
    refusal = {"reason_codes": ["cost"], "reasons": "対象外"}
    assert len(reasons(lambda: make.step(case, "refuse", both, **refusal))) == 1
    other = make.add_member(town.organisation, "examiner")
    make.add_member(town.organisation, "approver", other)
    make.step(case, "grant", other, **grant)
    make.step(case, "disclose", other)
    paying = {"amount": 1, "on": clock.today()}
    assert len(reasons(lambda: make.step(case, "pay", other, **paying))) == 1
    assert make.step(case, "pay", both, **paying).status == "paying"


def test_an_earlier_examiner_cannot_grant_after_handing_over(case, town):
    both = make.add_member(town.organisation, "examiner")
    make.add_member(town.organisation, "approver", both)
    make.step(case, "start_examination", both)
    make.step(case, "propose", town.examiner, **supports.proposal())
    grant = {"amount": 1_000_000, "is_published": True}
    assert len(reasons(lambda: make.step(case, "grant", both, **grant))) == 1


@pytest.mark.parametrize(
    ("step", "person"),
    [
        ("start_examination", "approver"),
        ("start_examination", "viewer"),
        ("grant", "examiner"),
        ("refuse", "administrator"),
        ("withdraw", "examiner"),
    ],
)
def test_a_wrong_role_is_refused(case, town, step, person):
    if step in {"grant", "refuse"}:
        supports.proposed(case, town)
    inputs = {
        "grant": {"amount": 1, "is_published": True},
        "refuse": {"reason_codes": ["cost"], "reasons": "x"},
    }.get(step, {})
    with pytest.raises(PermissionDenied):
        make.step(case, step, getattr(town, person), **inputs)


@pytest.mark.parametrize(
    "changes",
    [
        {"eligible_cost": 0},
        {"cost_kind": "nothing"},
        {"proposed": 0},
        {"payer": ""},
        {"shape": "gift"},
        {"ends_on": None},
        {"ends_on": clock.today() - timedelta(days=1)},
    ],
)
def test_a_proposal_that_cannot_be_granted_is_refused(case, town, changes):
    make.step(case, "start_examination", town.examiner)
    inputs = supports.proposal(**changes)
    assert len(reasons(lambda: make.step(case, "propose", town.examiner, **inputs))) == 1


def test_nothing_is_granted_that_was_not_examined(case, town):
    make.step(case, "start_examination", town.examiner)
    grant = {"amount": 100, "is_published": True, "reasons": "x"}
    assert len(reasons(lambda: make.step(case, "grant", town.approver, **grant))) == 1


def test_nothing_is_granted_under_an_instrument_that_has_expired(case, town):
    supports.proposed(case, town)
    yesterday = clock.today() - timedelta(days=1)
    type(case.instrument).objects.filter(pk=case.instrument_id).update(expires_on=yesterday)
    grant = {"amount": 1_000_000, "is_published": True}
    assert len(reasons(lambda: make.step(case, "grant", town.approver, **grant))) == 1


def test_another_amount_than_proposed_needs_reasons(case, town):
    supports.proposed(case, town)
    grant = {"amount": 900_000, "is_published": True}
    assert len(reasons(lambda: make.step(case, "grant", town.approver, **grant))) == 1
    assert make.step(case, "grant", town.approver, reasons="予算", **grant).status == "granted"


@pytest.mark.parametrize(
    "inputs",
    [
        {"reason_codes": [], "reasons": "x"},
        {"reason_codes": ["whim"], "reasons": "x"},
        {"reason_codes": ["cost"], "reasons": " "},
    ],
)
def test_a_refusal_needs_codes_and_reasons(case, town, inputs):
    supports.proposed(case, town)
    assert len(reasons(lambda: make.step(case, "refuse", town.approver, **inputs))) == 1


@pytest.mark.parametrize(("code", "has_notice"), [("town-subsidy", False), ("kaso-24", True)])
def test_only_a_disposition_carries_the_appeal_notice(town, ministry, company, code, has_notice):
    case = supports.asked(town, ministry, company, code)[0]
    supports.proposed(case, town)
    inputs = {"reason_codes": ["conditions", "cost"], "reasons": "対象外の経費である。"}
    case = make.step(case, "refuse", town.approver, **inputs)
    assert bool(case.appeal_notice) is has_notice
    make.step(case, "disclose", town.approver)
    body = Notice.objects.filter(kind="support.disclosed").get().body
    assert case.appeal_notice in body
    assert "対象外の経費である。" in body


def test_a_decision_is_a_secret_until_it_is_disclosed(case, town, company, client):
    case = supports.granted(case, town, disclosed=False)
    told = set(Notice.objects.values_list("kind", flat=True))
    assert "support.disclosed" not in told
    assert not ledger.public_cases().exists()
    assert case.status_outside == "examining"
    assert [s.name for s in steps_for(case, company.owner)] == ["withdraw"]
    client.force_login(company.owner)
    page = client.get(case.company_url()).content.decode()
    assert "1,000,000" not in page
    assert 'data-status="granted"' not in page
    assert "1,000,000" not in client.get("/support/ledger/").content.decode()
    seen = make.step(case, "disclose", town.approver)
    assert "1,000,000" in client.get(seen.company_url()).content.decode()
    assert "1,000,000" in client.get("/support/ledger/").content.decode()


def test_granting_changes_no_version_that_the_company_sees(case, town):
    before = supports.proposed(case, town).version
    done = make.step(case, "grant", town.approver, amount=1_000_000, is_published=True)
    assert done.version == before


def test_no_money_moves_before_the_decision_is_disclosed(case, town):
    case = supports.granted(case, town, disclosed=False)
    pay = {"amount": 1, "on": clock.today()}
    assert len(reasons(lambda: make.step(case, "pay", town.examiner, **pay))) == 1
    cut = {"amount": 1, "reasons": "x"}
    assert len(reasons(lambda: make.step(case, "reduce", town.approver, **cut))) == 1
    assert len(reasons(lambda: make.step(case, "end", town.approver))) == 1


@pytest.mark.parametrize("amount", [0, 1_000_001])
def test_a_payment_stays_within_the_grant(case, town, amount):
    case = supports.granted(case, town, 1_000_000)
    pay = {"amount": amount, "on": clock.today()}
    assert len(reasons(lambda: make.step(case, "pay", town.examiner, **pay))) == 1


@pytest.mark.parametrize("days", [1, -1])
def test_a_payment_lies_between_the_decision_and_today(case, town, days):
    case = supports.granted(case, town, 1_000_000)
    pay = {"amount": 1, "on": clock.today() + timedelta(days=days)}
    assert len(reasons(lambda: make.step(case, "pay", town.examiner, **pay))) == 1


def test_what_is_paid_is_not_reduced_but_ordered_back(case, town):
    case = supports.granted(case, town, 1_000_000)
    case = make.step(case, "pay", town.examiner, amount=700_000, on=clock.today())
    cut = {"amount": 300_001, "reasons": "x"}
    assert len(reasons(lambda: make.step(case, "reduce", town.approver, **cut))) == 1
    back = {"amount": 700_001, "reason_code": "false", "reasons": "x"}
    assert len(reasons(lambda: make.step(case, "order_repayment", town.approver, **back))) == 1


@pytest.mark.parametrize("changes", [{"reason_code": ""}, {"reason_code": "whim"}, {"reasons": ""}])
def test_an_order_of_repayment_is_coded_and_reasoned(case, town, changes):
    case = supports.granted(case, town)
    make.step(case, "pay", town.examiner, amount=5, on=clock.today())
    inputs = {"amount": 5, "reason_code": "false", "reasons": "虚偽", **changes}
    assert len(reasons(lambda: make.step(case, "order_repayment", town.approver, **inputs))) == 1


def test_what_is_outstanding_keeps_the_case_open(case, town):
    case = supports.granted(case, town)
    make.step(case, "pay", town.examiner, amount=500, on=clock.today())
    back = {"amount": 300, "reason_code": "settled", "reasons": "精算"}
    make.step(case, "order_repayment", town.approver, **back)
    assert len(reasons(lambda: make.step(case, "end", town.approver))) == 1
    much = {"amount": 301, "on": clock.today()}
    assert len(reasons(lambda: make.step(case, "repay", town.examiner, **much))) == 1


def test_a_withdrawn_grant_leaves_nothing_in_the_ledger(case, town, company):
    case = supports.granted(case, town, disclosed=False)
    case = make.step(case, "withdraw", company.owner)
    assert (case.status, case.balance.net) == ("withdrawn", 0)


def test_a_disclosed_decision_cannot_be_withdrawn(case, town, company):
    case = supports.granted(case, town)
    assert len(reasons(lambda: make.step(case, "withdraw", company.owner))) == 1


def test_who_belongs_to_the_company_decides_nothing(case, town, company):
    make.add_member(town.organisation, "approver", company.owner)
    supports.proposed(case, town)
    grant = {"amount": 1_000_000, "is_published": True}
    assert len(reasons(lambda: make.step(case, "grant", company.owner, **grant))) == 1


def test_the_ledger_is_never_changed(case, town):
    supports.granted(case, town)
    line = SupportEntry.objects.get()
    for act in (lambda: SupportEntry.objects.update(amount=5), line.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
