"""Was this exemption valid on this day? The page behind the QR code of a certificate, for a phone."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from applications.exemptions.showing import bridged
from applications.models import Exemption
from casework import clock
from casework.calendar import wareki
from cms import live
from cms.register.forms import PlaceForm


def verify(request: HttpRequest, public_number: str) -> HttpResponse:
    """Tell whether an exemption is in force on a day (today), and why; an unknown number is 404."""
    exemption = _find(public_number)
    if exemption is None:
        context = {"public_number": public_number}
        return render(request, "cms/register/verify_unknown.html", context, status=404)
    today, form = clock.today(), _form(request)
    on = form.cleaned_data.get("on") or today if form.is_valid() else None
    place = form.cleaned_data.get("place") if on else None
    context = {
        "exemption": exemption,
        "form": form,
        "on": on,
        "today": today,
        "standing": live.standing(exemption, on) if on else None,
        "reason": reason(exemption, on) if on else "",
        "events": events(exemption),
        "bridged": bridged(exemption, on) if on else None,
        "edition": exemption.edition(on) if on else None,
        "conditions": exemption.conditions_on(on) if on else [],
        "place": place,
        "is_inside": place is None or exemption.covers(place),
    }
    return render(request, "cms/register/verify.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest) -> PlaceForm:
    """Return what is asked; without a day, today is meant."""
    on = request.GET.get("on") or clock.today().isoformat()
    return PlaceForm({"on": on, "place": request.GET.get("place", "")})


def _find(public_number: str) -> Exemption | None:
    found = Exemption.objects.for_page().filter(public_number=public_number).first()
    return found if found is not None and found.measure.determination is not None else None


def reason(exemption: Exemption, on: date) -> str:
    """Return in one sentence why an exemption is, or is not, in force on a day; free text is left out."""
    code = live.standing(exemption, on).code
    words = {
        "first": wareki(exemption.starts_on),
        "last": wareki(exemption.ends_on),
        "granted": wareki(exemption.granted_on),
    }
    if code == "suspended":
        return _why_suspended(exemption, on)
    if code == "excluded":
        return _("On this day it gives way to another exemption, which excludes it.")
    carried = bridged(exemption, on)
    if code == "in_force" and carried is not None:
        return _(
            "It continues from %(first)s until %(until)s (23:59 Japan) while a revision of the law is judged: "
            "%(basis)s."
        ) % {
            "first": wareki(carried.starts_on),
            "until": wareki(carried.until),
            "basis": carried.basis,
        }
    if exemption.ended_on is not None and code == "ended":
        return _("It ended early: from %(day)s on it is not in force.") % {
            "day": wareki(exemption.ended_on)
        }
    if code == "over":
        return _("Its last day was %(last)s, to 23:59 (Japan).") % words
    if code == "in_force":
        return _("The day lies within the period, %(first)s to %(last)s (23:59 Japan).") % words
    return _why_not_begun(exemption, on, words)


def _why_suspended(exemption: Exemption, on: date) -> str:
    stretch = next((s for s in exemption.suspensions.all() if s.covers(on)), None)
    if stretch is None:
        return _("Its last day had passed, and the continuation had not begun.")
    words = {"first": wareki(stretch.starts_on)}
    if stretch.ends_on is None:
        return _("It is suspended from %(first)s on.") % words
    words["resumed"] = wareki(stretch.ends_on)
    return _("It was suspended from %(first)s and resumed on %(resumed)s.") % words


def _why_not_begun(exemption: Exemption, on: date, words: dict[str, str]) -> str:
    if on < exemption.granted_on:
        return _("It was granted later, on %(granted)s.") % words
    if on < exemption.starts_on:
        return _("Its first day is later: %(first)s.") % words
    if exemption.began_on is None:
        return _("The consent of those concerned is being gathered; the trial has not begun.")
    return _("The trial began later, on %(day)s.") % {"day": wareki(exemption.began_on)}


def events(exemption: Exemption) -> list[dict[str, Any]]:
    """Return what changed the validity, by day: granted, begun, suspended, resumed, ended."""
    found = [(exemption.granted_on, _("Granted")), (exemption.began_on, _("Trial began"))]
    for stretch in exemption.suspensions.all():
        found += [(stretch.starts_on, _("Suspended")), (stretch.ends_on, _("Resumed"))]
    for bridge in exemption.bridges.all():
        if bridge.until:
            found.append((bridge.starts_on, _("Continues while a revision of the law is judged")))
            last = (bridge.until, _("Last day of the continuation, to 23:59 (Japan)"))
            ended = (bridge.concluded_on, _("Continuation ended by the verdict on the law"))
            found.append(ended if bridge.concluded_on else last)
    for edition in exemption.editions.all():
        if edition.number > 1:
            found.append((edition.from_on, _("New edition by an order")))
    found.append((exemption.ended_on, _("Ended early")))
    if exemption.ended_on is None:
        found.append((exemption.ends_on, _("Last day, to 23:59 (Japan)")))
    known = [(day, label) for day, label in found if day is not None]
    return [{"day": day, "label": label} for day, label in sorted(known, key=lambda e: e[0])]
