"""Public notices (公表・公示): what the law has an authority make public about a case."""

from datetime import date
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications.models.measure import RequestedMeasure
from applications.workflow.public_notice import PublicNoticeStatus, PublicNoticeWorkflow
from casework import clock
from casework.fsm import state_is_known
from zones.models import Organisation
from zones.roles import offices_of


class NoticeKind(models.TextChoices):
    """What a public notice is about."""

    CERTIFICATION = "certification", pgettext_lazy("public notice", "Certification")
    REVOCATION = "revocation", pgettext_lazy("public notice", "Revocation")
    ORDER = "order", pgettext_lazy("public notice", "Order")
    SERVICE = "service", pgettext_lazy("public notice", "Service by publication")


class PublicNoticeQuerySet(models.QuerySet["PublicNotice"]):
    """Questions about public notices."""

    def visible_to(self, user: Any) -> "PublicNoticeQuerySet":
        """Return the notices of the user's offices, published or not."""
        return self.filter(office__in=offices_of(user))

    def public(self, on: date | None = None) -> "PublicNoticeQuerySet":
        """Return what is to be seen on a day (today)."""
        day = on or clock.today()
        return self.filter(status=PublicNoticeStatus.PUBLISHED, published_on__lte=day).filter(
            models.Q(until=None) | models.Q(until__gte=day)
        )

    def for_list(self) -> "PublicNoticeQuerySet":
        """Return notices with what a list shows, newest first."""
        return self.select_related("office", "measure__application__zone").order_by(
            "-published_on", "-pk"
        )


class PublicNotice(PublicNoticeWorkflow):
    """A notice drafted at disclosure; an office publishes it. Nothing is drafted before.

    ``corrections``: what it said before, oldest first: {on (ISO day), by, reasons, title, body}.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=NoticeKind.choices)
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    measure = models.ForeignKey(
        RequestedMeasure, on_delete=models.PROTECT, null=True, related_name="public_notices"
    )
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"))
    drafted_at = models.DateTimeField(_("drafted"), editable=False)
    published_on = models.DateField(_("published"), null=True, blank=True)
    published_by_name = models.CharField(
        _("published by"), max_length=150, blank=True, editable=False
    )
    until = models.DateField(_("until"), null=True, blank=True)
    corrections = models.JSONField(_("corrections"), default=list, editable=False)

    objects = PublicNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("public notice")
        verbose_name_plural = _("public notices")
        constraints = [
            state_is_known(PublicNoticeStatus, "public_notice_status_known"),
            models.CheckConstraint(
                condition=models.Q(status=PublicNoticeStatus.DRAFTED)
                | models.Q(published_on__isnull=False),
                name="public_notice_has_its_day",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=NoticeKind.values), name="public_notice_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("published_on")),
                name="public_notice_ordered",
            ),
        ]
        indexes = [models.Index(fields=["-published_on", "-id"], name="public_notice_newest")]

    def __str__(self) -> str:
        return self.title

    @property
    def zone_code(self) -> str:
        """Return the slug of the measure's zone; empty for a notice without a measure."""
        return self.measure.application.zone.slug if self.measure else ""

    @property
    def earlier(self) -> list[dict[str, Any]]:
        """Return what it said before each correction, newest first, ``on`` as a date."""
        return [{**c, "on": date.fromisoformat(c["on"])} for c in reversed(self.corrections)]

    def get_absolute_url(self) -> str:
        """Return the office's page."""
        return reverse("console:public_notice", args=[self.pk])

    def public_url(self) -> str:
        """Return the public page."""
        return reverse("register_notice", args=[self.pk])
