"""What is filled in when somebody is appointed, deputises, or is borrowed from another office."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework import clock
from casework.views import StepForm
from zones import staffing_rules as rules
from zones.forms import OfficeForm, date_input, text_area
from zones.models import Membership, Organisation
from zones.models.organisations import OfficeRole, OrganisationKind
from zones.models.staffing import BASES, LENT, AppointmentKind

LENDING = (OrganisationKind.PREFECTURE, OrganisationKind.MUNICIPALITY, OrganisationKind.MINISTRY)


def people_of(office: Any) -> Any:
    """Return those who work in an office today."""
    held = Membership.objects.current().filter(organisation=office, deputy_for=None)
    return get_user_model().objects.filter(pk__in=held.values("user")).order_by("name", "pk")


class PeriodForm(forms.Form):
    """A role and its days."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=OfficeRole.choices)
    valid_from = forms.DateField(
        label=gettext_lazy("From"), widget=date_input(), initial=clock.today
    )
    valid_until = forms.DateField(label=gettext_lazy("Until"), widget=date_input(), required=False)
    note = forms.CharField(label=gettext_lazy("Reason"), widget=text_area(2), required=False)

    def __init__(self, *args: Any, office: Any, user: Any, **kwargs: Any) -> None:
        self.office, self.user = office, user
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = _("“%(label)s” is empty: fill it in.") % {
                "label": field.label
            }

    def clean(self) -> dict[str, Any]:
        """Refuse a period that runs backwards, or begins in the past."""
        cleaned = super().clean() or {}
        start, end = cleaned.get("valid_from"), cleaned.get("valid_until")
        if start and start < clock.today():
            self.add_error("valid_from", _("“From” lies in the past: choose today or later."))
        if start and end and end < start:
            self.add_error("valid_until", _("“Until” lies before “From”: choose a later day."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return the columns of the appointment."""
        return dict(self.cleaned_data)


class MemberForm(PeriodForm):
    """One of the office's own people, by e-mail address."""

    email = forms.EmailField(label=gettext_lazy("E-mail address"))
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=100,
        help_text=gettext_lazy("Used when the address has no account yet."),
    )
    field_order = ("email", "name", "role", "valid_from", "valid_until", "note")

    def values(self) -> dict[str, Any]:
        """Return the columns; an address without an account gets one without a password."""
        data = dict(self.cleaned_data)
        email, name = data.pop("email").lower(), data.pop("name")
        users = get_user_model().objects
        user = users.filter(email=email).first() or users.create_user(email, None, name=name)
        return {**data, "user": user, "kind": AppointmentKind.OWN}


class DeputyForm(PeriodForm):
    """Who acts for whom, in which role, on which days."""

    deputy_for = forms.ModelChoiceField(label=gettext_lazy("Who is absent"), queryset=None)
    user = forms.ModelChoiceField(label=gettext_lazy("Deputy"), queryset=None)
    field_order = ("deputy_for", "role", "user", "valid_from", "valid_until", "note")

    def __init__(self, *args: Any, appoints: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_of(self.office)
        absent: Any = self.fields["deputy_for"]
        absent.queryset = people if appoints else people.filter(pk=self.user.pk)
        deputy: Any = self.fields["user"]
        deputy.queryset = people
        self.fields["valid_until"].required = True

    def values(self) -> dict[str, Any]:
        """Return the columns."""
        return {**self.cleaned_data, "kind": AppointmentKind.DEPUTY}


class BorrowForm(PeriodForm):
    """Which office is asked to lend somebody, on which legal basis."""

    lent_by = forms.ModelChoiceField(label=gettext_lazy("Office that is to lend"), queryset=None)
    kind = forms.ChoiceField(
        label=gettext_lazy("On what it rests"),
        choices=[(kind.value, kind.label) for kind in LENT],
        widget=forms.RadioSelect,
    )
    basis = forms.CharField(
        label=gettext_lazy("Legal basis and agreement"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Left empty, the provision of the Local Autonomy Act is written."),
    )
    field_order = ("lent_by", "role", "kind", "basis", "valid_from", "valid_until", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = Organisation.objects.filter(kind__in=LENDING).exclude(pk=self.office.pk)
        asked: Any = self.fields["lent_by"]
        asked.queryset = offices.order_by("kind", "code")
        role: Any = self.fields["role"]
        role.choices = [(r.value, r.label) for r in (OfficeRole.APPROVER, OfficeRole.EXAMINER)]
        self.fields["valid_until"].required = True

    def values(self) -> dict[str, Any]:
        """Return the columns; the basis names its provision."""
        data = dict(self.cleaned_data)
        provision = BASES[AppointmentKind(data["kind"])]
        written = data["basis"].strip()
        named = written if provision.split("（")[0] in written else f"{provision} {written}".strip()
        return {**data, "basis": named[:200]}


class AcceptForm(OfficeForm):
    """Whom the lending office names."""

    field_rules = {"user": (rules.lends_own_person,)}
    user = forms.ModelChoiceField(label=gettext_lazy("Person"), queryset=None)
    reply = forms.CharField(label=gettext_lazy("Reply"), required=False, widget=text_area(2))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person: Any = self.fields["user"]
        person.queryset = people_of(self.case.lent_by)

    def aside(self) -> list[dict[str, Any]]:
        """Return what is asked."""
        case = self.case
        return [
            {"label": _("For"), "value": f"{case.organisation}（{case.get_role_display()}）"},
            {"label": _("Legal basis"), "value": case.basis},
            {"label": _("Period"), "value": f"{case.valid_from} – {case.valid_until}"},
            {"label": _("Reason"), "value": case.note or "－"},
        ]


class ReplyForm(OfficeForm):
    """Why the office does not lend."""

    field_rules = {"reply": (rules.has_reply,)}
    reply = forms.CharField(label=gettext_lazy("Reason"), widget=text_area())


class EndForm(OfficeForm):
    """The last day."""

    field_rules = {"last_day": (rules.end_is_possible, rules.keeps_an_administrator)}
    last_day = forms.DateField(
        label=gettext_lazy("Last day"), widget=date_input(), initial=clock.today
    )


STEP_FORMS: dict[str, type[StepForm]] = {
    "accept": AcceptForm,
    "decline": ReplyForm,
    "end": EndForm,
}
