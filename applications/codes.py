"""Codes of reasons, outcomes and views: ASCII in the database, labels here."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Channel(models.TextChoices):
    """How an application reached the office."""

    ONLINE = "online", pgettext_lazy("channel", "Online")
    PAPER = "paper", pgettext_lazy("channel", "On paper, by post")
    COUNTER = "counter", pgettext_lazy("channel", "At the counter")


class Outcome(models.TextChoices):
    """How a measure was determined."""

    AS_ASKED = "as_asked", pgettext_lazy("outcome", "Granted as asked")
    WITH_CHANGES = "with_changes", pgettext_lazy("outcome", "Granted with changes")
    REFUSED = "refused", pgettext_lazy("outcome", "Refused")


GRANTED = (Outcome.AS_ASKED, Outcome.WITH_CHANGES)


class ReasonCode(models.TextChoices):
    """Why something was cut or refused; several may apply, and they are counted."""

    SAFETY = "safety", pgettext_lazy("reason", "Safety is not shown")
    CONSENT = "consent", pgettext_lazy("reason", "Consent of those affected is not ensured")
    LAW = "law", pgettext_lazy("reason", "Would break a provision that cannot be lifted here")
    SCOPE = "scope", pgettext_lazy("reason", "Scope wider than the trial needs")
    FUNDS = "funds", pgettext_lazy("reason", "Funds are not secured")
    EVIDENCE = (
        "evidence",
        pgettext_lazy("reason", "The rule could not be analysed with this design"),
    )
    EXISTING = "existing", pgettext_lazy("reason", "Possible under existing law")
    CAPACITY = "capacity", pgettext_lazy("reason", "The office cannot supervise it")


class CorrectionReason(models.TextChoices):
    """Why a correction is asked."""

    INCORRECT = "incorrect", pgettext_lazy("correction", "Incorrect")
    INCOMPLETE = "incomplete", pgettext_lazy("correction", "Incomplete")
    OUTDATED = "outdated", pgettext_lazy("correction", "Out of date")


class InterestKind(models.TextChoices):
    """What relation an official declares to the applicant; every one but NONE bars them."""

    NONE = "none", pgettext_lazy("interest", "No interest")
    FAMILY = "family", pgettext_lazy("interest", "Family or household")
    SHARES = "shares", pgettext_lazy("interest", "Shares or other property")
    EMPLOYMENT = "employment", pgettext_lazy("interest", "Employed there within five years")
    OTHER = "other", pgettext_lazy("interest", "Another relation")


class Judgment(models.TextChoices):
    """What an examiner found on a criterion."""

    MET = "met", pgettext_lazy("finding", "Met")
    NOT_MET = "not_met", pgettext_lazy("finding", "Not met")
    NOT_YET = "not_yet", pgettext_lazy("finding", "Cannot say yet")


class ClockEffect(models.TextChoices):
    """What a correction does to the processing clock."""

    PAUSE = "pause", pgettext_lazy("clock effect", "The clock stands still until the answer")
    RESTART = "restart", pgettext_lazy("clock effect", "The clock begins anew with the answer")


class OpinionView(models.TextChoices):
    """What a consulted office thinks."""

    NO_OBJECTION = "no_objection", pgettext_lazy("opinion", "No objection")
    CONDITIONAL = "conditional", pgettext_lazy("opinion", "No objection on conditions")
    OBJECTION = "objection", pgettext_lazy("opinion", "Objection")


# 産業競争力強化法 第8条の2第4項: what the authority judges, each yes or no with a reason.
CRITERIA: dict[str, object] = {
    "fits_policy": _("Fits the basic policy"),
    "runs_smoothly": _("Will run smoothly, consent included"),
    "breaks_no_law": _("Breaks no law, given the measure"),
}
