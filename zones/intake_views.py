"""The intakes of a zone: which procedures take applications, from when until when."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from casework import audit
from casework.fsm import Case
from casework.labels import describe
from casework.transitions import steps_for
from casework.views import StepView
from zones.intake_forms import STEP_FORMS, document_label, terms_of
from zones.models import Intake, Procedure, Zone
from zones.roles import is_zone_administrator


def zone_crumbs(zone: Zone, *more: tuple[str, str]) -> list[dict[str, str]]:
    """Return the way from the list of zones to a page below one of them."""
    rows = [
        (_("Zones"), reverse("console:zones")),
        (zone.name, reverse("console:zone", args=[zone.pk])),
        *more,
    ]
    return [{"label": label, "url": url} for label, url in rows]


def _own(request: HttpRequest, pk: int) -> Zone:
    found = Zone.objects.visible_to(request.user).administered_by(request.user)
    return get_object_or_404(found.select_related("lead"), pk=pk)


def intake_of(zone: Zone, procedure: Procedure) -> Intake:
    """Return the zone's intake of a procedure; one that is not written yet when there is none."""
    found = Intake.objects.filter(zone=zone, procedure=procedure).first()
    intake = found or Intake(zone=zone, procedure=procedure)
    intake.zone, intake.procedure = zone, procedure
    return intake


def _procedures() -> Any:
    return Procedure.objects.select_related("legal_basis__law").order_by("pk")


def intakes(request: HttpRequest, pk: int) -> HttpResponse:
    """List every procedure with the zone's intake of it."""
    zone = _own(request, pk)
    known = {one.procedure_id: one for one in zone.intakes.for_list()}
    rows = []
    for procedure in _procedures():
        intake = known.get(procedure.pk) or Intake(zone=zone, procedure=procedure)
        intake.zone = zone
        rows.append({"intake": intake, "phase": intake.phase(), "procedure": procedure})
    crumbs = zone_crumbs(zone, (_("Intake of applications"), ""))
    context = {"zone": zone, "rows": rows, "breadcrumbs": crumbs}
    return render(request, "zones/intakes.html", context)


def intake(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Show one intake: its period, its papers, the steps open to this person, its trail."""
    zone = _own(request, pk)
    case = intake_of(zone, get_object_or_404(_procedures(), pk=code))
    context = {
        "zone": zone,
        "case": case,
        "phase": case.phase(),
        "documents": [document_label(one) for one in case.documents],
        "terms": terms_of(case),
        "steps": steps_for(case, request.user),
        "trail": describe(audit.trail(case)) if case.pk else [],
        "breadcrumbs": zone_crumbs(
            zone,
            (_("Intake of applications"), reverse("console:zone_intakes", args=[pk])),
            (case.procedure.name, ""),
        ),
    }
    return render(request, "zones/intake.html", context)


class IntakeStep(StepView):
    """A step on the intake of a procedure; the first one writes the intake down."""

    model = Intake
    forms = STEP_FORMS
    code = ""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Take the procedure's code from the address."""
        self.code = kwargs.pop("code")
        return super().dispatch(request, *args, **kwargs)

    def get_case(self, request: HttpRequest, pk: int) -> Case:
        """Return the intake of the zone and the procedure that the address names, else 404."""
        zone = _own(request, pk)
        case = intake_of(zone, get_object_or_404(_procedures(), pk=self.code))
        if request.method == "POST" and case.pk is None:
            if not is_zone_administrator(zone, request.user):
                raise PermissionDenied
            Intake.objects.get_or_create(zone=zone, procedure=case.procedure)
            case = intake_of(zone, case.procedure)
        return case
