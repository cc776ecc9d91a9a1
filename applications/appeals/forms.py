"""What each step of an appeal asks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from applications.codes import GRANTED
from applications.codes_appeal import AppealKind, Relief, Suspension
from applications.rules import appeal as rules
from casework import clock
from zones.forms import OfficeForm, date_input, text_area
from zones.models import Membership


class LodgeForm(OfficeForm):
    """What is asked for, why, and when the company learned of what it contests."""

    use_required_attribute = False
    field_rules = {
        "relief": (rules.relief_fits,),
        "grounds": (rules.has_grounds,),
        "known_on": (rules.is_in_time_or_says_why,),
        "suspension_reason": (rules.suspension_has_reason,),
    }
    relief = forms.ChoiceField(label=_("What you ask for"), widget=forms.RadioSelect)
    grounds = forms.CharField(
        label=_("Grounds"),
        widget=text_area(8),
        help_text=_("Say which reason of the letter you contest, and why."),
    )
    known_on = forms.DateField(
        label=_("Day on which you learned of the determination"),
        widget=date_input(),
        required=False,
        help_text=_("The day on which the letter arrived. Three months run from the day after it."),
    )
    late_reason = forms.CharField(
        label=_("Just cause, if the three months are over"), required=False, widget=text_area(3)
    )
    suspension_reason = forms.CharField(
        label=_("Why execution should be suspended, if you ask for it"),
        required=False,
        widget=text_area(3),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["relief"].choices = [(r.value, r.label) for r in self._reliefs()]
        self.initial.setdefault("relief", self._reliefs()[0].value)
        if self.case.kind == AppealKind.INACTION:
            for name in ("known_on", "late_reason", "suspension_reason"):
                del self.fields[name]
        else:
            self.initial.setdefault("known_on", self._arrived_on())
            if self.case.determination.outcome not in GRANTED:
                del self.fields["suspension_reason"]

    def _reliefs(self) -> list[Relief]:
        if self.case.kind == AppealKind.INACTION:
            return [Relief.DECLARE]
        granted = self.case.determination.outcome in GRANTED
        return [Relief.CHANGE if granted else Relief.ANNUL]

    def _arrived_on(self) -> Any:
        letter = self.case.measure.letters.filter(kind="determination").order_by("-pk").first()
        return letter.delivered_on if letter else None


class OrderForm(OfficeForm):
    """What is defective, and until when it is to be corrected."""

    field_rules = {"message": (rules.has_message,), "due_on": (rules.due_is_ahead,)}
    message = forms.CharField(label=_("What is to be corrected"), widget=text_area(4))
    due_on = forms.DateField(
        label=_("Correct by"),
        widget=date_input(),
        initial=lambda: clock.today() + timedelta(days=14),
    )


class CorrectForm(OfficeForm):
    """The grounds as corrected."""

    use_required_attribute = False
    field_rules = {"grounds": (rules.has_grounds,)}
    grounds = forms.CharField(label=_("Grounds"), widget=text_area(8))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("grounds", self.case.grounds)
        self.fields["grounds"].help_text = self.case.correction_message


class DesignateForm(OfficeForm):
    """Who reviews, and what is decided about a request to suspend execution."""

    field_rules = {
        "officer": (rules.officer_works_there, rules.officer_took_no_part),
        "suspension": (rules.suspension_is_decided,),
    }
    officer = forms.ModelChoiceField(
        label=_("Review officer"),
        queryset=get_user_model().objects.none(),
        help_text=_("Somebody of this office who took no part in the determination."),
    )
    suspension = forms.ChoiceField(
        label=_("Suspension of execution"), choices=Suspension.choices, widget=forms.RadioSelect
    )
    suspension_words = forms.CharField(
        label=_("Reasons about the suspension"), required=False, widget=text_area(3)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Membership.objects.current().filter(organisation=self.case.reviewing_office_id)
        self.fields["officer"].queryset = (
            get_user_model()
            .objects.filter(pk__in=held.values("user"))
            .exclude(pk__in=rules.took_part(self.case) - {None})
            .order_by("name", "pk")
        )
        self.fields["officer"].label_from_instance = lambda user: user.get_full_name()
        if not self.case.suspension_reason:
            self.fields["suspension"].choices = [(Suspension.NONE.value, Suspension.NONE.label)]
            self.initial.setdefault("suspension", Suspension.NONE)
            del self.fields["suspension_words"]
        else:
            self.fields["suspension"].choices = Suspension.choices[1:]
            self.fields["suspension"].help_text = self.case.suspension_reason

    def inputs(self) -> dict[str, Any]:
        """Return the inputs; no words where nothing was asked."""
        return {"suspension_words": "", **self.cleaned_data}


class TextForm(OfficeForm):
    """A statement in writing."""

    use_required_attribute = False
    field_rules = {"text": (rules.has_text,)}
    text = forms.CharField(label=_("Text"), widget=text_area(12))


class DefenceForm(TextForm):
    """The statement of defence."""

    text = forms.CharField(
        label=_("Statement of defence"),
        widget=text_area(12),
        help_text=_("State the content of the determination and its reasons (29条3項)."),
    )


class ReplyForm(TextForm):
    """The statement in reply."""

    text = forms.CharField(label=_("Statement in reply"), widget=text_area(10))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = self.case.defence


class ReportForm(TextForm):
    """The review officer's opinion."""

    text = forms.CharField(
        label=_("Opinion of the review officer"),
        widget=text_area(12),
        help_text=_("Say how the appeal should be ruled on, and why (42条)."),
    )


class RulingForm(OfficeForm):
    """The reasons of a ruling."""

    field_rules = {"reasons": (rules.ruling_has_reasons,)}
    reasons = forms.CharField(
        label=_("Reasons of the ruling"),
        widget=text_area(10),
        help_text=_(
            "If you depart from the review officer's opinion, say why (50条1項4号). The letter carries this text."
        ),
    )

    def aside(self) -> list[dict[str, Any]]:
        """Return what whoever rules should have before them."""
        return [
            {"label": _("Grounds"), "value": self.case.grounds},
            {
                "label": _("Opinion of the review officer"),
                "value": self.case.officer_opinion or "－",
            },
        ]


class UpholdForm(RulingForm):
    """The reasons, and the text granted where a grant is changed."""

    field_rules = {**RulingForm.field_rules, "changed_text": (rules.change_has_text,)}
    changed_text = forms.CharField(
        label=_("Text granted by the ruling"), required=False, widget=text_area(6)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.case.relief != Relief.CHANGE:
            del self.fields["changed_text"]
        else:
            self.initial.setdefault("changed_text", self.case.determination.text_granted)


FORMS = {
    "lodge": LodgeForm,
    "order_correction": OrderForm,
    "correct": CorrectForm,
    "designate": DesignateForm,
    "defend": DefenceForm,
    "reply": ReplyForm,
    "conclude": ReportForm,
    "reject": RulingForm,
    "dismiss": RulingForm,
    "uphold": UpholdForm,
}
