"""What anybody may know of a procedure before applying (行政手続法 第5条・第6条)."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.codes import CRITERIA
from applications.criteria import STATUTE
from applications.models import Application, Clarification, Opinion, RequestedMeasure
from applications.models.duties import InterestDeclaration
from casework import clock
from casework.transitions import rules_of, transitions_of
from zones.models import CriteriaVersion, Criterion, Intake, Procedure, Zone

INTAKES_SHOWN = 100
MACHINES = (
    (Application, gettext_lazy("The application")),
    (Clarification, gettext_lazy("A correction")),
    (Opinion, gettext_lazy("An opinion")),
    (RequestedMeasure, gettext_lazy("A measure asked for")),
)


def procedures(request: HttpRequest) -> HttpResponse:
    """List the procedures."""
    taking = Count("intakes", Q(intakes__in=Intake.objects.taking()), distinct=True)
    found = Procedure.objects.select_related("legal_basis__law").annotate(taking=taking)
    found = found.order_by("code")
    crumbs = [{"label": _("Procedures and criteria"), "url": ""}]
    context = {"procedures": found, "breadcrumbs": crumbs}
    return render(request, "applications/procedures/procedures.html", context)


def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """Show a procedure's criteria in force today, its versions, and its steps as they run."""
    found = get_object_or_404(Procedure.objects.select_related("legal_basis__law"), pk=code)
    versions = list(
        CriteriaVersion.objects.published()
        .filter(procedure=found)
        .select_related("office")
        .order_by("-valid_from", "-number", "-pk")
    )
    conflicts = InterestDeclaration.objects.conflicts().filter(application__procedure=found)
    context = {
        "procedure": found,
        "intakes": intakes_of(found),
        "running": running(versions),
        "versions": versions,
        "machines": [{"label": label, "steps": steps_of(model)} for model, label in MACHINES],
        "recusals": conflicts.count(),
        "today": clock.today(),
        "breadcrumbs": [
            {"label": _("Procedures and criteria"), "url": reverse("procedures")},
            {"label": found.name, "url": ""},
        ],
    }
    return render(request, "applications/procedures/procedure.html", context)


def intakes_of(procedure: Procedure) -> list[Intake]:
    """Return the intakes of a procedure in zones that are open, those that take applications first."""
    zones = Zone.objects.open_on().values("pk")
    found = Intake.objects.published().filter(procedure=procedure, zone__in=zones)
    rows = list(found.select_related("zone").order_by("zone__name", "pk")[:INTAKES_SHOWN])
    return sorted(rows, key=lambda one: not one.takes_now)


def running(versions: list[CriteriaVersion]) -> list[dict[str, Any]]:
    """Return the criteria in force today: the general ones, then those of offices with their own."""
    today, found = clock.today(), {}
    for version in versions:
        if version.valid_from is not None and version.valid_from <= today:
            found.setdefault(version.office_id, version)
    shown = sorted(found.values(), key=lambda v: (v.office_id is not None, v.office_id or 0))
    blocks = [{"version": version, "rows": version.rows()} for version in shown]
    if None not in found:
        rows = [Criterion(c, str(label), str(label), STATUTE) for c, label in CRITERIA.items()]
        blocks.insert(0, {"version": None, "rows": rows})
    return blocks


def steps_of(model: Any) -> list[dict[str, Any]]:
    """Return the steps of a case as the machine runs them: who, on which basis, what must hold."""
    found: dict[str, dict[str, Any]] = {}
    for transition in transitions_of(model):
        if transition.custom.get("internal") or transition.name in found:
            continue
        found[transition.name] = {
            "name": transition.name,
            "label": transition.custom["label"],
            "basis": transition.custom["basis"],
            "who": [role.label for role in _roles(transition.permission)],
            "rules": [rule.reason for rule in rules_of(transition)],
        }
    return list(found.values())


def _roles(role: Any) -> list[Any]:
    return [role, *(one for other in role.others for one in _roles(other))]
