"""What people write to each other about a case: append-only, names copied, files proved by hash."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework import clock


class Side(models.TextChoices):
    """Who speaks, and who may read: the first two are read by both sides, the others by offices."""

    APPLICANT = "applicant", pgettext_lazy("side of a message", "Applicant")
    OFFICE = "office", pgettext_lazy("side of a message", "Office")
    INTERNAL = "internal", pgettext_lazy("side of a message", "Note among the offices of the case")
    PRIVATE = "private", pgettext_lazy("side of a message", "Note within one office")


class MessageKind(models.TextChoices):
    """What a message is in law."""

    MESSAGE = "message", pgettext_lazy("kind of message", "Message")
    GUIDANCE = "guidance", pgettext_lazy("kind of message", "Administrative guidance")


OUTSIDE = (Side.APPLICANT, Side.OFFICE)


class MessageQuerySet(models.QuerySet["Message"]):
    """Questions about messages."""

    def on(self, case: Any) -> "MessageQuerySet":
        """Return the messages on a case, oldest first."""
        return self.filter(case_type=case.case_type, case_id=case.pk).order_by("pk")

    def outside(self) -> "MessageQuerySet":
        """Return what the applicant may read."""
        return self.filter(side__in=OUTSIDE)

    def readable_in(self, offices: set[int]) -> "MessageQuerySet":
        """Return what people of some offices may read: all but other offices' own notes."""
        return self.exclude(~models.Q(office__in=offices), side=Side.PRIVATE)

    def guidance(self) -> "MessageQuerySet":
        """Return administrative guidance (行政指導), newest first."""
        return self.filter(kind=MessageKind.GUIDANCE).order_by("-pk")


class Message(models.Model):
    """One message on a case. Database triggers refuse UPDATE, DELETE and TRUNCATE.

    There is no foreign key to people or offices: the message outlives them, by name. ``author`` and
    ``office`` are keys only to tell one's own; ``company`` (key) and ``addressee`` say to whom guidance
    went. ``attachments`` lists ``{name, size, sha256}`` in the order of the stored files. Guidance has its
    purpose, its responsible officer, and, where the office points to a power to permit or order, that
    power (行政手続法35条1項・2項).
    Purpose of keeping: the record of the case. Retention: as the case.
    """

    case_type = models.CharField(max_length=60)
    case_id = models.BigIntegerField()
    zone = models.CharField(max_length=60, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    side = models.CharField(_("side"), max_length=20, choices=Side.choices)
    kind = models.CharField(_("kind"), max_length=20, choices=MessageKind.choices)
    author = models.BigIntegerField()
    author_name = models.CharField(_("author"), max_length=150)
    office = models.BigIntegerField(null=True)
    organisation = models.CharField(_("organisation"), max_length=150, blank=True)
    company = models.BigIntegerField(null=True)
    addressee = models.CharField(_("addressee"), max_length=150, blank=True)
    body = models.TextField(_("text"))
    attachments = models.JSONField(_("files"), default=list)
    purpose = models.TextField(_("purpose of the guidance"), blank=True)
    officer = models.CharField(_("responsible officer"), max_length=150, blank=True)
    power = models.TextField(_("power pointed to"), blank=True)
    spoken_on = models.DateField(_("said on"), null=True)
    at = models.DateTimeField(_("written"))
    simulated = models.BooleanField(default=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(side__in=Side.values), name="message_side_known"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=MessageKind.values), name="message_kind_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=MessageKind.GUIDANCE)
                | (models.Q(side=Side.OFFICE) & ~models.Q(purpose="") & ~models.Q(officer="")),
                name="message_guidance_is_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["case_type", "case_id", "id"], name="message_case"),
            models.Index(
                fields=["-id"],
                condition=models.Q(kind=MessageKind.GUIDANCE),
                name="message_guidance",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_type}:{self.case_id} {self.author_name} {self.at:%Y-%m-%d %H:%M}"

    @property
    def is_guidance(self) -> bool:
        """Tell whether the message is administrative guidance."""
        return self.kind == MessageKind.GUIDANCE

    @property
    def is_note(self) -> bool:
        """Tell whether only offices may read the message."""
        return self.side not in OUTSIDE

    @property
    def day(self) -> Any:
        """Return the day in Japan on which it was said or written."""
        return self.spoken_on or self.at.astimezone(clock.JST).date()


class ReadMark(models.Model):
    """Up to which message a person has read a case's thread. Kept to tell what is new; goes with the person."""

    case_type = models.CharField(max_length=60)
    case_id = models.BigIntegerField()
    user = models.ForeignKey("casework.User", on_delete=models.CASCADE, related_name="+")
    message = models.BigIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("read mark")
        verbose_name_plural = _("read marks")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "case_type", "case_id"], name="read_mark_once_per_case"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.case_type}:{self.case_id} {self.message}"
