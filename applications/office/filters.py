"""Filters of the office's lists; their state stays in the address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications.models.report import WAITING
from applications.office import listing
from applications.workflow import ApplicationStatus, ExemptionStatus, ReportStatus
from casework import clock
from casework.text import fold
from zones.models import Zone
from zones.models.organisations import OrganisationKind, current_memberships

ALL_ZONES = ("", pgettext_lazy("filter", "All zones"))


def zone_choices(user: Any) -> list[tuple[str, Any]]:
    """Return the zones to filter by: those the offices lead; for other offices all they may see."""
    led = {OrganisationKind.MUNICIPALITY, OrganisationKind.OPERATOR}
    local = all(m.organisation.kind in led for m in current_memberships(user))
    zones = Zone.objects.administered_by(user) if local else Zone.objects.visible_to(user)
    return list(zones.order_by("name", "pk").values_list("slug", "name"))


class ListFilter(forms.Form):
    """Base: a zone to filter by; a filter that cannot be read filters nothing."""

    zone = forms.ChoiceField(label=_("Zone"), required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = [ALL_ZONES, *zone_choices(user)]

    @property
    def chosen(self) -> dict[str, Any]:
        """Return the filters that are set."""
        return self.cleaned_data if self.is_bound and self.is_valid() else {}


class ApplicationFilter(ListFilter):
    """Words, zone, state, mine; which columns, in which order, how dense."""

    SETTINGS = ("columns", "order", "density")
    q = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "data-list-search": True}),
    )
    status = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All states")), *ApplicationStatus.choices[1:]],
    )
    mine = forms.ChoiceField(
        label=_("Examiner"), required=False, choices=[("", _("Everybody")), ("1", _("Me"))]
    )
    columns = forms.MultipleChoiceField(
        label=_("Columns"),
        required=False,
        choices=[(c.code, c.label) for c in listing.COLUMNS],
        widget=forms.CheckboxSelectMultiple,
    )
    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("", _("Newest first")), ("old", _("Oldest first"))],
    )
    density = forms.ChoiceField(
        label=_("Rows"),
        required=False,
        choices=[("", pgettext_lazy("rows", "Narrow")), ("wide", pgettext_lazy("rows", "Wide"))],
    )

    def filters(self) -> list[Any]:
        """Return the fields that choose rows."""
        return [field for field in self.visible_fields() if field.name not in self.SETTINGS]

    def settings(self) -> list[Any]:
        """Return the fields that choose how rows are shown."""
        return [self[name] for name in self.SETTINGS]

    @property
    def is_newest_first(self) -> bool:
        """Tell in which direction the list runs."""
        return not self.chosen.get("order")

    def in_zone(self, concerns: Any) -> Any:
        """Return the concerns of the chosen zone, words and examiner, in any state."""
        chosen = self.chosen
        if zone := chosen.get("zone"):
            found = Zone.objects.filter(slug=zone).values_list("pk", flat=True).first()
            concerns = concerns.filter(zone=found)
        if text := fold(chosen.get("q", "")):
            concerns = concerns.containing(text)
        return concerns.filter(examiner=self.user) if chosen.get("mine") else concerns

    def apply(self, concerns: Any) -> Any:
        """Return the concerns that are asked for."""
        status = self.chosen.get("status")
        found = self.in_zone(concerns)
        return found.filter(state=status) if status else found

    def in_words(self) -> list[tuple[str, str]]:
        """Return the filters that are set, as a reader of an export needs them."""
        return words_of(self, [field.name for field in self.filters()])


def words_of(form: forms.Form, names: list[str]) -> list[tuple[str, str]]:
    """Return (label, chosen value in words) of the fields that are set."""
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    words = []
    for name in names:
        if value := chosen.get(name):
            choices = dict(getattr(form.fields[name], "choices", ()))
            words.append((str(form.fields[name].label), str(choices.get(value, value))))
    return words


class ExemptionFilter(ListFilter):
    """Zone, state, in force today."""

    status = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All states")), *ExemptionStatus.choices],
    )
    today = forms.ChoiceField(
        label=_("Today"), required=False, choices=[("", _("All")), ("1", _("In force today"))]
    )

    def apply(self, exemptions: Any) -> Any:
        """Return the exemptions that are asked for."""
        chosen = self.chosen
        if zone := chosen.get("zone"):
            exemptions = exemptions.filter(zone__slug=zone)
        if status := chosen.get("status"):
            exemptions = exemptions.filter(status=status)
        return exemptions.in_force() if chosen.get("today") else exemptions


class ReportFilter(ListFilter):
    """Zone, and which reports."""

    which = forms.ChoiceField(
        label=_("Which reports"),
        required=False,
        choices=[
            ("", _("To be checked, or over due")),
            ("waiting", _("Not yet submitted")),
            ("accepted", _("Accepted")),
            ("all", _("All")),
        ],
    )

    def apply(self, reports: Any) -> Any:
        """Return the reports that are asked for; first of all what needs somebody."""
        chosen = self.chosen
        if zone := chosen.get("zone"):
            reports = reports.filter(exemption__zone__slug=zone)
        conditions = {
            "": Q(status=ReportStatus.SUBMITTED) | Q(status__in=WAITING, due_on__lt=clock.today()),
            "waiting": Q(status__in=WAITING),
            "accepted": Q(status=ReportStatus.ACCEPTED),
            "all": Q(),
        }
        return reports.filter(conditions[chosen.get("which", "")])
