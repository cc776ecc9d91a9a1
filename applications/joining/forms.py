"""What is filled in to join a call, to propose a plan, to wind down, and to answer these."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.rules import joining as rules
from casework.views import StepForm
from zones.forms import OfficeForm, date_input, text_area
from zones.models import Organisation
from zones.models.organisations import OrganisationKind


class EntryForm(OfficeForm):
    """How the company would take part."""

    not_facts = {"plan": "reason"}
    field_rules = {"plan": (rules.has_a_plan,)}
    plan = forms.CharField(
        label=_("How you would take part"),
        widget=text_area(10),
        max_length=8000,
        help_text=_("Go through the criteria one by one: what you do, with whom, from when."),
    )

    def aside(self) -> list[dict[str, Any]]:
        """Return the criteria by which the entry is judged."""
        case: Any = self.case
        return [{"label": _("Criteria"), "value": case.call.criteria}]


class JudgeForm(OfficeForm):
    """Why an entry is chosen or not."""

    not_facts = {"reasons": "reason"}
    field_rules = {"reasons": (rules.has_reasons,)}
    reasons = forms.CharField(
        label=_("Reasons"),
        widget=text_area(5),
        help_text=_("By the criteria. The company reads them with the outcome."),
    )


class ZoneProposalForm(OfficeForm):
    """What the company proposes to which town."""

    not_facts = dict.fromkeys(("office", "title", "text", "basis_text"), "reason")
    field_rules = {
        "office": (rules.office_is_a_town,),
        "text": (rules.says_what_is_proposed,),
    }
    office = forms.ModelChoiceField(
        label=_("To which municipality"),
        queryset=Organisation.objects.none(),
        empty_label=_("Choose"),
    )
    title = forms.CharField(label=_("Title"), max_length=120)
    basis_text = forms.CharField(
        label=_("Rule that stands in the way"),
        max_length=200,
        required=False,
        help_text=_("Law and article, as far as you know them."),
    )
    text = forms.CharField(
        label=_("What is proposed"),
        widget=text_area(10),
        max_length=8000,
        help_text=_("The draft of a plan: goal, what is to be lifted, place, who carries it out."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["office"]
        kinds = (OrganisationKind.MUNICIPALITY, OrganisationKind.PREFECTURE)
        field.queryset = Organisation.objects.filter(kind__in=kinds).order_by("name")


class AnswerProposalForm(OfficeForm):
    """The town's answer to a proposal, with its reasons."""

    field_rules = {"reasons": (rules.has_reasons,)}
    reasons = forms.CharField(
        label=_("Answer and reasons"),
        widget=text_area(6),
        help_text=_("The company receives this text."),
    )

    def aside(self) -> list[dict[str, Any]]:
        """Return what was proposed."""
        case: Any = self.case
        return [
            {"label": case.company.name, "value": case.title},
            {"label": _("What is proposed"), "value": case.text},
        ]


class WindDownForm(OfficeForm):
    """Until when the trial runs, and what becomes of users, sites and data."""

    not_facts = dict.fromkeys(("ends_on", "plan"), "reason")
    field_rules = {"ends_on": (rules.ends_before_the_zone,), "plan": (rules.has_a_plan,)}
    ends_on = forms.DateField(label=_("The trial ends on"), widget=date_input())
    plan = forms.CharField(
        label=_("How it winds down"),
        widget=text_area(6),
        help_text=_("Users, sites, personal data, equipment, contracts."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        case: Any = self.case
        closes = case.exemption.zone.closes_on
        days = [day for day in (closes, case.exemption.ends_on) if day is not None]
        self.fields["ends_on"].initial = case.ends_on or min(days)
        self.fields["plan"].initial = case.plan


ENTRY_FORMS: dict[str, type[StepForm]] = {
    "join": EntryForm,
    "choose": JudgeForm,
    "pass_over": JudgeForm,
}
PROPOSAL_FORMS: dict[str, type[StepForm]] = {
    "submit": ZoneProposalForm,
    "adopt": AnswerProposalForm,
    "decline": AnswerProposalForm,
}
WIND_DOWN_FORMS: dict[str, type[StepForm]] = {"submit": WindDownForm}
