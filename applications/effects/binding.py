"""What an exemption is bound to when it is granted: law, sites, participants, first edition."""

from typing import Any

from django.apps import apps
from django.db.models import Q

from applications.facts.plans import rows_of
from casework import clock
from casework.text import fold_all


def bind(exemption: Any, plan: dict[str, Any]) -> None:
    """Note the law as it stands, the sites and the participants of the plan, and the first edition."""
    law = law_named(exemption.law_title)
    make_binding(exemption, law=law, participants=participants_of(plan))
    for number, row in enumerate(sites_of(plan), start=1):
        exemption.sites.create(number=number, **site_values(row, exemption.zone))
    new_edition(exemption, from_on=exemption.granted_on, text=exemption.text)


def make_binding(exemption: Any, **values: Any) -> Any:
    """Bind an exemption to the law as it stood on the day of the grant."""
    bindings = apps.get_model("applications", "Binding").objects
    return bindings.create(exemption=exemption, as_of=exemption.granted_on, **values)


def new_edition(exemption: Any, *, from_on: Any, text: str, order: Any = None) -> Any:
    """Note what the exemption says from a day on, with the conditions that hold then."""
    conditions = [
        {"number": c.number, "text": c.text, "reason": c.reason, "check_method": c.check_method}
        for c in exemption.conditions.order_by("number")
        if c.holds_on(from_on)
    ]
    return exemption.editions.create(
        number=exemption.editions.count() + 1,
        from_on=from_on,
        text=text,
        ends_on=exemption.ends_on,
        conditions=conditions,
        issued_on=clock.today(),
        order=order,
    )


def law_named(title: str) -> Any:
    """Return the law of a title or short title; None when it is not in the reference data."""
    laws = apps.get_model("zones", "Law").objects
    return laws.filter(Q(title=title) | Q(short_title=title)).order_by("law_id").first()


def law_of(law_id: str) -> Any:
    """Return the law of an e-Gov id; None when it is not in the reference data."""
    return apps.get_model("zones", "Law").objects.filter(pk=law_id).first()


def participants_of(plan: dict[str, Any]) -> list[dict[str, Any]]:
    """Return who takes part: kind, number of people (None when not said), whether rights may be harmed."""
    return [
        {
            "who": str(row.get("who") or ""),
            "number": int(row["number"]) if str(row.get("number") or "").isdigit() else None,
            "may_be_harmed": row.get("may_be_harmed") == "yes",
        }
        for row in rows_of(plan, "participant_groups")
    ]


def sites_of(plan: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of the sites; a plan on the first form names its area in one line instead."""
    area = str(plan.get("place") or "").strip()
    return rows_of(plan, "sites") or ([{"name": area, "municipality": area}] if area else [])


def site_values(row: dict[str, Any], zone: Any) -> dict[str, Any]:
    """Return a site from its row of the plan; degrees only where both can be read."""
    latitude, longitude = _degrees(row.get("latitude")), _degrees(row.get("longitude"))
    known = latitude is not None and longitude is not None
    text = str(row.get("municipality") or "")
    return {
        "name": str(row.get("name") or "")[:200],
        "address": str(row.get("address") or ""),
        "municipality": municipality_named(text, zone),
        "municipality_text": text[:100],
        "latitude": latitude if known else None,
        "longitude": longitude if known else None,
    }


def municipality_named(text: str, zone: Any) -> Any:
    """Return the municipality that a plan names: of the zone first, else the only one of that name."""
    wanted = fold_all(text)
    own = [m for m in zone.municipalities.all() if fold_all(m.name) in wanted] if wanted else []
    if own:
        return own[0]
    towns = apps.get_model("zones", "Municipality").objects
    found = list(towns.filter(name=text.strip())[:2])
    return found[0] if len(found) == 1 else None


def _degrees(value: Any) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return None
