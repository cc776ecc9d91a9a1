"""The finder: plain words, half words, articles, places; usual times; what it hands on."""

from datetime import timedelta

import pytest

from applications.finder import finding, index
from applications.finder.durations import Usual, durations, usual
from applications.finder.words import articles_in, ask, number, synonyms, words_in
from applications.models import Application, Exemption
from applications.models.finder import ExemptionText
from casework import clock
from tests import factories as make
from tests.zones.planning import announced_call
from zones.models import Municipality, SpecialMeasure, Zone
from zones.reference import load_reference

FIND = "/apply/find/"


@pytest.fixture
def reference(db):
    load_reference()


def codes(text, **chosen):
    asked = ask(text)
    measures = finding.all_measures(clock.today())
    return [f.measure.pk for f in finding.find_measures(measures, asked, chosen) if f.is_whole]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ドローンで荷物", ("ドローン", "荷物")),
        ("ﾄﾞﾛｰﾝ", ("ドローン",)),
        ("どぶろく", ("ドブロク",)),
        ("無人バスを走らせたい", ("無人", "バス")),
        ("航空法 第132条の86", ("航空法",)),
        ("規制の特例", ("規制", "特例")),
        ("自動運転の規制", ("自動運転",)),
        ("SMS で通知", ("sms", "通知")),
        ("", ()),
        ("、。", ()),
    ],
)
def test_a_question_is_cut_where_the_script_changes(text, words):
    assert words_in(text) == words


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        ("第39条", [(39, None)]),
        ("39条", [(39, None)]),
        ("第百三十二条の八十六", [(132, 86)]),
        ("航空法第132条の85・86、電波法", [(132, 85), (132, 86)]),
        ("第78条・第79条", [(78, None), (79, None)]),
        ("第１３２条の８６", [(132, 86)]),
        ("条件", []),
    ],
)
def test_articles_are_read_in_digits_and_in_kanji(text, articles):
    assert articles_in(text) == articles


@pytest.mark.parametrize(
    ("text", "value"), [("十", 10), ("二十", 20), ("百三十二", 132), ("千五", 1005), ("〇", 0)]
)
def test_kanji_numbers(text, value):
    assert number(text) == value


def test_the_longer_plain_word_wins():
    assert [word for word, _terms in ask("無人バス").related] == ["無人バス"]


def test_every_plain_word_leads_to_terms_and_names_its_source():
    from applications.finder.words import SYNONYMS

    rows = SYNONYMS.read_text(encoding="utf-8").splitlines()
    assert all(synonyms().values())
    assert {row.rsplit(",", 1)[1] for row in rows[1:]} == {"編集部"}
    assert len(rows) - 1 == len(synonyms())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("車両法第41条", ["RC22"]),
        ("航空法 第132条の86", ["RC22"]),
        ("航空法第百三十二条の八十六", ["RC22"]),
        ("どぶろく", ["RC26", "RC27"]),
        ("農地法 第3条第2項", ["RC09", "RC20", "RC25", "RC34"]),
        ("ブロックチェーン", ["RC38"]),
        ("ﾌﾞﾛｯｸﾁｪｰﾝ", ["RC38"]),
        ("ぶろっくちぇーん", ["RC38"]),
        ("チェーン", ["RC38"]),
        ("航空法 第39条", []),
        ("存在しない規則", []),
    ],
)
def test_measures_are_found_by_what_blocks(reference, text, found):
    assert sorted(codes(text)) == found


def test_what_says_the_word_itself_comes_before_what_it_means_in_law(reference):
    assert codes("どぶろく") == ["RC26", "RC27"]
    assert codes("お酒 清酒")[0] == "RC27"


@pytest.mark.parametrize("text", ["ドローンで荷物", "無人バス", "空飛ぶクルマ"])
def test_plain_words_lead_to_the_sandbox_of_vehicles_and_drones(reference, text):
    measures = finding.all_measures(clock.today())
    first = finding.find_measures(measures, ask(text), {})
    assert "RC22" in [f.measure.pk for f in first]


def test_filters_narrow_by_sector_and_law(reference):
    assert codes("", sector="finance") == ["RC37", "RC38"]
    assert codes("", law="航空法") == ["RC22"]
    assert codes("農地", sector="finance") == []


def test_exemptions_are_found_as_soon_as_they_are_disclosed(town, ministry, company):
    asked = ask("ﾄﾞﾛｰﾝ 航空法 第132条の86")
    decided = make.decide(make.make_draft(town, ministry, company), ministry, town)
    assert finding.find_exemptions(asked, {}, clock.today()) == []
    make.step(decided.measures.get(), "disclose", ministry.approver)
    granted = Exemption.objects.get()
    assert finding.find_exemptions(asked, {}, clock.today()) == [granted]
    assert finding.find_exemptions(ask("第132条の85"), {}, clock.today()) == []
    assert finding.find_exemptions(ask("32条"), {}, clock.today()) == []


def test_the_nightly_refresh_folds_all_words_anew(town, ministry, company):
    granted = make.make_exemption(town, ministry, company)
    index.catch_up()
    ExemptionText.objects.update(search_text="古い")
    index.catch_up()
    assert ExemptionText.objects.get().search_text == "古い"
    assert index.refresh_words.call() == 1
    assert ExemptionText.objects.get().search_text == index.words_of(granted)


