"""What is filled in on a zone's plan: hearing, application, change, closing, demands, revocation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework import clock
from casework.calendar import add_legal_months
from casework.views import StepForm
from zones import oversight_rules, plan_rules, rules
from zones.forms import OfficeForm, ReasonsForm, date_input, text_area
from zones.models import HearingOpinion, Organisation, SpecialMeasure
from zones.models.organisations import OrganisationKind
from zones.models.plan import GivenBy, value_of

CHANGEABLE = ("name", "summary", "area_text", "expires_on", "measures")


class HearingForm(OfficeForm):
    """The plan as it is heard, of whom, until when."""

    field_rules = {
        "text": (rules.says_what_is_planned,),
        "until": (rules.hearing_lasts_thirty_days,),
        "bodies": (rules.names_who_is_heard,),
    }
    text = forms.CharField(
        label=_("What is planned"),
        widget=text_area(8),
        help_text=_("Goal, measures, place and period, in words that everybody understands."),
    )
    until = forms.DateField(
        label=_("Opinions until"),
        widget=date_input(),
        help_text=_("At least 30 days from today, counted in."),
    )
    bodies = forms.CharField(
        label=_("Who is heard by name"),
        widget=text_area(4),
        help_text=_("One a line: the bodies that would carry out the plan, and the prefecture."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        case: Any = self.case
        self.fields["text"].initial = case.hearing_text or case.summary
        self.fields["until"].initial = add_legal_months(clock.today(), 1)
        towns = case.municipalities.select_related("prefecture") if case.pk else ()
        names = dict.fromkeys(town.prefecture.name for town in towns)
        self.fields["bodies"].initial = "\n".join(names)

    def inputs(self) -> dict[str, Any]:
        """Return the bodies as a list."""
        lines = self.cleaned_data["bodies"].splitlines()
        bodies = [line.strip()[:100] for line in lines if line.strip()]
        return {**self.cleaned_data, "bodies": bodies}


class MinistriesForm(OfficeForm):
    """The regulating ministry of each measure that is asked."""

    def measures(self) -> Any:
        """Return the measures whose ministries are asked for consent."""
        case: Any = self.case
        return case.measures.with_laws().order_by("pk")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = (OrganisationKind.MINISTRY, OrganisationKind.CABINET)
        ministries = Organisation.objects.filter(kind__in=kinds).order_by("-kind", "name")
        for measure in self.measures():
            self.fields[f"ministry_{measure.pk}"] = forms.ModelChoiceField(
                label=gettext("Regulating ministry of “%(measure)s”") % {"measure": measure.name},
                queryset=ministries,
                help_text=f"{measure.law_text} {measure.article}",
                error_messages={"required": rules.every_measure_has_its_ministry.reason},
            )

    def inputs(self) -> dict[str, Any]:
        """Return measure code → ministry."""
        start = len("ministry_")
        return {"ministries": {name[start:]: one for name, one in self.cleaned_data.items()}}


class ApplyForm(MinistriesForm):
    """The application for designation."""


class FileChangeForm(MinistriesForm):
    """The application for a change: ministries of what is added."""

    def measures(self) -> Any:
        """Return the measures that the change adds."""
        case: Any = self.case
        return SpecialMeasure.objects.with_laws().filter(pk__in=case.added_measures())


class ClosingForm(OfficeForm):
    """When the zone closes, why, and what becomes of those in it."""

    field_rules = {
        "closes_on": (rules.closing_leaves_six_months,),
        "plan": (rules.says_how_it_winds_down,),
        "reasons": (rules.has_reasons,),
    }
    closes_on = forms.DateField(
        label=_("Closes on"),
        widget=date_input(),
        help_text=_("At least six months from today. From today nothing new is taken."),
    )
    reasons = forms.CharField(label=_("Reasons"), widget=text_area())
    plan = forms.CharField(
        label=_("How it winds down"),
        widget=text_area(6),
        help_text=_("What holders and digital residents are to do. They are told with this text."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closes_on"].initial = add_legal_months(clock.today(), rules.CLOSING_MONTHS)


class ChangeForm(OfficeForm):
    """The plan as it is; what is written anew is the change."""

    field_rules = {"reasons": (plan_rules.has_reasons, plan_rules.changes_something)}
    name = forms.CharField(label=_("Name of the zone"), max_length=100)
    summary = forms.CharField(label=_("Summary"), widget=text_area(6), required=False)
    area_text = forms.CharField(label=_("Area"), max_length=300, required=False)
    expires_on = forms.DateField(label=_("Ends on"), widget=date_input(), required=False)
    measures = forms.ModelMultipleChoiceField(
        label=_("Special measures"),
        queryset=SpecialMeasure.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reasons = forms.CharField(label=_("Reasons"), widget=text_area())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        case: Any = self.case
        field: Any = self.fields["measures"]
        field.queryset = SpecialMeasure.objects.order_by("pk")
        for name in CHANGEABLE:
            self.fields[name].initial = case.proposed.get(name, value_of(case.zone, name))
        self.fields["reasons"].initial = case.reasons

    def inputs(self) -> dict[str, Any]:
        """Return what differs from the zone as it is."""
        data, case = self.cleaned_data, self.case
        proposed: dict[str, Any] = {
            "name": data["name"],
            "summary": data["summary"],
            "area_text": data["area_text"],
            "expires_on": data["expires_on"].isoformat() if data["expires_on"] else "",
            "measures": sorted(one.pk for one in data["measures"]),
        }
        zone: Any = case.zone  # type: ignore[attr-defined]
        differs = {k: v for k, v in proposed.items() if v != _plain(value_of(zone, k))}
        return {"proposed": differs, "reasons": data["reasons"]}


def _plain(value: Any) -> Any:
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


class ReplyForm(OfficeForm):
    """The town's reply to an opinion."""

    field_rules = {"reply": (plan_rules.has_a_reply,)}
    reply = forms.CharField(
        label=_("Reply"),
        widget=text_area(6),
        help_text=_("Published beside the opinion: what is changed because of it, or why not."),
    )

    def aside(self) -> list[dict[str, Any]]:
        """Return the opinion."""
        case: Any = self.case
        return [
            {"label": case.get_given_by_display(), "value": case.name or _("Without a name")},
            {"label": _("Opinion"), "value": case.body},
        ]


