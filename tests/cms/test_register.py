"""The public register: what it finds, what it says, what it keeps to itself."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from applications.models import Exemption
from casework import clock
from cms.register import finding
from cms.register.words import changes, sources_of
from tests import factories
from tests.cms.conftest import another_exemption
from zones.models import SpecialMeasure
from zones.source_words import said


def soup(response, status=200):
    """Parse an answer of the status expected."""
    assert response.status_code == status, response.status_code
    return BeautifulSoup(response.content, "html.parser")


def measures_on(page):
    """Return the codes of the historical measures on a page."""
    links = [a["href"] for a in page.select(".exemption__title a")]
    return [href.split("/")[-2] for href in links if "/measures/" in href]


def exemptions_on(page):
    """Return the numbers of the exemptions on a page."""
    links = [a["href"] for a in page.select(".exemption__title a")]
    return [href.split("/")[-2] for href in links if "/exemptions/" in href]


@pytest.fixture
def page_of(client):
    """Ask the register with filters."""
    return lambda **filters: soup(client.get(reverse("register"), filters))


def test_register_lists_all_forty_measures(reference, page_of):
    """Each once, by code."""
    codes = measures_on(page_of())
    assert codes == [f"RC{number:02d}" for number in range(1, 41)]


@pytest.mark.parametrize(
    ("filters", "codes"),
    [
        ({"outcome": "narrowed"}, ["RC10"]),
        ({"law": "航空法"}, ["RC22"]),
        ({"q": "RC09"}, ["RC09"]),
        ({"q": "ﾄﾞﾌﾞﾛｸ"}, ["RC26"]),
        ({"q": "国有林 仙北"}, ["RC15"]),
        ({"q": "存在しない言葉"}, []),
        ({"sector": "finance"}, ["RC37", "RC38"]),
        ({"outcome": "verdict-nationwide"}, []),
    ],
)
def test_filters_in_the_address_find_measures(reference, page_of, filters, codes):
    """Half a word in any script is enough."""
    assert measures_on(page_of(**filters)) == codes


def test_measures_are_found_by_zone(reference, town, page_of):
    """By the zones in which they were used."""
    town.zone.measures.add("RC09", "RC25")
    assert measures_on(page_of(zone="town")) == ["RC09", "RC25"]


def test_unknown_filter_is_named_and_ignored(reference, page_of):
    """The answer names the field; the list stays."""
    page = page_of(law="なんとか法")
    assert page.select_one('.error-summary a[href="#id_law"]')
    assert len(measures_on(page)) == 40


@pytest.mark.parametrize("field", ["q", "zone", "law", "sector", "outcome"])
def test_nul_character_is_refused_not_an_error(reference, client, field):
    """PostgreSQL cannot hold it."""
    assert client.get(reverse("register"), {field: "a\x00b"}).status_code == 200


@pytest.mark.parametrize(
    ("filters", "is_found"),
    [
        ({}, True),
        ({"q": "ﾄﾞﾛｰﾝ"}, True),
        ({"q": "どろーん"}, True),
        ({"q": "夜間 配送"}, True),
        ({"q": "自動運転"}, False),
        ({"zone": "town"}, True),
        ({"outcome": "narrowed"}, False),
        ({"outcome": "verdict-nationwide"}, False),
        ({"sector": "food"}, False),
    ],
)
def test_filters_find_exemptions(reference, exemption, page_of, filters, is_found):
    """By words, zone, sector, verdict."""
    found = exemptions_on(page_of(**filters))
    assert found == ([exemption.public_number] if is_found else [])


def test_exemptions_page_by_key(town, ministry, company, monkeypatch):
    """None twice, none lost; a key that is no number begins anew."""
    monkeypatch.setattr(finding, "EXEMPTIONS_PER_PAGE", 2)
    made = [another_exemption(town, ministry, company, title=f"{n}") for n in range(3)]
    first = finding.find_exemptions({})
    second = finding.find_exemptions({}, after=first.next)
    assert [line.exemption for line in first.lines + second.lines] == made[::-1]
    assert (first.next, second.next) == (str(made[1].pk), "")
    assert finding.find_exemptions({}, after="x").lines[0].exemption == made[2]


def test_undisclosed_determination_is_not_on_the_register(town, ministry, company, client):
    """Nothing tells that somebody has decided."""
    draft = factories.make_draft(town, ministry, company)
    before = client.get(reverse("register")).content
    factories.decide(draft, ministry, town)
    assert client.get(reverse("register")).content == before


@pytest.mark.parametrize("rows", [1, 3])
def test_register_costs_the_same_whatever_it_lists(
    rows, reference, town, ministry, company, client, django_assert_num_queries
):
    """Measures with laws and zones, zones, exemptions, verdicts."""
    for number in range(rows):
        another_exemption(town, ministry, company, title=f"{number}")
    with django_assert_num_queries(5):
        client.get(reverse("register"))


def test_measure_page_links_law_and_names_what_is_unverified(reference, client):
    """The law leads to e-Gov; the start of RC10 is general knowledge only."""
    page = soup(client.get(reverse("register_measure", args=["RC10"])))
    assert page.select_one('a[href="https://laws.e-gov.go.jp/law/323AC0000000138"]')
    assert len(page.select(".description-list [data-unverified]")) == 1
    assert "general knowledge" not in page.text


def test_every_measure_has_its_page(reference, client):
    """None of the forty fails, none shows the reviewers' English mark."""
    for code in SpecialMeasure.objects.values_list("pk", flat=True):
        page = soup(client.get(reverse("register_measure", args=[code])))
        assert "general knowledge" not in page.text


