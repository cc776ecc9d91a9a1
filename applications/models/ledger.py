"""The ledger of facts: values, what the company says of them, consent to reuse, and every use.

A value is never changed: a change is a new row that names the one it follows, and the database
lets a row be followed only once, so that a history cannot fork. Confirming and contesting are rows
of their own. Values and marks hold names and telephone numbers, which must be blanked when their
retention ends; they therefore refuse a change in code and not by trigger. Uses and consents hold no
such text and are proof: triggers refuse to change them.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applications import facts
from applications.ledger.codes import Act, ConsentAct, Mode, Source
from applications.models.application import Application
from applications.models.company import Company


def one_of(field: str, choices: type[models.TextChoices], name: str) -> models.CheckConstraint:
    """Return the database's own check that a code is one of the known ones."""
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": choices.values}), name=name)


class Written(models.Model):
    """A row that is written once."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new row; TypeError on an attempt to change one."""
        if self.pk is not None:
            raise TypeError("A row of the ledger is never changed: write the next one.")
        super().save(*args, **kwargs)


class FactValue(Written):
    """One value of one fact of a company. ``value`` is JSON: text, or the rows of a group."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="fact_values")
    key = models.CharField(_("fact"), max_length=60)
    value = models.JSONField(_("value"))
    source = models.CharField(_("source"), max_length=20, choices=Source.choices)
    source_detail = models.CharField(_("detail of the source"), max_length=200, blank=True)
    as_of = models.DateField(_("date of the source's record"), null=True)
    application = models.ForeignKey(
        Application, on_delete=models.SET_NULL, null=True, related_name="fact_values"
    )
    obtained_at = models.DateTimeField(_("obtained"))
    entered_by_name = models.CharField(_("entered by"), max_length=150)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="superseded_by"
    )

    class Meta:
        verbose_name = _("value of a fact")
        verbose_name_plural = _("values of facts")
        ordering = ["company", "key", "pk"]
        constraints = [
            one_of("source", Source, "fact_value_source_known"),
            models.UniqueConstraint(
                fields=["company", "key"],
                condition=models.Q(supersedes=None),
                name="fact_value_one_first",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company_id} {self.key}"

    @property
    def fact(self) -> facts.Fact | None:
        """Return the fact as registered now; None when it is no longer asked."""
        return facts.find(self.key)

    @property
    def last_mark(self) -> "FactMark | None":
        """Return what the company said last of this value (uses a prefetch of ``marks``)."""
        marks = list(self.marks.all())
        return marks[-1] if marks else None

    @property
    def is_contested(self) -> bool:
        """Tell whether the company says that the value is wrong."""
        mark = self.last_mark
        return mark is not None and mark.act == Act.CONTESTED

    @property
    def confirmed_at(self) -> Any:
        """Return when the company last stood by the value: entered, or confirmed; None when contested."""
        mark = self.last_mark
        if mark is not None:
            return mark.at if mark.act == Act.CONFIRMED else None
        return self.obtained_at if self.source == Source.APPLICANT else None


class FactMark(Written):
    """“This is right” or “this is not right”, said by the company of one value; what a clerk found of it."""

    value = models.ForeignKey(FactValue, on_delete=models.PROTECT, related_name="marks")
    act = models.CharField(_("act"), max_length=20, choices=Act.choices)
    reason = models.TextField(_("what is not right"), blank=True)
    by_name = models.CharField(_("by"), max_length=150)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("mark on a fact")
        verbose_name_plural = _("marks on facts")
        ordering = ["value", "pk"]
        constraints = [
            one_of("act", Act, "fact_mark_act_known"),
            models.CheckConstraint(
                condition=~models.Q(act=Act.CONTESTED) | ~models.Q(reason=""),
                name="fact_mark_contest_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value_id} {self.act}"


class ReuseConsent(Written):
    """One act of consent to reuse, or its withdrawal; append-only by trigger. The latest row holds."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="reuse_consents")
    act = models.CharField(_("act"), max_length=20, choices=ConsentAct.choices)
    text_version = models.PositiveSmallIntegerField(_("version of the text"))
    text = models.TextField(_("text"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("consent to reuse")
        verbose_name_plural = _("consents to reuse")
        ordering = ["company", "pk"]
        constraints = [one_of("act", ConsentAct, "reuse_consent_act_known")]

    def __str__(self) -> str:
        return f"{self.company_id} {self.act}"


class FactUse(Written):
    """One fact that a filed application needed, and how it came by it; append-only by trigger.

    ``held`` tells that the console had the answer before: asked and held is asked again.
    """

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="fact_uses")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="fact_uses")
    key = models.CharField(_("fact"), max_length=60)
    value = models.ForeignKey(FactValue, on_delete=models.PROTECT, null=True, related_name="uses")
    mode = models.CharField(_("how"), max_length=20, choices=Mode.choices)
    held = models.BooleanField(_("held before"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("use of a fact")
        verbose_name_plural = _("uses of facts")
        ordering = ["application", "pk"]
        constraints = [
            one_of("mode", Mode, "fact_use_mode_known"),
            models.UniqueConstraint(fields=["application", "key"], name="fact_use_once"),
        ]
        indexes = [models.Index(fields=["company", "key"], name="fact_use_company")]

    def __str__(self) -> str:
        return f"{self.application_id} {self.key} {self.mode}"


class CarriedAnswer(models.Model):
    """An earlier answer that the company took over into a draft."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="carried_answers"
    )
    key = models.CharField(_("fact"), max_length=60)
    value = models.ForeignKey(FactValue, on_delete=models.PROTECT, related_name="carried_into")
    at = models.DateTimeField(_("at"))
    by_name = models.CharField(_("by"), max_length=150)

    class Meta:
        verbose_name = _("answer taken over")
        verbose_name_plural = _("answers taken over")
        ordering = ["application", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "key"], name="carried_answer_once")
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.key}"
