"""Code lists of indicators, observations and reviews; labels are for people, codes for the database."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Direction(models.TextChoices):
    """Which way a value should go; ``context`` explains and is never judged."""

    UP = "up", pgettext_lazy("indicator direction", "More is better")
    DOWN = "down", pgettext_lazy("indicator direction", "Less is better")
    CONTEXT = "context", pgettext_lazy("indicator direction", "Context only")


class Level(models.TextChoices):
    """The link of the logic model; an activity is never counted as an outcome."""

    INPUT = "input", pgettext_lazy("indicator level", "Input")
    ACTIVITY = "activity", pgettext_lazy("indicator level", "Activity")
    OUTPUT = "output", pgettext_lazy("indicator level", "Output")
    OUTCOME = "outcome", pgettext_lazy("indicator level", "Outcome")
    IMPACT = "impact", pgettext_lazy("indicator level", "Impact")


class Frequency(models.TextChoices):
    """How often an indicator is measured."""

    MONTHLY = "M", pgettext_lazy("indicator frequency", "Monthly")
    QUARTERLY = "Q", pgettext_lazy("indicator frequency", "Quarterly")
    YEARLY = "Y", pgettext_lazy("indicator frequency", "Yearly")


class ObservationStatus(models.TextChoices):
    """How settled a value is: 速報, 確報, 改定."""

    PROVISIONAL = "provisional", pgettext_lazy("observation status", "Provisional")
    FINAL = "final", pgettext_lazy("observation status", "Final")
    REVISED = "revised", pgettext_lazy("observation status", "Revised")


class Quality(models.TextChoices):
    """Where a value comes from: 公式統計, 業務統計, 速報, 参考."""

    OFFICIAL = "official", pgettext_lazy("data quality", "Official statistics")
    ADMINISTRATIVE = "administrative", pgettext_lazy("data quality", "Administrative records")
    PROVISIONAL = "provisional", pgettext_lazy("data quality", "Preliminary figures")
    REFERENCE = "reference", pgettext_lazy("data quality", "For reference")


class VerdictCode(models.TextChoices):
    """The five ways in which a review may end; there is no sixth."""

    NATIONWIDE = "nationwide", pgettext_lazy("verdict", "Roll out nationwide")
    CONTINUE = "continue", pgettext_lazy("verdict", "Continue in zones until a date")
    CORRECT = "correct", pgettext_lazy("verdict", "Correct")
    ABOLISH = "abolish", pgettext_lazy("verdict", "Abolish")
    INCONCLUSIVE = "inconclusive", pgettext_lazy("verdict", "Cannot be judged")


class HarmAnswer(models.TextChoices):
    """What the regulating office says when asked whether the measure does harm."""

    HARM = "harm", pgettext_lazy("harm claim", "Harm is claimed")
    NONE = "none", pgettext_lazy("harm claim", "No harm is claimed")
    SILENCE = "silence", pgettext_lazy("harm claim", "No answer within the period")


class Grade(models.TextChoices):
    """Progress towards a target, as 国家戦略特区 grades it."""

    ON_PATH = "A", _("Progress is at least the share of time elapsed")
    BELOW = "B", _("Progress is below the share of time elapsed")
    DOING = "F", _("Carrying out the measure is itself the target")
    NOT_YET = "N", _("Not yet measurable")


HIGHER_LEVELS = (Level.OUTCOME, Level.IMPACT)
