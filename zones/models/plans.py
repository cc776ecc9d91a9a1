"""What a zone records of its municipality's own plans, so that conditions of support can be answered."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zones.models.reference import one_of


class PlanKind(models.TextChoices):
    """Which law the plan belongs to; the value begins the citation of the conditions it answers."""

    KASO = "kaso", pgettext_lazy("plan kind", "Depopulated-area plan (with industrial promotion)")
    REVITALIZATION = "revitalization", pgettext_lazy("plan kind", "Regional revitalization plan")
    STRATEGIC = (
        "strategic",
        pgettext_lazy("plan kind", "Certified plan of a strategic special zone"),
    )


LAWS = {
    PlanKind.KASO: "過疎法",
    PlanKind.REVITALIZATION: "地域再生法",
    PlanKind.STRATEGIC: "国家戦略特別区域法",
}


class Trade(models.TextChoices):
    """The trades that 過疎法 第23条 names."""

    MANUFACTURING = "manufacturing", pgettext_lazy("trade", "Manufacturing")
    INFORMATION = "information", pgettext_lazy("trade", "Information services and the like")
    FARM_SALES = "farm_sales", pgettext_lazy("trade", "Sale of farm products and the like")
    LODGING = "lodging", pgettext_lazy("trade", "Inns (ryokan)")


class MunicipalPlanQuerySet(models.QuerySet["MunicipalPlan"]):
    """Questions about plans."""

    def in_force_on(self, on: date) -> "MunicipalPlanQuerySet":
        """Return the plans of a day; of each kind the newest record comes first."""
        ends = Q(ends_on=None) | Q(ends_on__gte=on)
        return self.filter(ends, starts_on__lte=on).order_by("kind", "-recorded_at", "-pk")


class MunicipalPlan(models.Model):
    """That a plan names the zone's area (or not) and which trades, from a day to a day, with its source.

    A newer record takes the place of an older one of the same kind; none is changed.
    """

    zone = models.ForeignKey("zones.Zone", on_delete=models.PROTECT, related_name="plans")
    kind = models.CharField(_("plan"), max_length=20, choices=PlanKind)
    title = models.CharField(_("title of the plan"), max_length=150)
    names_area = models.BooleanField(_("the plan names the area of the zone"))
    trades = models.JSONField(_("trades that the plan names"), default=list, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)
    recorded_at = models.DateTimeField(_("recorded"), editable=False)
    recorded_by_name = models.CharField(max_length=150, editable=False)

    objects = MunicipalPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan of the municipality")
        verbose_name_plural = _("plans of the municipality")
        ordering = ["pk"]
        constraints = [
            one_of("kind", PlanKind),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="municipalplan_period_ordered",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse unknown trades, and trades where the law names none."""
        if set(self.trades) - set(Trade.values):
            raise ValidationError({"trades": _("Choose the trades from the list.")})
        if self.trades and self.kind != PlanKind.KASO:
            raise ValidationError(
                {"trades": _("Only the plan of a depopulated area names trades: leave them out.")}
            )
        if self.ends_on and self.starts_on and self.ends_on < self.starts_on:
            raise ValidationError(
                {"ends_on": _("The last day lies before the first day. Correct one of the two.")}
            )


def plan_facts(zone: Any, on: date) -> dict[str, "MunicipalPlan"]:
    """Return by law the plan that holds on a day; one query."""
    found: dict[str, MunicipalPlan] = {}
    for plan in MunicipalPlan.objects.filter(zone=zone).in_force_on(on):
        found.setdefault(LAWS[PlanKind(plan.kind)], plan)
    return found
