"""Stored files: what was uploaded, proved by its hash."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


def storage_name(stored: "StoredFile", _name: str) -> str:
    """Return a name that carries nothing of the person's own file name."""
    return f"files/{stored.sha256[:2]}/{stored.sha256}-{stored.case_id}-{stored.uploaded_at:%Y%m%d%H%M%S%f}"


class StoredFile(models.Model):
    """A file on a case: written, read back and hashed before anybody is told that it is stored."""

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

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        indexes = [models.Index(fields=["case_type", "case_id"], name="file_case")]

    def __str__(self) -> str:
        return self.name
