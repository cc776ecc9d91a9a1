"""The resident's pages: structure, status, who is refused."""

from datetime import date

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from digitalresidents.models import ActivityProof, Registration, Resident
from tests.digitalresidents.makers import (
    at,
    make_registration,
    make_resident_user,
    open_scheme,
)
from tests.factories import make_municipality, make_town, make_user, step

FORM = {
    "told": "on",
    "name": "出島 花子",
    "kana": "でじま はなこ",
    "birth_date": "1990-04-01",
    "consent_news": "on",
}


@pytest.fixture
def person(client, db):
    """Somebody signed in whose address is confirmed."""
    user = make_resident_user()
    client.force_login(user)
    return user


@pytest.fixture
def own(zone, client):
    """A basic registration whose person is signed in."""
    registration = make_registration(zone, purposes=["news"])
    client.force_login(registration.resident.user)
    return registration


def url_of(name, *args):
    return reverse(name, args=args)


def register_url(zone):
    return url_of("resident_register", zone.slug)


def test_landing_is_public_and_lists_open_zones(client, office):
    closed = make_town("closed", "閉じた町")
    open_scheme(closed.zone, closes_on=date(2026, 10, 31))
    answer = client.get(url_of("residents"))
    assert answer.status_code == 200
    assert [row["scheme"].zone.slug for row in answer.context["rows"]] == ["yabu"]
    assert register_url(office.zone) in answer.content.decode()


@pytest.mark.parametrize(("people", "count"), [(4, ""), (5, "5")])
def test_landing_hides_counts_under_five(client, zone, people, count):
    for number in range(people):
        make_registration(zone, name=f"住民 {number}", kana=f"じゅうみん {number}")
    assert f'data-count="{count}"' in client.get(url_of("residents")).content.decode()


def test_every_other_page_asks_for_sign_in(client, own):
    pages = [
        register_url(own.zone),
        url_of("resident_home"),
        url_of("resident_data"),
        url_of("resident_registration", own.pk),
        url_of("resident_activity", own.pk),
        url_of("resident_step", own.pk, "leave"),
    ]
    client.logout()
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))


def test_somebody_elses_registration_is_not_found(client, own):
    client.force_login(make_user("stranger"))
    assert client.get(url_of("resident_registration", own.pk)).status_code == 404
    assert client.get(url_of("resident_activity", own.pk)).status_code == 404
    assert client.get(url_of("resident_step", own.pk, "leave")).status_code == 404
    assert (
        client.post(url_of("resident_step", own.pk, "leave"), {"version": own.version}).status_code
        == 404
    )
    assert (
        client.post(url_of("resident_consent", own.pk, "news"), {"act": "withdraw"}).status_code
        == 404
    )
    assert client.post(url_of("resident_confirm", own.pk)).status_code == 404
    own.refresh_from_db()
    assert own.status == "basic"
    assert own.consents.count() == 1


def test_the_office_does_not_use_the_residents_door(client, office, own):
    client.force_login(office.administrator)
    assert client.get(url_of("resident_registration", own.pk)).status_code == 404
    assert client.get(url_of("resident_step", own.pk, "suspend")).status_code == 404


def test_the_form_tells_the_purposes_before_it_asks(client, zone, person):
    answer = client.get(register_url(zone))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.index('data-purpose="registry"') < page.index('name="name"')
    form = answer.context["form"]
    assert [f.name for f in form.consent_fields] == [
        "consent_news",
        "consent_trials",
        "consent_survey",
        "consent_prefecture",
    ]
    assert not any(f.value() for f in form.consent_fields)
    assert not form["told"].value()


def test_registering_leads_to_the_card(client, zone, person):
    answer = client.post(register_url(zone), FORM)
    registration = Registration.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == url_of("resident_registration", registration.pk)
    assert (registration.status, registration.resident.user) == ("basic", person)
    assert [c.purpose for c in registration.consents.all()] == ["news"]
    page = client.get(answer["Location"]).content.decode()
    assert registration.number in page
    assert 'data-status="basic"' in page


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"told": ""}, {"told"}),
        ({"name": ""}, {"name"}),
        ({"birth_date": "きのう"}, {"birth_date"}),
        ({"birth_date": "2027-01-01"}, {"birth_date"}),
        ({"birth_date": "2010-01-01"}, {"guardian_name"}),
        ({"residence": "ない町"}, {"residence"}),
    ],
)
def test_bad_input_is_shown_by_field_and_nothing_is_lost(client, zone, person, changes, fields):
    answer = client.post(register_url(zone), {**FORM, **changes})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == fields
    assert "data-error-summary" in answer.content.decode()
    assert answer.context["form"]["kana"].value() == "でじま はなこ"
    assert Resident.objects.count() == 0


def test_a_place_is_found_by_its_name(client, zone, person):
    make_municipality("282235", "丹波市")
    client.post(register_url(zone), {**FORM, "residence": "兵庫県丹波市"})
    resident = Resident.objects.get()
    assert resident.residence_municipality.code == "282235"
    assert resident.residence_prefecture.code == "28"


def test_two_places_of_one_name_ask_for_the_prefecture(client, zone, person):
    make_municipality("282235", "府中市")
    make_municipality("282243", "府中市")
    answer = client.post(register_url(zone), {**FORM, "residence": "府中市"})
    assert set(answer.context["form"].errors) == {"residence"}


