"""What people were told, and what they allowed: the consent ledger."""

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework import clock
from zones.models.reference import one_of


class Purpose(models.TextChoices):
    """What data about a resident may be used for; one purpose, one notice, one consent."""

    REGISTRY = "registry", pgettext_lazy("purpose", "Keeping the register")
    NEWS = "news", pgettext_lazy("purpose", "News and events of the town")
    TRIALS = "trials", pgettext_lazy("purpose", "Invitations to trials")
    SURVEY = "survey", pgettext_lazy("purpose", "Surveys and evaluation")
    PREFECTURE = "prefecture", pgettext_lazy("purpose", "Sharing with the prefecture")


class NoticeQuerySet(models.QuerySet["PurposeNotice"]):
    """Questions about purpose notices."""

    def in_force(self, on: date | None = None) -> list["PurposeNotice"]:
        """Return the latest effective notice of each purpose on a day (today), in the order of Purpose."""
        rows = self.filter(effective_on__lte=on or clock.today()).order_by("version")
        latest = {notice.purpose: notice for notice in rows}
        return [latest[purpose] for purpose in Purpose.values if purpose in latest]


class PurposeNotice(models.Model):
    """The text by which people are told a purpose (個人情報保護法 第62条); a change is a new version."""

    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose.choices)
    version = models.PositiveSmallIntegerField(_("version"))
    effective_on = models.DateField(_("effective from"))
    needs_consent = models.BooleanField(_("needs consent"), default=True)
    text = models.TextField(_("text"))
    basis = models.CharField(_("legal basis"), max_length=200)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("purpose notice")
        verbose_name_plural = _("purpose notices")
        ordering = ["purpose", "version"]
        constraints = [
            one_of("purpose", Purpose),
            models.UniqueConstraint(fields=["purpose", "version"], name="purposenotice_version"),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} v{self.version}"


class ConsentAction(models.TextChoices):
    """What the person did."""

    GIVEN = "given", pgettext_lazy("consent", "Consent given")
    WITHDRAWN = "withdrawn", pgettext_lazy("consent", "Consent withdrawn")


class ConsentRecord(models.Model):
    """One act of consent or withdrawal, append-only: database triggers refuse UPDATE and DELETE.

    It hangs on the registration, because it is one town that is allowed; erasure cuts the
    registration from the person, and the ledger keeps its order without a name.
    """

    registration = models.ForeignKey(
        "digitalresidents.Registration", on_delete=models.PROTECT, related_name="consents"
    )
    notice = models.ForeignKey(PurposeNotice, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose.choices)
    action = models.CharField(_("act"), max_length=10, choices=ConsentAction.choices)
    at = models.DateTimeField(_("when"))
    assisted = models.BooleanField(_("recorded by a clerk"), default=False)

    class Meta:
        verbose_name = _("consent record")
        verbose_name_plural = _("consent records")
        ordering = ["at", "pk"]
        constraints = [one_of("purpose", Purpose), one_of("action", ConsentAction)]
        indexes = [models.Index(fields=["registration", "purpose", "at"], name="consent_latest")]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.purpose} {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new record; TypeError on an attempt to change one."""
        if self.pk is not None:
            raise TypeError("A consent record is never changed: write a second one.")
        super().save(*args, **kwargs)
