"""Search in Japanese: bigrams, and what they find in pages on the database in use."""

import json

import pytest
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.index import get_indexed_models
from wagtail.search.query import MATCH_ALL, And, Not, Or, Phrase, PlainText

from cms.models import NewsIndexPage, NewsPage
from cms.search import SearchBackend
from cms.search.bigrams import Term, fold, for_index, terms_of
from cms.seed import add_page


@pytest.fixture
def news(site):
    """Three pieces of news in the words that users look for."""
    index = NewsIndexPage.objects.get()
    texts = {
        "bus": ("自動運転バスの実証", "山間部を走ります。"),
        "drone": ("薬を運ぶ", "ドローンで夜間に配送します。ABC-12 型を使います。"),
        "farm": ("農地の話", "法人が農地を持ちます。"),
    }
    for slug, (title, text) in texts.items():
        body = [{"type": "text", "value": f"<p>{text}</p>"}]
        add_page(index, NewsPage(slug=slug, title=title, body=json.dumps(body)))


def found(query, **options):
    """Return the slugs of the news that a question finds."""
    hits = {page.slug for page in NewsPage.objects.search(query, **options)}
    return hits & {"bus", "drone", "farm"}


def test_for_index_cuts_japanese_runs_into_pairs():
    """Foreign words stay whole."""
    assert for_index("自動運転 ABC-12型") == "自動 動運 運転 転 abc 12 型"


@pytest.mark.parametrize(
    ("written", "folded"), [("ﾄﾞﾛｰﾝ", "ドローン"), ("どろーん", "ドローン"), ("ＡＢＣ", "abc")]
)
def test_fold_makes_one_spelling(written, folded):
    """Width, case and kana script do not matter."""
    assert fold(written) == folded


def test_terms_stand_side_by_side_and_single_characters_are_beginnings():
    """A phrase of pairs, a prefix, and a whole foreign word."""
    assert terms_of("自動運転 村 abc") == [
        Term(("自動", "動運", "運転")),
        Term(("村",), is_prefix=True),
        Term(("abc",)),
    ]


def test_terms_of_nothing_searchable_are_empty():
    """Marks are not asked for."""
    assert terms_of("！？ ・・・ '\"*") == []


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("運転", {"bus"}),
        ("自動運転", {"bus"}),
        ("動転", set()),
        ("ﾄﾞﾛｰﾝ", {"drone"}),
        ("どろーん", {"drone"}),
        ("ＡＢＣ", {"drone"}),
        ("農", {"farm"}),
        ("法人 農地", {"farm"}),
        ("法人 運転", set()),
        ("！？", set()),
        ("'); DROP TABLE--", set()),
    ],
)
def test_pages_are_found_by_half_words(news, query, slugs):
    """On SQLite and on PostgreSQL alike."""
    assert found(query) == slugs


@pytest.mark.parametrize("fields", [["title"], ["company"], ["published_on"]])
def test_fields_are_ignored_rather_than_an_error(news, fields):
    """Stock SQLite answers other names than title and body with an error."""
    assert found("運転", fields=fields) == {"bus"}


def test_composed_questions_are_answered(news):
    """And, or, not, phrase, everything."""
    assert found(PlainText("運転 農地", operator="or")) == {"bus", "farm"}
    assert found(Or([PlainText("運転"), PlainText("配送")])) == {"bus", "drone"}
    assert found(And([PlainText("夜間"), PlainText("配送")])) == {"drone"}
    assert found(Phrase("夜間に配送")) == {"drone"}
    assert found(Not(PlainText("運転"))) == {"drone", "farm"}
    assert found(MATCH_ALL) == {"bus", "drone", "farm"}


def test_suggestions_complete_the_word_being_typed(news):
    """Titles are suggested."""
    hits = Page.objects.autocomplete("自動")
    assert [page.slug for page in hits] == ["bus"]


def test_results_are_ordered_without_relevance_on_request(news):
    """The newest comes first where relevance is not asked for."""
    hits = NewsPage.objects.search("実証", order_by_relevance=False)
    assert [page.pk for page in hits] == sorted((page.pk for page in hits), reverse=True)


def test_the_bigram_backend_is_the_one_in_use():
    """Settings name it."""
    assert isinstance(get_search_backend(), SearchBackend)


def test_no_case_is_indexed():
    """Only what editors publish: pages, pictures, documents."""
    apps = {model._meta.app_label for model in get_indexed_models()}
    assert apps == {"cms", "wagtailcore", "wagtailimages", "wagtaildocs"}
