"""What was destroyed, by whose decision, and proof of it: the record of disposal (廃棄記録)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Outcome(models.TextChoices):
    """What becomes of a case file whose retention has ended (公文書管理法 第5条第5項)."""

    DISPOSED = "disposed", pgettext_lazy("end of retention", "Disposed of")
    TRANSFERRED = "transferred", pgettext_lazy("end of retention", "Transferred to the archives")


class DisposalRecord(models.Model):
    """One case file disposed of. Append-only by trigger; there is no foreign key: it outlives all.

    ``destroyed`` counts what was destroyed by kind; ``sha256`` is the hash of the whole content as it
    stood just before. Purpose: proof of lawful disposal (公文書管理法 第8条・第9条). Kept for ever.
    """

    case_type = models.CharField(max_length=60)
    case_id = models.BigIntegerField()
    number = models.CharField(_("number"), max_length=40)
    title = models.CharField(_("title"), max_length=200)
    zone = models.CharField(max_length=60, blank=True)
    zone_name = models.CharField(_("zone"), max_length=100, blank=True)
    office = models.BigIntegerField()
    office_name = models.CharField(_("office"), max_length=150)
    batch = models.CharField(_("disposal proposal"), max_length=40)
    outcome = models.CharField(
        pgettext_lazy("disposal", "outcome"), max_length=20, choices=Outcome.choices
    )
    retention = models.CharField(_("retention class"), max_length=20)
    basis = models.CharField(_("basis"), max_length=300)
    ended_on = models.DateField(_("ended on"))
    expired_on = models.DateField(_("retention ended on"))
    proposed_by_name = models.CharField(pgettext_lazy("disposal", "proposed by"), max_length=150)
    approved_by_name = models.CharField(_("approved by"), max_length=150)
    executed_by_name = models.CharField(_("carried out by"), max_length=150)
    destroyed = models.JSONField(_("what was destroyed"), default=dict)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    at = models.DateTimeField(_("disposed"))
    simulated = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("record of disposal")
        verbose_name_plural = _("records of disposal")
        constraints = [
            models.UniqueConstraint(fields=["case_type", "case_id"], name="disposal_once_per_case"),
            models.CheckConstraint(
                condition=models.Q(outcome__in=Outcome.values), name="disposal_outcome_known"
            ),
        ]
        indexes = [models.Index(fields=["office", "-id"], name="disposal_office")]

    def __str__(self) -> str:
        return f"{self.number} {self.get_outcome_display()} {self.at:%Y-%m-%d}"

    @property
    def pieces(self) -> int:
        """Return how many rows and files were emptied."""
        return sum(value for key, value in self.destroyed.items() if key != "bytes")


class Erasure(models.Model):
    """Leave to empty one row of an append-only table, given by a disposal; append-only itself.

    The triggers of those tables read this table and no other: a row named here may lose the text of
    its erasable columns, once and for ever, and nothing else of it may change. ``sha256`` is the
    hash of what the row said. (A change of this table's shape needs those triggers made anew.)
    """

    record = models.ForeignKey(DisposalRecord, on_delete=models.PROTECT, related_name="erasures")
    relation = models.CharField(max_length=60)
    row_key = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        constraints = [
            models.UniqueConstraint(fields=["relation", "row_key"], name="erasure_once_per_row")
        ]

    def __str__(self) -> str:
        return f"{self.relation}:{self.row_key}"
