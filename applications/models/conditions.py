"""Conditions of exemptions, and the evidence of each check."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications.codes_exemption import CheckEvery, CheckResult
from casework import clock
from casework.calendar import add_legal_months


class ConditionQuerySet(models.QuerySet["Condition"]):
    """Questions about conditions."""

    def on(self, day: date | None = None) -> "ConditionQuerySet":
        """Return the conditions that hold on a day (today): not yet to come, not replaced or lifted."""
        when = day or clock.today()
        return self.filter(Q(from_on=None) | Q(from_on__lte=when)).filter(
            Q(until_on=None) | Q(until_on__gt=when)
        )


class Condition(models.Model):
    """A condition of an exemption: its text, reason, and how, by whom and how often it is checked.

    ``from_on`` is empty when it holds since the grant; ``until_on`` is the day from which it holds
    no more, replaced or lifted by an order.
    """

    exemption = models.ForeignKey(
        "applications.Exemption", on_delete=models.PROTECT, related_name="conditions"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("condition"))
    reason = models.TextField(_("reason"), blank=True)
    check_method = models.TextField(_("how it is checked"), blank=True)
    owner = models.CharField(_("who checks it"), max_length=100, blank=True)
    due = models.CharField(_("by when"), max_length=100, blank=True)
    every_months = models.PositiveSmallIntegerField(
        _("how often it is checked"), choices=CheckEvery.choices, null=True, blank=True
    )
    from_on = models.DateField(_("from"), null=True, editable=False)
    until_on = models.DateField(_("no more from"), null=True, editable=False)

    objects = ConditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        ordering = ["exemption", "number"]
        constraints = [
            models.UniqueConstraint(fields=["exemption", "number"], name="condition_number_once"),
            models.CheckConstraint(
                condition=Q(every_months=None) | Q(every_months__in=CheckEvery.values),
                name="condition_interval_known",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    def holds_on(self, day: date) -> bool:
        """Tell whether the condition holds on a day; agrees with the queryset."""
        return (self.from_on is None or self.from_on <= day) and (
            self.until_on is None or day < self.until_on
        )

    def next_check_on(self) -> date | None:
        """Return by when it is checked next: its interval after the last check, or after the trial
        (or the condition) began. None without an interval, before the trial, or when it will have
        ended by then: the last check is then due on the last day. Reads prefetched checks."""
        exemption = self.exemption
        if self.every_months is None or exemption.began_on is None:
            return None
        checks = [check.checked_on for check in self.checks.all()]
        ends = [exemption.last_day(), *_day_before(exemption.ended_on), *_day_before(self.until_on)]
        last = min(ends)
        start = max(checks, default=max(exemption.began_on, self.from_on or exemption.began_on))
        if checks and start >= last:
            return None
        return min(add_legal_months(start, self.every_months), max(last, start))

    def latest_check(self) -> "ConditionCheck | None":
        """Return the newest check; reads prefetched checks."""
        return max(self.checks.all(), key=lambda c: (c.checked_on, c.pk), default=None)


def _day_before(day: date | None) -> list[date]:
    return [] if day is None else [day - timedelta(days=1)]


class ConditionCheck(models.Model):
    """One check of a condition: when, what was found, what was seen, by whom; append-only.

    Purpose: evidence that a condition is kept. What was seen never names participants. Kept as the
    exemption's file; a document stands with the exemption under the slot ``check-<key>``.
    """

    condition = models.ForeignKey(Condition, on_delete=models.PROTECT, related_name="checks")
    checked_on = models.DateField(_("day of the check"))
    result = models.CharField(_("result"), max_length=20, choices=CheckResult.choices)
    seen = models.TextField(_("what was seen"))
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField(_("checked by"), max_length=150)
    by_office = models.CharField(_("office"), max_length=150, blank=True)
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("check of a condition")
        verbose_name_plural = _("checks of conditions")
        ordering = ["condition", "checked_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(result__in=CheckResult.values), name="condition_check_result_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.condition_id}: {self.checked_on} {self.result}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a check once; what was found is never changed afterwards."""
        if self.pk is not None:
            raise TypeError("A check of a condition is append-only.")
        super().save(*args, **kwargs)

    @property
    def slot(self) -> str:
        """Return the slot under which its document is stored with the exemption."""
        return f"check-{self.pk}"
