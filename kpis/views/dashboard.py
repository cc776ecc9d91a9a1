"""The public dashboards: the country, a zone, an indicator. They read prepared figures."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework import clock
from kpis import figures, overview, words
from kpis.choices import Level
from kpis.files import csv_response, json_response
from kpis.forms import AsOfForm
from kpis.models import EvidenceReview, Indicator, PreparedFigure
from zones.models import Municipality, Zone
from zones.models.organisations import current_memberships
from zones.models.zone import PUBLIC

STATES = {
    "trial": gettext_lazy("Zones with an exemption in force"),
    "none": gettext_lazy("Zones without one"),
}
MOST_CARDS = 3


def public_zones() -> Any:
    """Return the zones that anyone may see, with their municipalities."""
    return Zone.objects.filter(status__in=PUBLIC).for_list()


def national(request: HttpRequest) -> HttpResponse:
    """Show which zones run what, and how reviews ended."""
    rows = overview.zone_rows(public_zones().filter(status="designated"))
    urls = {row["zone"].pk: reverse("dashboard_zone", args=[row["zone"].slug]) for row in rows}
    for row in rows:
        row["url"] = urls[row["zone"].pk]
    verdicts = overview.verdict_counts()
    numbers = [
        {"label": _("Zones designated"), "value": len(rows), "unit": _("zones")},
        {
            "label": _("Exemptions in force"),
            "value": sum(r["exemptions"] for r in rows),
            "unit": _("cases"),
        },
        {
            "label": _("Municipalities in zones"),
            "value": len({t.code for r in rows for t in r["towns"]}),
            "unit": _("municipalities"),
        },
        {
            "label": _("Verdicts given"),
            "value": sum(v["count"] for v in verdicts),
            "unit": _("cases"),
        },
    ]
    context = {
        "numbers": [{**n, "value": words.number(n["value"])} for n in numbers],
        "rows": rows,
        "map": overview.zone_map(rows, urls, STATES),
        "tiles": overview.prefecture_tiles(rows),
        "verdicts": verdicts,
        "today": clock.today(),
    }
    return render(request, "kpis/national.html", context)


def as_of_form(request: HttpRequest) -> tuple[AsOfForm, date | None, int]:
    """Return the form, the day asked for (None: now), and the status of the answer."""
    form = AsOfForm(request.GET if "as_of" in request.GET else None)
    if not form.is_bound:
        return form, None, 200
    return (form, form.cleaned_data["as_of"], 200) if form.is_valid() else (form, None, 400)


def zone(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a zone's indicators by level, and the official values of its municipalities."""
    found = get_object_or_404(public_zones(), slug=slug)
    form, as_of, status = as_of_form(request)
    towns = list(found.municipalities.all())
    facts = overview.zone_facts(found, as_of)
    context = {
        "zone": found,
        "form": form,
        "as_of": as_of,
        "shown_as_of": as_of or clock.today(),
        "groups": card_groups(facts, found.slug, as_of),
        "towns": town_rows(towns[: overview.MOST_TOWNS], found.slug, as_of),
        "more_towns": max(len(towns) - overview.MOST_TOWNS, 0),
        "reviews": EvidenceReview.objects.public()
        .filter(zone=found)
        .select_related("exemption")
        .order_by("-pk")[:5],
        "breadcrumbs": [
            {"label": _("Dashboard"), "url": reverse("dashboard")},
            {"label": found.name},
        ],
    }
    return render(request, "kpis/zone.html", context, status=status)


def indicator_url(
    slug: str, code: str, *, town: str = "", as_of: date | None = None, ext: str = ""
) -> str:
    """Return the address of an indicator's page or file with its state."""
    name, args = (
        ("dashboard_file", [slug, code, ext]) if ext else ("dashboard_indicator", [slug, code])
    )
    state = [f"municipality={town}"] if town else []
    state += [f"as_of={as_of}"] if as_of else []
    return reverse(name, args=args) + (f"?{'&'.join(state)}" if state else "")


def card_groups(facts: list[dict[str, Any]], slug: str, as_of: date | None) -> list[dict[str, Any]]:
    """Return the cards: those with a target, then the rest by level of the logic model."""
    cards = [
        {**figures.card(one), "url": indicator_url(slug, one["code"], as_of=as_of)} for one in facts
    ]
    aimed = [card for card in cards if card["target"]]
    rest = [card for card in cards if not card["target"]]
    groups = [{"level": "target", "label": _("Indicators with a target"), "cards": aimed}]
    groups += [
        {"level": one.value, "label": one.label, "cards": [c for c in rest if c["level"] == one]}
        for one in reversed(Level)
    ]
    return [group for group in groups if group["cards"]]


