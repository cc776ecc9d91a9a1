"""Codes of what is asked for after filing: changes, copies, successions."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ChangeEffect(models.TextChoices):
    """What an accepted change does to the processing period."""

    NONE = "none", pgettext_lazy("change", "The period goes on")
    RESTART = "restart", pgettext_lazy("change", "The period begins anew today")


class LossCause(models.TextChoices):
    """Why a copy is asked for."""

    LOST = "lost", pgettext_lazy("reissue", "Lost")
    DAMAGED = "damaged", pgettext_lazy("reissue", "Damaged or unreadable")
    STOLEN = "stolen", pgettext_lazy("reissue", "Stolen")


class SuccessionKind(models.TextChoices):
    """How a company takes the place of another."""

    MERGER = "merger", pgettext_lazy("succession", "Merger")
    SPLIT = "split", pgettext_lazy("succession", "Company split")
    TRANSFER = "transfer", pgettext_lazy("succession", "Transfer of the business")
