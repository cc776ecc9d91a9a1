"""The consent ledger: history survives, withdrawal stops use at once, one gate for all."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from digitalresidents import consents
from digitalresidents.consents import give, may_use, usable_for, withdraw
from digitalresidents.models import ConsentRecord, PurposeNotice
from tests.digitalresidents.makers import at, make_registration
from tests.factories import step


def may(registration, purpose="news", moment=None):
    return may_use(
        resident=registration.resident, zone=registration.zone, purpose=purpose, at=moment
    )


def test_the_notices_ship(db):
    notices = PurposeNotice.objects.in_force(date(2026, 11, 23))
    assert [(n.purpose, n.version, n.needs_consent) for n in notices] == [
        ("registry", 1, False),
        ("news", 1, True),
        ("trials", 1, True),
        ("survey", 1, True),
        ("prefecture", 1, True),
    ]


def test_a_new_version_is_told_from_its_day(basic):
    PurposeNotice.objects.create(
        purpose="news", version=2, effective_on=date(2027, 1, 1), text="改め", basis="同意"
    )
    give(registration=basic, purpose="news")
    with at(date(2027, 1, 1)):
        withdraw(registration=basic, purpose="news")
        give(registration=basic, purpose="news")
    told = ConsentRecord.objects.order_by("pk").values_list("notice__version", flat=True)
    assert list(told) == [1, 2, 2]


def test_nothing_is_used_without_consent(basic):
    assert not may(basic)
    give(registration=basic, purpose="news")
    assert may(basic)
    assert not may(basic, "trials")


def test_withdrawal_stops_at_once_and_the_history_stays(basic):
    with at(date(2026, 11, 23), 11):
        give(registration=basic, purpose="news")
    with at(date(2026, 11, 23), 12):
        withdraw(registration=basic, purpose="news")
        assert not may(basic)
        assert basic not in usable_for("news")
    actions = basic.consents.order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["given", "withdrawn"]


def test_consent_given_when_registering_counts(zone):
    registration = make_registration(zone, purposes=["news", "survey"])
    assert may(registration, "news")
    assert may(registration, "survey")
    assert not may(registration, "prefecture")


def test_giving_twice_writes_once(basic):
    assert give(registration=basic, purpose="news") is not None
    assert give(registration=basic, purpose="news") is None
    assert withdraw(registration=basic, purpose="trials") is None
    assert basic.consents.count() == 1


@pytest.mark.parametrize("act", [give, withdraw])
def test_the_register_needs_no_consent_and_unknown_purposes_are_refused(basic, act):
    for purpose in ("registry", "weather"):
        with pytest.raises(ValidationError):
            act(registration=basic, purpose=purpose)
    assert basic.consents.count() == 0


def test_leaving_stops_everything(basic):
    give(registration=basic, purpose="news")
    assert may(basic, "registry")
    step(basic, "leave", basic.resident.user)
    assert not may(basic, "news")
    assert not may(basic, "registry")
    with pytest.raises(ValidationError):
        give(registration=basic, purpose="trials")


def test_suspension_and_the_end_of_validity_stop_optional_uses(office, basic):
    give(registration=basic, purpose="news")
    with at(date(2027, 11, 23)):
        assert not may(basic)
    step(basic, "suspend", office.examiner, reasons="要綱の違反")
    assert not may(basic)
    assert may(basic, "registry")


def test_a_record_is_never_changed_or_deleted(basic):
    record = give(registration=basic, purpose="news")
    record.action = "withdrawn"
    with pytest.raises(TypeError):
        record.save()
    for change in (
        lambda: ConsentRecord.objects.update(action="withdrawn"),
        lambda: ConsentRecord.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert ConsentRecord.objects.get().action == "given"


def test_standing_takes_two_queries(basic, django_assert_num_queries):
    give(registration=basic, purpose="news")
    give(registration=basic, purpose="trials")
    with django_assert_num_queries(2):
        found = {row["notice"].purpose: row["given"] for row in consents.standing(basic)}
    assert found == {
        "registry": False,
        "news": True,
        "trials": True,
        "survey": False,
        "prefecture": False,
    }


ACTS = st.lists(
    st.tuples(st.sampled_from(["give", "withdraw"]), st.sampled_from(["news", "trials"])),
    max_size=8,
)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None)
@given(acts=ACTS)
def test_no_purpose_is_served_after_its_withdrawal(acts):
    from tests.digitalresidents.makers import TODAY, open_scheme
    from tests.factories import make_town

    with transaction.atomic(), at(TODAY):
        office = make_town("any")
        open_scheme(office.zone)
        registration = make_registration(office.zone)
        allowed = set()
        for minute, (act, purpose) in enumerate(acts):
            with at(TODAY, 11 + minute):
                getattr(consents, act)(registration=registration, purpose=purpose)
                allowed = allowed | {purpose} if act == "give" else allowed - {purpose}
                for asked in ("news", "trials"):
                    assert may(registration, asked) is (asked in allowed)
                    assert usable_for(asked).exists() is (asked in allowed)
        transaction.set_rollback(True)
