"""Each rule alone: when it holds, when it does not."""

from datetime import date

import pytest

from casework.actors import SYSTEM
from digitalresidents import rules
from digitalresidents.models import Registration
from tests.digitalresidents.makers import (
    at,
    do_activities,
    live_in,
    make_assisted,
    make_premium,
    make_registration,
    make_resident_user,
    open_scheme,
)
from tests.factories import make_municipality, make_town, step


def fresh(registration):
    return Registration.objects.in_full().get(pk=registration.pk)


def test_scheme_is_open(office, zone):
    registration = make_registration(zone, confirmed=False)
    assert rules.scheme_is_open(fresh(registration))
    scheme = zone.resident_scheme
    scheme.closes_on = date(2026, 11, 22)
    scheme.save()
    assert not rules.scheme_is_open(fresh(registration))
    scheme.delete()
    assert not rules.scheme_is_open(fresh(registration))


@pytest.mark.parametrize(
    ("birth_date", "guardian", "holds"),
    [
        (date(2008, 11, 23), "", True),
        (date(2008, 11, 24), "", False),
        (date(2008, 11, 24), "出島 一郎", True),
    ],
)
def test_has_guardian_if_minor(basic, birth_date, guardian, holds):
    resident = basic.resident
    resident.birth_date, resident.guardian_name = birth_date, guardian
    resident.guardian_consented_on = date(2026, 11, 23) if guardian else None
    resident.save()
    assert rules.has_guardian_if_minor(fresh(basic)) is holds


def test_duplicate_rules_are_opposites(zone, basic):
    similar = make_registration(zone, name="出島　花子", kana="でじま はなこ")
    assert similar.duplicate_of == basic
    assert not rules.has_no_open_duplicate(similar)
    assert rules.has_open_duplicate(similar)
    assert rules.has_no_open_duplicate(basic)
    assert not rules.has_open_duplicate(basic)


def test_contact_is_confirmed_or_a_clerk_answers_for_it(office, zone):
    registration = make_registration(zone, confirmed=False)
    assert not rules.contact_is_confirmed.holds(registration, SYSTEM, {})
    assert rules.contact_is_confirmed.holds(registration, office.examiner, {})
    registration.resident.identity_level = "email"
    assert rules.contact_is_confirmed.holds(registration, SYSTEM, {})


def test_is_not_own_case(office, basic):
    assert rules.is_not_own_case.holds(basic, office.examiner, {})
    assert rules.is_not_own_case.holds(basic, SYSTEM, {})
    assert not rules.is_not_own_case.holds(basic, basic.resident.user, {})


def test_is_in_force_until_its_last_day(basic):
    with at(date(2027, 11, 22)):
        assert rules.is_in_force(basic)
        assert not rules.validity_has_ended(basic)
    with at(date(2027, 11, 23)):
        assert not rules.is_in_force(basic)
        assert rules.validity_has_ended(basic)


@pytest.mark.parametrize(
    ("level", "holds"),
    [("self_declared", False), ("email", False), ("verified", True), ("in_person", True)],
)
def test_identity_is_verified(basic, level, holds):
    basic.resident.identity_level = level
    assert rules.identity_is_verified(basic) is holds


@pytest.mark.parametrize(
    ("asked_on", "holds"),
    [(date(2026, 11, 25), True), (date(2027, 11, 22), True), (date(2027, 11, 23), False)],
)
def test_three_activities_within_a_year(office, basic, asked_on, holds):
    with at(date(2026, 11, 25)):
        do_activities(
            basic,
            office.examiner,
            [date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)],
        )
    with at(asked_on):
        assert rules.has_three_activities(basic) is holds


def test_only_approved_activities_count(office, basic):
    from digitalresidents.activities import report_activity

    do_activities(basic, office.examiner, [date(2026, 11, 23)])
    with at(date(2026, 11, 26)):
        for day in (24, 25):
            proof = report_activity(
                registration=basic,
                actor=basic.resident.user,
                kind="event",
                activity_on=date(2026, 11, day),
            )
        assert not rules.has_three_activities(basic)
        step(proof, "reject", office.examiner, reasons="確かめられません。")
        assert not rules.has_three_activities(basic)


def test_at_most_three_premium_municipalities(office, zone):
    user = make_resident_user()
    mine = make_registration(zone, user=user)
    codes = [("282235", "丹波市"), ("282243", "南あわじ市"), ("282251", "朝来市")]
    for number, (code, name) in enumerate(codes):
        assert rules.premium_limit_not_reached(mine)
        other = make_town(f"other{number}", name)
        other.zone.municipalities.set([make_municipality(code, name)])
        open_scheme(other.zone)
        make_premium(make_registration(other.zone, user=user), other.examiner)
    assert not rules.premium_limit_not_reached(mine)


def test_residence_rules(basic):
    assert not rules.residence_is_known(basic)
    live_in(basic)
    assert rules.residence_is_known(basic)
    assert rules.lives_elsewhere(basic)
    basic.resident.residence_municipality = basic.municipality
    assert not rules.lives_elsewhere(basic)


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2027, 9, 22), False),
        (date(2027, 9, 23), True),
        (date(2027, 12, 22), True),
        (date(2027, 12, 23), False),
    ],
)
def test_renewal_window(basic, day, holds):
    with at(day):
        assert rules.renewal_window_is_open(basic) is holds


def test_a_registration_never_confirmed_has_no_renewal_window(office, zone):
    assert not rules.renewal_window_is_open(make_assisted(zone, office.examiner))


@pytest.mark.parametrize(
    ("day", "holds"), [(date(2026, 12, 23), False), (date(2026, 12, 24), True)]
)
def test_provisional_time(zone, day, holds):
    registration = make_registration(zone, confirmed=False)
    with at(day):
        assert rules.provisional_time_is_over(registration) is holds


@pytest.mark.parametrize(
    ("day", "has_ended", "ends_soon"),
    [
        (date(2027, 9, 22), False, False),
        (date(2027, 9, 23), False, True),
        (date(2027, 11, 22), False, True),
        (date(2027, 11, 23), True, True),
    ],
)
def test_premium_end(office, basic, day, has_ended, ends_soon):
    premium = make_premium(basic, office.examiner)
    with at(day):
        assert rules.premium_has_ended(premium) is has_ended
        assert rules.premium_ends_soon(premium) is ends_soon


def test_premium_ends_soon_needs_a_premium(basic):
    assert not rules.premium_ends_soon(basic)


@pytest.mark.parametrize(
    ("day", "holds"), [(date(2027, 11, 23), False), (date(2027, 11, 24), True)]
)
def test_retention(basic, day, holds):
    basic.ended_on = date(2026, 11, 23)
    with at(day):
        assert rules.retention_is_over(basic) is holds


@pytest.mark.parametrize(("inputs", "holds"), [({}, False), ({"document": "passport"}, True)])
def test_names_document(basic, inputs, holds):
    assert rules.names_document.holds(basic, None, inputs) is holds
