"""The office's pages: list, search, detail, counter, scheme, answers; refused for whom."""

from datetime import date

import pytest
from django.urls import reverse

from casework.work import work_of
from digitalresidents import console_views
from digitalresidents.activities import report_activity
from digitalresidents.models import Registration, ResidentScheme
from tests.digitalresidents.makers import (
    make_assisted,
    make_registration,
    open_scheme,
)
from tests.factories import make_town, make_user

LIST = "console:registrations"
ROLES = ("administrator", "examiner", "approver", "viewer")


@pytest.fixture
def foreign(today, db):
    """Another town's office with a resident of its own."""
    office = make_town("foreign", "よその町")
    open_scheme(office.zone)
    office.registration = make_registration(office.zone)
    return office


def listed(client, **query):
    answer = client.get(reverse(LIST), query)
    assert answer.status_code == 200
    return [r.pk for r in answer.context["registrations"]]


def people(zone, *names):
    return [make_registration(zone, name=name, kana=kana) for name, kana in names]


@pytest.mark.parametrize(
    ("role", "count"), [("administrator", 1), ("examiner", 1), ("approver", 1), ("viewer", 0)]
)
def test_who_sees_names(client, office, basic, foreign, role, count):
    client.force_login(getattr(office, role))
    assert listed(client) == [basic.pk][:count]
    found = client.get(reverse("console:registration", args=[basic.pk])).status_code
    assert found == (200 if count else 404)


@pytest.mark.parametrize("role", ROLES)
def test_a_foreign_registration_is_not_found(client, office, foreign, role):
    client.force_login(getattr(office, role))
    pk = foreign.registration.pk
    assert client.get(reverse("console:registration", args=[pk])).status_code == 404
    step_url = reverse("console:registration_step", args=[pk, "suspend"])
    assert client.get(step_url).status_code == 404
    assert client.post(step_url, {"version": 2, "reasons": "理由"}).status_code == 404
    for name in ("registration_assist", "resident_scheme"):
        assert client.get(reverse(f"console:{name}", args=["foreign"])).status_code == 404
    foreign.registration.refresh_from_db()
    assert foreign.registration.status == "basic"


def test_a_foreign_activity_is_not_found(client, office, foreign):
    proof = report_activity(
        registration=foreign.registration,
        actor=foreign.registration.resident.user,
        kind="event",
        activity_on=date(2026, 11, 23),
    )
    client.force_login(office.administrator)
    target = reverse("console:activity_step", args=[proof.pk, "approve"])
    assert client.post(target, {"version": 1}).status_code == 404


def test_people_without_an_office_stay_outside(client, basic):
    pages = [reverse(LIST), reverse("console:registration", args=[basic.pk])]
    assert [client.get(page).status_code for page in pages] == [302, 302]
    client.force_login(basic.resident.user)
    assert [client.get(page).status_code for page in pages] == [403, 403]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("やまだ", ["山田 太郎"]),
        ("ﾔﾏﾀﾞ", ["山田 太郎"]),
        ("田", ["山田 太郎", "田中 花"]),
        ("山田 太", ["山田 太郎"]),
        ("山田太郎", ["山田 太郎"]),
        ("鈴木", []),
    ],
)
def test_search_folds_width_kana_and_spaces(client, office, zone, words, found):
    made = people(zone, ("山田 太郎", "ヤマダ タロウ"), ("田中 花", "たなか はな"))
    client.force_login(office.examiner)
    names = {r.pk: r.resident.name for r in made}
    assert sorted(names[pk] for pk in listed(client, q=words)) == sorted(found)


def test_search_finds_the_number(client, office, basic):
    client.force_login(office.examiner)
    assert listed(client, q=basic.number.lower()) == [basic.pk]
    assert listed(client, q="DJ-0000-0000") == []


def test_filters_stand_in_the_address(client, office, zone, basic):
    waiting = make_assisted(zone, office.examiner, name="田中 花", kana="たなか はな")
    client.force_login(office.examiner)
    assert listed(client, status="provisional") == [waiting.pk]
    assert listed(client, status="basic", zone="yabu") == [basic.pk]
    assert listed(client) == [waiting.pk, basic.pk]


def test_paging_by_key_shows_each_once(client, office, zone, monkeypatch):
    monkeypatch.setattr(console_views, "PAGE", 2)
    made = people(zone, ("一", "いち"), ("二", "に"), ("三", "さん"), ("四", "よん"), ("五", "ご"))
    client.force_login(office.examiner)
    seen, address = [], reverse(LIST)
    while address:
        answer = client.get(address)
        seen += [r.pk for r in answer.context["registrations"]]
        address = answer.context["next_url"] and reverse(LIST) + answer.context["next_url"]
    assert seen == [r.pk for r in reversed(made)]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_queries(client, office, zone, rows, django_assert_num_queries):
    people(zone, *[(f"住民 {n}", f"じゅうみん {n}") for n in range(rows)])
    client.force_login(office.examiner)
    client.get(reverse(LIST))
    with django_assert_num_queries(6):
        client.get(reverse(LIST))


@pytest.mark.parametrize("rows", [1, 3])
def test_detail_queries(client, office, basic, rows, django_assert_num_queries):
    for day in range(rows):
        report_activity(
            registration=basic,
            actor=basic.resident.user,
            kind=("event", "farming", "care")[day],
            activity_on=date(2026, 11, 23),
        )
    client.force_login(office.examiner)
    target = reverse("console:registration", args=[basic.pk])
    client.get(target)
    with django_assert_num_queries(11):
        client.get(target)


