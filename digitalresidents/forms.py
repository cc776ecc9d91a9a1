"""What residents and clerks fill in."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework import clock
from casework.views import StepForm
from digitalresidents.models import ActivityProof, PurposeNotice, Resident, ResidentScheme
from digitalresidents.models.resident import IdentityDocument
from digitalresidents.registering import Person
from digitalresidents.workflow import RegistrationStatus
from zones.models import Municipality, Prefecture


def date_input() -> forms.DateInput:
    """Return a native date control."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def find_municipality(text: str, prefecture: Prefecture | None) -> Municipality:
    """Return the municipality that a person names, with or without its prefecture.

    ValidationError when none or several fit.
    """
    name = "".join(unicodedata.normalize("NFKC", text).split())
    for known in Prefecture.objects.all():
        if name.startswith(known.name):
            name, prefecture = name.removeprefix(known.name), known
    found = Municipality.objects.select_related("prefecture").filter(name=name)
    wanted = list(found if prefecture is None else found.filter(prefecture=prefecture))
    if not wanted:
        raise forms.ValidationError(
            _(
                "No municipality has this name: enter it as in “加賀市”, without the rest of the address."
            )
        )
    if len(wanted) > 1:
        raise forms.ValidationError(
            _("Several municipalities have this name: choose the prefecture too.")
        )
    return wanted[0]


