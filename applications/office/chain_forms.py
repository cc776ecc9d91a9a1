"""What the office fills in along the decision chain: proposals, stamps, delays, opinions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications import proposals
from applications.codes import OpinionView, ReasonCode
from applications.models.proposal import LineKind, StampMode
from applications.office.determination_form import DeterminationForm
from applications.rules import application as application_rules
from applications.rules import delay as delay_rules
from applications.rules import overlays as overlay_rules
from applications.rules import proposal as rules
from casework.views import StepForm
from zones.forms import OfficeForm, ReasonsForm, date_input, text_area
from zones.models import Organisation

DISSENTS = 3
OWN_MODES = [(m.value, m.label) for m in (StampMode.OWN, StampMode.DEPUTY)]
DECIDING_MODES = [(m.value, m.label) for m in (StampMode.OWN, StampMode.SOLE, StampMode.DEPUTY)]


class StampForm(OfficeForm):
    """In what capacity somebody stamps, and what they add."""

    field_rules = {"on_behalf_of": (rules.deputy_names_the_principal,)}
    mode = forms.ChoiceField(
        label=_("Capacity"), choices=OWN_MODES, initial=StampMode.OWN, widget=forms.RadioSelect
    )
    on_behalf_of = forms.CharField(
        label=_("As a deputy, for whom"),
        required=False,
        max_length=150,
        help_text=_("Name and post of the person absent; it is shown beside the stamp."),
    )
    comment = forms.CharField(label=_("Comment"), required=False, widget=text_area(3))


class ApproveForm(StampForm):
    """The deciding stamp."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mode"].choices = DECIDING_MODES


class CommentForm(OfficeForm):
    """A comment beside reading afterwards."""

    comment = forms.CharField(label=_("Comment"), required=False, widget=text_area(3))


class AmendForm(DeterminationForm):
    """The content of a proposal, changed: the same fields as the determination itself."""

    def __init__(self, *args: Any, case: Any, **kwargs: Any) -> None:
        self.proposal = case
        super().__init__(*args, case=case.measure, content=case.content, **kwargs)

    def rule_inputs(self) -> dict[str, Any]:
        """Return the content as the rules of the determination read it."""
        return super().inputs()

    def inputs(self) -> dict[str, Any]:
        """Return the content with its hash."""
        content = proposals.content_of(super().inputs())
        return {"content": content, "content_hash": proposals.digest_of(content)}


