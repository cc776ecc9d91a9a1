"""Letters as they were issued, and the companies' choice of how to receive them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications.codes_later import Channel, LetterKind
from applications.membership import companies_of
from applications.models.application import Application
from applications.models.company import Company
from applications.models.measure import RequestedMeasure
from casework.models import StoredFile
from zones.models import DocumentNumber, Organisation
from zones.roles import offices_of


class LetterQuerySet(models.QuerySet["Letter"]):
    """Questions about letters."""

    def of_companies(self, user: Any) -> "LetterQuerySet":
        """Return the letters to the user's companies, and those of the cases they took over."""
        own = companies_of(user)
        found = self.filter(Q(company__in=own) | Q(application__company__in=own))
        return found.filter(application__disposed_at=None)

    def of_offices(self, user: Any) -> "LetterQuerySet":
        """Return the letters of the user's offices and of the cases that these examine or lead."""
        offices = offices_of(user)
        return (
            self.filter(application__disposed_at=None)
            .filter(
                Q(office__in=offices)
                | Q(application__examining_office__in=offices)
                | Q(application__zone__lead__in=offices)
            )
            .exclude(application__company__in=companies_of(user))
        )

    def numbered(self) -> "LetterQuerySet":
        """Return letters under a document number: all but receipts."""
        return self.exclude(kind=LetterKind.RECEIPT)

    def for_page(self) -> "LetterQuerySet":
        """Return letters with what a page shows of them, oldest first."""
        return self.select_related("document", "dispatch", "measure").order_by("pk")


class Letter(models.Model):
    """One letter, frozen when it is issued: its text never changes, its file is made from it once."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="letters")
    measure = models.ForeignKey(
        RequestedMeasure, on_delete=models.PROTECT, null=True, related_name="letters"
    )
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="letters")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(_("kind of letter"), max_length=20, choices=LetterKind.choices)
    document = models.OneToOneField(
        DocumentNumber, on_delete=models.PROTECT, null=True, related_name="letter"
    )
    copy_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="copies")
    title = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text as issued"))
    body_sha256 = models.CharField(_("SHA-256 of the text"), max_length=64)
    channel = models.CharField(_("delivery"), max_length=20, choices=Channel.choices)
    dated_on = models.DateField(_("date of the letter"))
    issued_at = models.DateTimeField(_("issued"))
    delivered_on = models.DateField(_("arrived with the addressee"), null=True)
    file = models.OneToOneField(
        StoredFile, on_delete=models.PROTECT, null=True, related_name="letter"
    )

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["application", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=LetterKind.values), name="letter_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(kind=LetterKind.RECEIPT) | Q(document__isnull=False),
                name="letter_has_number",
            ),
            models.CheckConstraint(
                condition=Q(channel=Channel.POST) | Q(delivered_on__isnull=False),
                name="letter_electronic_arrived",
            ),
        ]
        indexes = [models.Index(fields=["company", "-id"], name="letter_company")]

    def __str__(self) -> str:
        return f"{self.document or ''} {self.title}".strip()

    @property
    def case_type(self) -> str:
        """Return the label under which the file is stored."""
        return self._meta.label_lower

    @property
    def is_electronic(self) -> bool:
        """Tell whether the letter was delivered in the console itself."""
        return self.channel == Channel.ELECTRONIC


class DeliveryConsent(models.Model):
    """A company's choice to receive determinations electronically, or its withdrawal; append-only.

    デジタル手続法 第7条第1項: an electronic notice takes effect only for those who chose it.
    """

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="delivery_consents")
    accepted = models.BooleanField(_("accepts electronic delivery"))
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_by_name = models.CharField(_("made by"), max_length=150)

    class Meta:
        verbose_name = _("choice of delivery")
        verbose_name_plural = _("choices of delivery")
        ordering = ["company", "-pk"]

    def __str__(self) -> str:
        return f"{self.company_id}: {self.accepted}"
