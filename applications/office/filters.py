"""Filters of the office's lists; their state stays in the address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications.models.report import WAITING
from applications.office.scope import with_state
from applications.workflow import ApplicationStatus, ExemptionStatus, ReportStatus
from casework import clock
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
    """Zone, state, mine."""

    status = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All states")), *ApplicationStatus.choices[1:]],
    )
    mine = forms.ChoiceField(
        label=_("Examiner"), required=False, choices=[("", _("Everybody")), ("1", _("Me"))]
    )

    def apply(self, applications: Any) -> Any:
        """Return the applications that are asked for."""
        chosen = self.chosen
        if zone := chosen.get("zone"):
            applications = applications.filter(zone__slug=zone)
        if status := chosen.get("status"):
            applications = with_state(applications, status, self.user)
        return applications.filter(examiner=self.user) if chosen.get("mine") else applications


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
