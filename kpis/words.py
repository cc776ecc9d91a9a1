"""Prepared figures in words: titles that state the finding, sentences, tables, figures for plotly.

Works on plain ``facts`` (see ``kpis.figures``) in the language of the page; asks the database nothing.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from kpis import periods, svg
from kpis.choices import Direction, ObservationStatus, Quality
from kpis.values import SMALLEST_CELL

WIDE = {"width": 760, "height": 340, "font": 14}
NARROW = {"width": 360, "height": 300, "font": 13}


def number(value: Any) -> str:
    """Return a number for people: thousands separated, no trailing zeros."""
    return f"{Decimal(plain(value)):,}"


def plain(value: Any) -> str:
    """Return a number for machines: the same digits without separators."""
    text = format(Decimal(value), "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def name_of(facts: dict[str, Any]) -> str:
    """Return the indicator's name in the language of the page."""
    english = (get_language() or "ja").startswith("en")
    return facts["name_en"] if english and facts["name_en"] else facts["name"]


def period_of(row: dict[str, Any]) -> str:
    """Return the period of a row in words."""
    return periods.period_label(date.fromisoformat(row["from"]), date.fromisoformat(row["to"]))


def shown(row: dict[str, Any]) -> str:
    """Return the value of a row as people see it; a small cell says so."""
    if row["suppressed"]:
        return _("under %(least)s") % {"least": SMALLEST_CELL}
    return number(row["value"])


