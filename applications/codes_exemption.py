"""Codes of an exemption's life: checks of conditions, overlaps, hearings, orders."""

from django.db import models
from django.utils.translation import pgettext_lazy


class CheckResult(models.TextChoices):
    """What a check of a condition found."""

    KEPT = "kept", pgettext_lazy("check of a condition", "Kept")
    BROKEN = "broken", pgettext_lazy("check of a condition", "Not kept")
    UNCLEAR = "unclear", pgettext_lazy("check of a condition", "Cannot be told")


class CheckEvery(models.IntegerChoices):
    """Every how many months a condition is checked."""

    MONTH = 1, pgettext_lazy("check of a condition", "Every month")
    QUARTER = 3, pgettext_lazy("check of a condition", "Every three months")
    HALF = 6, pgettext_lazy("check of a condition", "Every six months")
    YEAR = 12, pgettext_lazy("check of a condition", "Every year")


class OverlapKind(models.TextChoices):
    """How two exemptions from the same provision stand to each other."""

    BOTH = "both", pgettext_lazy("overlap", "Both apply")
    LATER = "later", pgettext_lazy("overlap", "The later one prevails")
    NARROWER = "narrower", pgettext_lazy("overlap", "The narrower one prevails")
    EXCLUDES = "excludes", pgettext_lazy("overlap", "They exclude each other")


class Attendance(models.TextChoices):
    """How the holder took part in a hearing."""

    APPEARED = "appeared", pgettext_lazy("hearing", "Appeared")
    IN_WRITING = "in_writing", pgettext_lazy("hearing", "Handed in a written statement instead")
    ABSENT = "absent", pgettext_lazy("hearing", "Did not appear")


class HearingOpinion(models.TextChoices):
    """What the presider holds of the facts on which the revocation would rest."""

    GROUNDED = "grounded", pgettext_lazy("hearing", "The facts are established")
    PARTLY = "partly", pgettext_lazy("hearing", "The facts are established in part")
    NOT_GROUNDED = "not_grounded", pgettext_lazy("hearing", "The facts are not established")


class OrderKind(models.TextChoices):
    """What is ordered."""

    CHANGE = "change", pgettext_lazy("order", "Ordered change")
    REMEDY = "remedy", pgettext_lazy("order", "Order to put something right")
