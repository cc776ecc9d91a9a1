"""What is asked when people write to each other."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications.apply.fields import DayField
from applications.models import Company
from casework import clock, files
from casework.models.thread import MessageKind, Side
from casework.threads import MAX_FILES, MAX_LENGTH
from casework.views import StepForm
from zones.models import Organisation, Zone
from zones.models.organisations import OrganisationKind

ASKED_KINDS = (OrganisationKind.PREFECTURE, OrganisationKind.MINISTRY, OrganisationKind.CABINET)


class ManyFilesInput(forms.ClearableFileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; each is checked by its content, and each error names the file."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", ManyFilesInput())
        kwargs.setdefault("required", False)
        kwargs.setdefault("label", _("Files to go with it"))
        kwargs.setdefault(
            "help_text", _("PDF, PNG, JPEG, XLSX, DOCX, PPTX, CSV or TXT, at most 5 files.")
        )
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return the files."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if len(given) > MAX_FILES:
            raise ValidationError(
                _("At most %(limit)d files go with one message. Send the others with the next.")
                % {"limit": MAX_FILES},
                code="too_many_files",
            )
        for upload in given:
            files.validate_upload(upload)
        return list(given)


def body_field(label: Any, **more: Any) -> forms.CharField:
    """Return the field of a message's text."""
    return forms.CharField(
        label=label,
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("The message is empty. Write what you want to say."),
            "max_length": _("The message is too long: shorten it to %(limit_value)d characters."),
        },
        **more,
    )


class AskAgainForm(StepForm):
    """A further message of the asker."""

    use_required_attribute = False
    not_facts = {"body": "reason", "uploads": "file"}
    body = body_field(_("Message"))
    uploads = FilesField()


