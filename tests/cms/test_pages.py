"""Public pages: what they show, to whom, and at what cost."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from applications.models import Exemption
from casework.models import User
from cms import live
from cms.models import HomePage, NewsIndexPage, NewsPage, StandardPage, ZonePage
from cms.seed import add_page, seed_site
from tests import factories
from tests.cms.conftest import another_exemption
from zones.models import SpecialMeasure, Zone


def soup(response):
    """Parse an answer that must be a page."""
    assert response.status_code == 200, response.status_code
    return BeautifulSoup(response.content, "html.parser")


def statuses(page):
    """Return the codes of the states on a page."""
    return [tag["data-status"] for tag in page.select("[data-status]")]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/zones/",
        "/zones/town/",
        "/news/",
        "/news/minpaku-2026/",
        "/about/",
        "/accessibility/",
        "/privacy/",
        "/terms/",
    ],
)
def test_public_pages_open_without_signing_in(reference, site, client, path):
    """One h1 each, a title, no inline style or script."""
    page = soup(client.get(path))
    assert len(page.select("h1")) == 1
    assert not page.select("[style], style, script:not([src]):not([type='application/json'])")


def test_home_tells_three_real_uses_before_anything_else(reference, site, client):
    """Each leads to its entry in the register."""
    page = soup(client.get("/"))
    first = page.select("main section")[0]
    links = [a["href"] for a in first.select(".card__title a")]
    assert links == [reverse("register_measure", args=[c]) for c in ("RC09", "RC15", "RC10")]


def test_home_counts_what_is_in_force(site, running, client):
    """One exemption runs."""
    figures = [dd.text for dd in soup(client.get("/")).select(".hero .stats dd")]
    assert figures == ["1", "1", "0"]


def test_zone_page_shows_an_exemption_from_its_disclosure_only(site, ministry, company, client):
    """Embargo: a determination that is not disclosed leaves no trace."""
    draft = factories.make_draft(site, ministry, company)
    before = client.get("/zones/town/").content
    decided = factories.decide(draft, ministry, site)
    assert client.get("/zones/town/").content == before
    for measure in decided.measures.all():
        factories.step(measure, "disclose", ministry.approver)
    page = soup(client.get("/zones/town/"))
    number = Exemption.objects.get().public_number
    assert page.select_one(f'a[href="{reverse("register_exemption", args=[number])}"]')
    assert "not_begun" in statuses(page)


def test_refusals_are_counted_once_disclosed(site, ministry, company):
    """Outcomes count from the disclosure."""
    decided = factories.decide(
        factories.make_draft(site, ministry, company), ministry, site, **factories.refusal_inputs()
    )
    assert live.outcomes_of(site.zone).total == 0
    for measure in decided.measures.all():
        factories.step(measure, "disclose", ministry.approver)
    assert live.outcomes_of(site.zone) == live.Outcomes(as_asked=0, with_changes=0, refused=1)


def test_zone_without_a_page_shows_its_facts(town, client):
    """An editor may not hide a zone by leaving out its page."""
    assert "open" in statuses(soup(client.get("/zones/town/")))
    assert soup(client.get("/zones/")).select_one('a[href="/zones/town/"]')


def test_unpublished_page_does_not_hide_its_zone(site, client):
    """The facts stay public."""
    ZonePage.objects.get(slug="town").unpublish()
    assert "open" in statuses(soup(client.get("/zones/town/")))


def test_concept_of_a_zone_is_not_public(site, client):
    """Only designated, revoked and closed zones are shown."""
    Zone.objects.create(slug="plan", name="構想", lead=site.organisation)
    assert client.get("/zones/plan/").status_code == 404
    assert not soup(client.get("/zones/")).select_one('a[href="/zones/plan/"]')


def test_demo_company_is_labelled(site, running, company, client):
    """Invented companies say so."""
    company.is_demo = True
    company.save()
    assert soup(client.get("/zones/town/")).select(".exemption [data-demo]")


def test_small_numbers_of_residents_are_not_shown(site, client):
    """Zero is told like four."""
    shown = live.zone_live(site.zone)
    assert shown.residents.registered.suppressed
    assert shown.residents.registered.value is None


def test_news_pages_by_key(site, client):
    """Twenty on a page, none twice, none lost."""
    index = NewsIndexPage.objects.get()
    for number in range(20):
        add_page(index, NewsPage(slug=f"n{number}", title=f"{number}"))
    first = soup(client.get("/news/"))
    following = first.select_one("a[rel=next]")["href"]
    second = soup(client.get("/news/" + following))
    seen = [a["href"] for page in (first, second) for a in page.select("main .link-list a")]
    assert len(seen) == len(set(seen)) == 23
    assert len(first.select("main .link-list a")) == 20


@pytest.mark.parametrize("key", ["", "x", "2026-99-01.3", "2026-01-01.x", "2026-01-01", "%00"])
def test_news_answers_a_wrong_key_with_the_first_page(site, client, key):
    """A key from nowhere is no error."""
    page = soup(client.get(f"/news/?before={key}"))
    assert len(page.select("main .link-list a")) == 3


def test_blocks_of_editors_are_live(site, running, client):
    """Exemptions in force, calls, a number not measured yet, a contact."""
    page = StandardPage.objects.get(slug="about")
    page.body = [
        ("exemptions", {"zone": "town"}),
        ("calls", {"zone": ""}),
        ("live_number", {"zone": "town", "indicator": "K16"}),
        (
            "contact",
            {"office": "企画課", "phone": "079-000-0000", "email": "", "url": "", "hours": ""},
        ),
    ]
    page.save_revision().publish()
    shown = soup(client.get("/about/"))
    assert shown.select_one(f'a[href="{live.public_url(running)}"]')
    assert shown.select_one('a[href="/zones/town/"]')
    assert shown.select_one('a[href="tel:079-000-0000"]')


def test_picture_of_a_zone_needs_its_description(site):
    """The database refuses a picture that cannot be read aloud."""
    from django.db import IntegrityError, transaction
    from wagtail.images.models import Image
    from wagtail.images.tests.utils import get_test_image_file

    picture = Image.objects.create(title="役場", file=get_test_image_file())
    with pytest.raises(IntegrityError), transaction.atomic():
        ZonePage.objects.filter(slug="town").update(photo=picture, photo_alt="")


@pytest.mark.parametrize("rows", [1, 3])
def test_zone_page_costs_thirteen_queries_whatever_it_shows(
    rows, site, ministry, company, django_assert_num_queries
):
    """What cms.live asks for a zone."""
    for number in range(rows):
        another_exemption(site, ministry, company, title=f"{number}")
        site.zone.measures.add(_measure(f"X{number}"))
    with django_assert_num_queries(13):
        zone = live.for_page(live.public_zones()).get(pk=site.zone.pk)
        shown = live.zone_live(zone)
        assert len(shown.exemptions) == len(shown.measures) == rows
        assert shown.takes_applications


@pytest.mark.parametrize("rows", [1, 3])
def test_home_costs_the_same_whatever_it_shows(
    rows, site, ministry, company, django_assert_num_queries
):
    """What cms.live asks for the front page."""
    for number in range(rows):
        factories.run(another_exemption(site, ministry, company, title=f"{number}"), company.owner)
        factories.make_zone(f"z{number}", site.organisation)
    with django_assert_num_queries(10):
        shown = live.site_live()
        assert shown.in_force == len(shown.ending_next) == rows


def _measure(code):
    from zones.models import Law

    law, _made = Law.objects.get_or_create(
        law_id="425AC0000000107", defaults={"title": "国家戦略特別区域法"}
    )
    return SpecialMeasure.objects.create(
        code=code,
        name=code,
        law_text="農地法",
        relaxed="企業が農地を取得",
        programme="national_strategic",
        programme_text="国家戦略特区",
        programme_law=law,
        programme_basis="第18条",
        authority="prime_minister",
        started_precision="none",
        ended_precision="none",
        outcome="continuing",
        verification="statute",
        verification_text="statute",
        source_text="官報",
    )


def test_standing_agrees_with_the_exemption_itself(running, company):
    """In force today; suspended from today on once suspended; the hearing is not told outside."""
    from casework import clock

    today = clock.today()
    assert live.standing(running, today).code == "in_force"
    suspended = factories.step(running, "suspend", company.owner, reasons="機体の点検のため。")
    assert live.standing(Exemption.objects.get(pk=suspended.pk), today).code == "suspended"


@pytest.mark.parametrize(
    ("days", "code"), [(-1, "not_begun"), (0, "in_force"), (365, "in_force"), (366, "over")]
)
def test_standing_on_the_days_around_the_period(running, days, code):
    """The first and the last day count."""
    from datetime import timedelta

    day = running.starts_on + timedelta(days=days)
    assert live.standing(running, day).code == code
    listed = live.public_exemptions(day).get()
    assert live.standing(listed, day).code == code


def test_surrendered_exemption_has_ended(running, company):
    """The day of the end no longer counts."""
    from casework import clock

    ended = factories.step(running, "surrender", company.owner, reasons="事業をやめるため。")
    assert live.standing(Exemption.objects.get(pk=ended.pk), clock.today()).code == "ended"


def test_pages_do_not_depend_on_who_looks(site, running, client):
    """A signed-in examiner sees the same public page."""
    assert isinstance(site.examiner, User)
    before = statuses(soup(client.get("/zones/town/")))
    client.force_login(site.examiner)
    assert statuses(soup(client.get("/zones/town/"))) == before


def test_home_is_the_only_front_page(site):
    """There is one root."""
    seed_site()
    assert HomePage.objects.count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_zones_costs_the_same(rows, site, django_assert_num_queries):
    """Zones, municipalities, prefectures, procedures."""
    for number in range(rows):
        factories.make_zone(f"z{number}", site.organisation)
    with django_assert_num_queries(4):
        shown = live.zone_index()
        assert len(shown["lines"]) == rows + 1
        assert shown["by_basis"] == [("規制のサンドボックス", rows + 1)]
