"""Retention and disposal: computed periods, holds, two people, nothing left, the chain intact."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from applications.models.disclosure import due_after
from applications.retention.terms import last_day
from casework import clock
from casework.actors import SYSTEM
from casework.transitions import Blocked
from tests import factories as make
from tests.applications.appeals import make_appeal
from tests.applications.retention import CLOSED, LATER, ask_disclosure, get, propose
from tests.zones.test_policy import set_policy

pytestmark = pytest.mark.django_db


# Periods


@pytest.mark.parametrize(
    ("ended", "years", "expires"),
    [
        (date(2026, 6, 10), 5, date(2032, 3, 31)),
        (date(2027, 3, 31), 5, date(2032, 3, 31)),
        (date(2027, 4, 1), 5, date(2033, 3, 31)),
        (date(2026, 12, 31), 1, date(2028, 3, 31)),
    ],
)
def test_period_begins_on_the_first_of_april_after_the_end(ended, years, expires):
    assert last_day(ended, years) == expires


def test_refused_file_is_kept_from_itsask_disclosure(closed):
    term = get(closed).retention()
    assert (term.code, term.ended_on, term.years) == ("other", date(2026, 6, 10), 5)
    assert (term.expires_on, term.fiscal_year) == (date(2032, 3, 31), 2032)
    assert not term.is_over(date(2032, 3, 31))
    assert term.is_over(date(2032, 4, 1))


def test_withdrawn_file_is_kept_from_its_withdrawal(draft, company):
    with clock.set_to(CLOSED):
        make.step(make.submit(draft), "withdraw", company.owner)
    term = get(draft).retention()
    assert (term.code, term.ended_on) == ("other", date(2026, 6, 10))


def test_granted_file_is_kept_from_the_end_of_its_effect(town, ministry, company):
    with clock.set_to(CLOSED):
        exemption = make.make_exemption(town, ministry, company)
    term = exemption.application.retention()
    assert (term.code, term.ended_on) == ("granted", exemption.ends_on)
    assert term.expires_on == last_day(exemption.ends_on, 5)


def test_open_case_has_no_period(draft):
    term = make.submit(draft).retention()
    assert (term.code, term.expires_on) == ("open", None)


def test_ruling_makes_it_ten_years(closed):
    closed.appeals.create(
        measure=closed.measures.get(), kind="inaction", reviewing_office=closed.examining_office,
        ruled_at=datetime(2026, 12, 1, 12, tzinfo=clock.JST), status="dismissed",
    )  # fmt: skip
    term = get(closed).retention()
    assert (term.code, term.expires_on) == ("appealed", date(2037, 3, 31))


def test_years_are_the_zones_own_settings(closed, town):
    set_policy(town, retention_years_other=3)
    term = get(closed).retention()
    assert (term.years, term.expires_on) == (3, date(2030, 3, 31))
    assert "文書管理規程" in term.basis


def test_extension_needs_a_later_day_and_a_reason(closed, ministry):
    late = {"until": date(2035, 3, 31), "reason": "訴訟が見込まれる。"}
    for inputs in ({"until": date(2032, 3, 31), "reason": "x"}, {**late, "reason": " "}):
        with pytest.raises(Blocked):
            make.step(closed, "extend_retention", ministry.examiner, **inputs)
    with pytest.raises(Blocked):
        make.step(closed, "extend_retention", ministry.examiner, until=date(2090, 1, 1), reason="x")
    make.step(closed, "extend_retention", ministry.examiner, **late)
    term = get(closed).retention()
    assert (term.expires_on, term.extended_until) == (date(2035, 3, 31), date(2035, 3, 31))
    with pytest.raises(DatabaseError), transaction.atomic():
        get(closed).retention_extensions.update(until=date(2027, 1, 1))


def test_others_do_not_extend(closed, town, ministry, company):
    for person in (company.owner, town.administrator, ministry.approver, ministry.reviewer):
        with pytest.raises(PermissionDenied):
            make.step(closed, "extend_retention", person, until=date(2035, 3, 31), reason="x")


# Proposing and approving


def test_nothing_is_proposed_before_its_period_ends(closed, ministry):
    with clock.set_to(LATER - timedelta(days=1)), pytest.raises(Blocked):
        propose(get(closed), ministry.examiner)


def test_roles_of_the_disposal(closed, town, ministry, company, later):
    for person in (company.owner, town.administrator, ministry.approver, ministry.reviewer):
        with pytest.raises(PermissionDenied):
            propose(get(closed), person)
    batch = propose(get(closed), ministry.examiner)
    for person in (company.owner, town.approver, ministry.examiner, ministry.reviewer):
        with pytest.raises(PermissionDenied):
            make.step(batch, "approve", person)


def test_the_proposer_does_not_approve_also_as_superuser(closed, ministry, later):
    both = make.add_member(ministry.organisation, "approver", ministry.examiner)
    both.is_superuser = True
    both.save()
    batch = propose(get(closed), both)
    with pytest.raises(Blocked):
        make.step(batch, "approve", both)
    with pytest.raises(Blocked):
        make.step(batch, "send_back", both, reasons="x")


def test_send_back_needs_reasons_and_frees_the_file(closed, ministry, later):
    batch = propose(get(closed), ministry.examiner)
    with pytest.raises(Blocked):
        make.step(batch, "send_back", ministry.approver, reasons=" ")
    make.step(batch, "send_back", ministry.approver, reasons="歴史資料として移管が相当。")
    assert propose(get(closed), ministry.examiner, "transferred").status == "proposed"


def test_execution_needs_approval_and_confirmation(closed, ministry, later):
    batch = propose(get(closed), ministry.examiner)
    with pytest.raises(Blocked):
        make.step(batch, "execute", ministry.examiner, confirmed=True)
    make.step(batch, "approve", ministry.approver)
    with pytest.raises(Blocked):
        make.step(batch, "execute", ministry.examiner, confirmed=False)
    make.step(batch, "withdraw", ministry.examiner)
    assert get(closed).disposed_at is None


def test_what_is_proposed_is_not_extended(closed, ministry, later):
    propose(get(closed), ministry.examiner)
    with pytest.raises(Blocked):
        make.step(
            closed, "extend_retention", ministry.examiner, until=date(2035, 3, 31), reason="x"
        )


# Holds


def test_request_for_disclosure_holds_at_every_step(closed, ministry, later):
    batch = propose(get(closed), ministry.examiner)
    make.step(batch, "approve", ministry.approver)
    request = ask_disclosure(get(closed), ministry)
    assert request.due_on == due_after(clock.today())
    with pytest.raises(Blocked):
        make.step(batch, "execute", ministry.examiner, confirmed=True)
    make.step(request, "withdraw", ministry.examiner)
    make.step(batch, "execute", ministry.examiner, confirmed=True)


def test_open_appeal_holds(town, ministry, company):
    with clock.set_to(CLOSED):
        draft = make.make_draft(town, ministry, company)
        case = make.disclose(draft, ministry, town, **make.refusal_inputs())
        make_appeal(case.measures.get(), company)
    with clock.set_to(LATER), pytest.raises(Blocked):
        propose(get(case), ministry.examiner)


def test_exemption_that_is_not_closed_holds(town, ministry, company):
    with clock.set_to(CLOSED):
        exemption = make.make_exemption(town, ministry, company)
    with clock.set_to(LATER + timedelta(days=366)), pytest.raises(Blocked) as refused_:
        propose(get(exemption.application), ministry.examiner)
    assert len(refused_.value.reasons) == 1
    with clock.set_to(LATER + timedelta(days=366)):
        make.step(exemption, "complete", SYSTEM)
        assert propose(get(exemption.application), ministry.examiner).status == "proposed"
