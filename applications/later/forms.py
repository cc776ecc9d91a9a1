"""What changes, copies and successions ask."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from applications import facts
from applications.apply.placed_form import Placed
from applications.codes_change import ChangeEffect, LossCause, SuccessionKind
from applications.models import Company
from applications.rules import later as rules
from casework.files import validate_upload
from zones.codes import validate_corporate_number
from zones.forms import OfficeForm, date_input, text_area


class ChangeForm(Placed, OfficeForm):
    """The facts of the plan as they are to be; only what differs is proposed."""

    use_required_attribute = False
    field_rules = {"reason": (rules.has_reason, rules.changes_something)}
    reason = forms.CharField(
        label=_("Why the change is needed"), required=False, widget=text_area(3)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        application = self.case.application
        places = [
            facts.place(fact.key, application.plan_schema)
            for fact in facts.plan_facts(application.plan_schema)
        ]
        self.place_fields(application, places)

    def inputs(self) -> dict[str, Any]:
        """Return the facts that differ from the plan, and the reason."""
        plan = self.case.application.plan
        reason = self.cleaned_data.get("reason", "")
        differ = {
            k: v for k, v in self.answers().items() if facts.bare(v) != facts.bare(plan.get(k))
        }
        return {"changes": differ, "reason": reason}


class AcceptForm(OfficeForm):
    """What the change does to the period."""

    effect = forms.ChoiceField(
        label=_("Effect on the processing period"),
        choices=ChangeEffect.choices,
        widget=forms.RadioSelect,
        help_text=_("Begin anew only when the examination has to begin anew."),
    )
    answer = forms.CharField(label=_("Note to the company"), required=False, widget=text_area(3))

    def aside(self) -> list[dict[str, Any]]:
        """Return what changes, before and after."""
        return [
            {"label": fact.label, "value": f"{before or '－'}\n→ {after or '－'}"}
            for fact, before, after in self.case.rows()
        ]


class DeclineForm(OfficeForm):
    """Why something is not done."""

    use_required_attribute = False
    field_rules = {"answer": (rules.has_answer,)}
    answer = forms.CharField(label=_("Reason"), widget=text_area(4))


class ReissueForm(OfficeForm):
    """What happened to the letter."""

    use_required_attribute = False
    field_rules = {"cause": (rules.cause_of_loss_is_known,), "reason": (rules.has_reason,)}
    cause = forms.ChoiceField(
        label=_("What happened"), choices=LossCause.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("When and how"), widget=text_area(3))


class SuccessionForm(OfficeForm):
    """Who takes the company's place, how, from when, proved by which document."""

    use_required_attribute = False
    field_rules = {
        "corporate_number": (rules.successor_is_another_company,),
        "reason": (rules.succession_is_described,),
    }
    corporate_number = forms.CharField(
        label=_("Corporate number of the successor"),
        max_length=13,
        validators=[validate_corporate_number],
        help_text=_("13 digits. The successor must be registered here first."),
    )
    kind = forms.ChoiceField(
        label=_("Kind of succession"), choices=SuccessionKind.choices, widget=forms.RadioSelect
    )
    effective_on = forms.DateField(label=_("From which day"), widget=date_input())
    reason = forms.CharField(label=_("What was agreed"), widget=text_area(3))
    document = forms.FileField(
        label=_("Document that proves it"),
        help_text=_("Contract of merger, split or transfer, as PDF, up to 50 MB."),
    )

    def clean_document(self) -> Any:
        """Refuse a file whose content is not what its name says."""
        validate_upload(self.cleaned_data["document"])
        return self.cleaned_data["document"]

    def clean_corporate_number(self) -> str:
        """Refuse a number under which no company is registered."""
        number = self.cleaned_data["corporate_number"]
        if not Company.objects.filter(corporate_number=number).exists():
            raise ValidationError(rules.successor_is_another_company.reason, code="unknown")
        return number

    def inputs(self) -> dict[str, Any]:
        """Return the inputs of the step; the document is kept beside it."""
        data = self.cleaned_data
        return {
            "successor": Company.objects.get(corporate_number=data["corporate_number"]),
            "kind": data["kind"],
            "effective_on": data["effective_on"],
            "reason": data["reason"],
        }


CHANGE_FORMS = {"propose": ChangeForm, "accept": AcceptForm, "decline": DeclineForm}
REISSUE_FORMS = {"request": ReissueForm, "decline": DeclineForm}
SUCCESSION_FORMS = {"file": SuccessionForm, "decline": DeclineForm}
