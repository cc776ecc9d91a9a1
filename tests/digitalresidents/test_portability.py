"""What is said about personal data is what is stored; a person takes everything along."""

import json

import jsonschema_rs
import pytest
from django.urls import reverse

from casework import pdf
from digitalresidents import file_register, portability
from digitalresidents.fields import FIELDS
from digitalresidents.models import Registration, Resident
from tests.digitalresidents import makers

PRIVACY, FILES = reverse("resident_privacy"), reverse("resident_files")


@pytest.fixture
def own(zone, office, client):
    """A basic registration with a consent, its withdrawal and an activity; the person is signed in."""
    from digitalresidents import consents

    registration = makers.make_registration(zone, purposes=["news"])
    consents.withdraw(registration=registration, purpose="news")
    makers.do_activities(registration, office.examiner, [makers.TODAY])
    client.force_login(registration.resident.user)
    return registration


def taken(client):
    answer = client.get(reverse("resident_export_json"))
    assert answer.status_code == 200
    return answer.json()


def test_privacy_page_names_every_stored_field(client, office):
    html = client.get(PRIVACY).content.decode()
    for model in file_register.RECORDS:
        for name in set(FIELDS[model.__name__]) - file_register.INTERNAL:
            assert f'data-field="{model.__name__}.{name}"' in html
    assert "企画課 079-000-0000" in html
    assert "個人情報の保護に関する法律" in html


def test_export_holds_what_the_page_shows_and_fits_its_schema(client, own):
    held = taken(client)
    schema = client.get(reverse("resident_export_schema")).json()
    jsonschema_rs.validator_for(schema).validate(held)
    person = {row["field"]: row["value"] for row in held["person"]}
    assert person["name"] == "出島 花子"
    assert person["birth_date"] == "1990-04-01"
    assert set(person) == {name for name, entry in FIELDS["Resident"].items() if entry.shown}
    [registration] = held["registrations"]
    acts = [(c["purpose"], c["action"]) for c in registration["consents"]]
    assert acts[-2:] == [("news", "given"), ("news", "withdrawn")]
    assert [a["status"] for a in registration["activities"]] == ["approved"]
    assert registration["periods"][0]["tier"] == "basic"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda held: held.pop("person"),
        lambda held: held.update(version=2),
        lambda held: held["registrations"][0].update(secret="x"),
        lambda held: held["registrations"][0]["periods"][0].update(tier="gold"),
    ],
)
def test_the_schema_refuses_what_is_no_export(client, own, spoil):
    held = taken(client)
    spoil(held)
    assert not jsonschema_rs.validator_for(portability.schema()).is_valid(held)


def test_every_stored_field_is_exported_or_named(client, own):
    held = taken(client)
    rows = [*held["person"], *held["registrations"][0]["fields"]]
    named = {row["field"].split(".")[-1] for row in [*rows, *held["derived"]]}
    assert named == set(FIELDS["Resident"]) | set(FIELDS["Registration"])


def test_no_key_and_no_other_person_is_in_an_export(client, own, zone):
    other = makers.make_registration(zone, name="別人 太郎", kana="ベツジン タロウ")
    text = json.dumps(taken(client), ensure_ascii=False)
    for secret in (own.pseudonym_salt, own.resident.pseudonym_key, "別人", other.number):
        assert secret not in text


def test_readable_copy_says_the_same_in_words(client, own, settings):
    context = portability.printed(own.resident.user)
    assert {str(row["value"]) for row in context["person"]} >= {"出島 花子", "1990-04-01"}
    answer = client.get(reverse("resident_export_pdf"))
    assert answer["Cache-Control"] == "no-store"
    assert pdf.is_available() is answer.content.startswith(b"%PDF")


@pytest.mark.parametrize("name", ["resident_export_json", "resident_export_pdf"])
def test_who_is_not_registered_gets_nothing(client, office, own, name):
    client.force_login(office.examiner)
    assert client.get(reverse(name)).status_code == 404
    client.logout()
    assert client.get(reverse(name)).status_code == 302


def fill(zone, number):
    """Write registrations of as many people, without their acts."""
    fields = {"birth_date": "1990-01-01", "email": ""}
    people = Resident.objects.bulk_create(
        Resident(name=f"住民{n}", kana="ジュウミン", name_folded="x", kana_folded="x", **fields)
        for n in range(number)
    )
    place = zone.municipalities.first()
    Registration.objects.bulk_create(
        Registration(resident=person, zone=zone, municipality=place, number=f"N{person.pk}")
        for person in people
    )


@pytest.mark.parametrize(("number", "shown"), [(999, False), (1_000, True)])
def test_a_file_is_published_from_a_thousand_people(client, zone, number, shown):
    fill(zone, number)
    html = client.get(FILES).content.decode()
    assert (f'data-file="{zone.slug}"' in html) is shown
    assert ("デジタル町民" in html) is shown


def test_the_entry_names_what_the_registry_holds(zone):
    [sheet] = file_register.sheets(due_only=False)
    items = dict(sheet.items)
    assert len(items) == len(sheet.items) == 14
    assert all(items.values())
    assert set(file_register.recorded()) <= set(items["記録項目"])
    assert not sheet.is_due


def test_every_item_has_a_japanese_name():
    names = file_register.recorded()
    assert [name for name in names if name.isascii()] == []
    assert "お名前" in names


@pytest.mark.parametrize("page", [PRIVACY, FILES])
def test_public_pages_cost_the_same_for_any_number_of_people(
    client, zone, django_assert_max_num_queries, page
):
    client.get(page)
    fill(zone, 30)
    with django_assert_max_num_queries(8):
        assert client.get(page).status_code == 200
