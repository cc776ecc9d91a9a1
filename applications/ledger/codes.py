"""The closed lists of the ledger."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Source(models.TextChoices):
    """From where a value came."""

    APPLICANT = "applicant", pgettext_lazy("source of a fact", "Entered by the company")
    GBIZINFO = "gbizinfo", pgettext_lazy("source of a fact", "gBizINFO")
    GBIZID = "gbizid", pgettext_lazy("source of a fact", "GBizID")
    CLERK = "clerk", pgettext_lazy("source of a fact", "Entered by the office")
    CARRIED = "carried", pgettext_lazy("source of a fact", "Earlier application")


class Act(models.TextChoices):
    """What is said of a value: by the company; settled is what a clerk found when it was contested."""

    CONFIRMED = "confirmed", pgettext_lazy("mark on a fact", "Confirmed")
    CONTESTED = "contested", pgettext_lazy("mark on a fact", "Contested")
    SETTLED = "settled", pgettext_lazy("mark on a fact", "Settled by the office")


class Mode(models.TextChoices):
    """How an application came by a fact."""

    ASKED = "asked", pgettext_lazy("use of a fact", "Asked")
    REUSED = "reused", pgettext_lazy("use of a fact", "Reused")
    FETCHED = "fetched", pgettext_lazy("use of a fact", "Fetched")


class ConsentAct(models.TextChoices):
    """What the company did about reuse."""

    GIVEN = "given", pgettext_lazy("consent to reuse", "Given")
    WITHDRAWN = "withdrawn", pgettext_lazy("consent to reuse", "Withdrawn")
