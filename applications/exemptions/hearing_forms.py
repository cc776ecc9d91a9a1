"""What the steps of a hearing ask, and the decision after it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from applications.codes_exemption import Attendance, HearingOpinion
from applications.exemptions.fields import Choosing
from applications.rules import exemption as exemption_rules
from applications.rules import hearing as hearing_rules
from casework.views import StepForm
from zones.forms import OfficeForm, ReasonsForm, date_input, text_area
from zones.models.organisations import Membership


class PresiderForm(OfficeForm):
    """Who presides over the hearing."""

    field_rules = {"presider": (hearing_rules.presider_is_not_of_the_line,)}
    presider = Choosing(
        label=_("Presider"),
        queryset=get_user_model().objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        name_of=lambda user: user.get_full_name(),
        help_text=_(
            "Officials of the authority who neither sign for it nor examined the application."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        exemption = self.case.exemption
        held = Membership.objects.current().filter(organisation=exemption.authority_id)
        people = get_user_model().objects.filter(pk__in=held.values("user"))
        fit = [user.pk for user in people if hearing_rules.may_preside(exemption, user)]
        self.fields["presider"].queryset = people.filter(pk__in=fit).order_by("pk")


class InspectionForm(OfficeForm):
    """What the holder asks to see."""

    field_rules = {"what": (hearing_rules.says_what_to_see,)}
    what = forms.CharField(label=_("What you want to see"), widget=text_area(3))


class InspectionAnswerForm(OfficeForm):
    """When and where the file can be seen, or why not."""

    field_rules = {"answer": (hearing_rules.says_when_and_where_or_why_not,)}
    granted = forms.TypedChoiceField(
        label=_("Answer"),
        choices=[("yes", _("The file can be seen")), ("no", _("The file cannot be seen"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Day and place, or the reason of the refusal"),
        widget=text_area(3),
        help_text=_("It may be refused only where it would harm somebody else."),
    )

    def aside(self) -> list[dict[str, Any]]:
        """Return the oldest request that waits."""
        waiting = self.case.inspections.filter(granted=None).order_by("pk").first()
        return [{"label": _("Asked"), "value": waiting.what}] if waiting else []


class StatementForm(OfficeForm):
    """The holder's written statement (陳述書)."""

    field_rules = {"statement": (hearing_rules.states_something,)}
    statement = forms.CharField(label=_("Statement"), widget=text_area(8))


class MinutesForm(OfficeForm):
    """The minutes of the hearing (調書)."""

    field_rules = {"held_on": (hearing_rules.minutes_are_complete,)}
    held_on = forms.DateField(label=_("Day on which it was held"), widget=date_input())
    attendance = forms.ChoiceField(
        label=_("Attendance of the holder"), choices=Attendance.choices, widget=forms.RadioSelect
    )
    minutes = forms.CharField(
        label=_("Minutes"),
        widget=text_area(8),
        help_text=_("What happened, and what each side said about the facts."),
    )


class HearingReportForm(OfficeForm):
    """The report of the presider (報告書)."""

    field_rules = {"report": (hearing_rules.report_has_opinion_and_grounds,)}
    opinion = forms.ChoiceField(
        label=_("Opinion on the facts"), choices=HearingOpinion.choices, widget=forms.RadioSelect
    )
    report = forms.CharField(
        label=_("Grounds"),
        widget=text_area(8),
        help_text=_("Say whether what the holder stated is right, and why."),
    )


class ResumptionForm(OfficeForm):
    """Why and when the hearing goes on."""

    field_rules = {"hearing_on": (hearing_rules.resumption_leaves_time,)}
    reasons = forms.CharField(label=_("What came up after the report"), widget=text_area(4))
    hearing_on = forms.DateField(
        label=_("Day of the hearing"),
        widget=date_input(),
        help_text=_("At least two weeks from today."),
    )
    place = forms.CharField(label=_("Place of the hearing"), max_length=200)


class DecisionForm(ReasonsForm):
    """The decision after a hearing, bound to its report."""

    departure = forms.CharField(
        label=_("Why it departs from the report"),
        required=False,
        widget=text_area(3),
        help_text=_("Needed when the decision goes against the presider's opinion."),
    )

    def aside(self) -> list[dict[str, Any]]:
        """Return the report on which the decision rests."""
        hearing = self.case.hearings.filter(decided_on=None).first()
        if hearing is None or not hearing.opinion:
            return []
        return [
            {"label": _("Opinion of the presider"), "value": hearing.get_opinion_display()},
            {"label": _("Report"), "value": hearing.report},
            {"label": _("Minutes"), "value": hearing.minutes},
        ]


class RevokeForm(DecisionForm):
    """A revocation."""

    field_rules = {"departure": (exemption_rules.revocation_answers_the_report,)}


class KeepForm(DecisionForm):
    """No revocation."""

    field_rules = {"departure": (exemption_rules.dismissal_answers_the_report,)}


HEARING_FORMS: dict[str, type[StepForm]] = {
    "name_presider": PresiderForm,
    "ask_inspection": InspectionForm,
    "answer_inspection": InspectionAnswerForm,
    "state": StatementForm,
    "hold": MinutesForm,
    "hand_in": HearingReportForm,
    "resume": ResumptionForm,
}
