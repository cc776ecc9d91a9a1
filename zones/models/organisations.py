"""Offices, and the people who work in them."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework import clock


class OrganisationKind(models.TextChoices):
    """What sort of office it is; a measure's authority follows from its procedure."""

    MUNICIPALITY = "municipality", pgettext_lazy("organisation", "Municipality")
    PREFECTURE = "prefecture", pgettext_lazy("organisation", "Prefecture")
    MINISTRY = "ministry", pgettext_lazy("organisation", "Ministry")
    CABINET = "cabinet", pgettext_lazy("organisation", "Cabinet Office")
    COMMITTEE = "committee", pgettext_lazy("organisation", "Evaluation committee")
    OPERATOR = "operator", pgettext_lazy("organisation", "Operator without power of disposition")


class Organisation(models.Model):
    """An office that examines, gives opinions, determines, or reviews."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind.choices)
    name = models.CharField(_("name"), max_length=100)
    head_title = models.CharField(_("title of its head"), max_length=50, blank=True)
    municipality = models.ForeignKey(
        "zones.Municipality", on_delete=models.PROTECT, null=True, blank=True
    )
    address = models.CharField(_("address"), max_length=200, blank=True)
    document_prefix = models.CharField(_("prefix of the numbers"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["kind", "code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=OrganisationKind.values),
                name="organisation_kind_known",
            )
        ]

    def __str__(self) -> str:
        return self.name


class OfficeRole(models.TextChoices):
    """What a person does in an office."""

    ADMINISTRATOR = "administrator", pgettext_lazy("office role", "Zone administrator")
    EXAMINER = "examiner", pgettext_lazy("office role", "Examiner")
    APPROVER = "approver", pgettext_lazy("office role", "Approver")
    REVIEWER = "reviewer", pgettext_lazy("office role", "Evidence reviewer")
    VIEWER = "viewer", pgettext_lazy("office role", "Reader")


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Questions about who works where."""

    def current(self, on: date | None = None) -> "MembershipQuerySet":
        """Return the memberships that hold on a day (today)."""
        day = on or clock.today()
        return self.filter(valid_from__lte=day).filter(
            models.Q(valid_until=None) | models.Q(valid_until__gte=day)
        )


class Membership(models.Model):
    """A person's role in an office for a period; a borrowed approver names the legal basis."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=20, choices=OfficeRole.choices)
    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until"), null=True, blank=True)
    basis = models.CharField(_("basis of the appointment"), max_length=200, blank=True)
    appointment = models.ForeignKey(
        "zones.Appointment", on_delete=models.PROTECT, null=True, related_name="memberships"
    )
    lent_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="lent_memberships"
    )
    deputy_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["organisation", "role", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=OfficeRole.values), name="membership_role_known"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until=None)
                | models.Q(valid_until__gte=models.F("valid_from")),
                name="membership_period_ordered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.organisation} ({self.get_role_display()})"


def current_memberships(user: Any) -> list[Membership]:
    """Return a person's memberships of today, read once per user object."""
    if getattr(user, "pk", None) is None:
        return []
    day = clock.today()
    cached = user.__dict__.get("_memberships")
    if cached is None or cached[0] != day:
        rows = list(
            Membership.objects.current(day)
            .filter(user=user)
            .select_related("organisation", "lent_by", "deputy_for")
        )
        cached = user.__dict__["_memberships"] = (day, rows)
    return cached[1]
