"""What the company, a joint applicant and an officer fill in about the papers of an application."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.apply import reading
from applications.links import CODE_DIGITS
from applications.models import Application, CoApplicant, Statement
from zones.codes import validate_corporate_number

KEPT = gettext_lazy(
    "Used only to reach this person about this application; kept as long as the plan."
)


class PaperForm(forms.Form):
    """Base: errors come from the server, in one language, and name the field and the remedy."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            words = {"label": field.label}
            field.error_messages.setdefault("required", "")
            field.error_messages["required"] = _("“%(label)s” is empty: fill it in.") % words
            if isinstance(field, forms.EmailField):
                for validator in field.validators:
                    if hasattr(validator, "user_regex"):
                        field.validators.remove(validator)
                field.validators.append(_check_address)


def _check_address(value: str) -> None:
    forms.EmailField.default_validators[0].__class__(
        _("“%(value)s” is not an e-mail address: write it as in name@example.jp.")
        % {"value": value}
    )(value)


class PartnerForm(PaperForm):
    """A company, university or municipality that is to apply jointly."""

    not_facts = dict.fromkeys(
        ("corporate_number", "name", "role", "work", "contact_name", "contact_email"),
        "other_party",
    )

    corporate_number = forms.CharField(
        label=gettext_lazy("Corporate number"),
        help_text=gettext_lazy("13 digits. The check digit is verified."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    name = forms.CharField(label=gettext_lazy("Name of the organization"), max_length=150)
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=CoApplicant._meta.get_field("role").choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "A joint applicant answers for the application with you. Who only cooperates does a part of the work."
        ),
    )
    work = forms.CharField(
        label=gettext_lazy("Share of the work"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=gettext_lazy("What this organization does in the trial, and where."),
    )
    contact_name = forms.CharField(
        label=gettext_lazy("Who is to confirm"), max_length=100, help_text=KEPT
    )
    contact_email = forms.EmailField(
        label=gettext_lazy("E-mail address of this person"),
        help_text=gettext_lazy("The one-time link goes to this address."),
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        self.application = application
        super().__init__(*args, **kwargs)

    def clean_corporate_number(self) -> str:
        """Return thirteen digits of a company that is not on the application yet."""
        number = reading.read_corporate_number(self.cleaned_data["corporate_number"])
        validate_corporate_number(number)
        if number == self.application.company.corporate_number:
            raise ValidationError(
                _(
                    "This is the number of the lead applicant itself. Enter the other organization's."
                )
            )
        standing = self.application.co_applicants.exclude(status="removed")
        if standing.filter(corporate_number=number).exists():
            raise ValidationError(
                _("This organization is on the list already. Take it off first to name it anew.")
            )
        return number


class OfficerForm(PaperForm):
    """The officer who is to sign the statement of truth."""

    not_facts = dict.fromkeys(("officer_name", "officer_title", "officer_email"), "declaration")

    officer_name = forms.CharField(
        label=gettext_lazy("Name of the officer"),
        max_length=100,
        help_text=gettext_lazy("The representative, or an officer who was given this task."),
    )
    officer_title = forms.CharField(
        label=gettext_lazy("Title of the officer"),
        max_length=100,
        help_text=gettext_lazy("For example: representative director"),
    )
    officer_email = forms.EmailField(
        label=gettext_lazy("E-mail address of the officer"), help_text=KEPT
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_officer_email(self) -> str:
        """Return an address that is not the filer's own."""
        address = self.cleaned_data["officer_email"].lower()
        if address == self.user.email.lower():
            raise ValidationError(
                _("This is your own address. The officer signs from an address of their own.")
            )
        return address


class ConfirmForm(PaperForm):
    """Who confirms for the joint applicant."""

    not_facts = dict.fromkeys(("name", "declared"), "declaration")

    name = forms.CharField(label=gettext_lazy("Your name"), max_length=100)
    declared = forms.BooleanField(
        label=gettext_lazy(
            "We apply jointly with this content and do the share of the work named."
        ),
    )


class SignForm(PaperForm):
    """The officer's name and code."""

    not_facts = dict.fromkeys(("name", "code"), "declaration")

    name = forms.CharField(label=gettext_lazy("Your name, as it stands above"), max_length=100)
    code = forms.CharField(
        label=gettext_lazy("Code from the mail"),
        help_text=gettext_lazy("Six digits. They hold for 15 minutes."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def clean_code(self) -> str:
        """Return six half-width digits."""
        code = reading.read_corporate_number(self.cleaned_data["code"])
        if len(code) != CODE_DIGITS or not code.isdigit():
            raise ValidationError(_("The code has six digits. Copy it from the newest mail."))
        return code


class DeclineForm(PaperForm):
    """Why somebody does not confirm or sign."""

    not_facts = {"reason": "reason"}

    reason = forms.CharField(
        label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000
    )


FORM_OF = {CoApplicant: ConfirmForm, Statement: SignForm}