def measured(facts: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows that have a value to show."""
    return [row for row in facts["rows"] if row["value"] is not None]


def change_of(facts: dict[str, Any]) -> Decimal | None:
    """Return the change against the period before, None without one."""
    rows = measured(facts)
    return Decimal(rows[-1]["value"]) - Decimal(rows[-2]["value"]) if len(rows) > 1 else None


def title(facts: dict[str, Any]) -> str:
    """Return the finding as one sentence."""
    rows = measured(facts)
    if not rows:
        return _("%(name)s has not been measured yet.") % {"name": name_of(facts)}
    words = {
        "name": name_of(facts),
        "period": period_of(rows[-1]),
        "value": number(rows[-1]["value"]),
        "unit": facts["unit"],
    }
    grade, change = facts["grade"]["code"], change_of(facts)
    if grade == "A":
        return (
            _("%(name)s was %(value)s %(unit)s in %(period)s: on the path to the target.") % words
        )
    if grade == "B":
        return (
            _("%(name)s was %(value)s %(unit)s in %(period)s: below the path to the target.")
            % words
        )
    if change is None:
        return _("%(name)s was %(value)s %(unit)s in %(period)s.") % words
    words["change"] = number(abs(change))
    if change > 0:
        return _("%(name)s rose by %(change)s to %(value)s %(unit)s in %(period)s.") % words
    if change < 0:
        return _("%(name)s fell by %(change)s to %(value)s %(unit)s in %(period)s.") % words
    return _("%(name)s stayed at %(value)s %(unit)s in %(period)s.") % words


def subtitle(facts: dict[str, Any]) -> str:
    """Return unit, place and period."""
    rows = facts["rows"]
    span = (
        _("%(first)s to %(last)s") % {"first": period_of(rows[0]), "last": period_of(rows[-1])}
        if rows
        else _("no data")
    )
    return _("Unit: %(unit)s | Place: %(place)s | Period: %(span)s") % {
        "unit": facts["unit"],
        "place": facts["place"]["name"],
        "span": span,
    }


def sentence(facts: dict[str, Any]) -> str:
    """Return what the rows say in plain words, with a caution where other exemptions reported."""
    rows = measured(facts)
    said = way(facts)
    if len(rows) > 1 and rows[-1]["parts"] != rows[-2]["parts"]:
        caution = _(
            "Another number of exemptions reported than in the period before (%(now)s, %(then)s): compare with care."
        )
        said += " " + caution % {"now": rows[-1]["parts"], "then": rows[-2]["parts"]}
    return said


def way(facts: dict[str, Any]) -> str:
    """Return one plain sentence on the way gone, or on the change since the first period."""
    grade, rows, target = facts["grade"], measured(facts), facts["target"]
    if grade["progress"] is not None:
        return _(
            "%(progress)s %% of the way from the baseline to the target is done; %(elapsed)s %% of the time has passed."
        ) % {
            "progress": percent(grade["progress"]),
            "elapsed": percent(grade["elapsed"]),
        }
    if len(rows) > 1:
        return _("Since %(period)s (%(value)s %(unit)s) it has changed by %(change)s.") % {
            "period": period_of(rows[0]),
            "value": number(rows[0]["value"]),
            "unit": facts["unit"],
            "change": signed(Decimal(rows[-1]["value"]) - Decimal(rows[0]["value"])),
        }
    if target is None:
        return _("No target has been set.")
    return _("Too little has been measured to say more.")


def percent(share: str) -> str:
    """Return a share (0–1 as text) as a whole percentage."""
    return number(round(Decimal(share) * 100))


def signed(change: Decimal) -> str:
    """Return a change with its sign."""
    return f"{'+' if change > 0 else '−' if change < 0 else '±'}{number(abs(change))}"


def quality(facts: dict[str, Any]) -> dict[str, str]:
    """Return the quality label: that of the latest value; provisional values say so."""
    rows = facts["rows"]
    if not rows:
        return {}
    code = rows[-1]["quality"]
    if rows[-1]["status"] == ObservationStatus.PROVISIONAL:
        code = Quality.PROVISIONAL
    return {"code": code, "label": str(Quality(code).label)}


def big_number(facts: dict[str, Any]) -> dict[str, Any]:
    """Return the large figure with its change and grade."""
    rows = facts["rows"]
    if not rows:
        return {"label": name_of(facts), "value": _("no data"), "grade": facts["grade"]["code"]}
    change = change_of(facts)
    found: dict[str, Any] = {
        "label": period_of(rows[-1]),
        "value": shown(rows[-1]),
        "unit": facts["unit"],
        "grade": facts["grade"]["code"],
    }
    if change is not None and not rows[-1]["suppressed"]:
        found["change"] = f"{signed(change)} {facts['unit']}"
        found["direction"] = "up" if change > 0 else "down" if change < 0 else "flat"
        found["change_note"] = _("against the period before (%(better)s)") % {
            "better": Direction(facts["direction"]).label
        }
    return found


def table(facts: dict[str, Any]) -> dict[str, Any]:
    """Return the rows of the chart as a table, the latest first."""
    labels = (
        (pgettext("table", "Period"), False),
        (_("Value (%(unit)s)") % {"unit": facts["unit"]}, True),
        (pgettext("table", "Status"), False),
        (pgettext("table", "Quality"), False),
        (pgettext("table", "Denominator"), True),
        (pgettext("table", "Published on"), False),
    )
    return {
        "caption": name_of(facts),
        "columns": [{"label": label, "numeric": numeric} for label, numeric in labels],
        "rows": [
            [
                period_of(row),
                shown(row),
                str(ObservationStatus(row["status"]).label),
                str(Quality(row["quality"]).label),
                number(row["denominator"]) if row["denominator"] else "－",
                row["published_on"] or _("date of publication unknown"),
            ]
            for row in reversed(facts["rows"])
        ],
    }


def chart(facts: dict[str, Any]) -> svg.Chart:
    """Return the neutral chart that the SVG and the plotly figure draw."""
    rows, target = facts["rows"], facts["target"]
    ends = [date.fromisoformat(row["to"]) for row in rows]
    gaps = periods.gaps_after(ends)
    marks = [
        svg.Mark(
            on=end,
            value=None if row["value"] is None else float(row["value"]),
            label=f"{period_of(row)} {shown(row)} {facts['unit']}",
            is_provisional=row["status"] == ObservationStatus.PROVISIONAL,
            gap_after=index in gaps,
        )
        for index, (row, end) in enumerate(zip(rows, ends, strict=True))
    ]
    path: tuple = ()
    goal = None
    if target:
        end = date.fromisoformat(target["on"])
        goal = (
            end,
            float(target["value"]),
            _("Target %(value)s (%(day)s)")
            % {"value": number(target["value"]), "day": periods.day_label(end)},
        )
        if target["baseline_value"] is not None:
            start = date.fromisoformat(target["baseline_on"])
            path = ((start, float(target["baseline_value"])), goal[:2])
    shown_rows = measured(facts)
    last = f"{number(shown_rows[-1]['value'])} {facts['unit']}" if shown_rows else ""
    events = tuple((date.fromisoformat(e["on"]), event_label(e)) for e in facts["events"])
    return svg.Chart(marks=marks, path=path, target=goal, events=events, last_label=last)


def event_label(event: dict[str, str]) -> str:
    """Return an event in words."""
    if event["kind"] == "designated":
        return _("Zone designated")
    return event["label"]


def drawing(facts: dict[str, Any]) -> str:
    """Return both drawings of the chart, for wide and for narrow screens; empty without data."""
    drawn = chart(facts)
    if not svg.scaled_values(drawn):
        return ""
    wide, narrow = svg.line_chart(drawn, **WIDE), svg.line_chart(drawn, **NARROW)
    return f'<div class="chart-wide">{wide}</div><div class="chart-narrow">{narrow}</div>'


def alt(facts: dict[str, Any]) -> str:
    """Return the chart in words."""
    return _("Line chart. %(title)s %(sentence)s") % {
        "title": title(facts),
        "sentence": sentence(facts),
    }


def foot(facts: dict[str, Any], as_of: str) -> list[dict[str, str]]:
    """Return source, computation, attribution, as-of, next update, owner, revisions."""
    rows = facts["rows"]
    published = rows[-1]["published_on"] if rows else ""
    entries = [
        (_("Source"), rows[-1]["source"] if rows else facts["source"]),
        (_("Definition"), facts["definition"]),
        (_("Attribution rule"), facts["attribution"]),
        (_("Published on"), published or _("date of publication unknown")),
        (pgettext("foot", "As known on"), as_of),
        (_("Next period"), next_period(facts)),
        (_("Owner"), facts["owner"]),
        (_("Revisions"), revisions(rows)),
        (_("Note"), facts["note"]),
    ]
    return [{"label": label, "value": value} for label, value in entries if value]


def next_period(facts: dict[str, Any]) -> str:
    """Return the period whose value comes next."""
    if not facts["rows"] or facts["is_panel"]:
        return ""
    last = facts["rows"][-1]
    span = date.fromisoformat(last["from"]), date.fromisoformat(last["to"])
    return periods.period_label(*periods.next_period(*span, facts["frequency"]))


def revisions(rows: list[dict[str, Any]]) -> str:
    """Return which periods were restated, if any."""
    changed = [period_of(row) for row in rows if row["versions"] > row["parts"]]
    return "、".join(changed)
