"""zones.csv: real designations on whole municipalities, each with its page.

Only what the source shows as designated (指定) or certified (認定), and only where the area is named by
municipality: applications of 2003 and wide areas are left out. No expiry is given by any source,
so the column stays empty.
"""

from pathlib import Path

from scripts.reference.tables import read_table, write_table

COLUMNS = (
    "code",
    "name",
    "programme",
    "legal_basis",
    "municipality_codes",
    "area_text",
    "covers_whole_municipality",
    "stage_text",
    "designated_on",
    "designated_precision",
    "designated_text",
    "expires_on",
    "expires_text",
    "note",
    "source_url",
    "source_kind",
)
# zone_type → prefix of our code, programme code, law
PROGRAMMES = {
    "国家戦略特区": ("NSZ", "national_strategic", "425AC0000000107"),
    "構造改革特区": ("SRZ", "structural_reform", "414AC0000000189"),
}
KINDS = {"官公庁": "public_office", "報道": "press"}
PART_OF_TOWN = "の区域"
MERGED = "合併"


def is_used(row: dict[str, str]) -> bool:
    """Tell whether a row is a designation in force of named municipalities alone."""
    stage = row["stage"]
    granted = stage == "指定" or (stage.startswith("認定") and "申請" not in stage)
    return (
        row["zone_type"] in PROGRAMMES
        and granted
        and not row["pref_codes"]
        and bool(row["municipality_codes"])
    )


def first_day(date: str) -> str:
    """Return the ISO date of the first day a year, month or day stands for."""
    return f"{date}-01-01"[:10] if len(date) == 4 else f"{date}-01"[:10]


def covers_whole(row: dict[str, str]) -> bool:
    """Tell whether the area named is all of the present municipality, not an old part of it."""
    return PART_OF_TOWN not in row["area_text"] and MERGED not in row["note"]


def compiled(row: dict[str, str]) -> dict[str, str]:
    """Return one zone of our table."""
    prefix, programme, law = PROGRAMMES[row["zone_type"]]
    return {
        "code": f"{prefix}{int(row['id']):02d}",
        "name": row["name"],
        "programme": programme,
        "legal_basis": law,
        "municipality_codes": row["municipality_codes"],
        "area_text": row["area_text"],
        "covers_whole_municipality": "1" if covers_whole(row) else "",
        "stage_text": row["stage"],
        "designated_on": first_day(row["date"]),
        "designated_precision": row["date_precision"],
        "designated_text": row["date"],
        "note": row["note"],
        "source_url": row["source_url"],
        "source_kind": KINDS[row["source_kind"]],
    }


def compile_zones(source: Path, target: Path) -> dict[str, int]:
    """Write zones.csv from SHARED/data/zones_real.csv; returns rows per file."""
    rows = [compiled(row) for row in read_table(source / "zones_real.csv") if is_used(row)]
    return {"zones.csv": write_table(target / "zones.csv", COLUMNS, rows)}
