"""個人情報ファイル簿 of a zone's register of digital residents, written from the field registry.

Items: 個人情報の保護に関する法律 第75条第1項 and 第74条第1項. The duty to publish begins at 1,000
people (第74条第2項第9号, 同法施行令 第20条第2項); it is computed, never switched.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from digitalresidents.fields import FIELDS, label_of
from digitalresidents.models import (
    ActivityProof,
    ConsentRecord,
    Registration,
    Resident,
    ResidentScheme,
    TierPeriod,
)

DUTY_FROM = 1_000
RECORDS = (Resident, Registration, TierPeriod, ConsentRecord, ActivityProof)
INTERNAL = frozenset({"id", "version", "erased_at"})


@dataclass(frozen=True)
class Sheet:
    """One entry of the register: its scheme, how many people it holds, and the items the law names."""

    scheme: ResidentScheme
    people: int
    items: list[tuple[str, Any]]

    @property
    def is_due(self) -> bool:
        """Tell whether the law demands that the entry be published."""
        return self.people >= DUTY_FROM


def people_in(schemes: Any) -> dict[int, int]:
    """Return zone → people whose names a zone's file holds now, those who left included; one query."""
    rows = Registration.objects.filter(
        zone__in=[scheme.zone_id for scheme in schemes], resident__isnull=False
    )
    counted = rows.order_by().values("zone").annotate(people=Count("resident", distinct=True))
    return {row["zone"]: row["people"] for row in counted}


def sheets(*, slug: str = "", due_only: bool = True) -> list[Sheet]:
    """Return the entries of all zones, or of one; only those that must be published unless told otherwise."""
    found = ResidentScheme.objects.select_related("zone__lead").order_by("zone__name", "pk")
    schemes = list(found.filter(zone__slug=slug) if slug else found)
    people = people_in(schemes)
    made = [Sheet(scheme, people.get(scheme.zone_id, 0), items_of(scheme)) for scheme in schemes]
    return [sheet for sheet in made if sheet.is_due or not due_only]


def recorded() -> list[str]:
    """Return the names of what is recorded about people, each once, in the order of the registry."""
    names = [
        str(label_of(model, name))
        for model in RECORDS
        for name in FIELDS[model.__name__]
        if name not in INTERNAL
    ]
    return list(dict.fromkeys(names))


def purposes() -> list[str]:
    """Return the purposes of use, each once."""
    found = [str(e.purpose) for m in RECORDS for e in FIELDS[m.__name__].values()]
    return list(dict.fromkeys(found))


def items_of(scheme: ResidentScheme) -> list[tuple[str, Any]]:
    """Return label and content (a text, or a list of texts) of each item that the law names."""
    lead = scheme.zone.lead.name
    none = _("None")
    return [
        (_("Name of the personal information file"), scheme.name),
        (_("Name of the administrative organ"), lead),
        (_("Organisation in charge of the work for which the file is used"), scheme.contact),
        (_("Purposes of use"), purposes()),
        (_("Recorded items"), recorded()),
        (
            _("Range of the people recorded"),
            _("People who registered as digital residents of %(zone)s, until they are erased")
            % {"zone": scheme.zone.name},
        ),
        (
            _("How the items are collected"),
            _("From the person, by the registration form or at the counter"),
        ),
        (_("Sensitive personal information"), _("Not contained")),
        (_("Those to whom it is regularly provided"), none),
        (
            _("Organisation that receives requests for disclosure, correction and ceasing"),
            f"{lead}　{scheme.contact}",
        ),
        (_("Special procedures of other laws for correction or ceasing"), none),
        (
            _("Kind of the file"),
            _(
                "File processed by computer (Act on the Protection of Personal Information, Article 60(2)(i))"
            ),
        ),
        (_("Proposals for anonymised processing"), _("Not invited")),
        (_("Remarks"), scheme.basis),
    ]