class PersonForm(forms.Form):
    """A person as they describe themselves; no proof of address, no My Number."""

    name = forms.CharField(
        label=_("Name"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    kana = forms.CharField(
        label=_("Name in kana"),
        max_length=100,
        help_text=_("Hiragana or katakana. If your name has none, write it as it is read."),
    )
    birth_date = forms.DateField(
        label=_("Date of birth"),
        widget=date_input(),
        error_messages={"invalid": _("Enter a date such as 1990-04-01.")},
    )
    prefecture = forms.ModelChoiceField(
        label=_("Prefecture you live in"),
        queryset=Prefecture.objects.all(),
        required=False,
        empty_label=_("Prefer not to say, or abroad"),
    )
    residence = forms.CharField(
        label=_("Municipality you live in"),
        max_length=60,
        required=False,
        help_text=_(
            "Only the name of the city, town or village. Needed later for premium; nothing is proved."
        ),
    )
    guardian_name = forms.CharField(
        label=_("Name of the parent or guardian who agrees"),
        max_length=100,
        required=False,
        help_text=_("Only for people under 18. Entering the name says that this person agrees."),
    )

    def clean(self) -> dict[str, Any]:
        """Find the municipality that was named."""
        data = super().clean()
        data["municipality_of_residence"] = None
        if data.get("residence"):
            try:
                place = find_municipality(data["residence"], data.get("prefecture"))
            except forms.ValidationError as error:
                self.add_error("residence", error)
            else:
                data["municipality_of_residence"] = place
                data["prefecture"] = place.prefecture
        return data

    def take_over(self, error: forms.ValidationError) -> None:
        """Show what the register refused, by field where this form has the field."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, found in error.error_dict.items():
            self.add_error(name if name in self.fields else None, found)

    def person(self) -> Person:
        """Return what was said."""
        data = self.cleaned_data
        return Person(
            name=data["name"],
            kana=data["kana"],
            birth_date=data["birth_date"],
            email=data.get("email", ""),
            prefecture=data["prefecture"],
            municipality=data["municipality_of_residence"],
            guardian_name=data.get("guardian_name", ""),
        )


class CorrectForm(PersonForm):
    """The same questions, with what is held; a changed name takes the identity check back."""

    def __init__(self, *args: Any, resident: Resident, **kwargs: Any) -> None:
        place = resident.residence_municipality
        held = {
            "name": resident.name,
            "kana": resident.kana,
            "birth_date": resident.birth_date,
            "prefecture": resident.residence_prefecture,
            "residence": place.name if place else "",
            "guardian_name": resident.guardian_name,
            "email": resident.email,
        }
        super().__init__(*args, initial=held, **kwargs)
        if resident.user_id is None:
            self.fields["email"] = forms.EmailField(
                label=_("E-mail address, if the person has one"), required=False
            )
        if not resident.is_minor_on(clock.today()):
            del self.fields["guardian_name"]


class RegisterForm(PersonForm):
    """A person's registration: purposes first, one box per purpose, none ticked beforehand.

    ``known`` is True when the person's record exists already: nothing is asked again.
    """

    told_label = _("I have read what my data are used for")

    def __init__(self, *args: Any, zone: Any, known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        if known:
            self.fields.clear()
        self.person_names = [n for n in self.fields if n != "guardian_name"]
        places = zone.municipalities.order_by("code")
        self.place_names = []
        if len(places) > 1:
            self.place_names = ["municipality"]
            self.fields["municipality"] = forms.ModelChoiceField(
                label=_("Municipality you want to belong to"),
                queryset=places,
                widget=forms.RadioSelect,
                empty_label=None,
            )
        self.notices = PurposeNotice.objects.in_force()
        for notice in self.notices:
            if notice.needs_consent:
                self.fields[f"consent_{notice.purpose}"] = forms.BooleanField(
                    label=notice.get_purpose_display(), help_text=notice.text, required=False
                )
        self.fields["told"] = forms.BooleanField(label=self.told_label)

    def _bound(self, names: list[str]) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]

    @property
    def person_fields(self) -> list[forms.BoundField]:
        """Return what is asked about the person."""
        return self._bound(self.person_names)

    @property
    def guardian_fields(self) -> list[forms.BoundField]:
        """Return what is asked of minors."""
        return self._bound(["guardian_name"])

    @property
    def place_fields(self) -> list[forms.BoundField]:
        """Return the choice of municipality, where a zone has several."""
        return self._bound(self.place_names)

    @property
    def consent_fields(self) -> list[forms.BoundField]:
        """Return one box per purpose that needs consent."""
        return self._bound([n for n in self.fields if n.startswith("consent_")])

    @property
    def duties(self) -> Iterator[PurposeNotice]:
        """Yield the notices of purposes without which there is no registration."""
        return (notice for notice in self.notices if not notice.needs_consent)

    def purposes(self) -> tuple[str, ...]:
        """Return the purposes consented to."""
        given = [n for n, v in self.cleaned_data.items() if n.startswith("consent_") and v]
        return tuple(name.removeprefix("consent_") for name in given)


class AssistedRegisterForm(RegisterForm):
    """A registration that a clerk writes down for a person without a phone or an account."""

    told_label = _(
        "I have read the purposes to the person, and ticked only what the person agreed to"
    )
    email = forms.EmailField(label=_("E-mail address, if the person has one"), required=False)


class ActivityForm(forms.ModelForm):
    """An activity that a resident reports."""

    class Meta:
        model = ActivityProof
        fields = ("kind", "activity_on", "description")
        widgets = {"kind": forms.RadioSelect, "activity_on": date_input()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = self.fields["kind"].choices[1:]
        self.fields["description"].help_text = _(
            "For example: grass cutting with the neighbourhood association. Do not write names of other people."
        )


class ReasonsForm(StepForm):
    """The reasons of a step, told to the person."""

    reasons = forms.CharField(
        label=_("Reasons"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=300,
        help_text=_("The person reads this. Do not write names of other people."),
    )


class IdentityForm(StepForm):
    """Which document was shown at the counter."""

    document = forms.ChoiceField(
        label=_("Document shown"),
        choices=IdentityDocument.choices,
        widget=forms.RadioSelect,
        help_text=_("Only the kind is kept. Make no copy and write down no number."),
    )


class SchemeForm(forms.ModelForm):
    """A zone's digital resident scheme."""

    class Meta:
        model = ResidentScheme
        fields = ("name", "basis", "opens_on", "closes_on", "contact")
        widgets = {"opens_on": date_input(), "closes_on": date_input()}

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning."""
        data = super().clean()
        opens, closes = data.get("opens_on"), data.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", _("Enter a day on or after the first day."))
        return data


class FilterForm(forms.Form):
    """Filters of the office's list; they stand in the address."""

    q = forms.CharField(label=_("Name, kana or number"), required=False, max_length=60)
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("All")), *RegistrationStatus.choices],
    )
    zone = forms.ChoiceField(label=_("Zone"), required=False)

    def __init__(self, *args: Any, zones: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = [("", _("All")), *((z.slug, z.name) for z in zones)]


STEP_FORMS = {
    "clear_duplicate": ReasonsForm,
    "decline": ReasonsForm,
    "suspend": ReasonsForm,
    "resume": ReasonsForm,
    "verify_in_person": IdentityForm,
}
ACTIVITY_STEP_FORMS = {"reject": ReasonsForm}
