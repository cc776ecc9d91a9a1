"""Companies."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.membership import companies_of
from zones.codes import validate_corporate_number


class CompanyQuerySet(models.QuerySet["Company"]):
    """Questions about companies."""

    def visible_to(self, user: Any) -> "CompanyQuerySet":
        """Return the companies for which the user acts."""
        return self.filter(pk__in=companies_of(user))


class Company(models.Model):
    """A company that applies: its facts are asked once and used for every application."""

    corporate_number = models.CharField(
        _("corporate number"), max_length=13, unique=True, validators=[validate_corporate_number]
    )
    name = models.CharField(_("name of the company"), max_length=150)
    kana = models.CharField(_("reading"), max_length=200, blank=True)
    address = models.CharField(_("head office"), max_length=200)
    representative = models.CharField(_("representative"), max_length=100)
    contact_name = models.CharField(_("person in charge"), max_length=100)
    contact_phone = models.CharField(_("telephone"), max_length=30, blank=True)
    electronic_delivery = models.BooleanField(_("accepts electronic delivery"), default=False)
    is_demo = models.BooleanField(_("demo"), default=False, editable=False)
    confirmed_at = models.DateTimeField(_("facts confirmed"), null=True, editable=False)

    objects = CompanyQuerySet.as_manager()

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    # A company is no case, yet its people and powers hang on it as on one: they are locked after it.
    parent = None

    @property
    def case_type(self) -> str:
        """Return the label under which the company stands where cases do."""
        return self._meta.label_lower

    @property
    def case_key(self) -> str:
        """Return the key under which the company stands where cases do."""
        return f"{self._meta.label_lower}:{self.pk}"

    def facts(self) -> dict[str, Any]:
        """Return the company's facts by the keys of the registry."""
        return {
            "corporate_number": self.corporate_number,
            "company_name": self.name,
            "company_address": self.address,
            "representative": self.representative,
            "contact_name": self.contact_name,
            "contact_phone": self.contact_phone,
        }
