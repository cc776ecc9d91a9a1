"""Which offices an application concerns, kept beside it so that an office's list is one index."""

import re
from typing import Any

from django.db import connection, models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from applications.models.application import Application
from zones.models import Organisation

WHOLE_NUMBER = re.compile(r"(20\d{2})(\d{6,7})")


class Grams(models.Lookup):
    """The words of a text contain all pairs of letters; only PostgreSQL has an index for it."""

    lookup_name = "has_grams"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Return the condition in the words of the index."""
        left, params = self.process_lhs(compiler, connection)
        return f"string_to_array({left}, ' ') @> %s", [*params, list(self.rhs)]


models.TextField.register_lookup(Grams)


class GramIndex(models.Index):
    """The index behind ``has_grams``: on PostgreSQL alone."""

    def create_sql(self, model: Any, schema_editor: Any, using: str = "", **kwargs: Any) -> Any:
        """Return the statement that makes the index, or one that does nothing."""
        if schema_editor.connection.vendor != "postgresql":
            return "SELECT 1"
        table = schema_editor.quote_name(model._meta.db_table)
        column = schema_editor.quote_name(self.fields[0])
        name = schema_editor.quote_name(self.name)
        return f"CREATE INDEX {name} ON {table} USING gin (string_to_array({column}, ' '))"

    def remove_sql(self, model: Any, schema_editor: Any, **kwargs: Any) -> Any:
        """Return the statement that removes the index, or one that does nothing."""
        if schema_editor.connection.vendor != "postgresql":
            return "SELECT 1"
        return f"DROP INDEX IF EXISTS {schema_editor.quote_name(self.name)}"


def grams_of(text: str) -> list[str]:
    """Return the overlapping pairs of a folded text's words, once each."""
    pairs = (word[n : n + 2] for word in text.split() for n in range(len(word) - 1))
    return list(dict.fromkeys(pairs))


class ApplicationText(models.Model):
    """The folded words by which an application is found: number, title, company."""

    application = models.OneToOneField(
        Application, on_delete=models.CASCADE, primary_key=True, related_name="text"
    )
    words = models.CharField(max_length=500)
    grams = models.TextField()

    class Meta:
        verbose_name = _("searchable text")
        verbose_name_plural = _("searchable texts")
        indexes = [GramIndex(fields=["grams"], name="application_grams")]

    def __str__(self) -> str:
        return self.words


class ConcernQuerySet(models.QuerySet["Concern"]):
    """Questions about an office's applications."""

    def of_offices(self, offices: Any) -> "ConcernQuerySet":
        """Return one row per application for a person of these offices: the one that knows most."""
        rows = self.filter(office__in=offices)
        if len(offices) < 2:
            return rows
        other = Concern.objects.filter(application=OuterRef("application"), office__in=offices)
        inside = other.filter(inside=True)
        earlier = other.filter(inside=OuterRef("inside"), office__lt=OuterRef("office"))
        return rows.exclude(Exists(earlier)).exclude(Q(inside=False) & Exists(inside))

    def containing(self, text: str) -> "ConcernQuerySet":
        """Return the rows whose number, title or company contains a folded text."""
        if number := WHOLE_NUMBER.fullmatch(text):
            return self.filter(application__number="-".join(number.groups()))
        found = self.filter(application__text__words__contains=text)
        pairs = grams_of(text)
        if connection.vendor == "postgresql" and pairs:
            found = found.filter(application__text__grams__has_grams=pairs)
        return found


class Concern(models.Model):
    """An office that an application concerns, with what its list filters by.

    ``state`` is the state as this office may know it: a determination not yet disclosed shows only
    ``inside``. Derived from the case and written anew with every step on it.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="concerns")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    zone = models.ForeignKey("zones.Zone", on_delete=models.PROTECT, related_name="+")
    examiner = models.ForeignKey(
        "casework.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    inside = models.BooleanField()
    state = models.CharField(max_length=30)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        verbose_name = _("office concerned")
        verbose_name_plural = _("offices concerned")
        constraints = [
            models.UniqueConstraint(fields=["application", "office"], name="concern_once")
        ]
        indexes = [
            models.Index(fields=["office", "-application"], name="concern_newest"),
            models.Index(fields=["office", "zone", "-application"], name="concern_zone"),
            models.Index(fields=["office", "state", "-application"], name="concern_state"),
            models.Index(
                fields=["office", "zone", "state", "-application"], name="concern_zone_state"
            ),
            models.Index(
                fields=["office", "examiner", "-application"],
                condition=Q(examiner__isnull=False),
                name="concern_examiner",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} @ {self.office_id}"
