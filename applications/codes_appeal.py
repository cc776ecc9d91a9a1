"""Codes of an appeal (審査請求): what is contested, what is asked, how it may end."""

from django.db import models
from django.utils.translation import pgettext_lazy


class AppealKind(models.TextChoices):
    """What is contested."""

    DISPOSITION = "disposition", pgettext_lazy("appeal", "A determination")
    INACTION = "inaction", pgettext_lazy("appeal", "That nothing was determined in time")


class Relief(models.TextChoices):
    """What the appellant asks for."""

    ANNUL = "annul", pgettext_lazy("relief", "Annul the refusal, so that it is determined anew")
    CHANGE = "change", pgettext_lazy("relief", "Change what was granted")
    DECLARE = "declare", pgettext_lazy("relief", "Declare the inaction unlawful")


class Suspension(models.TextChoices):
    """What was decided on the request to suspend execution."""

    NONE = "none", pgettext_lazy("suspension of execution", "Not asked for")
    GRANTED = "granted", pgettext_lazy("suspension of execution", "Execution suspended")
    DENIED = "denied", pgettext_lazy("suspension of execution", "Execution not suspended")
