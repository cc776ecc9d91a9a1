"""A digital resident: one person, whatever the number of zones."""

import hashlib
import hmac
import secrets
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework import clock
from zones.models.reference import one_of
from zones.search import fold

ADULT_AGE = 18


class IdentityLevel(models.TextChoices):
    """How sure the office is of who it is; never by 個人番号 (番号法 第9条・第20条)."""

    SELF_DECLARED = "self_declared", pgettext_lazy("identity level", "Self-declared")
    EMAIL = "email", pgettext_lazy("identity level", "E-mail confirmed")
    VERIFIED = "verified", pgettext_lazy("identity level", "Verified online")
    IN_PERSON = "in_person", pgettext_lazy("identity level", "Checked in person")


class IdentityDocument(models.TextChoices):
    """What was shown at the counter; only its kind is kept, never its number or a copy."""

    DRIVING_LICENCE = "driving_licence", pgettext_lazy("identity document", "Driving licence")
    CARD_FACE = "card_face", pgettext_lazy("identity document", "My Number Card (front only)")
    PASSPORT = "passport", pgettext_lazy("identity document", "Passport")
    RESIDENCE_CARD = "residence_card", pgettext_lazy("identity document", "Residence card")
    INSURANCE = "insurance", pgettext_lazy("identity document", "Two other documents")


def new_key() -> str:
    """Return 256 random bits as hexadecimal text."""
    return secrets.token_hex(32)


def age_on(birth_date: date, day: date) -> int:
    """Return the age in full years on a day (年齢計算ニ関スル法律: complete on the eve of the birthday)."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


class Resident(models.Model):
    """What is held about a person; each field stands in ``digitalresidents.fields`` with its purpose.

    Residence is optional and never proved (W23). After erasure the row stays empty, so that the
    consent ledger keeps its order without saying whose it was.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="resident",
    )
    name = models.CharField(_("name"), max_length=100, blank=True)
    kana = models.CharField(_("name in kana"), max_length=100, blank=True)
    name_folded = models.CharField(max_length=100, blank=True, editable=False)
    kana_folded = models.CharField(max_length=100, blank=True, editable=False)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    residence_prefecture = models.ForeignKey(
        "zones.Prefecture",
        verbose_name=_("prefecture of residence"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    residence_municipality = models.ForeignKey(
        "zones.Municipality",
        verbose_name=_("municipality of residence"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    guardian_name = models.CharField(_("name of the guardian"), max_length=100, blank=True)
    guardian_consented_on = models.DateField(_("guardian's consent"), null=True, blank=True)
    identity_level = models.CharField(
        _("identity"),
        max_length=20,
        choices=IdentityLevel.choices,
        default=IdentityLevel.SELF_DECLARED,
    )
    identity_document = models.CharField(
        _("document shown"), max_length=20, choices=IdentityDocument.choices, blank=True
    )
    identity_checked_on = models.DateField(_("identity checked on"), null=True, blank=True)
    pseudonym_key = models.CharField(max_length=64, blank=True, default=new_key, editable=False)
    created_at = models.DateTimeField(_("recorded"), default=clock.now, editable=False)
    erased_at = models.DateTimeField(_("erased"), null=True, editable=False)

    class Meta:
        verbose_name = _("digital resident")
        verbose_name_plural = _("digital residents")
        constraints = [
            one_of("identity_level", IdentityLevel),
            models.CheckConstraint(
                condition=Q(erased_at=None)
                | Q(
                    user=None,
                    name="",
                    kana="",
                    name_folded="",
                    kana_folded="",
                    birth_date=None,
                    email="",
                    residence_prefecture=None,
                    residence_municipality=None,
                    guardian_name="",
                    guardian_consented_on=None,
                    identity_document="",
                    identity_checked_on=None,
                    pseudonym_key="",
                ),
                name="resident_erased_is_empty",
            ),
            models.CheckConstraint(
                condition=~Q(erased_at=None) | (~Q(name="") & Q(birth_date__isnull=False)),
                name="resident_has_name_and_birth_date",
            ),
        ]
        indexes = [models.Index(fields=["birth_date", "kana_folded"], name="resident_likeness")]

    def __str__(self) -> str:
        return self.name or str(_("Erased resident"))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded forms with the names, so that search and likeness never go stale."""
        self.name_folded, self.kana_folded = fold(self.name), fold(self.kana)
        if (named := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*named, "name_folded", "kana_folded"}
        super().save(*args, **kwargs)

    def is_minor_on(self, day: date) -> bool:
        """Tell whether the person is under 18 on a day (民法 第4条); an erased one is not known."""
        return self.birth_date is not None and age_on(self.birth_date, day) < ADULT_AGE

    @property
    def is_verified(self) -> bool:
        """Tell whether who it is was checked online or in person."""
        return self.identity_level in (IdentityLevel.VERIFIED, IdentityLevel.IN_PERSON)

    @property
    def has_confirmed_contact(self) -> bool:
        """Tell whether an address, or more, was confirmed."""
        return self.identity_level != IdentityLevel.SELF_DECLARED

    def pseudonym(self, salt: str) -> str:
        """Return the name for the audit trail: another one per salt, and none after erasure."""
        if not (self.pseudonym_key and salt):
            return "デジタル住民（抹消済み）"
        digest = hmac.new(self.pseudonym_key.encode(), salt.encode(), hashlib.sha256).hexdigest()
        return f"デジタル住民 {digest[:10]}"
