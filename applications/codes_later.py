"""Codes of what happens after filing: how letters travel, and what is asked for later."""

from django.db import models
from django.utils.translation import pgettext_lazy


class LetterKind(models.TextChoices):
    """What a letter is."""

    RECEIPT = "receipt", pgettext_lazy("letter", "Receipt")
    DETERMINATION = "determination", pgettext_lazy("letter", "Determination")
    CHANGE = "change", pgettext_lazy("letter", "Answer to a change")
    SUCCESSION = "succession", pgettext_lazy("letter", "Record of a succession")
    REISSUE = "reissue", pgettext_lazy("letter", "Copy issued again")
    HEARING = "hearing", pgettext_lazy("letter", "Notice of a hearing")
    REVOCATION = "revocation", pgettext_lazy("letter", "Revocation")
    EXPLANATION = "explanation", pgettext_lazy("letter", "Notice of a chance to explain")
    ORDER = "order", pgettext_lazy("letter", "Order")
    APPEAL = "appeal", pgettext_lazy("letter", "Letter in an appeal")
    RULING = "ruling", pgettext_lazy("letter", "Ruling")


class Channel(models.TextChoices):
    """How a letter reaches its addressee."""

    ELECTRONIC = "electronic", pgettext_lazy("channel", "Electronically")
    POST = "post", pgettext_lazy("channel", "By post")


class DispatchMethod(models.TextChoices):
    """How a letter is sent by post."""

    TRACKED = "tracked", pgettext_lazy("dispatch", "Specified record mail")
    REGISTERED = "registered", pgettext_lazy("dispatch", "Simplified registered mail")
    CERTIFIED = "certified", pgettext_lazy("dispatch", "Registered mail with proof of delivery")
    ORDINARY = "ordinary", pgettext_lazy("dispatch", "Ordinary mail")


RECORDED = (DispatchMethod.TRACKED, DispatchMethod.REGISTERED, DispatchMethod.CERTIFIED)


class ReturnCause(models.TextChoices):
    """Why a letter came back."""

    UNKNOWN = "unknown", pgettext_lazy("return", "Addressee unknown at this address")
    ABSENT = "absent", pgettext_lazy("return", "Not collected within the period")
    REFUSED = "refused", pgettext_lazy("return", "Acceptance refused")
