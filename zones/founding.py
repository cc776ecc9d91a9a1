"""Making a new zone from a template: a concept that is public at once and designated by nobody."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework import audit, clock
from casework.calendar import add_legal_months
from casework.transitions import Blocked
from zones import hooks, rules
from zones.blueprints import Blueprint
from zones.models import Intake, LegalBasis, Municipality, Organisation, SpecialMeasure, Zone
from zones.models.organisations import OfficeRole, OrganisationKind, current_memberships

MADE = "make_zone"
OPENINGS = {MADE: gettext_lazy("Make a zone from a template")}
OFFICES = (OrganisationKind.MUNICIPALITY, OrganisationKind.PREFECTURE)


def founding_offices(user: Any) -> list[Organisation]:
    """Return the offices of towns and prefectures for which the person administers zones today."""
    held = current_memberships(user)
    return [
        m.organisation
        for m in held
        if m.role == OfficeRole.ADMINISTRATOR and m.organisation.kind in OFFICES
    ]


def within_reach(office: Organisation, municipality: Municipality) -> bool:
    """Tell whether an office may plan for a municipality: its own, or with others of its prefecture."""
    own = office.municipality
    return own is None or own.prefecture_id == municipality.prefecture_id


def free_slug(municipality: Municipality, blueprint: Blueprint) -> str:
    """Return an address that no zone has, from the town's name and the template."""
    base = f"{slugify(municipality.romaji) or municipality.code}-{blueprint.code}"[:50]
    taken = set(Zone.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    later = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *later) if slug not in taken)


def found(
    *, blueprint: Blueprint, municipality: Municipality, office: Organisation, name: str, actor: Any
) -> Zone:
    """Make the zone with boundary, basis, end, measures, goals and intakes; its page is public at once.

    Raises Blocked when the basis has expired or the municipality is not within the office's reach.
    """
    town = f"{municipality.prefecture.name}{municipality.name}"
    today = clock.today()
    zone = Zone(
        slug=free_slug(municipality, blueprint),
        name=name or f"{municipality.name} {blueprint.name}特区（構想）",
        legal_basis=LegalBasis.objects.get(pk=blueprint.legal_basis),
        lead=office,
        area_text=_("All of %(town)s") % {"town": town},
        summary=f"{blueprint.summary.format(town=municipality.name)}\n\n{blueprint.goal}",
        expires_on=add_legal_months(today, 12 * blueprint.years),
        expiry_note=_("Planned end; fixed by the designation."),
        announced_on=today,
        prepared_by=actor,
        template=blueprint.code,
        goals=list(blueprint.goals),
    )
    refused = [r.why(zone) for r in (rules.basis_is_in_force,) if not r.holds(zone, actor, {})]
    if not within_reach(office, municipality):
        refused.append(_("Choose a municipality in the prefecture of your office."))
    if refused:
        raise Blocked(refused)
    with transaction.atomic():
        zone.save()
        zone.municipalities.set([municipality])
        zone.measures.set(SpecialMeasure.objects.filter(pk__in=blueprint.measures))
        for code in blueprint.procedures:
            Intake.objects.create(zone=zone, procedure_id=code)
        audit.append(
            zone,
            step=MADE,
            source="",
            actor=actor,
            role="zone_administrator",
            basis="構造改革特別区域法 第4条第1項（計画の作成）",
            inputs={"template": blueprint.code, "municipality": municipality},
            record=("template",),
        )
        hooks.zone_made(zone)
    return zone
