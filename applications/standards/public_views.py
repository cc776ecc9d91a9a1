"""The public pages of standard measures: the list with its filters, and one package with its origin."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from applications import hooks
from applications.codes_standard import EVALUATION_PARTS
from applications.facts import find
from applications.models import Exemption, StandardMeasure
from applications.standards.forms import StandardFilter
from applications.standards.taking import offering_zones
from casework import clock

SHOWN = 50


def _crumbs(here: str = "") -> list[dict[str, str]]:
    first = {"label": _("Standard measures"), "url": reverse("standards") if here else ""}
    return [first, {"label": here, "url": ""}] if here else [first]


def standards(request: HttpRequest) -> HttpResponse:
    """List the packages that may be taken over, with origin and verdict."""
    form = StandardFilter(request.GET)
    found = form.apply(StandardMeasure.objects.current().for_list())
    context = {"breadcrumbs": _crumbs(), "form": form, "chosen": form.chosen(), "standards": found}
    status = 422 if form.errors else 200
    return render(request, "applications/standards/list.html", context, status=status)


def standard(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one package: origin, verdict, conditions, indicators, evaluation, who took it over."""
    versions = list(
        StandardMeasure.objects.public().for_page().filter(slug=slug).order_by("-number")
    )
    asked = request.GET.get("version", "")
    shown = next((v for v in versions if str(v.number) == asked), None) if asked else None
    if shown is None and not asked:
        shown = next(
            (v for v in versions if v.status == "published"), versions[0] if versions else None
        )
    if shown is None:
        # Answers 404 in the one way of the house.
        shown = get_object_or_404(StandardMeasure.objects.none())
    context = {
        "breadcrumbs": _crumbs(shown.name),
        "standard": shown,
        "versions": versions,
        "offers": offering_zones(shown),
        "exemptions": exemptions_of(shown),
        "may_take": shown.is_current(),
        **facts_of(shown),
    }
    return render(request, "applications/standards/standard.html", context)


def facts_of(shown: StandardMeasure) -> dict[str, Any]:
    """Return what a page shows of a package, with the names of what it only codes."""
    names = hooks.indicator_labels.first(shown.indicators) or {}
    return {
        "origin": shown.shown_origin(),
        "indicator_rows": [(code, *names.get(code, (code, ""))) for code in shown.indicators],
        "evaluation_rows": [
            (label, shown.evaluation[part])
            for part, label in EVALUATION_PARTS.items()
            if shown.evaluation.get(part)
        ],
        "plan_rows": [
            (fact.label, text)
            for key, text in shown.plan_parts.items()
            if (fact := find(key)) is not None
        ],
    }


def exemptions_of(shown: StandardMeasure) -> list[Exemption]:
    """Return the exemptions that were granted on a measure begun from the package: all are public."""
    found = Exemption.objects.filter(measure__standard_use__standard__slug=shown.slug)
    return list(
        found.select_related("zone", "holder")
        .annotate_in_force(clock.today())
        .order_by("-pk")[:SHOWN]
    )
