"""Forms of the office: messages that name the field, and what a zone's steps ask."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.rules import Rule
from casework.views import StepForm
from zones.models import Zone
from zones.workflow import ZoneStatus


def date_input() -> forms.DateInput:
    """Return a native date control."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def text_area(rows: int = 4) -> forms.Textarea:
    """Return a text area of some lines."""
    return forms.Textarea(attrs={"rows": rows})


class OfficeForm(StepForm):
    """A step's form whose errors name the field and the remedy.

    ``field_rules`` shows the step's own rules at the field that answers them, so that a rule stands
    in one place and its reason beside the entry.
    """

    field_rules: dict[str, tuple[Rule, ...]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages.update(_messages_for(field))

    def rule_inputs(self) -> dict[str, Any]:
        """Return what the rules judge: the step's inputs, unless a form says otherwise."""
        return self.inputs()

    def clean(self) -> dict[str, Any]:
        """Check the step's rules on what was entered, each at its field."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            inputs = self.rule_inputs()
            for name, rules in self.field_rules.items():
                for rule in rules:
                    if not rule.holds(self.case, self.user, inputs):
                        self.add_error(name, rule.why(self.case))
        return cleaned


def _messages_for(field: forms.Field) -> dict[str, Any]:
    label = {"label": field.label}
    if isinstance(field, forms.DateField):
        return {
            "required": _("“%(label)s” is empty: give the date.") % label,
            "invalid": _("“%(label)s” is not a date: write it as in 2027-03-31.") % label,
        }
    if isinstance(field, forms.ChoiceField):
        return {
            "required": _("“%(label)s” is open: choose one.") % label,
            "invalid_choice": _("“%(label)s”: choose from the list.") % label,
        }
    return {"required": _("“%(label)s” is empty: write it.") % label}


class ReasonsForm(OfficeForm):
    """A step that burdens or ends something states its reasons in writing."""

    reasons = forms.CharField(
        label=_("Reasons"),
        widget=text_area(6),
        help_text=_("State the facts, the provision, and how the one leads to the other."),
    )


class ZoneFilter(forms.Form):
    """Filters of the office's list of zones; state stays in the address."""

    mine = forms.ChoiceField(
        label=_("Whose"),
        required=False,
        choices=[("", _("Zones of my offices")), ("all", pgettext_lazy("filter", "All zones"))],
    )
    status = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All states")), *ZoneStatus.choices]
    )

    def apply(self, user: Any) -> Any:
        """Return the zones that the person may see and asks for; a bad filter filters nothing."""
        data = self.cleaned_data if self.is_valid() else {}
        found = Zone.objects.visible_to(user)
        if data.get("mine") != "all":
            found = found.filter(pk__in=Zone.objects.administered_by(user).values("pk"))
        return found.filter(status=data["status"]) if data.get("status") else found