class GuidanceFields(forms.Form):
    """Whether a message is administrative guidance, and what the law then asks to be said."""

    not_facts = dict.fromkeys(("kind", "purpose", "officer", "power", "spoken_on"), "reason")
    kind = forms.ChoiceField(
        label=_("This message is"),
        choices=[
            ("message", pgettext_lazy("kind of message", "Information")),
            ("guidance", MessageKind.GUIDANCE.label),
        ],
        initial="message",
        widget=forms.RadioSelect,
        help_text=_(
            "Guidance asks somebody to do or not to do something without a duty to follow it "
            "(行政手続法2条6号). It is logged, and its three particulars are shown."
        ),
        error_messages={"required": _("Say whether the message is guidance.")},
    )
    purpose = forms.CharField(
        label=_("Purpose of the guidance"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only for guidance: what it is for. Its content is the message above."),
    )
    officer = forms.CharField(
        label=_("Responsible officer"),
        required=False,
        max_length=150,
        help_text=_("Only for guidance: office, post and name of who answers for it."),
    )
    power = forms.CharField(
        label=_("Power that is pointed to"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Only where the guidance says that a power to permit or to order may be used: the "
            "provision, its requirement, and why it is met (行政手続法35条2項)."
        ),
    )
    spoken_on = DayField(
        label=_("Given by word of mouth on"),
        required=False,
        help_text=_("Only when it was said by telephone or in person and is put down now."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for what guidance needs, and for nothing of it otherwise."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") != "guidance":
            return {**cleaned, "purpose": "", "officer": "", "power": "", "spoken_on": None}
        if not (cleaned.get("purpose") or "").strip():
            self.add_error("purpose", _("“Purpose of the guidance” is missing. Write it."))
        if not (cleaned.get("officer") or "").strip():
            self.add_error("officer", _("“Responsible officer” is missing. Name the person."))
        spoken = cleaned.get("spoken_on")
        if spoken and spoken > clock.today():
            self.add_error("spoken_on", _("The day lies in the future. Enter the day it was said."))
        return cleaned


class AnswerConsultationForm(StepForm, GuidanceFields):
    """The office's answer."""

    use_required_attribute = False
    body = body_field(pgettext_lazy("to a consultation", "Answer"))
    uploads = FilesField()
    field_order = ("body", "kind", "purpose", "officer", "power", "spoken_on", "uploads")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        office = self.case.office.name
        self.fields["officer"].initial = f"{office} {self.user.get_full_name()}"


class PassOnForm(StepForm):
    """Which office knows the answer."""

    use_required_attribute = False
    office = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Competent office"),
        empty_label=_("Choose an office"),
        error_messages={"required": _("Choose the office that is to answer.")},
    )
    reason = body_field(
        _("Why this office is competent"), help_text=_("The asker reads this on the thread.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["office"]
        field.queryset = askable_offices(self.case.zone).exclude(pk=self.case.office_id)


def askable_offices(zone: Zone) -> Any:
    """Return whom one may ask about a zone: its own office, prefectures and ministries."""
    found = Organisation.objects.filter(Q(pk=zone.lead_id) | Q(kind__in=ASKED_KINDS))
    return found.order_by("kind", "code")


class NewConsultationForm(forms.Form):
    """A new question: to whom, for whom, about what."""

    use_required_attribute = False
    not_facts = {
        **dict.fromkeys(("office", "company", "subject"), "choice"),
        **dict.fromkeys(("law_title", "article"), "measure"),
        "question": "reason",
        "uploads": "file",
    }
    office = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Office to ask"),
        empty_label=None,
        help_text=_("When in doubt, ask the zone's own office: it passes the question on."),
        error_messages={"required": _("Choose the office to ask.")},
    )
    company = forms.ModelChoiceField(
        Company.objects.none(),
        label=_("Who asks"),
        required=False,
        empty_label=_("I ask for myself, without a company"),
    )
    subject = forms.CharField(
        label=_("Subject"),
        max_length=120,
        help_text=_("One line, at most 120 characters."),
        error_messages={"required": _("Give the question a subject.")},
    )
    law_title = forms.CharField(
        label=_("Law that stands in the way"),
        max_length=150,
        required=False,
        help_text=_("If you know it. Otherwise leave it empty."),
    )
    article = forms.CharField(label=_("Article"), max_length=100, required=False)
    question = body_field(
        _("Question"),
        help_text=_(
            "What you want to do, where, and what stops you. No personal numbers (My Number)."
        ),
    )
    uploads = FilesField()

    def __init__(self, *args: Any, zone: Zone, companies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = askable_offices(zone)
        self.fields["office"].initial = zone.lead_id
        self.fields["company"].queryset = companies
        first = companies.first()
        if first is None:
            del self.fields["company"]
        else:
            self.fields["company"].initial = first.pk


class ApplicantMessageForm(forms.Form):
    """A message of the company on its application."""

    use_required_attribute = False
    not_facts = {"body": "reason", "uploads": "file"}
    body = body_field(_("Message to the office"))
    uploads = FilesField()


class OfficeMessageForm(GuidanceFields):
    """A message of an office on an application: to the applicant, or a note."""

    use_required_attribute = False
    not_facts = {"side": "choice", "body": "reason", "uploads": "file"}
    side = forms.ChoiceField(
        label=_("Who may read it"),
        choices=[
            (Side.OFFICE.value, _("The applicant and the offices of the case")),
            (Side.INTERNAL.value, _("Only the offices of the case")),
            (Side.PRIVATE.value, _("Only my own office")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who may read the message.")},
    )
    body = body_field(_("Message"))
    uploads = FilesField()
    field_order = ("side", "body", "kind", "purpose", "officer", "power", "spoken_on", "uploads")

    def __init__(self, *args: Any, officer: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].initial = officer

    def clean(self) -> dict[str, Any]:
        """Refuse guidance that the applicant could not read."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") == "guidance" and cleaned.get("side", "") != Side.OFFICE:
            self.add_error(
                "side", _("Guidance goes to the applicant. Choose that they may read it.")
            )
        return cleaned
