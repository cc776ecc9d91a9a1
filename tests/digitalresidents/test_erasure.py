"""Erasure destroys what it must and leaves the counts."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from casework import audit
from casework.actors import SYSTEM
from casework.models import Notice, Recipient
from casework.transitions import Blocked
from digitalresidents import counts
from digitalresidents.consents import give
from digitalresidents.models import ActivityProof, ConsentRecord, Registration, Resident
from digitalresidents.registering import register
from digitalresidents.tasks import keep_register, overdue_for_erasure
from tests.digitalresidents.makers import at, make_premium, make_registration, open_scheme
from tests.factories import make_town, step


@pytest.fixture
def left(office, basic):
    """Somebody who took part in everything, and left."""
    give(registration=basic, purpose="news")
    premium = make_premium(basic, office.examiner)
    ActivityProof.objects.update(description="山田さんと草刈り")
    with at(date(2026, 12, 1)):
        return step(premium, "leave", premium.resident.user)


def test_only_the_console_erases(office, left):
    for actor in (office.administrator, left.resident.user):
        with pytest.raises(PermissionDenied):
            step(left, "erase", actor)
    left.refresh_from_db()
    assert left.status == "left"


def test_erasure_wipes_the_person_and_the_key(left):
    key = left.resident.pseudonym_key
    assert len(key) == 64
    with at(date(2026, 12, 10)):
        erased = step(left, "erase", SYSTEM)
    assert erased.status == "erased"
    assert (erased.resident, erased.number, erased.pseudonym_salt) == (None, "", "")
    person = Resident.objects.get()
    assert (person.name, person.kana, person.email, person.birth_date) == ("", "", "", None)
    assert (person.name_folded, person.kana_folded, person.pseudonym_key) == ("", "", "")
    assert (person.user, person.residence_municipality, person.guardian_name) == (None, None, "")
    assert person.erased_at is not None
    assert set(ActivityProof.objects.values_list("description", flat=True)) == {""}


def test_no_notice_keeps_the_address_or_the_text(left):
    address = left.resident.user.email
    assert Recipient.objects.filter(address=address).exists()
    with at(date(2026, 12, 10)):
        step(left, "erase", SYSTEM)
    assert not Recipient.objects.filter(address=address).exists()
    assert set(Notice.objects.values_list("body", flat=True)) == {""}


def test_the_ledger_the_trail_and_the_counts_stay(left):
    trail = audit.trail(left).count()
    with at(date(2026, 12, 10)):
        step(left, "erase", SYSTEM)
    assert ConsentRecord.objects.count() == 1
    assert audit.trail(left).count() == trail + 1
    assert list(audit.broken_entries(audit.trail(left))) == []
    assert counts.unique_residents(on=date(2026, 11, 25)) == 1
    assert counts.registrations(on=date(2026, 11, 25)) == 1
    assert counts.registrations(on=date(2026, 12, 1)) == 0


def test_a_person_in_another_zone_stays_there_and_cannot_be_linked(office, basic):
    other = make_town("other", "別の町")
    open_scheme(other.zone)
    user = basic.resident.user
    second = register(zone=other.zone, actor=user, user=user)
    step(basic, "leave", user)
    with at(date(2026, 12, 10)):
        erased = step(basic, "erase", SYSTEM)
    person = Resident.objects.get()
    assert person.name == "出島 花子"
    assert list(person.registrations.all()) == [second]
    assert erased.pseudonym_salt == ""


def test_the_database_refuses_a_half_erasure(left):
    with at(date(2026, 12, 10)):
        step(left, "erase", SYSTEM)
    for change in (
        lambda: Resident.objects.update(name="出島 花子"),
        lambda: Registration.objects.update(number="DJ-AAAA-AAAA"),
        lambda: Registration.objects.update(resident=Resident.objects.get()),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_the_job_erases_a_week_after_leaving(left):
    with at(date(2026, 12, 7)):
        assert keep_register.call()["erased"] == 0
    with at(date(2026, 12, 8)):
        assert keep_register.call()["erased"] == 1
        assert keep_register.call()["erased"] == 0


def test_what_is_late_is_seen(left):
    with at(date(2026, 12, 31)):
        assert not overdue_for_erasure().exists()
    with at(date(2027, 1, 1)):
        assert overdue_for_erasure().get() == left


def test_a_lapsed_registration_is_kept_a_year_unless_the_person_leaves(office, zone):
    registration = make_registration(zone)
    with at(date(2027, 12, 23)):
        assert keep_register.call()["lapsed"] == 1
        with pytest.raises(Blocked):
            step(registration, "erase", SYSTEM)
    with at(date(2028, 12, 22)):
        assert keep_register.call()["erased"] == 0
    with at(date(2028, 12, 23)):
        assert keep_register.call()["erased"] == 1


def test_the_job_confirms_returns_and_closes(office, basic):
    make_premium(basic, office.examiner)
    with at(date(2027, 11, 23)):
        assert keep_register.call() == {"returned": 1, "lapsed": 0, "erased": 0, "overdue": 0}
    with at(date(2027, 12, 22)):
        assert keep_register.call()["lapsed"] == 0
    with at(date(2027, 12, 23)):
        assert keep_register.call()["lapsed"] == 1


def test_the_job_leaves_a_likeness_to_people(zone, basic):
    make_registration(zone)
    with at(date(2027, 3, 1)):
        assert keep_register.call()["lapsed"] == 0
    assert Registration.objects.filter(status="provisional").count() == 1
