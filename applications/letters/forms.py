"""What the office enters about a letter's way."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.codes_later import DispatchMethod, ReturnCause
from applications.models.dispatch import OPEN
from applications.rules import dispatch as rules
from applications.workflow.dispatch import DispatchStatus
from casework import clock
from zones.forms import OfficeForm, date_input, text_area


class SendForm(OfficeForm):
    """When and how a letter left the office."""

    field_rules = {
        "sent_on": (rules.sent_on_is_possible,),
        "tracking": (rules.recorded_mail_has_tracking,),
    }
    sent_on = forms.DateField(label=_("Day of sending"), widget=date_input(), initial=clock.today)
    means = forms.ChoiceField(
        label=_("How it was sent"),
        choices=DispatchMethod.choices,
        initial=DispatchMethod.TRACKED,
        widget=forms.RadioSelect,
    )
    tracking = forms.CharField(
        label=_("Tracking number"),
        required=False,
        max_length=40,
        help_text=_("As on the slip, e.g. 123-45-67890-1. The company reads it in its notice."),
    )


class HandOverForm(OfficeForm):
    """Who received a letter at the counter."""

    field_rules = {
        "handed_on": (rules.handed_on_is_possible,),
        "receiver": (rules.receiver_is_named,),
    }
    handed_on = forms.DateField(
        label=_("Day of handing over"), widget=date_input(), initial=clock.today
    )
    receiver = forms.CharField(
        label=_("Received by"),
        max_length=100,
        help_text=_("Name and position. Kept with the letter as proof of its arrival."),
    )


class DeliveryForm(OfficeForm):
    """When a letter arrived."""

    field_rules = {"delivered_on": (rules.delivered_on_is_possible,)}
    delivered_on = forms.DateField(
        label=_("Day of delivery"),
        widget=date_input(),
        help_text=_("As the tracking says. The periods for an appeal run from the day after it."),
    )


class ReturnForm(OfficeForm):
    """When and why a letter came back."""

    field_rules = {
        "returned_on": (rules.returned_on_is_possible,),
        "cause": (rules.cause_is_known,),
    }
    returned_on = forms.DateField(
        label=_("Day of return"), widget=date_input(), initial=clock.today
    )
    cause = forms.ChoiceField(
        label=_("Why it came back"), choices=ReturnCause.choices, widget=forms.RadioSelect
    )


class SendAgainForm(OfficeForm):
    """To which address a letter goes once more."""

    field_rules = {"address": (rules.address_is_given,)}
    address = forms.CharField(
        label=_("Address"),
        max_length=200,
        help_text=_("Check the register of companies first: the head office may have moved."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("address", self.case.letter.company.address)


class PublicNoticeForm(OfficeForm):
    """How the addressee was searched for."""

    field_rules = {"searched": (rules.search_is_described,)}
    searched = forms.CharField(
        label=_("How the addressee was searched for"),
        widget=text_area(4),
        help_text=_("Register of companies, telephone, visit: what was done, when, what it gave."),
    )


DISPATCH_FORMS = {
    "send": SendForm,
    "hand_over": HandOverForm,
    "record_delivery": DeliveryForm,
    "record_return": ReturnForm,
    "send_again": SendAgainForm,
    "send_to_found": SendAgainForm,
    "post_notice": PublicNoticeForm,
}


class DispatchFilter(forms.Form):
    """Which letters by post are shown; first of all what has not arrived."""

    status = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("Not arrived yet")),
            *DispatchStatus.choices,
            ("all", _("All")),
        ],
    )

    def apply(self, rows: Any) -> Any:
        """Return the letters asked for; a filter that cannot be read shows what is open."""
        chosen = self.cleaned_data["status"] if self.is_bound and self.is_valid() else ""
        if chosen == "all":
            return rows
        return rows.filter(status__in=[chosen] if chosen else OPEN)
