"""Templates of zones (ひな型): legal basis, real measures, procedures, texts and goals, as checked data.

One JSON file a template in zones/data/templates: ``code``, ``name``, ``legal_basis`` (code of
regime.json), ``measures`` (codes of measures.csv), ``procedures``, ``years`` until the end,
``intake_months`` of the first intake, ``summary`` (with ``{town}``), ``goal``, ``goals`` (indicator and
words), ``note``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from zones.loader import regime
from zones.reference import DATA, read_rows

FOLDER = DATA / "templates"
INDICATOR_LENGTH = 3


@dataclass(frozen=True)
class Blueprint:
    """A template as it was checked."""

    code: str
    name: str
    legal_basis: str
    measures: tuple[str, ...]
    procedures: tuple[str, ...]
    years: int
    intake_months: int
    summary: str
    goal: str
    goals: tuple[dict[str, str], ...]
    note: str


def read(file: Path) -> Blueprint:
    """Read and check one template; raises ValueError that names the file, the entry and what is wrong."""
    entry: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    expected = set(Blueprint.__dataclass_fields__)
    if set(entry) != expected:
        raise ValueError(f"{file.name}: entries differ: {sorted(set(entry) ^ expected)}")
    known = _known()
    wrong = [
        *(f"legal_basis {c}" for c in [entry["legal_basis"]] if c not in known["legal_bases"]),
        *(f"measures {c}" for c in entry["measures"] if c not in known["measures"]),
        *(f"procedures {c}" for c in entry["procedures"] if c not in known["procedures"]),
        *(f"goals {g}" for g in entry["goals"] if set(g) != {"indicator", "text"}),
        *(f"{n} empty" for n in ("name", "summary", "goal", "measures", "goals") if not entry[n]),
        *(f"{n} not positive" for n in ("years", "intake_months") if not entry[n] > 0),
    ]
    if entry["code"] != file.stem:
        wrong.append("code differs from the name of the file")
    if "{town}" not in entry["summary"]:
        wrong.append("summary without {town}")
    if wrong:
        raise ValueError(f"{file.name}: {', '.join(wrong)}")
    lists = {name: tuple(entry[name]) for name in ("measures", "procedures", "goals")}
    return Blueprint(**{**entry, **lists})


@cache
def _known() -> dict[str, set[str]]:
    table = regime()
    return {
        "legal_bases": {row["code"] for row in table["legal_bases"]},
        "procedures": {row["code"] for row in table["procedures"]},
        "measures": {row["code"] for row in read_rows("measures.csv")},
    }


@cache
def blueprints() -> dict[str, Blueprint]:
    """Return all templates by code, by name; raises ValueError when one is wrong."""
    found = [read(file) for file in sorted(FOLDER.glob("*.json"))]
    return {one.code: one for one in sorted(found, key=lambda one: one.name)}
