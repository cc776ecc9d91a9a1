"""The seeded site: complete, repeatable, respectful of editors."""

from wagtail.models import Page, Site

from cms.models import HomePage, NewsPage, StandardPage, ZonePage
from cms.seed import content, seed_site
from tests import factories


def test_seed_makes_the_whole_tree_and_removes_the_welcome_page(town):
    """Every page of the words file, one per zone, and nothing of Wagtail's own."""
    assert seed_site() == 3 + 4 + 3 + 1
    assert Site.objects.get().root_page.specific == HomePage.objects.get()
    assert set(StandardPage.objects.values_list("slug", flat=True)) == {
        "about",
        "accessibility",
        "privacy",
        "terms",
    }
    assert Page.objects.filter(depth=2).count() == 1


def test_only_the_demo_says_that_it_is_one(town, settings):
    """A real town's site never announces invented companies."""
    settings.IS_DEMO = True
    assert seed_site() == 3 + 4 + 4 + 1
    assert NewsPage.objects.filter(is_demo=True).count() == 1


def test_seed_again_makes_nothing(town):
    """It is safe to repeat."""
    seed_site()
    assert seed_site() == 0


def test_seed_leaves_what_an_editor_wrote(site):
    """A changed page stays changed."""
    page = StandardPage.objects.get(slug="about")
    page.title = "書き直した題名"
    page.save_revision().publish()
    seed_site()
    assert StandardPage.objects.get(slug="about").title == "書き直した題名"


def test_seed_adds_the_page_of_a_new_zone_only(site):
    """A zone designated later gets its page."""
    factories.make_zone("second", site.organisation)
    assert seed_site() == 1
    assert set(ZonePage.objects.values_list("slug", flat=True)) == {"town", "second"}


def test_every_seeded_news_names_its_source_or_is_a_demo(site):
    """Nothing is said without a source."""
    for news in NewsPage.objects.all():
        assert bool(news.source_url) != news.is_demo


def test_use_cases_are_three_real_measures(reference, site):
    """The first block of the front page names measures of the register."""
    block = content()["home"]["body"][0]
    assert block["type"] == "use_cases"
    assert [case["measure"] for case in block["value"]["cases"]] == ["RC09", "RC15", "RC10"]
