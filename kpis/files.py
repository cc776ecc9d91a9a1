"""The rows of a figure as files: CSV with BOM for spreadsheets, JSON for programs."""

import csv
import io
from datetime import date
from typing import Any

from django.http import HttpResponse, JsonResponse

BOM = "\ufeff"
HEADER = (
    *(
        "指標コード",
        "指標名",
        "場所の種類",
        "場所コード",
        "場所",
        "期間開始",
        "期間終了",
        "値",
        "単位",
    ),
    *("秘匿", "状態", "品質", "分母", "判明日", "公表日", "出典", "時点"),
)


def records(facts: dict[str, Any], as_of: date) -> list[dict[str, Any]]:
    """Return one flat record per period, with the field names of the API."""
    place = facts["place"]
    return [
        {
            "indicator": facts["code"],
            "name": facts["name"],
            "place_kind": place["kind"],
            "place_code": place["code"],
            "place": place["name"],
            "period_start": row["from"],
            "period_end": row["to"],
            "value": row["value"],
            "unit": facts["unit"],
            "suppressed": row["suppressed"],
            "status": row["status"],
            "quality": row["quality"],
            "denominator": row["denominator"],
            "known_on": row["known_on"],
            "published_on": row["published_on"] or None,
            "source": row["source"],
            "as_of": as_of.isoformat(),
        }
        for row in facts["rows"]
    ]


def _name(facts: dict[str, Any], as_of: date, ext: str) -> str:
    return f"{facts['place']['code']}_{facts['code']}_{as_of}.{ext}"


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    return "" if value is None else value


def csv_response(facts: dict[str, Any], as_of: date) -> HttpResponse:
    """Return the records as CSV: UTF-8 with BOM, CRLF, Japanese header."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER)
    for record in records(facts, as_of):
        writer.writerow([_cell(value) for value in record.values()])
    response = HttpResponse(BOM + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_name(facts, as_of, "csv")}"'
    return response


def json_response(facts: dict[str, Any], as_of: date) -> JsonResponse:
    """Return the records with the card of the indicator, target and grade."""
    body = {
        "indicator": {
            name: facts[name]
            for name in (
                "code",
                "name",
                "name_en",
                "unit",
                "direction",
                "level",
                "definition",
                "source",
            )
        },
        "place": facts["place"],
        "as_of": as_of.isoformat(),
        "target": facts["target"],
        "grade": facts["grade"],
        "observations": records(facts, as_of),
    }
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})
