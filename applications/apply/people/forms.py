"""What is asked about the people and the agents of a company."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.apply.fields import DayField
from applications.apply.forms import CompanyStepForm
from applications.membership import Act, CompanyRole
from applications.models import Application, PowerOfAttorney
from applications.models.people import Qualification
from casework import clock
from casework.files import validate_upload
from zones.models import Procedure, Zone

EMAIL_MESSAGES = {
    "required": gettext_lazy("The e-mail address is empty: write it."),
    "invalid": gettext_lazy("This is not an e-mail address: write it like name@example.jp."),
}
MOST_DAYS = 5 * 366


def role_field() -> forms.ChoiceField:
    """Return the choice of a role, with what each may do."""
    return forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=CompanyRole.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Owner: also names people and agents. May file: writes, files, answers, reports. "
            "May read: sees the cases, changes nothing."
        ),
        error_messages={"required": gettext_lazy("Choose one of the roles.")},
    )


class InviteForm(forms.Form):
    """Whom to invite, in which role."""

    not_facts = dict.fromkeys(("email", "role"), "access")
    use_required_attribute = False
    email = forms.EmailField(
        label=gettext_lazy("E-mail address of the person"), error_messages=EMAIL_MESSAGES
    )
    role = role_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("role", CompanyRole.FILER)


class RoleForm(CompanyStepForm):
    """The new role of a member."""

    not_facts = {"role": "access"}
    role = role_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("role", self.case.role)


class RevokeForm(CompanyStepForm):
    """Why a power of attorney ends."""

    not_facts = {"reasons": "reason"}
    reasons = forms.CharField(
        label=gettext_lazy("Reasons"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The agent receives this text."),
        error_messages={"required": gettext_lazy("Give the reasons.")},
    )


class OfferForm(forms.Form):
    """Taking a one-time link; asks for a confirmation when the address differs."""

    not_facts = {"confirmed": "access"}
    confirmed = forms.BooleanField(
        required=False,
        label=gettext_lazy("I am the person for whom this link is meant."),
    )

    def __init__(self, data: Any = None, *, differs: bool) -> None:
        super().__init__(data)
        if not differs:
            del self.fields["confirmed"]


class ClaimForm(forms.Form):
    """The code that is printed on the receipt of a filing on paper."""

    not_facts = {"code": "access"}
    use_required_attribute = False
    code = forms.CharField(
        label=gettext_lazy("Code on the receipt"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text=gettext_lazy("Like 12-ABCD-EFGH-IJKL-MNOP. Capitals do not matter."),
        error_messages={"required": gettext_lazy("Write the code that is printed on the receipt.")},
    )


class PowerForm(forms.ModelForm):
    """A power of attorney: who, for what, where, until when."""

    not_facts = {
        **dict.fromkeys(
            (
                "agent_name",
                "agent_email",
                "qualification",
                "agent_office",
                "registration_number",
            ),
            "other_party",
        ),
        **dict.fromkeys(
            ("acts", "zone", "procedure", "application", "valid_from", "valid_until"), "choice"
        ),
        "document": "file",
    }
    use_required_attribute = False
    acts = forms.MultipleChoiceField(
        label=gettext_lazy("What the agent may do"),
        choices=Act.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "An act that is not chosen is refused. Withdrawing and giving up need the company's "
            "special mandate: choose it only when you mean it."
        ),
        error_messages={"required": gettext_lazy("Choose at least one act that the agent may do.")},
    )
    valid_from = DayField(
        label=gettext_lazy("First day of the power"),
        error_messages={"required": gettext_lazy("Give the first day of the power of attorney.")},
    )
    valid_until = DayField(
        label=gettext_lazy("Last day of the power"),
        help_text=gettext_lazy("From the day after it, the agent can do nothing."),
        error_messages={"required": gettext_lazy("Give the last day of the power of attorney.")},
    )
    document = forms.FileField(
        label=gettext_lazy("Scan of the signed power of attorney"),
        required=False,
        help_text=gettext_lazy("PDF, PNG or JPEG, at most 50 MB."),
        error_messages={"required": gettext_lazy("Add the scan of the signed power of attorney.")},
    )

    class Meta:
        model = PowerOfAttorney
        fields = (
            "agent_name",
            "agent_email",
            "qualification",
            "agent_office",
            "registration_number",
            "acts",
            "zone",
            "procedure",
            "application",
            "valid_from",
            "valid_until",
        )
        widgets = {"qualification": forms.RadioSelect}

    def __init__(
        self, *args: Any, zones: QuerySet[Zone], applications: QuerySet[Application], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("valid_from", clock.today())
        self.initial.setdefault("acts", [Act.DRAFT, Act.FILE, Act.ANSWER, Act.NOTICES])
        self.fields["qualification"].choices = Qualification.choices
        limits = {"zone": zones, "procedure": Procedure.objects.order_by("pk")}
        for name, found in {**limits, "application": applications}.items():
            self.fields[name].queryset = found
            self.fields[name].required = False
            self.fields[name].empty_label = EVERYTHING[name]
        for name, message in MISSING.items():
            self.fields[name].error_messages["required"] = message
        self.fields["agent_email"].error_messages["invalid"] = EMAIL_MESSAGES["invalid"]

    def clean_document(self) -> Any:
        """Refuse what cannot be stored, before anything is written."""
        upload = self.cleaned_data.get("document")
        if upload:
            validate_upload(upload)
        return upload

    def clean(self) -> dict[str, Any]:
        """Check the period, and the number that a profession carries."""
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("valid_from"), cleaned.get("valid_until")
        if start and end and end < start:
            self.add_error("valid_until", _("The last day lies before the first day. Correct one."))
        elif end and end < clock.today():
            self.add_error("valid_until", _("The last day has passed. Choose a later day."))
        elif start and end and (end - start).days > MOST_DAYS:
            self.add_error(
                "valid_until", _("At most five years at a time: choose an earlier last day.")
            )
        self._check_number(cleaned)
        return cleaned

    def _check_number(self, cleaned: dict[str, Any]) -> None:
        qualified = cleaned.get("qualification") in {
            Qualification.GYOSEISHOSHI,
            Qualification.LAWYER,
        }
        if qualified and not cleaned.get("registration_number"):
            self.add_error(
                "registration_number",
                ValidationError(_("Write the registration number of the profession.")),
            )


EVERYTHING = {
    "zone": gettext_lazy("All zones"),
    "procedure": gettext_lazy("All procedures"),
    "application": gettext_lazy("All applications"),
}
MISSING = {
    "agent_name": gettext_lazy("The name of the agent is empty: write it."),
    "agent_email": EMAIL_MESSAGES["required"],
    "qualification": gettext_lazy("Choose as what the agent acts."),
}
