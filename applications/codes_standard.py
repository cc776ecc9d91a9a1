"""Codes of standard measures: how the origin of a package was judged, and what a package prefills."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OriginVerdict(models.TextChoices):
    """How what a package comes from ended; failures and silence are said aloud, never left out."""

    NATIONWIDE = "nationwide", pgettext_lazy("origin", "Became nationwide law")
    PARTLY = "partly", pgettext_lazy("origin", "Became nationwide in part")
    CONTINUE = "continue", pgettext_lazy("origin", "Continues in zones")
    CORRECT = "correct", pgettext_lazy("origin", "To be corrected")
    ABOLISH = "abolish", pgettext_lazy("origin", "Failed: to be abolished")
    INCONCLUSIVE = "inconclusive", pgettext_lazy("origin", "Cannot be judged")
    NARROWED = "narrowed", pgettext_lazy("origin", "Narrowed")
    TRANSFERRED = "transferred", pgettext_lazy("origin", "Moved to another programme")
    CLARIFIED = "clarified", pgettext_lazy("origin", "Settled by interpretation")
    SUPERSEDED = "superseded", pgettext_lazy("origin", "Superseded")
    NONE = "none", pgettext_lazy("origin", "No verdict yet")


# Outcomes of the reference data that have another name here; the others are called the same.
OUTCOMES = {
    "partly_nationwide": OriginVerdict.PARTLY,
    "continuing": OriginVerdict.CONTINUE,
    "granted": OriginVerdict.NONE,
}
FAILURES = frozenset({OriginVerdict.ABOLISH, OriginVerdict.CORRECT, OriginVerdict.NARROWED})
UNPROVEN = frozenset({OriginVerdict.INCONCLUSIVE, OriginVerdict.NONE})

# Answers of a plan that a package may prefill: words about the rule, never a company's own facts.
PLAN_KEYS = (
    "goal",
    "technology",
    "method",
    "regulatory_analysis",
    "consent_method",
    "provisions",
    "safeguards",
)
EVALUATION_PARTS = {
    "question": _("Question"),
    "baseline": _("Baseline"),
    "comparison": _("Rule of comparison"),
    "method": _("Method"),
    "threshold": _("Decision threshold"),
}
CONDITION_PARTS = ("text", "reason", "check_method", "owner", "due")
