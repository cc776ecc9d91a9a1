"""Instruments of support by money, tax and regulation (財政・税制支援), as the laws name them."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zones.choices import SupportKind, SupportRecipient, Verification
from zones.models.reference import Law, one_of

PARTS = {
    "who": _("Who may have it"),
    "rate": _("Rate or ceiling"),
    "period": pgettext_lazy("support", "Period"),
    "expires_on": _("Expiry of the instrument"),
}


class SupportInstrumentQuerySet(models.QuerySet["SupportInstrument"]):
    """Questions about support instruments."""

    def for_list(self) -> "SupportInstrumentQuerySet":
        """Return the instruments with their laws, in a fixed order."""
        return self.select_related("law").order_by("recipient", "code")

    def in_force_on(self, on: date) -> "SupportInstrumentQuerySet":
        """Leave out what has not begun or has expired on a day; an unknown end is no end."""
        begun = Q(starts_on=None) | Q(starts_on__lte=on)
        return self.filter(begun, Q(expires_on=None) | Q(expires_on__gte=on))


class SupportInstrument(models.Model):
    """One instrument; what no source gives stays empty and is named in ``unverified_fields``.

    ``conditions`` lists ``{kind, basis, text, values?}``; `zones.matching` reads the kinds.
    """

    code = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField(_("name of the instrument"), max_length=100)
    kind = models.CharField(_("kind of support"), max_length=20, choices=SupportKind)
    law = models.ForeignKey(
        Law, on_delete=models.PROTECT, null=True, blank=True, related_name="support_instruments"
    )
    article = models.CharField(_("article"), max_length=50, blank=True)
    recipient = models.CharField(max_length=20, choices=SupportRecipient)
    who = models.TextField()
    rate = models.CharField(max_length=200, blank=True)
    period = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    expiry_basis = models.CharField(max_length=100, blank=True)
    conditions = models.JSONField(default=list, blank=True)
    verification = models.CharField(max_length=10, choices=Verification)
    unverified_fields = models.JSONField(default=list, blank=True)
    source_text = models.TextField()
    note = models.TextField(blank=True)

    objects = SupportInstrumentQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("support instrument")
        verbose_name_plural = _("support instruments")
        constraints = [
            one_of("kind", SupportKind),
            one_of("recipient", SupportRecipient),
            one_of("verification", Verification),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the public page."""
        return reverse("support_instrument", args=[self.code])

    @property
    def citation(self) -> str:
        """Return law and article; "" for what rests on no statute that was checked."""
        return f"{self.law}{self.article}" if self.law else ""

    @property
    def is_fully_verified(self) -> bool:
        """Tell whether every part of this row was checked."""
        return not self.unverified_fields

    @property
    def facts(self) -> list[tuple[str, str, bool]]:
        """Return label, text and "not verified" of who, rate and period."""
        return [
            (str(PARTS[part]), getattr(self, part), part in self.unverified_fields)
            for part in ("who", "rate", "period")
        ]
