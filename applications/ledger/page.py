"""The ledger of one company as a page and as a file: every fact held, and all that is known of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from applications import facts
from applications.ledger.reading import carried_facts, company_facts
from applications.ledger.uses import Rate, rate_of
from applications.ledger.words import shown, source_text


@dataclass
class Entry:
    """One fact: its present value, the values before it (newest first), and who used any of them."""

    key: str
    fact: facts.Fact | None
    row: Any
    history: list[Any] = field(default_factory=list)
    uses: list[Any] = field(default_factory=list)

    @property
    def label(self) -> Any:
        """Return the question; the key for one that is no longer asked."""
        return self.fact.label if self.fact else self.key

    @property
    def text(self) -> str:
        """Return the present value as a person reads it."""
        return shown(self.key, self.row.value)

    @property
    def source(self) -> str:
        """Return the source of the present value in words."""
        return source_text(self.row)

    @property
    def changes(self) -> list[dict[str, Any]]:
        """Return the values before the present one, newest first, in words."""
        return [
            {"row": row, "text": shown(self.key, row.value), "source": source_text(row)}
            for row in self.history
        ]


def entries(company: Any) -> list[Entry]:
    """Return what is held of a company, in the order of the registry; three queries."""
    rows = company.fact_values.select_related("application").prefetch_related("marks")
    by_key: dict[str, list[Any]] = {}
    for row in rows.order_by("-pk"):
        by_key.setdefault(row.key, []).append(row)
    uses: dict[str, list[Any]] = {}
    for use in company.fact_uses.select_related("application__zone").order_by("-pk"):
        uses.setdefault(use.key, []).append(use)
    order = [fact.key for fact in (*company_facts(), *carried_facts())]
    keys = [key for key in order if key in by_key]
    keys += sorted(set(by_key) - set(keys))
    return [
        Entry(key, facts.find(key), by_key[key][0], by_key[key][1:], uses.get(key, []))
        for key in keys
    ]


def rate(company: Any) -> Rate:
    """Return the once-only rate over all filings of the company."""
    return rate_of(company.fact_uses.all())


COLUMNS = (
    "項目コード",
    "項目",
    "値",
    "出典",
    "出典の日付",
    "取得日時",
    "入力者",
    "確認日時",
    "争い",
    "利用目的",
    "根拠",
    "保存期間",
    "使った申請",
)


def flat(entry: Entry) -> list[str]:
    """Return one row of the CSV, in the order of COLUMNS."""
    row, fact = entry.row, entry.fact
    return [
        entry.key,
        str(entry.label),
        entry.text,
        entry.source,
        row.as_of.isoformat() if row.as_of else "",
        row.obtained_at.isoformat(),
        row.entered_by_name,
        row.confirmed_at.isoformat() if row.confirmed_at else "",
        row.last_mark.reason if row.is_contested else "",
        str(fact.purpose) if fact else "",
        fact.basis if fact else "",
        fact.retention if fact else "",
        " ".join(use.application.number or "" for use in entry.uses),
    ]


def record(entry: Entry) -> dict[str, Any]:
    """Return one fact of the JSON, with its history, marks and uses."""
    fact = entry.fact
    return {
        "key": entry.key,
        "label": str(entry.label),
        "purpose": str(fact.purpose) if fact else None,
        "basis": fact.basis if fact else None,
        "retention": fact.retention if fact else None,
        "values": [_value(row) for row in (entry.row, *entry.history)],
        "uses": [
            {
                "application": use.application.number,
                "zone": use.application.zone.slug,
                "how": use.mode,
                "at": use.at,
            }
            for use in entry.uses
        ],
    }


def _value(row: Any) -> dict[str, Any]:
    return {
        "value": row.value,
        "source": row.source,
        "source_detail": row.source_detail,
        "as_of": row.as_of,
        "obtained_at": row.obtained_at,
        "entered_by": row.entered_by_name,
        "marks": [
            {"act": m.act, "at": m.at, "by": m.by_name, "reason": m.reason} for m in row.marks.all()
        ],
    }
