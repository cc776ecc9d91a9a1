"""Support that an applicant asks for together with the measures."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models.application import Application
from casework import clock
from zones.matching import Fit
from zones.models import SupportInstrument


class SupportRequest(models.Model):
    """One instrument asked for in an application; chosen while it is a draft, filed with it.

    ``fit`` is the answer of `zones.matching` on the day of asking; the office decides anew.
    """

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="support_requests"
    )
    instrument = models.ForeignKey(SupportInstrument, on_delete=models.PROTECT, related_name="+")
    fit = models.CharField(max_length=10, editable=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    requested_at = models.DateTimeField(_("requested"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("request for support")
        verbose_name_plural = _("requests for support")
        ordering = ["application", "instrument"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "instrument"], name="support_requested_once"
            ),
            models.CheckConstraint(
                condition=models.Q(fit__in=[Fit.YES, Fit.UNKNOWN]), name="support_fit_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.instrument_id}"
