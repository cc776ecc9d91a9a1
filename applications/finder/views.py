"""The finder's page: public, everything in the address; htmx renews the results while one types."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from applications.apply.crumbs import crumbs
from applications.finder import finding
from applications.finder.durations import Durations, durations
from applications.finder.forms import FindForm
from applications.finder.words import ask
from casework import clock
from zones.models import Intake, Zone
from zones.models.intake import published_of


def apply_find(request: HttpRequest) -> HttpResponse:
    """Find measures, exemptions and open zones by what stands in the way."""
    today = clock.today()
    measures = finding.all_measures(today)
    form = FindForm(request.GET, laws=finding.laws_of(measures))
    chosen = form.chosen()
    asked = ask(chosen.get("q", ""))
    found = finding.find_measures(measures, asked, chosen)
    shown = found if chosen else []
    finding.with_exemptions(shown, today)
    granted = finding.find_exemptions(asked, chosen, today)
    zones = finding.find_zones(asked, chosen, found, today)
    _mark_verdicts([*granted, *(e for m in shown for e in m.exemptions)])
    context = {
        "form": form,
        "asked": asked,
        "chosen": chosen,
        "measures": [m for m in shown if m.is_whole][: finding.SHOWN],
        "near": [m for m in shown if not m.is_whole][: finding.SHOWN],
        "exemptions": granted,
        "standards": finding.find_standards(asked, chosen),
        "calls": finding.find_calls(asked, chosen, today),
        "zones": _with_times(zones[: finding.SHOWN]),
        "more_zones": len(zones) > finding.SHOWN,
        "towns": [] if zones else finding.without_zone(chosen),
        "kept": _kept(chosen, asked),
        "today": today,
        "breadcrumbs": crumbs((_("Find a zone or a measure"), ""))[-1:],
    }
    partial = request.headers.get("HX-Request") == "true"
    template = "results.html" if partial else "find.html"
    return render(request, f"applications/finder/{template}", context)


def _mark_verdicts(exemptions: list[Any]) -> None:
    """Put on each exemption the published verdict on it, or None."""
    given = finding.verdicts(exemptions)
    for exemption in exemptions:
        exemption.verdict_shown = given.get(exemption.pk)


def _kept(chosen: dict[str, Any], asked: Any) -> str:
    """Return what an application or a consultation begins with: law, article, words."""
    article = asked.articles[0] if asked.articles else None
    text = ""
    if article:
        text = f"第{article[0]}条" + (f"の{article[1]}" if article[1] else "")
    words = {"law": chosen.get("law", ""), "article": text, "q": chosen.get("q", "")}
    return urlencode({name: value for name, value in words.items() if value})


def _with_times(zones: list[Zone]) -> list[dict[str, Any]]:
    """Return zones with their intakes and how long these usually take there and everywhere."""
    intakes = {zone.pk: published_of(zone) for zone in zones}
    known = durations(one.procedure_id for rows in intakes.values() for one in rows)
    return [
        {
            "zone": zone,
            "procedures": [_usual(one, known) for one in intakes[zone.pk]],
            "takes_now": any(one.takes_now for one in intakes[zone.pk]),
        }
        for zone in zones
    ]


def _usual(intake: Intake, known: Durations) -> dict[str, Any]:
    code = intake.procedure_id
    return {
        "intake": intake,
        "procedure": intake.procedure,
        "here": known.of(code, intake.zone_id),
        "everywhere": known.of(code),
    }
