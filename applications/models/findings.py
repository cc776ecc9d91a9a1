"""What an examiner found, criterion by criterion, before the authority determines."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.codes import Judgment
from applications.models.measure import RequestedMeasure


class Finding(models.Model):
    """One finding on one criterion; append-only: the latest holds, the earlier ones are its history.

    ``links`` are keys of plan facts and ``file:<pk>`` of files on the case.
    """

    measure = models.ForeignKey(RequestedMeasure, on_delete=models.PROTECT, related_name="findings")
    criterion = models.CharField(_("criterion"), max_length=30)
    judgment = models.CharField(_("finding"), max_length=10, choices=Judgment.choices)
    reason = models.TextField(_("reason"), blank=True)
    links = models.JSONField(_("where it shows"), default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(_("found by"), max_length=150)
    at = models.DateTimeField(_("found"))

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["measure", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(judgment__in=Judgment.values), name="finding_judgment_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure_id} {self.criterion}: {self.judgment}"
