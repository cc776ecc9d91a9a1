"""Forms of the dashboards and of the steps of a review."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework import clock
from casework.views import StepForm
from kpis.choices import HarmAnswer, VerdictCode
from kpis.models import Indicator, Snapshot
from kpis.reviewing import PLAN_FIELDS
from zones.models import Organisation
from zones.models.organisations import OrganisationKind

TEXT = forms.Textarea(attrs={"rows": 5})
REGULATORS = (OrganisationKind.MINISTRY, OrganisationKind.PREFECTURE, OrganisationKind.MUNICIPALITY)


class DateInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self, **attrs: Any) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class AsOfForm(forms.Form):
    """As of which day the values are shown."""

    as_of = forms.DateField(
        label=_("As known on"),
        required=False,
        widget=DateInput,
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": _("Write the date as 2026-11-23.")},
    )

    def clean_as_of(self) -> Any:
        """Refuse a day to come: nothing is known of it."""
        day = self.cleaned_data["as_of"]
        if day and day > clock.today():
            raise forms.ValidationError(
                _("Choose a day up to today: nothing is known of later days.")
            )
        return day


class PlanForm(forms.Form):
    """The plan of an evaluation, registered before the trial."""

    question = forms.CharField(
        label=_("Question"),
        widget=TEXT,
        help_text=_("What is to be found out, in one or two sentences."),
    )
    indicators = forms.ModelMultipleChoiceField(
        label=_("Indicators"),
        queryset=Indicator.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("At least one of outcome or impact: an activity is not an outcome."),
    )
    baseline = forms.CharField(
        label=_("Baseline"),
        widget=TEXT,
        help_text=_("The values before the trial, with date and source."),
    )
    comparison = forms.CharField(
        label=_("Comparison"),
        widget=TEXT,
        help_text=_("With which places or periods, chosen by which rule."),
    )
    method = forms.CharField(
        label=_("Method"), widget=TEXT, help_text=_("How the effect is estimated.")
    )
    threshold = forms.CharField(
        label=_("Decision threshold"),
        widget=TEXT,
        help_text=_("From which result on the measure counts as working, and from which as not."),
    )

    def plan(self) -> dict[str, str]:
        """Return the texts of the plan."""
        return {name: self.cleaned_data[name] for name in PLAN_FIELDS}


class OpenReviewForm(PlanForm):
    """The plan, and the office that keeps the regulation under trial."""

    regulator = forms.ModelChoiceField(
        label=_("Regulating office"),
        queryset=Organisation.objects.filter(kind__in=REGULATORS),
        help_text=_("It agrees to the plan, and answers whether the measure does harm."),
    )
    field_order = ("regulator",)


class SnapshotsField(forms.ModelMultipleChoiceField):
    """Frozen views to cite, chosen by tick; its value is their addresses."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Snapshot) -> str:
        """Return the finding, its day and its address."""
        return f"{obj.title}（{obj.as_of}、{obj.slug}）"

    def clean(self, value: Any) -> list[str]:
        """Return the addresses."""
        return sorted(snapshot.slug for snapshot in super().clean(value))


class DraftForm(StepForm):
    """What was found, and what speaks against it."""

    estimate = forms.CharField(
        label=_("Estimate with its range"),
        widget=TEXT,
        help_text=_("State the effect with its interval, or why none can be given."),
    )
    counter_evidence = forms.CharField(
        label=_("Counter-evidence"),
        widget=TEXT,
        help_text=_(
            "Compulsory: other explanations, missing data, results that point the other way."
        ),
    )
    snapshots = SnapshotsField(
        label=_("Snapshots cited"),
        queryset=Snapshot.objects.none(),
        help_text=_("Only frozen views can be cited. Freeze one on the page of an indicator."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["snapshots"].queryset = self.case.zone.snapshots.all()


class HarmForm(StepForm):
    """The answer of the regulating office."""

    answer = forms.ChoiceField(
        label=_("Does the measure do harm?"),
        widget=forms.RadioSelect,
        choices=[one for one in HarmAnswer.choices if one[0] != HarmAnswer.SILENCE],
    )
    statement = forms.CharField(label=_("Statement"), widget=TEXT, required=False)
    evidence = forms.CharField(
        label=_("Evidence of harm"),
        widget=TEXT,
        required=False,
        help_text=_("Compulsory when harm is claimed: data, cases, documents."),
    )


class VerdictForm(StepForm):
    """The verdict: one of five, reasoned, owned, dated."""

    verdict = forms.ChoiceField(
        label=_("Verdict"), widget=forms.RadioSelect, choices=VerdictCode.choices
    )
    reasons = forms.CharField(label=_("Reasons"), widget=TEXT)
    owner = forms.CharField(
        label=_("Who carries it out"), max_length=150, help_text=_("Office and post.")
    )
    promise_on = forms.DateField(
        label=_("To be carried out by"),
        required=False,
        widget=DateInput,
        help_text=_("Compulsory unless the verdict is “cannot be judged”."),
    )
    snapshots = SnapshotsField(
        label=_("Snapshots cited"),
        queryset=Snapshot.objects.none(),
        help_text=_("Only those that were before the public."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["snapshots"].queryset = self.case.snapshots.all()


class ExtensionForm(StepForm):
    """Until when evidence is collected once more."""

    until = forms.DateField(label=_("Collect evidence until"), widget=DateInput)


class ImplementationForm(StepForm):
    """How the promise was kept."""

    law_revision = forms.CharField(
        label=_("Revision id of the law"),
        required=False,
        max_length=60,
        help_text=_("As in the e-Gov law service, e.g. 425AC0000000107_20260501_508AC0000000012."),
    )
    note = forms.CharField(label=_("What was done"), widget=TEXT)


class ReplyForm(StepForm):
    """The reply to a public comment."""

    reply = forms.CharField(label=_("Reply"), widget=TEXT)


class CommentForm(forms.Form):
    """A public comment."""

    name = forms.CharField(
        label=_("Name to be shown"),
        max_length=60,
        required=False,
        help_text=_("May be left empty."),
    )
    body = forms.CharField(label=_("Comment"), widget=TEXT, max_length=4000)


STEP_FORMS: dict[str, type[StepForm]] = {
    "draft": DraftForm,
    "answer_about_harm": HarmForm,
    "decide": VerdictForm,
    "extend": ExtensionForm,
    "record_implementation": ImplementationForm,
}
COMMENT_STEP_FORMS: dict[str, type[StepForm]] = {"answer": ReplyForm}
