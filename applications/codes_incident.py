"""Codes of incidents and complaints."""

from django.db import models
from django.utils.translation import pgettext_lazy


class IncidentKind(models.TextChoices):
    """What is reported."""

    INCIDENT = "incident", pgettext_lazy("incident kind", "Incident")
    COMPLAINT = "complaint", pgettext_lazy("incident kind", "Complaint")


class Severity(models.TextChoices):
    """How badly people were harmed."""

    DEATH = "death", pgettext_lazy("severity", "Death")
    SERIOUS = "serious", pgettext_lazy("severity", "Serious injury (30 days or more to heal)")
    MINOR = "minor", pgettext_lazy("severity", "Minor injury")
    NONE = "none", pgettext_lazy("severity", "Nobody was hurt")


GRAVE = (Severity.DEATH, Severity.SERIOUS)


class ReportedBy(models.TextChoices):
    """From which side a report came."""

    HOLDER = "holder", pgettext_lazy("reported by", "Holder")
    PUBLIC = "public", pgettext_lazy("reported by", "Resident or anybody")
    OFFICE = "office", pgettext_lazy("reported by", "Office")