class ProposeForm(DeterminationForm):
    """A new proposal: the content, whom it passes, and an explanation."""

    note = forms.CharField(
        label=_("Explanation to those on the lines"), required=False, widget=text_area(4)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = Organisation.objects.exclude(kind="committee").order_by("kind", "code")
        self.fields["concur"] = forms.ModelMultipleChoiceField(
            offices,
            required=False,
            label=_("Offices that agree (合議)"),
            widget=forms.CheckboxSelectMultiple,
            help_text=_("They receive the proposal at once, beside each other."),
        )
        self.fields["concur"].queryset = offices.filter(pk__in=self.offices())
        self.fields["countersign"] = forms.BooleanField(
            required=False,
            label=_("A second approver of the authority countersigns"),
        )

    def offices(self) -> set[int]:
        """Return the offices that have to do with the case."""
        application = self.case.application
        asked = set(application.opinions.values_list("organisation_id", flat=True))
        return {
            *asked,
            application.zone.lead_id,
            application.examining_office_id,
            self.case.authority_id,
        }

    def groups(self) -> list[dict[str, Any]]:
        """Return the determination's groups, then the lines."""
        lines = {
            "legend": _("Lines of the proposal"),
            "help": _("The authority's approver decides last."),
            "fields": self._named("concur", "countersign", "note"),
        }
        return [*super().groups(), lines]

    def lines(self) -> list[tuple[str, int]]:
        """Return (kind, office) in the order of the lines; the decision last."""
        chosen = [(LineKind.CONCUR, office.pk) for office in self.cleaned_data["concur"]]
        if self.cleaned_data["countersign"]:
            chosen.append((LineKind.COUNTERSIGN, self.case.authority_id))
        return [*chosen, (LineKind.DECIDE, self.case.authority_id)]


class EnactForm(StepForm):
    """Determines what was approved: nothing is entered any more."""

    def __init__(self, *args: Any, content: dict[str, Any], **kwargs: Any) -> None:
        self.content = content
        super().__init__(*args, **kwargs)

    def inputs(self) -> dict[str, Any]:
        """Return the approved content as the step's inputs."""
        return proposals.inputs_of(self.content)


class DelayForm(OfficeForm):
    """The reasons for a delay, and what is expected."""

    field_rules = {"reasons": (delay_rules.states_the_reasons,)}
    reasons = forms.CharField(
        label=_("Reasons for the delay"),
        widget=text_area(6),
        help_text=_(
            "The facts are filled in. Add why, and what is being done; it is sent as it stands."
        ),
    )
    expected_on = forms.DateField(label=_("Expected by"), required=False, widget=date_input())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("reasons", self.case.reasons)


class ExtensionForm(OfficeForm):
    """A later day for an opinion, and why."""

    field_rules = {
        "due_on": (overlay_rules.extension_is_later,),
        "reason": (overlay_rules.extension_has_reason,),
    }
    due_on = forms.DateField(label=_("New day"), widget=date_input())
    reason = forms.CharField(
        label=_("Why more time is needed"),
        widget=text_area(3),
        help_text=_("The applicant reads this."),
    )


class CommitteeForm(OfficeForm):
    """The authority's statement for the evaluation committee (見解書)."""

    field_rules = {"statement": (application_rules.statement_is_written,)}
    statement = forms.CharField(
        label=_("Statement of the authority (見解書)"),
        widget=text_area(10),
        help_text=_("What is asked, how the criteria are met or not, and what the offices said."),
    )


class OpinionForm(OfficeForm):
    """The view of a consulted office, with the dissents from it."""

    field_rules = {
        "text": (overlay_rules.opinion_has_text,),
        "reason_codes": (overlay_rules.objection_has_reason,),
    }
    view = forms.ChoiceField(label=_("View"), choices=OpinionView.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Opinion"),
        widget=text_area(6),
        help_text=_("Name the provision and, with conditions, what would meet them."),
    )
    reason_codes = forms.MultipleChoiceField(
        label=_("Coded reasons"),
        choices=ReasonCode.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("An objection needs at least one; they are counted over all cases."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("view", "text", "reason_codes"):
            if getattr(self.case, name):
                self.initial.setdefault(name, getattr(self.case, name))
        if self.case.organisation.kind == "committee":
            self._add_dissents()

    def _add_dissents(self) -> None:
        for number in range(1, DISSENTS + 1):
            kept = dict(enumerate(self.case.minority, start=1)).get(number, {})
            self.fields[f"dissent_{number}_label"] = forms.CharField(
                label=_("Dissent %(number)d: held by") % {"number": number},
                required=False,
                max_length=100,
                initial=kept.get("label", ""),
            )
            self.fields[f"dissent_{number}_text"] = forms.CharField(
                label=_("Dissent %(number)d") % {"number": number},
                required=False,
                widget=text_area(3),
                initial=kept.get("text", ""),
            )

    def inputs(self) -> dict[str, Any]:
        """Return the view, and the dissents that were entered."""
        data = self.cleaned_data
        pairs = [
            {
                "label": data.get(f"dissent_{n}_label", "").strip(),
                "text": data.get(f"dissent_{n}_text", "").strip(),
            }
            for n in range(1, DISSENTS + 1)
        ]
        return {
            "view": data["view"],
            "text": data["text"],
            "reason_codes": data["reason_codes"],
            "minority": [pair for pair in pairs if any(pair.values())],
        }


PROPOSAL_FORMS: dict[str, type[StepForm]] = {
    "amend": AmendForm,
    "concur": StampForm,
    "approve": ApproveForm,
    "send_back": ReasonsForm,
    "acknowledge": CommentForm,
}
DELAY_FORMS: dict[str, type[StepForm]] = {"send": DelayForm}
OPINION_FORMS: dict[str, type[StepForm]] = {
    "give": OpinionForm,
    "revise": OpinionForm,
    "extend": ExtensionForm,
}
