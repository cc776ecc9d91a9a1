"""The pages of the register. All are public and only read."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from applications.codes import Outcome, ReasonCode
from applications.criteria import labelled
from applications.exemptions.showing import public_life
from applications.incidents.public import public_incidents
from applications.models import Determination, Exemption
from casework import clock
from cms import live
from cms.register import finding
from cms.register.forms import VERDICT_PREFIX, FilterForm, OnForm
from cms.register.words import PARTS, changes, sources_of
from zones.models import SpecialMeasure
from zones.source_words import is_unsourced, said


def crumbs(*labels: str) -> list[dict[str, str]]:
    """Return the breadcrumb of a page under the register."""
    first = {"label": _("Public register"), "url": reverse("register")}
    return [first, *({"label": label, "url": ""} for label in labels)]


def register(request: HttpRequest) -> HttpResponse:
    """List exemptions, page by page, and the historical measures; filters stand in the address."""
    measures = finding.all_measures()
    zones = list(live.public_zones().order_by("name", "pk").values_list("slug", "name"))
    form = FilterForm(request.GET, measures=measures, zones=zones)
    chosen, after = form.chosen(), request.GET.get("after", "")
    only_verdicts = chosen.get("outcome", "").startswith(VERDICT_PREFIX)
    context = {
        "breadcrumbs": crumbs(),
        "form": form,
        "chosen": chosen,
        "exemptions": finding.find_exemptions(chosen, after=after),
        "shows_exemptions": only_verdicts or "outcome" not in chosen,
        "measures": finding.find_measures(measures, chosen),
        "shows_measures": not only_verdicts and not after,
        "outcome_counts": finding.outcome_counts(measures),
        "is_later_page": bool(after),
        "today": clock.today(),
    }
    return render(request, "cms/register/register.html", context)


def register_measure(request: HttpRequest, code: str) -> HttpResponse:
    """Show one historical measure: what was relaxed, where, since when, what became of it."""
    found = SpecialMeasure.objects.with_laws().prefetch_related("zones")
    measure = get_object_or_404(found, code=code.upper())
    requests = live.public_exemptions(clock.today()).filter(measure__special_measure=measure)
    context = {
        "breadcrumbs": crumbs(measure.name),
        "measure": measure,
        "sources": sources_of(measure.source_text),
        "unverified": [PARTS[part] for part in measure.unverified_fields if part in PARTS],
        "facts": facts_of(measure),
        "zones": [zone for zone in measure.zones.all() if zone.is_public],
        "lines": live.exemption_lines(list(requests[:10]), clock.today()),
    }
    return render(request, "cms/register/measure.html", context)


def facts_of(measure: SpecialMeasure) -> list[dict[str, Any]]:
    """Return the facts of a measure as the page lists them; what has no source says so."""
    rows = (
        (_("Place"), measure.place_text, "place"),
        (_("Start"), measure.started_text, "started"),
        (_("End or expansion"), measure.ended_text, "ended"),
        (_("About the outcome"), measure.outcome_note, "outcome_note"),
    )
    return [
        {
            "label": label,
            "value": said(text),
            "unverified": part in measure.unverified_fields or is_unsourced(text),
        }
        for label, text, part in rows
        if text
    ]


def register_exemption(request: HttpRequest, public_number: str) -> HttpResponse:
    """Show one exemption, and whether it is in force on a day (today)."""
    exemption = get_object_or_404(finding.exemptions_for_page(), public_number=public_number)
    determination = exemption.measure.determination
    if determination is None:
        raise Http404
    today = clock.today()
    form = OnForm(request.GET)
    on = (form.cleaned_data.get("on") if form.is_valid() else None) or today
    if not form.is_bound or not form.data.get("on"):
        form = OnForm(initial={"on": today})
    reviews = finding.reviews_for_page(exemption)
    context = {
        "breadcrumbs": crumbs(exemption.public_number),
        "exemption": exemption,
        "determination": determination,
        "outcome": Outcome(determination.outcome),
        "pieces": pieces_of(exemption, determination),
        "reasons": [
            ReasonCode(c).label for c in determination.reason_codes if c in ReasonCode.values
        ],
        "appeals": finding.rulings_for_page(exemption),
        "criteria": labelled(determination.criteria),
        "form": form,
        "on": on,
        "today": today,
        "standing": live.standing(exemption, on),
        "standing_today": live.standing(exemption, today),
        "reviews": [
            {"line": line, "in_comment": finding.in_comment(line, today)} for line in reviews
        ],
        "verdict": next((line.review for line in reviews if line.review.verdict), None),
        "incidents": public_incidents(exemption),
        "life": public_life(exemption),
        "dashboard": live.route("dashboard_zone", exemption.zone.slug),
    }
    status = 200 if not form.errors else 422
    return render(request, "cms/register/exemption.html", context, status=status)


def pieces_of(exemption: Exemption, determination: Determination) -> list[dict[str, str]] | None:
    """Return what was granted marked against what was asked; None when nothing was changed."""
    if determination.outcome == Outcome.AS_ASKED:
        return None
    return changes(exemption.measure.text_asked, determination.text_granted)
