"""Correcting what is held: by whom, with what consequence, and without a name in the trail."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from casework import audit
from digitalresidents.correcting import correct
from digitalresidents.models import Registration
from tests.digitalresidents.makers import (
    live_in,
    make_assisted,
    make_person,
    make_registration,
    make_resident_user,
)
from tests.factories import make_municipality, step


def fresh(registration):
    return Registration.objects.in_full().get(pk=registration.pk)


def test_residence_is_added_and_the_trail_keeps_only_field_names(basic):
    place = make_municipality("282235", "丹波市")
    person = make_person(prefecture=place.prefecture, municipality=place)
    changed = correct(registration=basic, actor=basic.resident.user, person=person)
    assert changed == ["residence_municipality", "residence_prefecture"]
    assert fresh(basic).resident.residence_municipality == place
    entry = audit.trail(basic).last()
    assert (entry.step, entry.data) == ("correct_data", {"fields": changed})
    assert entry.actor_name == basic.pseudonym()


def test_nothing_changed_writes_nothing(basic):
    assert correct(registration=basic, actor=basic.resident.user, person=make_person()) == []
    assert audit.trail(basic).count() == 2


@pytest.mark.parametrize(
    ("changes", "level"),
    [
        ({"name": "出島 桜"}, "email"),
        ({"birth_date": date(1990, 4, 2)}, "email"),
        ({"kana": "でじま"}, "in_person"),
    ],
)
def test_a_new_name_takes_the_identity_check_back(office, basic, changes, level):
    step(basic, "verify_in_person", office.examiner, document="passport")
    own = fresh(basic)
    correct(registration=own, actor=own.resident.user, person=make_person(**changes))
    resident = fresh(basic).resident
    assert resident.identity_level == level
    assert (resident.identity_document == "passport") is (level == "in_person")


def test_a_correction_cannot_remove_the_guardian_of_a_minor(zone):
    own = make_registration(zone, birth_date=date(2010, 1, 1), guardian_name="出島 一郎")
    with pytest.raises(ValidationError) as caught:
        correct(
            registration=own,
            actor=own.resident.user,
            person=make_person(birth_date=date(2010, 1, 1)),
        )
    assert set(caught.value.error_dict) == {"guardian_name"}
    assert fresh(own).resident.guardian_name == "出島 一郎"


def test_only_the_person_or_a_clerk_for_them(office, zone, basic):
    for actor in (office.examiner, make_resident_user()):
        with pytest.raises(PermissionDenied):
            correct(registration=basic, actor=actor, person=make_person(name="別の人"))
    assisted = make_assisted(zone, office.examiner, name="田中 花", kana="たなか はな")
    person = make_person(name="田中 花子", kana="たなか はなこ", email="hana@example.jp")
    assert correct(registration=assisted, actor=office.examiner, person=person) == [
        "email",
        "kana",
        "name",
    ]


def test_the_page_corrects_and_refuses_by_field(client, basic):
    live_in(basic)
    client.force_login(basic.resident.user)
    target = reverse("resident_correct", args=[basic.pk])
    answer = client.get(target)
    assert answer.context["form"]["residence"].value() == "千代田区"
    entry = {"name": "出島 桜", "kana": "でじま さくら", "birth_date": "1990-04-01"}
    bad = client.post(target, {**entry, "name": ""})
    assert (bad.status_code, set(bad.context["form"].errors)) == (422, {"name"})
    assert client.post(target, entry).status_code == 302
    resident = fresh(basic).resident
    assert (resident.name, resident.residence_municipality) == ("出島 桜", None)
    client.force_login(make_resident_user())
    assert client.get(target).status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [("administrator", 200), ("examiner", 200), ("approver", 403), ("viewer", 404)],
)
def test_who_corrects_at_the_counter(client, office, zone, role, status):
    assisted = make_assisted(zone, office.examiner)
    client.force_login(getattr(office, role))
    target = reverse("console:registration_correct", args=[assisted.pk])
    assert client.get(target).status_code == status


def test_the_office_does_not_correct_people_with_an_account(client, office, basic):
    client.force_login(office.examiner)
    target = reverse("console:registration_correct", args=[basic.pk])
    assert client.post(target, {"name": "別の人"}).status_code == 403
    assert fresh(basic).resident.name == "出島 花子"


def test_a_person_who_left_has_nothing_to_correct(client, basic):
    step(basic, "leave", basic.resident.user)
    client.force_login(basic.resident.user)
    assert client.get(reverse("resident_correct", args=[basic.pk])).status_code == 404
