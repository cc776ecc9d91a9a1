"""Starting an application: continue or anew; what the finder and a consultation hand on."""

import pytest

from applications.models import Application, CompanyMember, Consultation
from tests import factories as make
from tests.applications import talking
from zones.models import SpecialMeasure
from zones.reference import load_reference

pytestmark = pytest.mark.django_db
NEW = "/apply/new/"


@pytest.fixture
def signed(client, company):
    client.force_login(company.owner)
    return client


@pytest.fixture
def measure(db, town):
    load_reference()
    known = SpecialMeasure.objects.get(pk="RC26")
    town.zone.measures.add(known)
    return known


def start(client, company, query, **changes):
    data = {"procedure": "plan", "company": company.pk, "title": "どぶろくの実証", **changes}
    return client.post(f"{NEW}?zone=town&{query}", data)


def test_continue_shows_zone_time_and_progress(signed, draft):
    rows = signed.get(NEW).context["drafts"]
    assert [(r["draft"], r["done"], r["total"]) for r in rows] == [(draft, 8, 8)]


def test_continue_passes_on_what_was_found(signed, draft, measure):
    html = signed.get(NEW, {"measure": "RC26"}).content.decode()
    assert "?start=1&amp;measure=RC26" in html


def test_a_known_measure_of_the_zone_opens_its_form(signed, company, measure, town):
    answer = start(signed, company, "measure=RC26")
    made = Application.objects.get()
    assert answer.url == f"/apply/applications/{made.pk}/measures/?known=RC26"
    assert made.plan["provisions"] == f"{measure.law_text} {measure.article}"
    form = signed.get(answer.url).context["form"]
    assert (form.initial["special_measure"], form.initial["law_title"]) == ("RC26", "酒税法")


def test_a_measure_of_another_zone_fills_in_its_words(signed, company, measure, town):
    town.zone.measures.clear()
    answer = start(signed, company, "measure=RC26")
    form = signed.get(answer.url).context["form"]
    assert form.initial == {
        "law_title": measure.law_text,
        "article": measure.article,
        "text_asked": measure.relaxed,
    }


def test_a_law_and_article_go_into_items_6_and_7(signed, company, town):
    answer = start(signed, company, "law=航空法&article=第132条の86")
    made = Application.objects.get()
    assert made.plan == {"provisions": "航空法 第132条の86"}
    form = signed.get(answer.url).context["form"]
    assert (form.initial["law_title"], form.initial["article"]) == ("航空法", "第132条の86")


def test_without_anything_found_the_overview_opens(signed, company, town):
    answer = start(signed, company, "")
    assert answer.url == f"/apply/applications/{Application.objects.get().pk}/draft/"
    assert Application.objects.get().plan == {}


def test_an_open_case_with_the_same_measure_and_zone_is_named(
    signed, draft, ministry, company, town
):
    query = {"zone": "town", "law": "航空法", "article": "第132条の86"}
    assert signed.get(NEW, query).context["same"] == []
    make.submit(draft)
    assert signed.get(NEW, query).context["same"] == [draft]
    assert signed.get(NEW, {**query, "article": "第1条"}).context["same"] == []
    other = make.make_town("other", "別の町役場")
    assert signed.get(NEW, {**query, "zone": other.zone.slug}).context["same"] == []
    make.step(draft, "withdraw", company.owner)
    assert signed.get(NEW, query).context["same"] == []


def test_another_companys_open_case_is_not_named(client, draft, town):
    make.submit(draft)
    other = make.make_company("8000012010038", "デモ別会社")
    client.force_login(other.owner)
    query = {"zone": "town", "law": "航空法", "article": "第132条の86"}
    assert client.get(NEW, query).context["same"] == []


def test_a_consultation_becomes_a_draft_and_both_know_of_it(signed, company, town):
    asked = talking.make_consultation(town, company)
    answer = start(signed, company, f"consultation={asked.pk}")
    made = Application.objects.get()
    assert Consultation.objects.get().application == made
    assert answer.url.startswith(f"/apply/applications/{made.pk}/measures/?law=")
    assert (
        f"/apply/consultations/{asked.pk}/"
        in signed.get(f"/apply/applications/{made.pk}/draft/").content.decode()
    )


def test_the_office_does_not_learn_of_a_draft(signed, client, company, town, ministry):
    asked = talking.make_consultation(town, company)
    draft = make.make_draft(town, ministry, company)
    Consultation.objects.update(application=draft)
    page = f"/console/consultations/{asked.pk}/"
    client.force_login(town.examiner)
    address = f"/console/applications/{draft.pk}/"
    assert address not in client.get(page).content.decode()
    make.submit(draft)
    assert address in client.get(page).content.decode()


def test_a_filed_application_shows_the_consultation_to_all_its_offices(
    client, company, town, ministry
):
    asked = talking.make_consultation(town, company)
    draft = make.make_draft(town, ministry, company)
    Consultation.objects.update(application=draft)
    client.force_login(ministry.examiner)
    page = f"/console/consultations/{asked.pk}/"
    assert client.get(page).status_code == 404
    make.submit(draft)
    assert client.get(page).status_code == 200
    assert page in client.get(f"/console/applications/{draft.pk}/").content.decode()


@pytest.mark.parametrize("case", ["foreign", "used", "withdrawn"])
def test_a_consultation_that_is_not_free_is_not_tied(signed, company, town, ministry, case):
    other = make.make_company("8000012010038", "デモ別会社")
    asked = talking.make_consultation(town, other if case == "foreign" else company)
    if case == "used":
        Consultation.objects.update(application=make.make_draft(town, ministry, company))
    if case == "withdrawn":
        make.step(asked, "withdraw", company.owner)
    before = Consultation.objects.get().application_id
    start(signed, company, f"consultation={asked.pk}")
    assert Consultation.objects.get().application_id == before


def test_one_companys_consultation_is_not_filed_for_another(signed, company, town):
    asked = talking.make_consultation(town, company)
    other = make.make_company("8000012010038", "デモ別会社")
    CompanyMember.objects.create(company=other, user=company.owner, role="filer")
    answer = start(signed, other, f"consultation={asked.pk}")
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"company"})
    assert Application.objects.count() == 0