@pytest.mark.parametrize("path", ["measures/RC99/", "exemptions/T1999-00001/"])
def test_unknown_entry_is_not_found(reference, client, path):
    """404."""
    assert client.get(f"/register/{path}").status_code == 404


def test_exemption_page_shows_asked_beside_granted(town, ministry, company, client):
    """Both texts, what was changed, and the coded reason."""
    granted = "昼間の目視外飛行について、補助者の配置に代えて遠隔監視装置によることができる。"
    inputs = factories.grant_inputs(
        outcome="with_changes",
        text_granted=granted,
        reason_codes=["safety"],
        reasons="夜間は危ない。",
    )
    draft = factories.make_draft(town, ministry, company)
    exemption = factories.disclose(draft, ministry, town, **inputs).exemptions.get()
    page = soup(client.get(reverse("register_exemption", args=[exemption.public_number])))
    texts = [box.text.strip() for box in page.select(".text-box__text")]
    assert texts == [exemption.measure.text_asked, granted]
    assert "夜間" in page.select_one("del").text
    assert "昼間" in page.select_one("ins").text
    assert "夜間は危ない。" in page.text


@pytest.mark.parametrize(
    ("days", "code"), [(-1, "not_begun"), (0, "in_force"), (365, "in_force"), (366, "over")]
)
def test_exemption_page_answers_for_a_day(running, client, days, code):
    """Is it in force on that day?"""
    day = running.starts_on + timedelta(days=days)
    address = reverse("register_exemption", args=[running.public_number])
    page = soup(client.get(address, {"on": day.isoformat()}))
    assert page.select_one("[data-standing]")["data-standing"] == code


@pytest.mark.parametrize("on", ["abc", "2026-13-01", "2026/11/23", "99999-01-01"])
def test_unreadable_day_is_named_and_nothing_is_lost(running, client, on):
    """422, the field is named, the page still answers for today."""
    address = reverse("register_exemption", args=[running.public_number])
    page = soup(client.get(address, {"on": on}), 422)
    assert page.select_one('.error-summary a[href="#id_on"]')
    assert page.select_one("[name=on]")["value"] == on
    assert page.select_one("[data-standing]")["data-standing"] == "in_force"


def test_exemption_page_does_not_tell_of_a_hearing(running, ministry, client):
    """A hearing before revocation is between authority and holder: outside, it is suspended."""
    hearing = {"hearing_on": clock.today() + timedelta(days=30), "place": "第1会議室"}
    called = factories.step(
        running, "open_hearing", ministry.approver, reasons="条件に違反した。", **hearing
    )
    assert called.status == "revocation_hearing"
    page = soup(client.get(reverse("register_exemption", args=[running.public_number])))
    assert page.select_one("[data-standing]")["data-standing"] == "suspended"
    assert "条件に違反した。" not in page.text
    assert "revocation_hearing" not in str(page)


@pytest.mark.parametrize("rows", [1, 3])
def test_exemption_page_costs_the_same(rows, running, client, django_assert_num_queries):
    """Whatever the number of conditions."""
    for number in range(2, rows + 1):
        running.conditions.create(number=number, text=f"条件{number}")
    with django_assert_num_queries(16):
        client.get(reverse("register_exemption", args=[running.public_number]))


def test_accepted_reports_alone_are_listed(running, company, client):
    """What is due or returned is not public."""
    address = reverse("register_exemption", args=[running.public_number])
    assert running.reports.count() > 0
    assert soup(client.get(address)).select("main .link-list li") == []


def test_exemption_number_is_public_only_from_disclosure(exemption):
    """The exemption did not exist before."""
    assert Exemption.objects.get().granted_on == clock.today()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2016 (general knowledge)", "2016"),
        ("", ""),
        ("全国制度化 (general knowledge, unverified)", "全国制度化"),
    ],
)
def test_said_drops_the_mark_for_general_knowledge(text, words):
    """The page says 未検証 in its own place."""
    assert said(text) == words


def test_sources_are_parted_and_linked():
    """An address becomes a link that names its site; a law text names its date."""
    text = "https://www.city.yabu.hyogo.jp/a.html ; e-Gov text as stored in store:x (snapshot 2026-06): A1"
    first, second = sources_of(text)
    assert first == {
        "label": "www.city.yabu.hyogo.jp",
        "url": "https://www.city.yabu.hyogo.jp/a.html",
    }
    assert second["url"] == ""
    assert "2026-06" in second["label"]
    assert "A1" in second["label"]


def test_changes_name_what_was_cut_and_added():
    """Put together again, the pieces are both texts."""
    asked, granted = "夜間に補助者なしで飛行できる。", "夜間に補助者1名で飛行できる。"
    pieces = changes(asked, granted)
    assert "".join(text for kind, text in pieces if kind != "added") == asked
    assert "".join(text for kind, text in pieces if kind != "removed") == granted


def test_changes_of_unlike_texts_are_not_marked():
    """Marks would not help."""
    assert changes("夜間に飛行できる。", "車両の基準を緩める。") is None
