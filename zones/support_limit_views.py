"""The limits that a municipality's own ordinance or guideline sets to the support it pays itself."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework import clock
from zones.choices import Payer
from zones.forms import _messages_for, date_input
from zones.models import SupportInstrument, SupportLimit, Zone
from zones.models.organisations import OfficeRole
from zones.roles import holds

WRITERS = (OfficeRole.ADMINISTRATOR,)
AMOUNTS = ("company_total", "company_year", "zone_year")


def town_instruments() -> Any:
    """Return the instruments that a municipality pays, by the limits that hold for everybody."""
    paid = SupportLimit.objects.filter(zone=None, payer=Payer.TOWN)
    return SupportInstrument.objects.filter(pk__in=paid.values("instrument")).order_by("code")


class SupportLimitForm(forms.ModelForm[SupportLimit]):
    """Which support, from when, the ceilings and the rate, and the ordinance that sets them."""

    use_required_attribute = False
    instrument = forms.ModelChoiceField(
        label=gettext_lazy("support"), queryset=SupportInstrument.objects.none()
    )
    valid_from = forms.DateField(label=gettext_lazy("first day"), widget=date_input())

    class Meta:
        model = SupportLimit
        fields = (
            *("instrument", "valid_from", *AMOUNTS),
            *("rate_numerator", "rate_denominator", "basis", "note"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["instrument"].queryset = town_instruments()  # type: ignore[attr-defined]
        self.fields["basis"].help_text = _("Title and article of the ordinance or guideline.")
        for name in AMOUNTS:
            self.fields[name].help_text = _("Empty: no ceiling is recorded.")
        for field in self.fields.values():
            field.error_messages.update(_messages_for(field))

    def clean(self) -> dict[str, Any]:
        """Refuse a rate above the whole, and a record that limits nothing."""
        found = super().clean() or {}
        numerator, denominator = found.get("rate_numerator"), found.get("rate_denominator")
        if numerator and denominator and numerator > denominator:
            self.add_error("rate_numerator", _("A rate is at most the whole cost."))
        if not self.errors and all(
            found.get(name) is None for name in (*AMOUNTS, "rate_numerator")
        ):
            self.add_error(None, _("Give at least one ceiling, or a rate."))
        return found


@transaction.atomic
def record_limit(*, actor: Any, zone: Zone, made: SupportLimit) -> SupportLimit:
    """Append a limit of the zone; by its administrators only. Raises PermissionDenied, ValidationError.

    What the decision is in law, who pays and what it excludes stay as they are for everybody.
    """
    if not holds(actor, zone.lead_id, *WRITERS):
        raise PermissionDenied
    Zone.objects.select_for_update().get(pk=zone.pk)
    common = SupportLimit.objects.filter(
        zone=None, instrument=made.instrument, payer=Payer.TOWN
    ).latest("valid_from")
    made.nature, made.payer, made.excludes = common.nature, common.payer, common.excludes
    number = SupportLimit.objects.filter(zone=zone).count() + 1
    made.code, made.zone = f"zone-{zone.pk}-{number}", zone
    made.recorded_at, made.recorded_by_name = clock.now(), actor.get_full_name()[:150]
    made.full_clean()
    made.save(force_insert=True)
    return made


def support_limits(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the limits of the supports that a zone's municipality pays, and record one."""
    found = Zone.objects.visible_to(request.user).administered_by(request.user)
    zone = get_object_or_404(found.select_related("lead"), pk=pk)
    may_write = holds(request.user, zone.lead_id, *WRITERS)
    form = SupportLimitForm(request.POST or None)
    if request.method == "POST":
        if not may_write:
            raise PermissionDenied
        if form.is_valid() and _recorded(request, zone, form):
            return redirect("console:support_limits", pk=pk)
    rows = SupportLimit.objects.filter(zone=zone).select_related("instrument")
    context = {
        "zone": zone,
        "form": form,
        "may_write": may_write,
        "rows": rows.order_by("-valid_from", "-recorded_at", "code"),
        "breadcrumbs": [
            {"label": _("Zones"), "url": reverse("console:zones")},
            {"label": zone.name, "url": reverse("console:zone", args=[zone.pk])},
            {"label": _("Limits of the municipality's support"), "url": ""},
        ],
    }
    return render(request, "zones/support_limits.html", context, status=422 if form.errors else 200)


def _recorded(request: HttpRequest, zone: Zone, form: SupportLimitForm) -> bool:
    try:
        record_limit(actor=request.user, zone=zone, made=form.save(commit=False))
    except ValidationError as error:
        for name, texts in error.message_dict.items():
            form.add_error(name if name in form.fields else None, texts)
        return False
    messages.success(request, _("Recorded."))
    return True
