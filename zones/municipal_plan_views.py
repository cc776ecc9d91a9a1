"""What a zone records of its municipality's plans, for the conditions of support."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework import clock
from zones.forms import _messages_for, date_input
from zones.models import MunicipalPlan, Zone
from zones.models.organisations import OfficeRole
from zones.models.plans import PlanKind, Trade
from zones.roles import holds

WRITERS = (OfficeRole.ADMINISTRATOR, OfficeRole.EXAMINER)


class MunicipalPlanForm(forms.Form):
    """Which plan, whether it names the area, which trades, from when to when, and the source."""

    use_required_attribute = False
    kind = forms.ChoiceField(label=gettext_lazy("plan"), choices=PlanKind.choices)
    title = forms.CharField(label=gettext_lazy("title of the plan"), max_length=150)
    names_area = forms.TypedChoiceField(
        label=gettext_lazy("the plan names the area of the zone"),
        choices=[("1", gettext_lazy("Yes")), ("0", gettext_lazy("No"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    trades = forms.MultipleChoiceField(
        label=gettext_lazy("trades that the plan names"),
        choices=Trade.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Only for the plan of a depopulated area."),
    )
    starts_on = forms.DateField(label=gettext_lazy("first day"), widget=date_input())
    ends_on = forms.DateField(label=gettext_lazy("last day"), widget=date_input(), required=False)
    source = forms.CharField(label=gettext_lazy("source"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for field in self.fields.values():
            field.error_messages.update(_messages_for(field))


def record_plan(*, actor: Any, zone: Any, **values: Any) -> MunicipalPlan:
    """Append what a plan says; by the zone's office only. Raises PermissionDenied, ValidationError."""
    if not holds(actor, zone.lead_id, *WRITERS):
        raise PermissionDenied
    made = MunicipalPlan(
        zone=zone,
        recorded_at=clock.now(),
        recorded_by_name=actor.get_full_name()[:150],
        **values,
    )
    made.full_clean()
    made.save()
    return made


def zone_plans(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the plans that are recorded for a zone, and record one."""
    found = Zone.objects.visible_to(request.user).administered_by(request.user)
    zone = get_object_or_404(found.select_related("lead"), pk=pk)
    form = MunicipalPlanForm(request.POST or None)
    if request.method == "POST":
        if form.is_valid():
            try:
                record_plan(actor=request.user, zone=zone, **form.cleaned_data)
            except ValidationError as error:
                for name, texts in error.message_dict.items():
                    form.add_error(name if name in form.fields else None, texts)
            else:
                messages.success(request, _("Recorded."))
                return redirect("console:zone_plans", pk=pk)
        elif not holds(request.user, zone.lead_id, *WRITERS):
            raise PermissionDenied
    context = {
        "zone": zone,
        "form": form,
        "may_write": holds(request.user, zone.lead_id, *WRITERS),
        "rows": [
            {"plan": plan, "trades": [Trade(code).label for code in plan.trades]}
            for plan in zone.plans.order_by("-pk")
        ],
        "breadcrumbs": [
            {"label": _("Zones"), "url": reverse("console:zones")},
            {"label": zone.name, "url": reverse("console:zone", args=[zone.pk])},
            {"label": _("Plans of the municipality"), "url": ""},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "zones/plans.html", context, status=status)
