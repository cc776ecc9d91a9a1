"""Codes of what a zone costs, and to whom."""

from django.db import models
from django.utils.translation import pgettext_lazy


class CostLevel(models.TextChoices):
    """Who bears a cost."""

    STATE = "state", pgettext_lazy("payer", "State")
    PREFECTURE = "prefecture", pgettext_lazy("payer", "Prefecture")
    TOWN = "town", pgettext_lazy("payer", "Municipality")
    APPLICANT = "applicant", pgettext_lazy("payer", "Applicants")


PUBLIC_LEVELS = (CostLevel.STATE, CostLevel.PREFECTURE, CostLevel.TOWN)
LEVEL_OF_OFFICE = {"municipality": CostLevel.TOWN, "prefecture": CostLevel.PREFECTURE}


class CostEntryKind(models.TextChoices):
    """For what an office spent money or time."""

    STAFF = "staff", pgettext_lazy("cost", "Staff hours")
    CONTRACT = "contract", pgettext_lazy("cost", "Contracts")
    SYSTEM = "system", pgettext_lazy("cost", "Systems")
    OTHER = "other", pgettext_lazy("cost", "Other costs")


class WorkStep(models.TextChoices):
    """On what somebody worked."""

    ADVICE = "advice", pgettext_lazy("work log", "Advice before filing")
    EXAMINATION = "examination", pgettext_lazy("work log", "Examination")
    OPINION = "opinion", pgettext_lazy("work log", "Opinions")
    DECISION = "decision", pgettext_lazy("work log", "Drafting and decision")
    REPORT = "report", pgettext_lazy("work log", "Reports and inspection")
    SUPPORT = "support", pgettext_lazy("work log", "Support cases")
    OTHER = "other", pgettext_lazy("work log", "Other")
