"""Stored files: what was uploaded, proved by its hash, scanned, and replaced rather than overwritten."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


def storage_name(stored: "StoredFile", _name: str) -> str:
    """Return a name that carries nothing of the person's own file name."""
    return f"files/{stored.sha256[:2]}/{stored.sha256}-{stored.case_id}-{stored.uploaded_at:%Y%m%d%H%M%S%f}"


class ScanState(models.TextChoices):
    """What the virus scanner said of a file."""

    UNSCANNED = "unscanned", pgettext_lazy("virus scan", "Not scanned")
    CLEAN = "clean", pgettext_lazy("virus scan", "Scanned, nothing found")
    INFECTED = "infected", pgettext_lazy("virus scan", "Quarantined")
    UNAVAILABLE = "unavailable", pgettext_lazy("virus scan", "Waiting for the scan")


class StoredFile(models.Model):
    """A file on a case: written, read back and hashed before anybody is told that it is stored.

    A new version names the one that it ``replaces``; the old one keeps its record. An infected file's
    content lies in the quarantine, not in the storage from which files are handed out.
    """

    case_type = models.CharField(max_length=60)
    case_id = models.BigIntegerField()
    slot = models.CharField(_("kind of document"), max_length=40, default="attachment")
    name = models.CharField(_("file name"), max_length=200)
    content = models.FileField(_("content"), upload_to=storage_name, max_length=200)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded"))
    removed_at = models.DateTimeField(_("removed"), null=True)
    reread_at = models.DateTimeField(_("last read again"), null=True)
    replaces = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="successors"
    )
    scan = models.CharField(
        _("virus scan"), max_length=20, choices=ScanState.choices, default=ScanState.UNSCANNED
    )
    scanned_at = models.DateTimeField(_("scanned"), null=True)
    found = models.CharField(_("what the scan found"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scan__in=ScanState.values), name="file_scan_known"
            )
        ]
        indexes = [
            models.Index(fields=["case_type", "case_id"], name="file_case"),
            models.Index(
                fields=["id"],
                condition=models.Q(scan__in=["unscanned", "unavailable"]),
                name="file_to_scan",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_quarantined(self) -> bool:
        """Tell whether nobody may open the file."""
        return self.scan == ScanState.INFECTED
