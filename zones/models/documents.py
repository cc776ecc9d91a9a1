"""The register of outgoing letters (文書発送簿): every number once, without gaps."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from zones.models.organisations import Organisation
from zones.roles import offices_of


class DocumentNumberQuerySet(models.QuerySet["DocumentNumber"]):
    """Questions about numbered letters."""

    def visible_to(self, user: Any) -> "DocumentNumberQuerySet":
        """Return the letters of the offices in which the user works."""
        return self.filter(office__in=offices_of(user))

    def for_list(self) -> "DocumentNumberQuerySet":
        """Return letters with what a row of the register shows, the newest number first."""
        return self.select_related("office").order_by("-pk")


class DocumentNumber(models.Model):
    """One number of an office's register (文書番号); never changed, never given twice.

    Written only by ``zones.documents.assign`` in the transaction of the step that sends the letter, so
    that a step that fails leaves no gap.
    """

    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="documents")
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"))
    sequence = models.PositiveIntegerField(_("sequence"))
    text = models.CharField(_("document number"), max_length=60)
    kind = models.CharField(_("kind of letter"), max_length=40)
    title = models.CharField(_("subject"), max_length=200)
    addressee = models.CharField(_("addressee"), max_length=200, blank=True)
    case_type = models.CharField(max_length=60)
    case_id = models.BigIntegerField()
    dated_on = models.DateField(_("date of the letter"))
    assigned_at = models.DateTimeField(_("assigned"))

    objects = DocumentNumberQuerySet.as_manager()

    class Meta:
        verbose_name = _("document number")
        verbose_name_plural = _("document numbers")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "fiscal_year", "sequence"], name="document_number_once"
            ),
            models.CheckConstraint(
                condition=models.Q(sequence__gte=1), name="document_sequence_positive"
            ),
        ]
        indexes = [
            models.Index(fields=["case_type", "case_id"], name="document_case"),
            models.Index(fields=["office", "-id"], name="document_office"),
        ]

    def __str__(self) -> str:
        return self.text
