"""measures.csv: forty real special measures and what became of them.

Texts are kept as the source has them. What is added here: the dates a text itself gives, the law's
id, the programme's code and law, the authority the programme's law names, and our own
classification by sector. Parts the source did not check are listed in `unverified_fields`.
"""

import json
from pathlib import Path

from scripts.reference.dates import END_EVENTS, START_EVENTS, dated, is_unverified
from scripts.reference.laws import law_ids_by_name
from scripts.reference.tables import CompileError, read_table, write_table

COLUMNS = (
    "code",
    "name",
    "law",
    "law_text",
    "article",
    "relaxed",
    "relaxed_en",
    "programme",
    "programme_text",
    "programme_law",
    "programme_basis",
    "authority",
    "place_text",
    "started_text",
    "started_on",
    "started_precision",
    "ended_text",
    "ended_on",
    "ended_precision",
    "outcome",
    "outcome_note",
    "verification",
    "verification_text",
    "unverified_fields",
    "sectors",
    "source_text",
)
# programme text → code, law, authority (国家戦略特別区域法8条, 構造改革特別区域法4条,
# 産業競争力強化法8条の2・9条・147条)
PROGRAMMES = {
    "国家戦略特区": ("national_strategic", "425AC0000000107", "prime_minister"),
    "構造改革特区": ("structural_reform", "414AC0000000189", "prime_minister"),
    "規制のサンドボックス(新技術等実証)": (
        "regulatory_sandbox",
        "425AC0000000098",
        "competent_ministers",
    ),
    "新事業特例(旧 企業実証特例)": (
        "new_business_exception",
        "425AC0000000098",
        "competent_ministers",
    ),
}
SECTORS = {
    "childcare": (1, 2, 3, 32, 33),
    "medical": (4, 5, 13, 23, 29),
    "farming": (8, 9, 15, 17, 20, 25, 34),
    "mobility": (14, 22, 35, 36),
    "tourism": (10, 14, 26, 27, 30),
    "education": (11, 28),
    "energy": (24, 39, 40),
    "finance": (37, 38),
    "labor": (3, 6, 16, 17),
    "food": (26, 27, 32),
    "other": (1, 7, 12, 18, 19, 21, 31),
}
AS_ABOVE = "同上"
CHECKED = ("place", "started", "ended", "article", "outcome_note")


def sectors_of(code: str) -> list[str]:
    """Return our sector codes for a measure, in the order of the table above."""
    number = int(code.removeprefix("RC"))
    found = [sector for sector, numbers in SECTORS.items() if number in numbers]
    if not found:
        raise CompileError(f"real_cases.csv: {code} has no sector")
    return found


def unverified_fields(row: dict[str, str]) -> list[str]:
    """Return our names of the parts the source marks as not checked."""
    texts = {
        "place": row["place_or_actor"],
        "started": row["start"],
        "ended": row["end_or_decision"],
        "article": row["article"],
        "outcome_note": row["outcome_note"],
    }
    marked = [name for name in CHECKED if is_unverified(texts[name])]
    return marked + (["outcome"] if "outcome unverified" in row["verification"] else [])


def compiled(row: dict[str, str], laws: dict[str, str]) -> dict[str, str]:
    """Return one measure with its derived columns."""
    started_on, started_precision = dated(row["start"], START_EVENTS)
    ended_on, ended_precision = dated(row["end_or_decision"], END_EVENTS)
    programme, programme_law, authority = PROGRAMMES[row["programme_ja"]]
    return {
        "code": row["id"],
        "name": row["name_ja"],
        "law": laws.get(row["law_ja"].split("(")[0], ""),
        "law_text": row["law_ja"],
        "article": row["article"],
        "relaxed": row["what_was_relaxed_ja"],
        "relaxed_en": row["what_was_relaxed_en"],
        "programme": programme,
        "programme_text": row["programme_ja"],
        "programme_law": programme_law,
        "programme_basis": row["programme_basis"],
        "authority": authority,
        "place_text": row["place_or_actor"],
        "started_text": row["start"],
        "started_on": started_on,
        "started_precision": started_precision,
        "ended_text": row["end_or_decision"],
        "ended_on": ended_on,
        "ended_precision": ended_precision,
        "outcome": row["outcome"],
        "outcome_note": row["outcome_note"],
        "verification": row["verification"].split()[0],
        "verification_text": row["verification"],
        "unverified_fields": json.dumps(unverified_fields(row)),
        "sectors": json.dumps(sectors_of(row["id"])),
        "source_text": row["source"],
    }


def with_bases(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return the rows with 同上 ("as above") in the programme's basis written out."""
    previous = ""
    for row in rows:
        if row["programme_basis"] == AS_ABOVE:
            row["programme_basis"] = previous
        previous = row["programme_basis"]
    return rows


def compile_measures(source: Path, target: Path) -> dict[str, int]:
    """Write measures.csv from SHARED/data/real_cases.csv; returns rows per file."""
    laws = law_ids_by_name()
    cases = with_bases(read_table(source / "real_cases.csv"))
    rows = (compiled(row, laws) for row in cases)
    return {"measures.csv": write_table(target / "measures.csv", COLUMNS, rows)}
