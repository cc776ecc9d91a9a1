"""Who examines an application, and who declared an interest in it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.codes import InterestKind
from applications.models.application import Application


class Assignment(models.Model):
    """One assignment of an examiner, kept with its reason; append-only, the latest one holds.

    Purpose: who is answerable for a case at any time. Kept as long as the case.
    """

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="assignments"
    )
    examiner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    examiner_name = models.CharField(_("examiner"), max_length=150)
    assigned_by_name = models.CharField(_("assigned by"), max_length=150)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    at = models.DateTimeField(_("assigned"))

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["application", "pk"]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.examiner_name}"


class InterestQuerySet(models.QuerySet["InterestDeclaration"]):
    """Questions about declared interests."""

    def conflicts(self) -> "InterestQuerySet":
        """Return the declarations that bar somebody from a case."""
        return self.exclude(kind=InterestKind.NONE)


class InterestDeclaration(models.Model):
    """What an official declared about their own relation to the applicant; append-only.

    Purpose: nobody handles a case in which they have an interest (除斥・回避). Kept as long as the
    case. Only the number of declarations is public.
    """

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="declarations"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("declared by"), max_length=150)
    office_name = models.CharField(_("office"), max_length=150, blank=True)
    kind = models.CharField(_("relation"), max_length=20, choices=InterestKind.choices)
    text = models.TextField(_("explanation"), blank=True)
    declared_at = models.DateTimeField(_("declared"))

    objects = InterestQuerySet.as_manager()

    class Meta:
        verbose_name = _("declaration of interest")
        verbose_name_plural = _("declarations of interest")
        ordering = ["application", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=InterestKind.values), name="interest_kind_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.name} {self.kind}"

    @property
    def is_conflict(self) -> bool:
        """Tell whether the declaration bars its author from the case."""
        return self.kind != InterestKind.NONE
