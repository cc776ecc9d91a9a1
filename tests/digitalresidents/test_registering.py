"""Registering: who may, what is refused, what a human must look at."""

from datetime import date

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from digitalresidents.models import Registration, Resident
from digitalresidents.registering import confirm_if_ready, register
from tests.digitalresidents.makers import (
    at,
    make_assisted,
    make_person,
    make_registration,
    make_resident_user,
    open_scheme,
)
from tests.factories import make_municipality, make_town, step


def errors_of(**changes):
    def refused(zone, user):
        with pytest.raises(ValidationError) as caught:
            register(zone=zone, actor=user, user=user, person=make_person(**changes))
        return set(getattr(caught.value, "error_dict", {"": None}))

    return refused


def test_a_confirmed_address_makes_basic_at_once(zone):
    registration = make_registration(zone)
    assert (registration.status, registration.channel) == ("basic", "online")
    assert registration.resident.identity_level == "email"


def test_an_unconfirmed_address_waits_and_is_confirmed_later(zone):
    registration = make_registration(zone, confirmed=False)
    assert registration.status == "provisional"
    assert confirm_if_ready(registration).status == "provisional"
    EmailAddress.objects.update(verified=True)
    assert confirm_if_ready(registration).status == "basic"


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"name": "  "}, {"name"}),
        ({"birth_date": date(2026, 11, 24)}, {"birth_date"}),
        ({"birth_date": date(1899, 12, 31)}, {"birth_date"}),
        ({"birth_date": date(2010, 1, 1)}, {"guardian_name"}),
        ({"name": "", "birth_date": date(2010, 1, 1)}, {"name", "guardian_name"}),
    ],
)
def test_bad_input_is_refused_by_field_and_nothing_is_kept(zone, changes, fields):
    assert errors_of(**changes)(zone, make_resident_user()) == fields
    assert (Resident.objects.count(), Registration.objects.count()) == (0, 0)


def test_a_minor_registers_with_a_guardian(zone):
    registration = make_registration(zone, birth_date=date(2010, 1, 1), guardian_name="出島 一郎")
    assert registration.status == "basic"
    assert registration.resident.guardian_consented_on == date(2026, 11, 23)


def test_a_closed_scheme_refuses(office, zone):
    with at(date(2026, 3, 31)):
        assert errors_of()(zone, make_resident_user()) == {""}


def test_a_zone_without_a_scheme_refuses(db):
    assert errors_of()(make_town("bare").zone, make_resident_user()) == {""}


def test_nobody_registers_twice_in_a_zone(zone, basic):
    assert errors_of()(zone, basic.resident.user) == {""}
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.create(
            zone=zone, resident=basic.resident, municipality=basic.municipality
        )


def test_a_second_zone_asks_nothing_again(basic):
    other = make_town("other", "別の町")
    open_scheme(other.zone)
    user = basic.resident.user
    second = register(zone=other.zone, actor=user, user=user)
    assert second.resident == basic.resident
    assert second.number != basic.number
    assert second.pseudonym() != basic.pseudonym()


def test_after_leaving_one_may_come_back(zone, basic):
    step(basic, "leave", basic.resident.user)
    again = make_registration(zone, user=basic.resident.user)
    assert (again.status, again.resident) == ("basic", basic.resident)


@pytest.mark.parametrize(
    ("name", "kana", "birth_date", "is_similar"),
    [
        ("出島　花子", "デジマ ハナコ", date(1990, 4, 1), True),
        ("出島花子", "べつ", date(1990, 4, 1), True),
        ("出嶋 花子", "でじま はなこ", date(1990, 4, 1), True),
        ("DEJIMA HANAKO", "ﾃﾞｼﾞﾏ ﾊﾅｺ", date(1990, 4, 1), True),
        ("出島 花子", "デジマ ハナコ", date(1990, 4, 2), False),
        ("出島 花", "デジマ ハナ", date(1990, 4, 1), False),
    ],
)
def test_likeness_asks_a_human(office, zone, basic, name, kana, birth_date, is_similar):
    second = make_registration(zone, name=name, kana=kana, birth_date=birth_date)
    assert (second.duplicate_of == basic) is is_similar
    assert second.status == ("provisional" if is_similar else "basic")


def test_a_cleared_likeness_lets_the_clerk_confirm(office, zone, basic):
    second = make_registration(zone)
    step(second, "clear_duplicate", office.examiner, reasons="電話で別人と確かめた。")
    assert step(second, "confirm", office.examiner).status == "basic"


def test_likeness_stays_inside_a_zone(basic):
    other = make_town("other", "別の町")
    open_scheme(other.zone)
    assert make_registration(other.zone).duplicate_of is None


def test_a_clerk_registers_a_person_without_an_account(office, zone):
    registration = make_assisted(zone, office.examiner)
    assert (registration.status, registration.channel) == ("provisional", "assisted")
    assert registration.resident.user is None
    assert step(registration, "confirm", office.examiner).status == "basic"


@pytest.mark.parametrize("role", ["approver", "viewer"])
def test_others_in_the_office_do_not_register_people(office, zone, role):
    with pytest.raises(PermissionDenied):
        make_assisted(zone, getattr(office, role))


def test_foreign_clerks_and_other_accounts_do_not_register_people(zone):
    with pytest.raises(PermissionDenied):
        make_assisted(zone, make_town("other", "別の町").examiner)
    user = make_resident_user()
    with pytest.raises(PermissionDenied):
        register(zone=zone, actor=make_resident_user(), user=user, person=make_person())


def test_a_zone_of_several_municipalities_asks_which(zone):
    zone.municipalities.add(make_municipality("282235", "丹波市"))
    user = make_resident_user()
    assert errors_of()(zone, user) == {"municipality"}
    foreign = make_municipality("282243", "南あわじ市")
    with pytest.raises(ValidationError):
        register(zone=zone, actor=user, user=user, person=make_person(), municipality=foreign)
    chosen = zone.municipalities.get(code="282235")
    registration = register(
        zone=zone, actor=user, user=user, person=make_person(), municipality=chosen
    )
    assert registration.municipality == chosen


def test_activities_are_refused_with_their_field(basic):
    from digitalresidents.activities import report_activity

    def refused(day):
        with pytest.raises(ValidationError) as caught:
            report_activity(
                registration=basic, actor=basic.resident.user, kind="event", activity_on=day
            )
        return set(caught.value.error_dict)

    assert refused(date(2026, 11, 24)) == {"activity_on"}
    assert refused(date(2026, 11, 22)) == {"activity_on"}
    report_activity(
        registration=basic,
        actor=basic.resident.user,
        kind="event",
        activity_on=date(2026, 11, 23),
    )
    assert refused(date(2026, 11, 23)) == {"activity_on"}


def test_activities_of_others_are_refused(office, basic):
    from digitalresidents.activities import report_activity

    with pytest.raises(PermissionDenied):
        report_activity(
            registration=basic,
            actor=office.examiner,
            kind="event",
            activity_on=date(2026, 11, 23),
        )
