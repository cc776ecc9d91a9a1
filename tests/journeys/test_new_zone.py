"""One clerk founds a zone from a template; a moment later anybody reads its page on a phone."""

import re

import pytest

pytestmark = pytest.mark.browser

PAGE = "/console/zones/new/"
TEMPLATE, TOWN, NAME = "telemedicine", "202134", "北信 遠隔診療の特区"
MAKE = "main form [type=submit]:not([name])"
MOST_FIELDS = 12
DAY = re.compile(r"(令和|平成)\d+年\d+月\d+日")


@pytest.fixture
def clerk(full_site, people):
    """Who administers the zones of the city of Tōmi, on the page for a new zone."""
    one = people(full_site, "tomi-administrator")
    return one.go("/console/zones/").follow(PAGE)


def _choose_place(clerk, code, query):
    """Search as a person without patience does: by the button; then choose from the list."""
    clerk.fill({"q": query}).submit("main [name=search]")
    clerk.fill({"municipality": code})


def _places(clerk):
    found = clerk.page.locator("main [name=municipality]").all()
    return [choice.get_attribute("value") for choice in found]


def test_incomplete_form_is_refused_beside_the_fields_and_keeps_the_rest(full_site, clerk):
    zones = full_site.read("/zones/").count(b"/zones/")
    clerk.fill({"name": NAME}).submit(MAKE, status=422)
    assert clerk.path == PAGE
    assert "ひな型" in clerk.page.inner_text("[data-error-summary] a[href='#id_template']")
    assert clerk.page.inner_text("#id_template .field__errors")
    assert clerk.value("name") == NAME

    clerk.fill({"template": TEMPLATE})
    _choose_place(clerk, "011002", "札幌市")
    clerk.submit(MAKE, status=422)
    assert clerk.sees("[data-error-summary] a[href='#id_municipality']")
    assert clerk.page.inner_text("#id_municipality .field__errors")
    assert not clerk.sees("#id_template .field__errors")
    assert clerk.value("name") == NAME
    assert clerk.sees(f"main [name=template][value={TEMPLATE}]:checked")
    assert clerk.sees("main [name=municipality][value='011002']:checked")
    assert full_site.read("/zones/").count(b"/zones/") == zones


def test_one_clerk_founds_a_zone_that_anybody_reads(full_site, people, clerk):
    asked = clerk.page.locator("main form").locator("input:not([type=hidden]), select, textarea")
    names = set(asked.evaluate_all("fields => fields.map(field => field.name)"))
    assert names == {"template", "q", "municipality", "name"}
    assert len(names) <= MOST_FIELDS

    clerk.fill({"template": TEMPLATE})
    _choose_place(clerk, TOWN, "いいやま")
    assert _places(clerk) == [TOWN]
    assert clerk.sees(f"main [name=template][value={TEMPLATE}]:checked")
    flags = {
        code: clerk.page.inner_text(f"#places [data-flag={code}]") for code in ("small", "kaso")
    }
    clerk.submit(MAKE)
    assert re.fullmatch(r"/console/zones/\d+/", clerk.path)
    public = "/zones/iiyama-shi-telemedicine/"
    assert clerk.sees(f"main a[href='{public}']")

    anybody = people(full_site, phone=True)
    anybody.go("/zones/").follow(public)
    assert anybody.path == public
    for code, words in flags.items():
        flag = anybody.page.locator(f"main [data-flag={code}][data-met=yes]")
        assert flag.inner_text() == words
        assert DAY.search(words)
    assert "飯山市" in anybody.text()
    wide = anybody.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide
    assert anybody.sees("main [data-status=concept]")