def test_zones_are_found_by_place(reference, town):
    yabu = Zone.objects.get(slug="town")
    yabu.municipalities.set([Municipality.objects.get(code="282227")])
    other = make.make_town("other", "別の町役場").zone
    other.municipalities.set([Municipality.objects.get(code="131016")])
    today = clock.today()

    def found(**chosen):
        return [z.slug for z in finding.find_zones(ask(""), chosen, [], today)]

    assert found() == ["other", "town"]
    assert found(prefecture="28") == found(town="やぶ") == found(kaso=True) == ["town"]
    assert found(small=True) == ["town"]
    assert found(town="やぶ", prefecture="13") == []
    assert [z.slug for z in finding.zones_named("養父", today)] == ["town"]
    assert [z.slug for z in finding.zones_named("兵庫 やぶ", today)] == ["town"]
    assert finding.zones_named("存在しない町", today) == []


def test_zones_that_offer_what_was_found_come_alone(reference, town):
    other = make.make_town("other", "別の町役場").zone
    other.measures.add(SpecialMeasure.objects.get(pk="RC26"))
    today = clock.today()
    asked = ask("どぶろく")
    found = finding.find_measures(finding.all_measures(today), asked, {})
    assert [z.slug for z in finding.find_zones(asked, {}, found, today)] == ["other"]
    assert found[0].zones == [other]


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ([], None),
        ([10, 20, 30, 40], None),
        ([10, 20, 30, 40, 50], Usual(30, 50, 5)),
        (list(range(1, 21)), Usual(10, 18, 20)),
    ],
)
def test_usual_time_is_median_and_nearest_rank_of_nine_tenths(days, told):
    assert usual(days) == told


def disclosed(case, days, at):
    Application.objects.filter(pk=case.pk).update(
        arrived_at=at - timedelta(days=days), disclosed_at=at
    )


def test_usual_time_counts_disclosed_cases_only_by_zone_and_procedure(town, ministry, company):
    at = clock.now()
    for days in (10, 20, 30, 40, 50):
        case = make.disclose(make.make_draft(town, ministry, company), ministry, town)
        disclosed(case, days, at)
    other = make.make_town("other", "別の町役場")
    elsewhere = make.disclose(make.make_draft(other, ministry, company), ministry, other)
    disclosed(elsewhere, 100, at)
    make.decide(make.make_draft(town, ministry, company), ministry, town)
    old = make.disclose(make.make_draft(town, ministry, company), ministry, town)
    disclosed(old, 1, at - timedelta(days=3 * 365 + 1))
    known = durations(["plan"])
    assert known.of("plan", town.zone.pk) == Usual(30, 50, 5)
    assert known.of("plan") == Usual(35, 100, 6)
    assert (known.of("plan", other.zone.pk), known.of("other")) == (None, None)


def test_page_is_public_and_shows_open_zones_first(client, town):
    page = client.get(FIND)
    assert page.status_code == 200
    assert [row["zone"].slug for row in page.context["zones"]] == ["town"]
    assert (page.context["measures"], page.context["exemptions"]) == ([], [])


def test_htmx_gets_the_results_alone(client, town):
    whole = client.get(FIND, {"q": "航空法"}).content.decode()
    part = client.get(FIND, {"q": "航空法"}, headers={"HX-Request": "true"}).content.decode()
    assert ("<html" in whole, "<html" in part) == (True, False)
    assert part.strip() in whole


def test_an_unknown_filter_is_said_and_left_out(client, town):
    page = client.get(FIND, {"sector": "nothing", "q": "航空法"})
    assert page.status_code == 200
    assert set(page.context["form"].errors) == {"sector"}
    assert page.context["chosen"] == {"q": "航空法"}


def test_results_hand_on_the_measure_and_the_words(client, reference, town):
    town.zone.measures.add(SpecialMeasure.objects.get(pk="RC26"))
    html = client.get(FIND, {"q": "酒税法 第7条"}).content.decode()
    assert "/apply/new/?zone=town&amp;measure=RC26" in html
    assert "/apply/consultations/new/?zone=town&amp;article=" in html


def test_no_match_leads_to_asking(client, reference, town):
    html = client.get(FIND, {"q": "存在しない規則"}).content.decode()
    assert "/apply/consultations/new/?q=" in html


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"q": "予約"}, True),
        ({"q": "ﾊｲｼｬ 配車"}, True),
        ({"q": "どぶろく"}, False),
        ({"kaso": "on"}, False),
        ({}, False),
    ],
)
def test_a_call_is_found_by_its_words_and_its_place(client, reference, town, asked, shown):
    Municipality.objects.filter(zones=town.zone).update(kaso="none")
    announced_call(town.zone)
    announced_call(town.zone, title="終わった公募", closes_on=clock.today() - timedelta(days=1))
    html = client.get(FIND, asked).content.decode()
    assert ("移動の運営者" in html) is shown
    assert "終わった公募" not in html


@pytest.mark.parametrize("rows", [1, 3])
def test_finder_costs_the_same_for_any_number_of_rows(
    client, reference, town, ministry, company, django_assert_num_queries, rows
):
    for number_ in range(rows):
        zone = make.make_town(f"zone{number_}", "役場").zone
        zone.measures.add(SpecialMeasure.objects.get(pk="RC22"))
        make.make_exemption(town, ministry, company)
        announced_call(zone, text="ドローンの運航")
    index.catch_up()
    with django_assert_num_queries(16):
        client.get(FIND, {"q": "ドローン 航空法"})
