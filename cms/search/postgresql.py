"""The bigram backend on PostgreSQL tsvector; needs no extension and no dictionary."""

from typing import Any

from django.contrib.postgres.search import SearchQuery
from modelsearch.backends.database.postgres import postgres as stock
from modelsearch.query import Phrase, PlainText

from cms.search.bigrams import Term, for_index, terms_of


class ObjectIndexer(stock.ObjectIndexer):
    """Writes the bigrams of a text into the index in place of the text."""

    def prepare_value(self, value: Any) -> str:
        """Return the tokens of a text, a list or a table of texts."""
        found = super().prepare_value(value)
        return for_index(found) if isinstance(value, str) else found


# The index class takes the name from its module, so that this is the only place to put ours.
stock.ObjectIndexer = ObjectIndexer


def tsquery(term: Term) -> str:
    """Return the raw tsquery of one term; tokens hold letters and digits only, so none is escaped."""
    last = len(term.tokens) - 1
    marks = [":*" if term.is_prefix and i == last else "" for i in range(last + 1)]
    return "(" + " <-> ".join(f"'{t}'{m}" for t, m in zip(term.tokens, marks, strict=True)) + ")"


class Bigrams:
    """What the compilers for searching and for suggesting share.

    ``fields=`` is dropped: PostgreSQL would cut the raw column into words when asked.
    """

    def __init__(self, queryset: Any, query: Any, fields: Any = None, **options: Any) -> None:
        super().__init__(queryset, query, fields=None, **options)

    def build_tsquery_content(self, query: Any, config: Any = None, invert: bool = False) -> Any:
        """Return the tsquery of a question; None when it asks for nothing."""
        if not isinstance(query, PlainText | Phrase):
            return super().build_tsquery_content(query, config=config, invert=invert)
        terms = terms_of(query.query_string, last_is_prefix=self.LAST_TERM_IS_PREFIX)
        if not terms:
            return None
        all_must = isinstance(query, Phrase) or query.operator == "and"
        raw = (" & " if all_must else " | ").join(map(tsquery, terms))
        return SearchQuery(f"!({raw})" if invert else raw, search_type="raw", config=config)

    def search(self, *args: Any, **options: Any) -> Any:
        """Return what matches; nothing when the question holds neither letters nor digits."""
        if isinstance(self.query, PlainText | Phrase) and not terms_of(self.query.query_string):
            return self.queryset.none()
        return super().search(*args, **options)


class QueryCompiler(Bigrams, stock.PostgresSearchQueryCompiler):
    """Searches."""


class AutocompleteQueryCompiler(Bigrams, stock.PostgresAutocompleteQueryCompiler):
    """Suggests while somebody types."""


class SearchBackend(stock.PostgresSearchBackend):
    """Wagtail's backend on PostgreSQL, with bigrams and without stemming."""

    query_compiler_class = QueryCompiler
    autocomplete_query_compiler_class = AutocompleteQueryCompiler

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__({"SEARCH_CONFIG": "simple", **params})
