"""What an official looked at last, so that a page can say what changed since."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models.application import Application


class LastLook(models.Model):
    """The revision of a plan that a person has taken note of.

    Purpose: shows each examiner what is new to them. Deleted with the case; never published.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="looks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    revision = models.PositiveSmallIntegerField(_("revision"))
    looked_at = models.DateTimeField(_("looked at"))

    class Meta:
        verbose_name = _("last look")
        verbose_name_plural = _("last looks")
        constraints = [
            models.UniqueConstraint(fields=["application", "user"], name="last_look_once")
        ]

    def __str__(self) -> str:
        return f"{self.application_id} #{self.revision}"