def test_a_second_registration_asks_nothing_again(client, own):
    other = make_town("other", "別の町")
    open_scheme(other.zone)
    answer = client.get(register_url(other.zone))
    assert answer.context["form"].person_fields == []
    client.post(register_url(other.zone), {"told": "on"})
    assert Registration.objects.filter(resident=own.resident).count() == 2


def test_registering_twice_is_refused_with_a_reason(client, own):
    answer = client.post(register_url(own.zone), {"told": "on"})
    assert answer.status_code == 422
    assert len(answer.context["form"].non_field_errors()) == 1


def test_a_similar_person_is_told_that_somebody_looks(client, zone, own):
    client.force_login(make_resident_user())
    answer = client.post(register_url(zone), FORM, follow=True)
    assert answer.status_code == 200
    assert answer.context["registration"].status == "provisional"
    assert "notice--warning" in answer.content.decode()


def test_an_unconfirmed_address_is_confirmed_later(client, zone):
    user = make_resident_user(confirmed=False)
    registration = make_registration(zone, user=user)
    client.force_login(user)
    page = client.get(url_of("resident_registration", registration.pk)).content.decode()
    assert url_of("resident_confirm", registration.pk) in page
    client.post(url_of("resident_confirm", registration.pk))
    registration.refresh_from_db()
    assert registration.status == "provisional"
    EmailAddress.objects.update(verified=True)
    client.post(url_of("resident_confirm", registration.pk))
    registration.refresh_from_db()
    assert registration.status == "basic"


def test_unknown_and_closed_zones_are_not_found(client, person):
    closed = make_town("closed", "閉じた町")
    assert client.get(register_url(closed.zone)).status_code == 404
    assert client.get(url_of("resident_register", "nowhere")).status_code == 404


def test_consents_are_taken_back_and_given_by_button(client, own):
    target = url_of("resident_consent", own.pk, "news")
    page = client.get(url_of("resident_registration", own.pk)).content.decode()
    assert 'data-purpose="news" data-given="yes"' in page
    client.post(target, {"act": "withdraw"})
    page = client.get(url_of("resident_registration", own.pk)).content.decode()
    assert 'data-purpose="news" data-given="no"' in page
    client.post(target, {"act": "give"})
    assert [c.action for c in own.consents.order_by("pk")] == ["given", "withdrawn", "given"]


@pytest.mark.parametrize("route", ["resident_confirm", "resident_consent"])
def test_acts_are_never_taken_by_following_a_link(client, own, route):
    args = [own.pk, "news"] if route == "resident_consent" else [own.pk]
    assert client.get(reverse(route, args=args)).status_code == 405


def test_leaving_asks_first_and_then_leaves(client, own):
    target = url_of("resident_step", own.pk, "leave")
    assert client.get(target).status_code == 200
    own.refresh_from_db()
    assert own.status == "basic"
    answer = client.post(target, {"version": own.version}, follow=True)
    own.refresh_from_db()
    assert own.status == "left"
    assert answer.context["standing"] == []


def test_leaving_on_a_stale_page_loses_nothing(client, office, own):
    step(own, "verify_in_person", office.examiner, document="passport")
    answer = client.post(url_of("resident_step", own.pk, "leave"), {"version": own.version})
    assert answer.status_code == 409
    own.refresh_from_db()
    assert own.status == "basic"


def test_renewal_is_offered_in_its_window_only(client, own):
    link = url_of("resident_step", own.pk, "renew")
    assert link not in client.get(url_of("resident_registration", own.pk)).content.decode()
    with at(date(2027, 10, 1)):
        client.force_login(own.resident.user)
        assert link in client.get(url_of("resident_registration", own.pk)).content.decode()


def test_an_activity_is_reported(client, own):
    target = url_of("resident_activity", own.pk)
    assert client.get(target).status_code == 200
    bad = client.post(target, {"kind": "event", "activity_on": "2026-12-01", "description": ""})
    assert (bad.status_code, set(bad.context["form"].errors)) == (422, {"activity_on"})
    client.post(target, {"kind": "event", "activity_on": "2026-11-23", "description": "祭り"})
    assert ActivityProof.objects.get().registration == own


def test_people_see_all_that_is_held(client, own):
    answer = client.get(url_of("resident_data"))
    page = answer.content.decode()
    assert answer.status_code == 200
    for name in ("name", "birth_date", "email", "number", "valid_until"):
        assert f'data-field="{name}"' in page
    assert 'data-field="residence_prefecture"' not in page
    assert own.resident.pseudonym_key not in page


def test_who_has_no_registration_sees_where_to_begin(client, person):
    page = client.get(url_of("resident_home")).content.decode()
    assert url_of("residents") in page
    assert client.get(url_of("resident_data")).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_landing_queries(client, db, rows, django_assert_num_queries):
    for number in range(rows):
        open_scheme(make_town(f"town{number}", f"町{number}").zone)
    client.get(url_of("residents"))
    with django_assert_num_queries(5):
        client.get(url_of("residents"))


@pytest.mark.parametrize("rows", [1, 3])
def test_home_queries(client, db, rows, django_assert_num_queries):
    user = make_resident_user()
    for number in range(rows):
        town = make_town(f"town{number}", f"町{number}")
        open_scheme(town.zone)
        make_registration(town.zone, user=user)
    client.force_login(user)
    client.get(url_of("resident_home"))
    with django_assert_num_queries(4):
        client.get(url_of("resident_home"))
