"""What the steps of an exemption's life ask; the cleaned data are the step's inputs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.codes_exemption import (
    CheckEvery,
    CheckResult,
    OrderKind,
    OverlapKind,
)
from applications.exemptions.fields import Choosing
from applications.exemptions.hearing_forms import KeepForm, RevokeForm
from applications.models import Condition, Exemption
from applications.rules import bridge as bridge_rules
from applications.rules import exemption as exemption_rules
from applications.rules import order as order_rules
from applications.rules import overlap as overlap_rules
from casework import clock
from casework.files import validate_upload
from casework.views import StepForm
from zones.forms import OfficeForm, ReasonsForm, date_input, text_area


def _condition_name(condition: Condition) -> str:
    return f"{condition.number}. {condition.text[:80]}"


class CheckForm(OfficeForm):
    """The evidence of a check of a condition."""

    field_rules = {"checked_on": (exemption_rules.check_is_complete,)}
    condition = Choosing(
        label=_("Condition"),
        queryset=Condition.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        name_of=_condition_name,
    )
    checked_on = forms.DateField(label=_("Day of the check"), widget=date_input())
    result = forms.ChoiceField(
        label=_("Result"), choices=CheckResult.choices, widget=forms.RadioSelect
    )
    seen = forms.CharField(
        label=_("What was seen"),
        widget=text_area(4),
        max_length=4000,
        help_text=_("Records, places and figures. Do not write participants' names."),
    )
    document = forms.FileField(
        label=_("Document"),
        required=False,
        help_text=_("Photograph, log or table, up to 50 MB; it cannot be exchanged afterwards."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = self.case.conditions.on()
        self.fields["condition"].queryset = rows
        self.initial.setdefault("checked_on", clock.today())

    def clean_document(self) -> Any:
        """Refuse a file whose content is not what its name says."""
        if document := self.cleaned_data.get("document"):
            validate_upload(document)
        return document


class RevisionForm(OfficeForm):
    """The revision of the law under which the exemption was granted."""

    field_rules = {"revision": (exemption_rules.revision_is_named,)}
    revision = forms.CharField(
        label=_("Revision id of the law"),
        max_length=60,
        help_text=_("As the address of the law on e-Gov shows it, with “_” between its parts."),
    )


class AnnouncementForm(OfficeForm):
    """The notice before an order (行政手続法30条)."""

    field_rules = {
        "intended": (order_rules.notice_is_complete,),
        "explain_by": (order_rules.explanation_has_time,),
    }
    kind = forms.ChoiceField(
        label=_("Kind of order"), choices=OrderKind.choices, widget=forms.RadioSelect
    )
    intended = forms.CharField(label=_("What is to be ordered"), widget=text_area(4))
    legal_basis = forms.CharField(
        label=_("Legal basis"), max_length=200, initial="産業競争力強化法 第8条の4第3項"
    )
    facts = forms.CharField(label=_("Facts on which it rests"), widget=text_area(4))
    explain_by = forms.DateField(
        label=_("Explanation by"),
        widget=date_input(),
        help_text=_("At least two weeks from today."),
    )


class OrderForm(OfficeForm):
    """What is ordered: reasons, the day, and what changes."""

    field_rules = {
        "effective_on": (order_rules.takes_effect_while_it_lasts,),
        "text": (order_rules.changes_something,),
        "ends_on": (order_rules.only_shortens_the_period,),
        "committee": (order_rules.committee_was_heard,),
    }
    reasons = forms.CharField(label=_("Reasons"), widget=text_area(5))
    effective_on = forms.DateField(label=_("Takes effect on"), widget=date_input())
    heard_on = forms.DateField(
        label=_("Day on which the committee gave its opinion"),
        required=False,
        widget=date_input(),
        help_text=_("Needed for an ordered change."),
    )
    committee = forms.CharField(
        label=_("Opinion of the evaluation committee"), required=False, widget=text_area(3)
    )
    text = forms.CharField(
        label=_("What is granted, as ordered"),
        required=False,
        widget=text_area(6),
        help_text=_("Change the text as it is to read. Left as it is, nothing changes."),
    )
    ends_on = forms.DateField(
        label=_("New last day"),
        required=False,
        widget=date_input(),
        help_text=_("Only earlier than the present one; leave empty to keep it."),
    )
    condition = Choosing(
        label=_("Condition to be changed or lifted"),
        queryset=Condition.objects.none(),
        required=False,
        empty_label=_("None"),
        name_of=_condition_name,
    )
    condition_text = forms.CharField(
        label=_("Condition, as ordered"),
        required=False,
        widget=text_area(3),
        help_text=_(
            "Without a condition chosen above it is added; left empty, that one is lifted."
        ),
    )
    every_months = forms.TypedChoiceField(
        label=_("How often it is checked"),
        choices=[("", _("As before")), *CheckEvery.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        exemption = self.case.exemption
        self.fields["condition"].queryset = exemption.conditions.on()
        self.initial.setdefault("text", exemption.text_on())
        self.initial.setdefault("effective_on", clock.today())

    def inputs(self) -> dict[str, Any]:
        """Return the inputs of the step; what is left as it is changes nothing."""
        data = dict(self.cleaned_data)
        names = ("text", "ends_on", "condition", "condition_text", "every_months")
        changes = {name: data.pop(name, None) for name in names}
        changes["condition_text"] = changes["condition_text"] or ""
        same = (changes["text"] or "").split() == self.case.exemption.text_on().split()
        changes["text"] = "" if same else changes["text"] or ""
        return {**data, "changes": changes}

    def aside(self) -> list[dict[str, Any]]:
        """Return what the signer should have before them."""
        order = self.case
        return [
            {"label": _("What is to be ordered"), "value": order.intended},
            {"label": _("Facts"), "value": order.facts},
            {"label": _("Explanation of the holder"), "value": order.explanation or "－"},
        ]


class ExplanationForm(OfficeForm):
    """The holder's written explanation (弁明書)."""

    field_rules = {"explanation": (order_rules.has_explanation,)}
    explanation = forms.CharField(label=_("Explanation"), widget=text_area(8))


