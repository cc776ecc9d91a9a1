"""The bigram backend on SQLite FTS5."""

from functools import reduce
from typing import Any

from modelsearch.backends.database.sqlite import sqlite as stock
from modelsearch.backends.database.sqlite.query import Lexeme, SearchQueryExpression
from modelsearch.query import Phrase, PlainText

from cms.search.bigrams import for_index, terms_of


class ObjectIndexer(stock.ObjectIndexer):
    """Writes the bigrams of a text into the index in place of the text."""

    def prepare_value(self, value: Any) -> str:
        """Return the tokens of a text, a list or a table of texts."""
        found = super().prepare_value(value)
        return for_index(found) if isinstance(value, str) else found


# The index class takes the name from its module, so that this is the only place to put ours.
stock.ObjectIndexer = ObjectIndexer


class Bigrams:
    """What the compilers for searching and for suggesting share.

    ``fields=`` is dropped: an FTS5 table has only title and body, other names are an error there.
    Relevance is dropped: its subquery takes minutes at 20,000 hits; the order is the newest first.
    """

    def __init__(self, queryset: Any, query: Any, fields: Any = None, **options: Any) -> None:
        super().__init__(queryset, query, fields=None, **{**options, "order_by_relevance": False})

    def build_search_query_content(self, query: Any, config: Any = None) -> Any:
        """Return the FTS5 expression of a question; None when it asks for nothing."""
        if not isinstance(query, PlainText | Phrase):
            return super().build_search_query_content(query, config=config)
        terms = terms_of(query.query_string, last_is_prefix=self.LAST_TERM_IS_PREFIX)
        lexemes = [Lexeme(" ".join(term.tokens), prefix=term.is_prefix) for term in terms]
        if not lexemes:
            return None
        any_will_do = isinstance(query, PlainText) and query.operator.upper() == "OR"
        joined = reduce(lambda a, b: a | b if any_will_do else a & b, lexemes)
        return SearchQueryExpression(joined, config=config)

    def search(self, *args: Any, **options: Any) -> Any:
        """Return what matches; nothing when the question holds neither letters nor digits."""
        if isinstance(self.query, PlainText | Phrase) and not terms_of(self.query.query_string):
            return self.queryset.none()
        return super().search(*args, **options)


class QueryCompiler(Bigrams, stock.SQLiteSearchQueryCompiler):
    """Searches."""


class AutocompleteQueryCompiler(Bigrams, stock.SQLiteAutocompleteQueryCompiler):
    """Suggests while somebody types."""


class SearchBackend(stock.SQLiteSearchBackend):
    """Wagtail's backend on SQLite, with bigrams."""

    query_compiler_class = QueryCompiler
    autocomplete_query_compiler_class = AutocompleteQueryCompiler
