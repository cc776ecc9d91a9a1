"""Standard phrases of an office for correction requests (補正の文例)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.codes import CorrectionReason
from zones.models import Organisation


class StandardPhrase(models.Model):
    """What an office writes again and again about one fact, with an example of a good answer."""

    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="phrases")
    fact = models.CharField(_("field"), max_length=60)
    reason_code = models.CharField(_("why"), max_length=20, choices=CorrectionReason.choices)
    message = models.TextField(_("what is to be corrected"), max_length=1000)
    example = models.TextField(_("example of a good answer"), max_length=1000)
    changed_at = models.DateTimeField(_("changed"))
    changed_by_name = models.CharField(_("changed by"), max_length=150)

    class Meta:
        verbose_name = _("standard phrase")
        verbose_name_plural = _("standard phrases")
        ordering = ["office", "fact", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reason_code__in=CorrectionReason.values),
                name="phrase_reason_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.fact}: {self.message[:40]}"
