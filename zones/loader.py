"""Loads the legal regime and the real zones; what exists is left as it is, nothing is deleted."""

import json
from datetime import date
from typing import Any

from django.db import transaction

from casework.actors import SYSTEM
from casework.transitions import perform
from zones.models import LegalBasis, Municipality, Organisation, Procedure, SpecialMeasure, Zone
from zones.reference import DATA, load_reference, read_rows

PROGRAMME_BASIS = {"national_strategic": "nsz", "structural_reform": "srz"}
STANDING_UNKNOWN = "指定・認定の事実は出典による。現在の存続と終期は公式資料で未確認。"
OFFICE_OF = {"市": "市役所", "区": "区役所", "町": "町役場", "村": "村役場"}


def regime() -> dict[str, Any]:
    """Return the shipped table of bases, procedures, offices and addresses of zones."""
    return json.loads((DATA / "regime.json").read_text(encoding="utf-8"))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _appeal_notice(table: dict[str, Any], code: str) -> str:
    if code not in table["appeal"]:
        return ""
    authority, defendant = table["appeal"][code]
    return table["appeal_notice"].format(authority=authority, defendant=defendant)


def load_regime() -> None:
    """Write legal bases, procedures and national offices."""
    table = regime()
    for row in table["legal_bases"]:
        values = {
            **row,
            "law_id": row["law"],
            "expires_on": _day(row["expires_on"]),
            "source": "e-Gov法令検索",
        }
        values.pop("law")
        LegalBasis.objects.update_or_create(code=values.pop("code"), defaults=values)
    for row in table["procedures"]:
        values = {
            **row,
            "legal_basis_id": row["legal_basis"],
            "appeal_notice": _appeal_notice(table, row["code"]),
        }
        values.pop("legal_basis")
        Procedure.objects.update_or_create(code=values.pop("code"), defaults=values)
    for procedure in Procedure.objects.order_by("pk"):
        load_first_criteria(procedure, table["criteria"])
    for row in table["organisations"]:
        values = dict(row)
        Organisation.objects.update_or_create(code=values.pop("code"), defaults=values)


def load_first_criteria(procedure: Procedure, table: dict[str, Any]) -> None:
    """Publish the statute's own criteria as version 1 of a procedure that has none."""
    if procedure.criteria_versions.exists():
        return
    version = procedure.criteria_versions.create(
        number=1, criteria=table["rows"], basis=table["basis"], source=table["source"]
    )
    day = _day(table["valid_from"])
    perform(version, "publish", actor=SYSTEM, version=version.version, valid_from=day)


def office_of(municipality: Municipality) -> Organisation:
    """Return the municipality's office, made when it is not there yet."""
    suffix = OFFICE_OF.get(municipality.name[-1], "役所")
    name = (
        municipality.name[:-1] + suffix
        if municipality.name[-1] in OFFICE_OF
        else municipality.name + suffix
    )
    title = {"市": "市長", "区": "区長", "町": "町長", "村": "村長"}.get(
        municipality.name[-1], "長"
    )
    office, _made = Organisation.objects.get_or_create(
        code=f"m{municipality.code}",
        defaults={
            "kind": "municipality",
            "name": name,
            "head_title": municipality.name[:-1] + title,
            "municipality": municipality,
        },
    )
    return office


def _zone_from(row: dict[str, str], table: dict[str, Any]) -> Zone:
    codes = row["municipality_codes"].split()
    towns = list(Municipality.objects.filter(code__in=codes))
    lead = next(t for t in towns if t.code == codes[0])
    name = (
        row["name"]
        if "特区" in row["name"] or "（" in row["name"]
        else f"{row['name']} 国家戦略特区"
    )
    zone = Zone.objects.create(
        slug=table["slugs"][row["code"]],
        name=name,
        kana=lead.kana,
        legal_basis_id=PROGRAMME_BASIS[row["programme"]],
        lead=office_of(lead),
        area_text=row["area_text"],
        designated_on=_day(row["designated_on"]),
        designated_precision=row["designated_precision"],
        designated_text=f"{row['designated_text']} {row['stage_text']}",
        expires_on=_day(row["expires_on"]),
        expiry_note="" if row["expires_on"] else STANDING_UNKNOWN,
        source_url=row["source_url"],
        source_note=row["note"],
    )
    zone.municipalities.set(towns)
    zone.measures.set(SpecialMeasure.objects.filter(code__in=table["measures"].get(zone.slug, [])))
    return perform(zone, "register_existing", actor=SYSTEM, version=zone.version)


@transaction.atomic
def load_zones() -> int:
    """Register the real zones that are not there yet; return how many were added.

    They take no applications here until their office opens a procedure: this console did not ask them.
    """
    table, added = regime(), 0
    for row in read_rows("zones.csv"):
        if not Zone.objects.filter(slug=table["slugs"][row["code"]]).exists():
            _zone_from(row, table)
            added += 1
    return added


def load_all() -> dict[str, Any]:
    """Load reference tables, regime and zones; return counts."""
    counts = dict(load_reference())
    load_regime()
    counts["zones"] = load_zones()
    return counts
