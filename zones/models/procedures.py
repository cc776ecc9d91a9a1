"""The legal regime as data: which basis a zone rides on, and how each procedure runs."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zones.models.organisations import OrganisationKind


class LegalBasis(models.Model):
    """A programme or ordinance on which zones and procedures rest; every basis has an end, or says why not."""

    code = models.SlugField(_("code"), max_length=40, primary_key=True)
    name = models.CharField(_("name"), max_length=100)
    law = models.ForeignKey("zones.Law", on_delete=models.PROTECT, null=True, blank=True)
    article = models.CharField(_("article"), max_length=100, blank=True)
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    expiry_note = models.CharField(_("about its expiry"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def citation(self) -> str:
        """Return law and article as a person cites them."""
        return f"{self.law.title if self.law else self.name}{self.article}"


class ClockUnit(models.TextChoices):
    """In what a processing period is counted."""

    BUSINESS_DAYS = "business_days", pgettext_lazy("clock unit", "business days")
    MONTHS = "months", pgettext_lazy("clock unit", "months")


class DelayDuty(models.TextChoices):
    """Who says that the reasons for a delay must be told."""

    STATUTE = "statute", pgettext_lazy("delay notice", "Required by statute")
    HOUSE = "house", pgettext_lazy("delay notice", "House rule")
    NONE = "none", pgettext_lazy("delay notice", "Not required")


class Procedure(models.Model):
    """How applications of one kind are handled: authority, basis, periods, appeal."""

    code = models.SlugField(_("code"), max_length=40, primary_key=True)
    name = models.CharField(_("name"), max_length=100)
    legal_basis = models.ForeignKey(LegalBasis, on_delete=models.PROTECT, related_name="procedures")
    examiner_kind = models.CharField(
        _("who examines"), max_length=20, choices=OrganisationKind.choices
    )
    authority_kind = models.CharField(
        _("who determines"), max_length=20, choices=OrganisationKind.choices
    )
    standard_length = models.PositiveSmallIntegerField(_("standard processing period"))
    standard_unit = models.CharField(_("unit"), max_length=20, choices=ClockUnit.choices)
    opinion_months = models.PositiveSmallIntegerField(_("months for an opinion"), default=1)
    needs_opinions = models.BooleanField(_("opinions are asked"), default=True)
    committee_heard = models.BooleanField(_("the committee is heard"), default=False)
    is_disposition = models.BooleanField(_("the determination is a disposition"), default=True)
    delay_duty = models.CharField(
        _("delay notice"), max_length=20, choices=DelayDuty.choices, default=DelayDuty.HOUSE
    )
    regime = models.CharField(_("procedural law"), max_length=100)
    appeal_notice = models.TextField(_("appeal notice"), blank=True)
    needs_statement = models.BooleanField(_("an officer signs a statement of truth"), default=False)
    required_documents = models.JSONField(_("documents required"), default=list, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("procedure")
        verbose_name_plural = _("procedures")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(standard_unit__in=ClockUnit.values), name="procedure_unit_known"
            ),
            models.CheckConstraint(
                condition=models.Q(standard_length__gte=1), name="procedure_length_positive"
            ),
            models.CheckConstraint(
                condition=models.Q(is_disposition=False) | ~models.Q(appeal_notice=""),
                name="procedure_disposition_has_appeal_notice",
            ),
        ]

    def __str__(self) -> str:
        return self.name
