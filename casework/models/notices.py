"""The outbox: every notice is a row before it is a mail."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DeliveryStatus(models.TextChoices):
    """How far a notice has come on its way to one recipient."""

    QUEUED = "queued", pgettext_lazy("delivery status", "Waiting")
    SENT = "sent", pgettext_lazy("delivery status", "Sent")
    FAILED = "failed", pgettext_lazy("delivery status", "Failed")
    KEPT = "kept", pgettext_lazy("delivery status", "Not mailed, by choice")
    SIMULATED = "simulated", pgettext_lazy("delivery status", "Simulated, not sent")


class Mode(models.TextChoices):
    """When a person of an office wants to be told."""

    AT_ONCE = "at_once", pgettext_lazy("notice mode", "At once")
    DIGEST = "digest", pgettext_lazy("notice mode", "Once a day, together")
    URGENT = "urgent", pgettext_lazy("notice mode", "Only what is urgent")


class Notice(models.Model):
    """A message that a step caused, kept as it was sent."""

    case_type = models.CharField(max_length=60)
    case_id = models.BigIntegerField()
    zone = models.CharField(max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=60)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    link = models.CharField(_("link"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("created"))

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(fields=["case_type", "case_id"], name="notice_case"),
            models.Index(fields=["zone", "-id"], name="notice_zone"),
        ]

    def __str__(self) -> str:
        return self.subject


class Recipient(models.Model):
    """One recipient of a notice, with the state of the delivery."""

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="recipients")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="notices"
    )
    address = models.EmailField(_("e-mail address"))
    status = models.CharField(
        _("delivery"),
        max_length=20,
        choices=DeliveryStatus.choices,
        default=DeliveryStatus.QUEUED,
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)
    next_attempt_at = models.DateTimeField(_("next attempt"))
    sent_at = models.DateTimeField(_("sent"), null=True)
    in_digest = models.BooleanField(_("in the day's digest"), default=False)

    class Meta:
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=DeliveryStatus.values), name="recipient_status_known"
            ),
            models.UniqueConstraint(fields=["notice", "address"], name="recipient_once_per_notice"),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=models.Q(status="queued"),
                name="recipient_queue",
            )
        ]

    def __str__(self) -> str:
        return f"{self.address}: {self.status}"


class NoticeChoice(models.Model):
    """When a person wants to be told of one kind of notice; an empty kind is every other kind.

    Kept while the person has an account.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_choices"
    )
    kind = models.CharField(_("kind"), max_length=60, blank=True)
    mode = models.CharField(_("when"), max_length=20, choices=Mode.choices)

    class Meta:
        verbose_name = _("choice about notices")
        verbose_name_plural = _("choices about notices")
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="notice_choice_once"),
            models.CheckConstraint(
                condition=models.Q(mode__in=Mode.values), name="notice_mode_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind or '*'}: {self.mode}"
