"""The machine of a registration: which steps exist, who may take them, what they do."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from casework import audit
from casework.actors import SYSTEM
from casework.transitions import Blocked, Stale, perform, transitions_of
from digitalresidents.models import ActivityProof, Registration
from tests.digitalresidents.makers import (
    at,
    do_activities,
    make_assisted,
    make_premium,
    make_registration,
    make_resident_user,
)
from tests.factories import make_town, step

EXPECTED = {
    ("clear_duplicate", "provisional", "provisional"),
    ("confirm", "provisional", "basic"),
    ("decline", "provisional", "lapsed"),
    ("verify_in_person", "basic", "basic"),
    ("verify_in_person", "premium", "premium"),
    ("promote", "basic", "premium"),
    ("renew_premium", "premium", "premium"),
    ("return_to_basic", "premium", "basic"),
    ("renew", "basic", "basic"),
    ("renew", "premium", "premium"),
    ("suspend", "basic", "suspended"),
    ("suspend", "premium", "suspended"),
    ("resume", "suspended", "basic"),
    ("lapse", "provisional", "lapsed"),
    ("lapse", "basic", "lapsed"),
    ("lapse", "premium", "lapsed"),
    ("lapse", "suspended", "lapsed"),
    ("leave", "provisional", "left"),
    ("leave", "basic", "left"),
    ("leave", "premium", "left"),
    ("leave", "suspended", "left"),
    ("leave", "lapsed", "left"),
    ("erase", "left", "erased"),
    ("erase", "lapsed", "erased"),
}
OFFICE = {"administrator", "examiner"}
SELF = {"resident"}
MATRIX = {
    "clear_duplicate": OFFICE,
    "confirm": OFFICE | {"system"},
    "decline": OFFICE,
    "verify_in_person": OFFICE,
    "promote": OFFICE,
    "renew_premium": OFFICE,
    "return_to_basic": OFFICE | {"system"},
    "renew": SELF,
    "suspend": OFFICE,
    "resume": OFFICE,
    "lapse": OFFICE | {"system"},
    "leave": SELF,
    "erase": {"system"},
}
ROLES = (
    "administrator",
    "examiner",
    "approver",
    "viewer",
    "resident",
    "stranger",
    "other",
    "system",
)


def actor_in(role, office, registration):
    if role == "resident":
        return registration.resident.user
    if role == "stranger":
        return make_resident_user()
    if role == "other":
        return make_town("other", "別の町").examiner
    return SYSTEM if role == "system" else getattr(office, role)


def test_transitions_are_those_of_the_table():
    found = {(t.name, str(t.source), str(t.target)) for t in transitions_of(Registration)}
    assert found == EXPECTED
    assert set(MATRIX) == {name for name, _source, _target in EXPECTED}


def test_activity_transitions_are_those_of_the_table():
    found = {(t.name, str(t.source), str(t.target)) for t in transitions_of(ActivityProof)}
    assert found == {("approve", "pending", "approved"), ("reject", "pending", "rejected")}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_may_take_exactly_its_steps(office, basic, role):
    actor = actor_in(role, office, basic)
    allowed = {t.name for t in transitions_of(Registration) if t.permission(basic, actor)}
    assert allowed == {name for name, roles in MATRIX.items() if role in roles}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_may_answer_activities_or_not(office, basic, role):
    do_activities(basic, office.examiner, [date(2026, 11, 23)])
    proof = ActivityProof.objects.get()
    actor = actor_in(role, office, basic)
    allowed = {t.name for t in transitions_of(ActivityProof) if t.permission(proof, actor)}
    assert allowed == ({"approve", "reject"} if role in OFFICE else set())


@pytest.mark.parametrize("role", sorted(OFFICE))
def test_clerks_renew_and_leave_for_people_without_an_account(office, zone, role):
    registration = make_assisted(zone, office.examiner)
    clerk = getattr(office, role)
    allowed = {t.name for t in transitions_of(Registration) if t.permission(registration, clerk)}
    assert {"renew", "leave"} <= allowed


def test_a_clerk_cannot_leave_for_a_person_with_an_account(office, basic):
    with pytest.raises(PermissionDenied):
        step(basic, "leave", office.examiner)
    basic.refresh_from_db()
    assert basic.status == "basic"


def test_an_official_does_not_decide_on_their_own_registration(office, zone):
    own = make_registration(zone, user=office.examiner)
    with pytest.raises(Blocked):
        step(own, "confirm", office.examiner)
    assert step(own, "confirm", office.administrator).status == "basic"


def test_confirming_gives_a_number_and_a_year(basic):
    assert basic.status == "basic"
    assert (basic.registered_on, basic.valid_until) == (date(2026, 11, 23), date(2027, 11, 22))
    assert basic.number.startswith("DJ-")
    assert [(p.tier, p.starts_on, p.ends_on) for p in basic.periods.all()] == [
        ("basic", date(2026, 11, 23), date(2027, 11, 22))
    ]


def test_a_stale_page_is_refused(office, basic):
    step(basic, "verify_in_person", office.examiner, document="passport")
    with pytest.raises(Stale):
        perform(basic, "suspend", actor=office.examiner, version=basic.version, reasons="理由")


def test_renewing_adds_a_year_after_the_old_end(basic):
    user = basic.resident.user
    with at(date(2027, 10, 1)):
        renewed = step(basic, "renew", user)
    assert renewed.status == "basic"
    assert renewed.valid_until == date(2028, 11, 22)
    assert renewed.is_basic_on(date(2027, 11, 22))
    assert renewed.is_basic_on(date(2027, 11, 23))
    assert not renewed.is_basic_on(date(2028, 11, 23))


def test_renewing_in_the_days_of_grace_leaves_the_gap(basic):
    with at(date(2027, 12, 1)):
        renewed = step(basic, "renew", basic.resident.user)
    assert renewed.valid_until == date(2028, 11, 30)
    assert not renewed.is_basic_on(date(2027, 11, 25))


def test_premium_is_granted_and_ends_by_date(office, basic):
    premium = make_premium(basic, office.examiner)
    assert premium.status == "premium"
    assert premium.premium_until == date(2027, 11, 22)
    assert premium.tier_on(date(2026, 11, 22)) == ""
    assert premium.tier_on(date(2026, 11, 23)) == "premium"
    with at(date(2027, 11, 1)):
        renewed = step(premium, "renew", premium.resident.user)
    assert renewed.status == "premium"
    assert renewed.tier_on(date(2027, 11, 23)) == "basic"


def test_premium_returns_to_basic_once_it_ended(office, basic):
    premium = make_premium(basic, office.examiner)
    with pytest.raises(Blocked):
        step(premium, "return_to_basic", SYSTEM)
    with at(date(2027, 11, 23)):
        assert step(premium, "return_to_basic", SYSTEM).status == "basic"


def test_premium_is_renewed_on_new_activities(office, basic):
    premium = make_premium(basic, office.examiner)
    with at(date(2027, 10, 20)):
        step(premium, "renew", premium.resident.user)
        renewed = step(premium, "renew_premium", office.examiner)
    assert renewed.premium_until == date(2028, 11, 22)
    assert renewed.tier_on(date(2028, 11, 22)) == "premium"
    with at(date(2028, 10, 20)), pytest.raises(Blocked):
        step(renewed, "renew_premium", office.examiner)


def test_suspension_stops_the_tier_and_resuming_does_not_bring_premium_back(office, basic):
    premium = make_premium(basic, office.examiner)
    with at(date(2027, 1, 10)):
        suspended = step(premium, "suspend", office.examiner, reasons="要綱の違反")
    assert suspended.suspension_reasons == "要綱の違反"
    assert suspended.tier_on(date(2027, 1, 9)) == "premium"
    assert suspended.tier_on(date(2027, 1, 10)) == ""
    with at(date(2027, 2, 1)):
        resumed = step(suspended, "resume", office.examiner, reasons="事情が分かった")
    assert resumed.tier_on(date(2027, 1, 31)) == ""
    assert resumed.tier_on(date(2027, 2, 1)) == "basic"
    assert resumed.premium_until is None


def test_leaving_ends_the_tier_on_the_day(basic):
    with at(date(2026, 12, 1)):
        left = step(basic, "leave", basic.resident.user)
    assert (left.status, left.ended_on) == ("left", date(2026, 12, 1))
    assert left.is_basic_on(date(2026, 11, 30))
    assert not left.is_basic_on(date(2026, 12, 1))


def test_leaving_after_renewing_drops_the_year_that_never_began(basic):
    user = basic.resident.user
    with at(date(2027, 10, 1)):
        step(basic, "renew", user)
    with at(date(2027, 10, 2)):
        left = step(basic, "leave", user)
    assert [(p.starts_on, p.ends_on) for p in left.periods.all()] == [
        (date(2026, 11, 23), date(2027, 10, 1))
    ]


def test_every_step_of_a_resident_names_a_pseudonym_in_the_trail(office, basic):
    user = basic.resident.user
    pseudonym = basic.pseudonym()
    step(basic, "verify_in_person", office.examiner, document="passport")
    step(basic, "leave", user)
    entries = [(e.step, e.actor_kind, e.actor_name, e.actor_ref) for e in audit.trail(basic)]
    assert entries == [
        ("register_resident", "resident", pseudonym, ""),
        ("confirm", "system", SYSTEM.get_full_name(), ""),
        ("verify_in_person", "person", office.examiner.name, str(office.examiner.pk)),
        ("leave", "resident", pseudonym, ""),
    ]
    assert user.name not in pseudonym
    assert basic.resident.name not in pseudonym


def test_declining_and_lapsing_say_why(office, zone):
    registration = make_assisted(zone, office.examiner)
    with pytest.raises(Blocked):
        step(registration, "decline", office.examiner, reasons=" ")
    declined = step(registration, "decline", office.examiner, reasons="同じ人の登録があります。")
    assert (declined.status, declined.end_reasons) == ("lapsed", "同じ人の登録があります。")


def test_a_provisional_registration_lapses_after_thirty_days(zone):
    registration = make_registration(zone, confirmed=False)
    with pytest.raises(Blocked):
        step(registration, "lapse", SYSTEM)
    with at(date(2026, 12, 24)):
        assert step(registration, "lapse", SYSTEM).status == "lapsed"


def test_notices_go_to_the_person_and_name_nobody(office, basic):
    from casework.models import Notice, Recipient

    step(basic, "suspend", office.examiner, reasons="要綱の違反")
    told = Notice.objects.filter(case_id=basic.pk).order_by("pk")
    assert [n.kind for n in told] == ["registration_confirmed", "registration_suspended"]
    assert set(Recipient.objects.values_list("address", flat=True)) == {basic.resident.email}
    assert not any(basic.resident.name in n.body + n.subject for n in told)


def test_an_activity_is_answered_with_reasons(office, basic):
    from digitalresidents.activities import report_activity

    proof = report_activity(
        registration=basic,
        actor=basic.resident.user,
        kind="event",
        activity_on=date(2026, 11, 23),
        description="祭りの手伝い",
    )
    with pytest.raises(Blocked):
        step(proof, "reject", office.examiner, reasons="")
    rejected = step(proof, "reject", office.examiner, reasons="主催者に確かめられません。")
    assert (rejected.status, rejected.reasons) == ("rejected", "主催者に確かめられません。")
    assert [e.actor_kind for e in audit.trail(proof)] == ["resident", "person"]