class OpinionForm(forms.ModelForm):
    """An opinion on a plan, given by anybody; the office enters those that came on paper."""

    given_by = forms.ChoiceField(
        label=_("I give this opinion as"),
        choices=GivenBy.choices,
        widget=forms.RadioSelect,
        initial=GivenBy.PERSON,
        error_messages={"required": _("Choose in what capacity the opinion is given.")},
    )
    name = forms.CharField(
        label=_("Name to be shown"),
        max_length=100,
        required=False,
        help_text=_(
            "Left empty it stays without a name. A body, office or company writes its own."
        ),
    )
    body = forms.CharField(
        label=_("Opinion"),
        widget=text_area(8),
        max_length=4000,
        error_messages={"required": _("The opinion is empty: write it.")},
    )

    class Meta:
        model = HearingOpinion
        fields = ("given_by", "name", "body")

    def clean(self) -> dict[str, Any]:
        """Whoever speaks for others says for whom."""
        cleaned = super().clean() or self.cleaned_data
        speaks_for_others = cleaned.get("given_by") not in (None, GivenBy.PERSON)
        if speaks_for_others and not (cleaned.get("name") or "").strip():
            self.add_error("name", gettext("Write the name of the body, office or company."))
        return cleaned


class DemandForm(OfficeForm):
    """What the town is to do, until when."""

    field_rules = {
        "text": (oversight_rules.says_what_is_demanded,),
        "due_on": (oversight_rules.leaves_two_weeks,),
    }
    text = forms.CharField(label=_("What is demanded"), widget=text_area(6))
    due_on = forms.DateField(label=_("Answer due"), widget=date_input())


class DemandAnswerForm(OfficeForm):
    """What the town did."""

    field_rules = {"answer": (oversight_rules.has_an_answer,)}
    answer = forms.CharField(label=_("Answer"), widget=text_area(6))


class RevocationNoticeForm(OfficeForm):
    """The ground of a revocation, and when the town is heard."""

    field_rules = {
        "facts": (oversight_rules.names_the_ground,),
        "hearing_on": (oversight_rules.leaves_time_before_the_hearing,),
    }
    ground = forms.CharField(label=_("Ground"), widget=text_area(3))
    facts = forms.CharField(label=_("Facts"), widget=text_area(6))
    hearing_on = forms.DateField(label=_("Hearing on"), widget=date_input())
    hearing_place = forms.CharField(label=_("Place of the hearing"), max_length=200)


class StatementForm(OfficeForm):
    """What the town says to the ground."""

    field_rules = {"statement": (oversight_rules.has_a_statement,)}
    statement = forms.CharField(label=_("Statement"), widget=text_area(8))


class MinutesForm(OfficeForm):
    """The record of the hearing."""

    field_rules = {"minutes": (oversight_rules.has_minutes,)}
    minutes = forms.CharField(label=_("Record of the hearing"), widget=text_area(8))


class OverlayReasonsForm(ReasonsForm):
    """Reasons of a step on what hangs on a zone."""

    field_rules = {"reasons": (rules.has_reasons,)}


ZONE_FORMS: dict[str, type[StepForm]] = {
    "open_hearing": HearingForm,
    "apply": ApplyForm,
    "refuse": ReasonsForm,
    "revoke": ReasonsForm,
    "announce_closing": ClosingForm,
    "take_back_closing": ReasonsForm,
}