def town_rows(towns: list[Municipality], slug: str, as_of: date | None) -> list[dict[str, Any]]:
    """Return municipalities with the cards of their official indicators."""
    gathered = overview.town_facts(towns, as_of)
    rows = []
    for town in towns:
        cards = [
            {
                **figures.card(gathered[town.code][code]),
                "url": indicator_url(slug, code, town=town.code, as_of=as_of),
            }
            for code in overview.TOWN_INDICATORS
            if code in gathered[town.code]
        ]
        rows.append({"town": town, "cards": cards})
    return rows


def one_view(
    slug: str, code: str, town: str, as_of: date | None
) -> tuple[Zone, Any, dict[str, Any], str]:
    """Return zone, municipality or None, facts and drawing of one view; 404 where there is none."""
    found = get_object_or_404(public_zones(), slug=slug)
    place = next((t for t in found.municipalities.all() if t.code == town), None)
    if town and place is None:
        raise Http404
    if as_of is None:
        key = figures.town_key(town, code) if town else figures.zone_key(slug, code)
        if prepared := PreparedFigure.objects.filter(key=key).first():
            return found, place, prepared.content, prepared.svg
    indicator = get_object_or_404(Indicator, pk=code)
    if place is not None:
        gathered = figures.gather_towns([place], codes=[code], as_of=as_of)
        facts = (
            gathered[0]
            if gathered
            else figures.facts_of(
                indicator=indicator, place=figures.place_of_town(place), points=[]
            )
        )
        return found, place, facts, ""
    return found, None, figures.gather_zone(found, codes=[code], as_of=as_of)[0], ""


def indicator(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Show one indicator of a zone, or of one of its municipalities, with chart and table."""
    form, as_of, status = as_of_form(request)
    town = request.GET.get("municipality", "")
    found, place, facts, drawing = one_view(slug, code, town, as_of)
    day = as_of or clock.today()
    chart = figures.present(
        facts,
        as_of=day,
        drawing=drawing,
        links={
            "csv": indicator_url(slug, code, town=town, as_of=as_of, ext="csv"),
            "json": indicator_url(slug, code, town=town, as_of=as_of, ext="json"),
            "permalink": indicator_url(slug, code, town=town, as_of=day),
        },
    )
    chart["big_number"]["rule_url"] = "#grade-rule"
    context = {
        "zone": found,
        "town": place,
        "facts": facts,
        "chart": chart,
        "card": card_items(facts),
        "form": form,
        "as_of": as_of,
        "shown_as_of": day,
        "may_freeze": bool(current_memberships(request.user)),
        "breadcrumbs": [
            {"label": _("Dashboard"), "url": reverse("dashboard")},
            {"label": found.name, "url": reverse("dashboard_zone", args=[slug])},
            {"label": words.name_of(facts)},
        ],
    }
    return render(request, "kpis/indicator.html", context, status=status)


def card_items(facts: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the card of an indicator: what it is and how it is read."""
    indicator_ = Indicator(
        direction=facts["direction"], level=facts["level"], frequency=facts["frequency"]
    )
    target = facts["target"]
    items = [
        (_("Code"), facts["code"]),
        (_("Level"), indicator_.get_level_display()),
        (_("Direction"), indicator_.get_direction_display()),
        (_("Frequency"), indicator_.get_frequency_display()),
        (_("Definition"), facts["definition"]),
        (_("Denominator"), facts["denominator"]),
        (_("Attribution rule"), facts["attribution"]),
        (_("Owner"), facts["owner"]),
        (
            _("Small numbers"),
            _("Numbers of people under 5 are not published.") if facts["small_cell"] else "",
        ),
        (
            _("Target"),
            f"{words.number(target['value'])} {facts['unit']}（{target['on']}）" if target else "",
        ),
        (_("Source of the target"), target["source"] if target else ""),
    ]
    return [{"label": label, "value": value} for label, value in items if value]


def file(request: HttpRequest, slug: str, code: str, ext: str) -> HttpResponse:
    """Hand out the same rows as CSV or JSON."""
    form, as_of, status = as_of_form(request)
    if status != 200:
        return HttpResponse(
            form.errors["as_of"][0], status=400, content_type="text/plain; charset=utf-8"
        )
    _zone, _place, facts, _svg = one_view(slug, code, request.GET.get("municipality", ""), as_of)
    answer = {"csv": csv_response, "json": json_response}.get(ext)
    if answer is None:
        raise Http404
    return answer(facts, as_of or clock.today())