class BridgeRequestForm(OfficeForm):
    """Which revision of the law the holder asks for."""

    field_rules = {"request": (bridge_rules.asks_with_reasons,)}
    request = forms.CharField(
        label=_("Revision of the law that you ask for"),
        widget=text_area(4),
        help_text=_("Name the article, and how it should read or what it should allow."),
    )
    reason = forms.CharField(
        label=_("Reasons"),
        widget=text_area(5),
        help_text=_("What the trial has shown so far, with figures where you have them."),
    )


class BridgeForm(OfficeForm):
    """How long, on which basis, and why safely an exemption continues."""

    field_rules = {
        "until": (bridge_rules.bridge_has_an_end,),
        "why_safe": (bridge_rules.names_basis_and_safety,),
    }
    until = forms.DateField(
        label=_("Continues until"),
        widget=date_input(),
        help_text=_("After the last day, at most twelve months later. The day counts to 23:59."),
    )
    basis = forms.CharField(label=_("Legal basis"), max_length=200)
    why_safe = forms.CharField(
        label=_("Why the continuation is safe"),
        widget=text_area(5),
        help_text=_("It is published in the register."),
    )

    def aside(self) -> list[dict[str, Any]]:
        """Return what the holder asks."""
        return [
            {"label": _("Revision asked for"), "value": self.case.request},
            {"label": _("Reasons"), "value": self.case.reason},
        ]


class ConclusionForm(OfficeForm):
    """The verdict on the law."""

    field_rules = {"conclusion": (bridge_rules.says_what_was_decided,)}
    conclusion = forms.CharField(
        label=_("What was decided on the law"),
        widget=text_area(4),
        help_text=_(
            "From today the exemption no longer continues. It is published in the register."
        ),
    )


class OverlapForm(OfficeForm):
    """The rule between two exemptions."""

    field_rules = {
        "kind": (overlap_rules.names_rule_reason_and_basis,),
        "prevails": (overlap_rules.names_which_prevails,),
        "from_on": (overlap_rules.begins_no_earlier_than_today,),
    }
    kind = forms.ChoiceField(label=_("Rule"), choices=OverlapKind.choices, widget=forms.RadioSelect)
    prevails = Choosing(
        label=_("Which one prevails"),
        queryset=Exemption.objects.none(),
        required=False,
        empty_label=_("Neither"),
        help_text=_(
            "Needed for the narrower one and for exclusion: the other is not in force on the days on which "
            "this one is."
        ),
    )
    from_on = forms.DateField(label=_("From which day"), widget=date_input())
    reasons = forms.CharField(
        label=_("Reasons"), widget=text_area(4), help_text=_("They are published in the register.")
    )
    legal_basis = forms.CharField(label=_("Legal basis"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pair = (self.case.first_id, self.case.exemption_id)
        self.fields["prevails"].queryset = Exemption.objects.filter(pk__in=pair).order_by("pk")
        self.initial.setdefault("from_on", clock.today())


ON_EXEMPTION: dict[str, type[StepForm]] = {
    "check_condition": CheckForm,
    "name_revision": RevisionForm,
    "announce_order": AnnouncementForm,
    "revoke": RevokeForm,
    "dismiss": KeepForm,
}
HOLDER_ON_EXEMPTION: dict[str, type[StepForm]] = {"request_bridge": BridgeRequestForm}
ORDER_FORMS: dict[str, type[StepForm]] = {
    "explain": ExplanationForm,
    "issue": OrderForm,
    "drop": ReasonsForm,
}
BRIDGE_FORMS: dict[str, type[StepForm]] = {
    "grant": BridgeForm,
    "decline": ReasonsForm,
    "conclude": ConclusionForm,
}
OVERLAP_FORMS: dict[str, type[StepForm]] = {"settle": OverlapForm, "reopen": ReasonsForm}
