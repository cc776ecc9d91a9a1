"""What an exemption is bound to: the law as it stood, its sites, its participants, its editions."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zones.models import Law, Municipality

EGOV = "https://laws.e-gov.go.jp"


class Binding(models.Model):
    """The law under which an exemption was granted, as it stood, and who takes part.

    ``revision`` is e-Gov's id of the revision (``<law>_<yyyymmdd>_<amending law>``) once an office
    has named it; until then the law of the day ``as_of`` is meant. ``participants`` holds a row
    ``{who, number, may_be_harmed}`` for each group of the plan.
    """

    exemption = models.OneToOneField(
        "applications.Exemption", on_delete=models.PROTECT, related_name="binding"
    )
    law = models.ForeignKey(Law, on_delete=models.PROTECT, null=True, related_name="+")
    as_of = models.DateField(_("law as of"))
    revision = models.CharField(_("law revision"), max_length=60, blank=True)
    participants = models.JSONField(_("participants"), default=list)

    class Meta:
        verbose_name = _("binding of an exemption")
        verbose_name_plural = _("bindings of exemptions")

    def __str__(self) -> str:
        return f"{self.exemption_id}: {self.revision or self.as_of}"

    @property
    def url(self) -> str:
        """Return e-Gov's page of the revision, or of the law; "" when the law is not known here."""
        if self.revision:
            law_id, _sep, rest = self.revision.partition("_")
            return f"{EGOV}/law/{law_id}/{rest}"
        return self.law.url if self.law else ""

    @property
    def revisions_url(self) -> str:
        """Return e-Gov's list of all revisions of the law (法令API v2); "" when it is not known here."""
        law_id = self.revision.partition("_")[0] or self.law_id
        return f"{EGOV}/api/2/law_revisions/{law_id}" if law_id else ""

    @property
    def people(self) -> int:
        """Return how many people the plan says take part, over all groups."""
        return sum(row["number"] or 0 for row in self.participants)


class Site(models.Model):
    """A place at which an exemption holds; degrees are of WGS 84."""

    exemption = models.ForeignKey(
        "applications.Exemption", on_delete=models.PROTECT, related_name="sites"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name of the site"), max_length=200)
    address = models.TextField(_("address"), blank=True)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, null=True, related_name="+"
    )
    municipality_text = models.CharField(_("municipality"), max_length=100, blank=True)
    latitude = models.FloatField(_("latitude"), null=True)
    longitude = models.FloatField(_("longitude"), null=True)

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ["exemption", "number"]
        constraints = [
            models.UniqueConstraint(fields=["exemption", "number"], name="site_number_once"),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__range=(20, 46), longitude__range=(122, 154)),
                name="site_lies_in_japan",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Edition(models.Model):
    """What an exemption says from a day on (版): the first is the grant, every ordered change makes one.

    ``conditions`` is a copy of their texts. Editions stay, so that a certificate can be checked for
    the days on which it stood.
    """

    exemption = models.ForeignKey(
        "applications.Exemption", on_delete=models.PROTECT, related_name="editions"
    )
    number = models.PositiveSmallIntegerField(_("edition"))
    from_on = models.DateField(_("from"))
    text = models.TextField(_("what is granted"))
    ends_on = models.DateField(_("last day"))
    conditions = models.JSONField(_("conditions"), default=list)
    issued_on = models.DateField(_("issued"))
    order = models.OneToOneField(
        "applications.Order", on_delete=models.PROTECT, null=True, related_name="edition"
    )

    class Meta:
        verbose_name = _("edition of an exemption")
        verbose_name_plural = _("editions of exemptions")
        ordering = ["exemption", "number"]
        constraints = [
            models.UniqueConstraint(fields=["exemption", "number"], name="edition_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.exemption_id}-{self.number}"


def edition_on(editions: Any, day: date) -> Any:
    """Return the edition that stands on a day: the newest begun, or the first; None without any."""
    rows = sorted(editions, key=lambda e: e.number)
    begun = [e for e in rows if e.from_on <= day]
    return begun[-1] if begun else rows[0] if rows else None