def test_detail_shows_steps_and_why_not(client, office, basic):
    client.force_login(office.examiner)
    answer = client.get(reverse("console:registration", args=[basic.pk]))
    steps = {s.name: len(s.unmet) for s in answer.context["steps"]}
    assert steps == {"verify_in_person": 0, "promote": 3, "suspend": 0, "lapse": 1}
    assert 'data-blocked="promote"' in answer.content.decode()


def test_a_likeness_is_shown_side_by_side_and_cleared(client, office, zone, basic):
    second = make_registration(zone)
    client.force_login(office.examiner)
    target = reverse("console:registration", args=[second.pk])
    assert 'id="likeness-heading"' in client.get(target).content.decode()
    clear = reverse("console:registration_step", args=[second.pk, "clear_duplicate"])
    assert client.post(clear, {"version": second.version, "reasons": ""}).status_code == 422
    assert client.post(clear, {"version": second.version, "reasons": "別人"}).status_code == 302
    assert 'id="likeness-heading"' not in client.get(target).content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [("administrator", 302), ("examiner", 302), ("approver", 403), ("viewer", 404)],
)
def test_who_takes_a_step(client, office, basic, role, status):
    client.force_login(getattr(office, role))
    target = reverse("console:registration_step", args=[basic.pk, "suspend"])
    answer = client.post(target, {"version": basic.version, "reasons": "要綱の違反"})
    assert answer.status_code == status
    basic.refresh_from_db()
    assert basic.status == ("suspended" if status == 302 else "basic")


def test_steps_the_console_takes_have_no_screen(client, office, basic):
    client.force_login(office.examiner)
    target = reverse("console:registration_step", args=[basic.pk, "erase"])
    assert client.post(target, {"version": basic.version}).status_code == 404
    basic.refresh_from_db()
    assert basic.status == "basic"


def test_an_activity_is_answered(client, office, basic):
    proof = report_activity(
        registration=basic,
        actor=basic.resident.user,
        kind="event",
        activity_on=date(2026, 11, 23),
    )
    client.force_login(office.examiner)
    target = reverse("console:activity_step", args=[proof.pk, "approve"])
    answer = client.post(target, {"version": proof.version})
    assert answer["Location"] == reverse("console:registration", args=[basic.pk])
    proof.refresh_from_db()
    assert proof.status == "approved"


def test_a_clerk_registers_at_the_counter(client, office, zone):
    client.force_login(office.examiner)
    target = reverse("console:registration_assist", args=[zone.slug])
    assert client.get(target).status_code == 200
    refused = client.post(target, {"told": "on", "name": "田中 花"})
    assert refused.status_code == 422
    assert set(refused.context["form"].errors) == {"kana", "birth_date"}
    entry = {"told": "on", "name": "田中 花", "kana": "たなか はな", "birth_date": "1940-01-01"}
    answer = client.post(target, {**entry, "consent_news": "on"})
    made = Registration.objects.get()
    assert answer["Location"] == reverse("console:registration", args=[made.pk])
    assert (made.channel, made.status, made.resident.user) == ("assisted", "provisional", None)
    assert [(c.purpose, c.assisted) for c in made.consents.all()] == [("news", True)]


@pytest.mark.parametrize(
    ("role", "status"),
    [("administrator", 200), ("examiner", 200), ("approver", 403), ("viewer", 404)],
)
def test_who_registers_at_the_counter(client, office, zone, role, status):
    client.force_login(getattr(office, role))
    target = reverse("console:registration_assist", args=[zone.slug])
    assert client.get(target).status_code == status


@pytest.mark.parametrize(
    ("role", "status"),
    [("administrator", 200), ("examiner", 403), ("approver", 403), ("viewer", 404)],
)
def test_who_opens_a_scheme(client, office, zone, role, status):
    client.force_login(getattr(office, role))
    assert client.get(reverse("console:resident_scheme", args=[zone.slug])).status_code == status


def test_a_scheme_is_opened_and_bad_dates_are_refused(client, db, today):
    office = make_town("new", "新しい町")
    client.force_login(office.administrator)
    target = reverse("console:resident_scheme", args=["new"])
    entry = {"name": "町民", "basis": "要綱", "contact": "企画課", "opens_on": "2026-12-01"}
    bad = client.post(target, {**entry, "closes_on": "2026-11-30"})
    assert (bad.status_code, set(bad.context["form"].errors)) == (422, {"closes_on"})
    assert client.post(target, entry).status_code == 302
    assert ResidentScheme.objects.get().zone == office.zone


def test_work_waits_for_the_office(office, zone, basic, foreign):
    waiting = make_assisted(zone, office.examiner, name="田中 花", kana="たなか はな")
    proof = report_activity(
        registration=basic,
        actor=basic.resident.user,
        kind="event",
        activity_on=date(2026, 11, 23),
    )
    mine = [i for i in work_of(office.examiner) if i.case_type.startswith("digitalresidents.")]
    assert {(i.case_type, i.case_id, i.due_on) for i in mine} == {
        ("digitalresidents.registration", waiting.pk, date(2026, 12, 7)),
        ("digitalresidents.activityproof", proof.pk, date(2026, 12, 7)),
    }
    assert not [i for i in work_of(make_user("nobody")) if i.case_type.startswith("digital")]
