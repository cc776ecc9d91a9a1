"""Registering a company and starting an application."""

import pytest

from applications.models import Application, Company, CompanyMember
from tests import factories as make

pytestmark = pytest.mark.django_db
FACTS = {
    "corporate_number": "7000012050002",
    "company_name": "デモ空輸株式会社",
    "company_address": "東京都千代田区霞が関1-1-1",
    "representative": "出島 花子",
    "contact_name": "出島 太郎",
    "contact_phone": "",
}


@pytest.fixture
def person(client, db):
    user = make.make_user()
    client.force_login(user)
    client.user = user
    return client


def test_registration_makes_the_person_owner(person):
    assert person.post("/apply/company/", {**FACTS, "electronic_delivery": "on"}).status_code == 302
    company = Company.objects.get()
    assert (company.name, company.electronic_delivery) == ("デモ空輸株式会社", True)
    assert [(m.user, m.role) for m in company.members.all()] == [(person.user, "owner")]


def test_electronic_delivery_is_never_assumed(person):
    person.post("/apply/company/", FACTS)
    assert Company.objects.get().electronic_delivery is False


@pytest.mark.parametrize("number", ["7000012050003", "700001205000", "７０００", "abc", ""])
def test_wrong_corporate_number_is_named_and_nothing_is_lost(person, number):
    answer = person.post("/apply/company/", {**FACTS, "corporate_number": number})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["corporate_number"])
    assert answer.context["form"]["company_name"].value() == FACTS["company_name"]
    assert not Company.objects.exists()


@pytest.mark.parametrize(
    "number", ["７００００１２０５０００２", "7-0000-1205-0002", " 7000012050002 "]
)
def test_corporate_number_is_read_as_people_type_it(person, number):
    person.post("/apply/company/", {**FACTS, "corporate_number": number})
    assert Company.objects.get().corporate_number == "7000012050002"


def test_number_of_a_registered_company_is_refused(person, company):
    answer = person.post("/apply/company/", FACTS)
    assert (
        answer.status_code,
        answer.context["form"].errors["corporate_number"].as_data()[0].code,
    ) == (422, "taken")
    assert Company.objects.count() == 1


@pytest.mark.parametrize(
    "field", ["company_name", "company_address", "representative", "contact_name"]
)
def test_every_required_fact_is_named(person, field):
    answer = person.post("/apply/company/", {**FACTS, field: ""})
    assert list(answer.context["form"].errors) == [field]


def test_owner_changes_facts_and_reader_does_not(client, company):
    reader = make.make_user()
    CompanyMember.objects.create(company=company, user=reader, role="reader")
    url = f"/apply/company/{company.pk}/"
    client.force_login(reader)
    assert (client.get(url).status_code, client.post(url, FACTS).status_code) == (200, 403)
    client.force_login(company.owner)
    seen = client.get(url).context["seen"]
    assert client.post(url, {**FACTS, "contact_name": "新担当", "seen": seen}).status_code == 302
    assert Company.objects.get().contact_name == "新担当"


def test_corporate_number_is_fixed_once_something_is_filed(client, draft):
    make.submit(draft)
    client.force_login(draft.created_by)
    url = f"/apply/company/{draft.company_id}/"
    changed = {"corporate_number": "8000012010038", "contact_name": "新担当"}
    client.post(url, {**FACTS, **changed, "seen": client.get(url).context["seen"]})
    company = Company.objects.get()
    assert (company.corporate_number, company.contact_name) == ("7000012050002", "新担当")


def test_foreign_company_is_not_found(person, company):
    assert person.get(f"/apply/company/{company.pk}/").status_code == 404


def test_who_has_no_company_registers_it_first(person, town):
    assert person.get("/apply/new/").url == "/apply/company/?new=1"


def test_reader_cannot_start(person, company, town):
    CompanyMember.objects.create(company=company, user=person.user, role="reader")
    person.post("/apply/new/?zone=town", {"procedure": "plan", "company": company.pk, "title": "x"})
    assert not Application.objects.exists()


@pytest.fixture
def owner(client, company):
    client.force_login(company.owner)
    return client


def test_new_application_asks_zone_then_procedure_then_writes(owner, company, town):
    assert [z.slug for z in owner.get("/apply/new/").context["zones"]] == ["town"]
    url = "/apply/new/?zone=town"
    assert owner.get(url).status_code == 200
    answer = owner.post(url, {"procedure": "plan", "company": company.pk, "title": "夜間配送"})
    made = Application.objects.get()
    assert answer.url == f"/apply/applications/{made.pk}/draft/"
    assert (made.zone, made.status, made.created_by) == (town.zone, "draft", company.owner)


def test_second_click_makes_no_second_draft(owner, company, town):
    for _ in range(2):
        owner.post(
            "/apply/new/?zone=town",
            {"procedure": "plan", "company": company.pk, "title": "夜間配送"},
        )
    assert Application.objects.count() == 1


def test_open_draft_is_offered_before_a_new_one(owner, draft):
    drafts = owner.get("/apply/new/").context["drafts"]
    assert [(row["draft"], row["done"], row["total"]) for row in drafts] == [(draft, 8, 8)]
    assert "zones" in owner.get("/apply/new/?start=1").context


def test_zone_search_finds_towns(owner, town):
    assert [z.slug for z in owner.get("/apply/new/?q=養父").context["zones"]] == ["town"]
    assert owner.get("/apply/new/?q=存在しない").context["zones"] == []


def test_ended_or_unknown_zone_is_not_found(owner, town):
    assert owner.get("/apply/new/?zone=nowhere").status_code == 404
    town.zone.expires_on = make.date(2020, 12, 31)
    town.zone.save(update_fields=["expires_on"])
    assert owner.get("/apply/new/?zone=town").status_code == 404


def test_title_and_procedure_are_asked_by_name(owner, town):
    answer = owner.post("/apply/new/?zone=town", {})
    assert (answer.status_code, list(answer.context["form"].errors)) == (
        422,
        ["procedure", "company", "title"],
    )


def test_another_company_cannot_be_named(owner, town):
    other = make.make_company("8000012010038", "他社")
    answer = owner.post(
        "/apply/new/?zone=town", {"procedure": "plan", "company": other.pk, "title": "x"}
    )
    assert (answer.status_code, Application.objects.count()) == (422, 0)
