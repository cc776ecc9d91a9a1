"""What the steps of a support case ask; amounts are whole yen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.codes_support import (
    SHAPE_OF_KIND,
    CostKind,
    RepaymentReason,
    SupportRefusal,
    SupportShape,
)
from applications.office.filters import ListFilter
from applications.rules import support as rules
from applications.support.limits import limit_of
from applications.workflow.support import SupportStatus
from casework import clock
from casework.views import StepForm
from zones.choices import Payer
from zones.forms import OfficeForm, ReasonsForm, date_input, text_area

LARGEST = 10**13


class YenField(forms.IntegerField):
    """Whole yen; full-width digits and separators are understood."""

    def __init__(self, **options: Any) -> None:
        values: dict[str, Any] = {
            "min_value": 1,
            "max_value": LARGEST,
            "widget": forms.TextInput(attrs={"inputmode": "numeric"}),
        }
        super().__init__(**{**values, **options})
        label = {"label": self.label}
        self.error_messages["invalid"] = (
            _("“%(label)s” is not an amount: write whole yen, such as 1,500,000.") % label
        )

    def to_python(self, value: Any) -> int | None:
        """Return whole yen."""
        text = str(value or "").strip().replace(",", "").replace("，", "").removesuffix("円")
        return super().to_python(text)


class ProposeForm(OfficeForm):
    """What is eligible, and what may be granted of it."""

    field_rules = {
        "eligible_cost": (rules.cost_is_named,),
        "ends_on": (rules.period_runs_forwards,),
        "proposed": (rules.proposal_is_an_amount,),
    }
    shape = forms.ChoiceField(label=_("kind of support"), choices=SupportShape.choices)
    payer = forms.ChoiceField(label=_("who pays"), choices=Payer.choices)
    cost_kind = forms.ChoiceField(label=_("kind of cost"), choices=CostKind.choices)
    cost_item = forms.CharField(
        label=_("which cost"),
        max_length=200,
        required=False,
        help_text=_(
            "Such as the contract or the machine. Left empty, all costs of this kind are meant: "
            "another support for any of them then counts as double."
        ),
    )
    eligible_cost = YenField(label=_("eligible cost (yen)"))
    proposed = YenField(label=_("amount proposed (yen)"))
    starts_on = forms.DateField(label=_("first day"), widget=date_input())
    ends_on = forms.DateField(label=_("last day"), widget=date_input())
    findings = forms.CharField(
        label=_("result of the examination"), widget=text_area(5), required=False, max_length=4000
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit = limit_of(self.case)
        self.initial.setdefault(
            "shape", self.case.shape or SHAPE_OF_KIND.get(self.case.instrument.kind, "")
        )
        self.initial.setdefault("payer", self.case.payer or (limit.payer if limit else ""))
        for name in ("cost_kind", "cost_item", "eligible_cost", "proposed", "findings"):
            self.initial.setdefault(name, getattr(self.case, name))
        for name in ("starts_on", "ends_on"):
            self.initial.setdefault(name, getattr(self.case, name))


class GrantForm(OfficeForm):
    """How much is granted; the limits answer at the amount."""

    field_rules = {
        "amount": (rules.amount_is_above_zero, rules.stays_within_limits),
        "reasons": (rules.difference_has_reasons,),
    }
    amount = YenField(label=_("amount granted (yen)"))
    is_published = forms.BooleanField(
        label=_("Publish company and amount with the decision"),
        required=False,
        help_text=_(
            "Grants of public money are published. What an individual tax return contains is not."
        ),
    )
    reasons = forms.CharField(
        label=_("Reasons"),
        widget=text_area(4),
        required=False,
        help_text=_("Needed where the amount differs from the proposed one."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("amount", self.case.proposed)
        self.initial.setdefault("is_published", self.case.shape != SupportShape.TAX)
        if self.case.shape == SupportShape.TAX:
            del self.fields["is_published"]

    def inputs(self) -> dict[str, Any]:
        """Return the step's inputs; tax relief of a company is never published by name."""
        return {"is_published": False, **super().inputs()}


class RefuseForm(ReasonsForm):
    """Coded and written reasons."""

    field_rules = {
        "reason_codes": (rules.refusal_is_coded,),
        "reasons": (rules.has_reasons,),
    }
    reason_codes = forms.MultipleChoiceField(
        label=_("coded reasons"),
        choices=SupportRefusal.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ["reason_codes", "reasons"]


class MoneyForm(OfficeForm):
    """An amount on a day, with a note."""

    amount = YenField(label=_("amount (yen)"))
    on = forms.DateField(label=_("day"), widget=date_input(), initial=clock.today)
    note = forms.CharField(label=_("note"), max_length=1000, required=False)


class PayForm(MoneyForm):
    """An instalment, or a relief that took effect."""

    field_rules = {"amount": (rules.payment_fits,), "on": (rules.day_is_past,)}


class RepayForm(MoneyForm):
    """Money that came back."""

    field_rules = {"amount": (rules.repayment_fits,), "on": (rules.day_is_past,)}


class ReduceForm(ReasonsForm):
    """By how much, and why."""

    field_rules = {"amount": (rules.reduction_fits,), "reasons": (rules.has_reasons,)}
    amount = YenField(label=_("amount of the reduction (yen)"))
    field_order = ["amount", "reasons"]


class OrderForm(ReasonsForm):
    """How much is to come back, by which coded reason, and why."""

    field_rules = {
        "amount": (rules.order_fits,),
        "reason_code": (rules.order_is_coded,),
        "reasons": (rules.has_reasons,),
    }
    amount = YenField(label=_("amount to pay back (yen)"))
    reason_code = forms.ChoiceField(label=_("coded reason"), choices=RepaymentReason.choices)
    field_order = ["amount", "reason_code", "reasons"]


SUPPORT_FORMS: dict[str, type[StepForm]] = {
    "propose": ProposeForm,
    "grant": GrantForm,
    "refuse": RefuseForm,
    "pay": PayForm,
    "reduce": ReduceForm,
    "order_repayment": OrderForm,
    "repay": RepayForm,
}


class SupportCaseFilter(ListFilter):
    """Zone and state; both stand in the address."""

    status = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All states")), *SupportStatus.choices]
    )

    def apply(self, found: Any) -> Any:
        """Return what is asked for; a bad filter filters nothing."""
        data = self.chosen
        if data.get("zone"):
            found = found.filter(zone__slug=data["zone"])
        return found.filter(status=data["status"]) if data.get("status") else found
