"""Drawings of the reform ledger as SVG without style: a bar of segments, and the process map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cms.reform.eventlog import label_of
from cms.reform.flow import END, START
from cms.reform.segments import Segment

BAR, THICK = 1000, 28
LEFT, BOX, ROW, LINE = 190, 260, 64, 34
WIDTH = LEFT + BOX + 190
MOST_EDGES = 28


def bar(segments: Sequence[Segment]) -> SafeString:
    """Return the segments as one bar, as long as their days; the list beside it says the same."""
    whole = sum(one.days for one in segments) or 1
    found, x = [], 0.0
    for one in segments:
        width = BAR * one.days / whole
        title = f"{one.label} {one.days:.0f}"
        found.append((one.stage, f"{x:.1f}", f"{max(width - 1, 0.5):.1f}", THICK, title))
        x += width
    rects = format_html_join(
        "",
        '<rect class="way__{}" x="{}" y="0" width="{}" height="{}"><title>{}</title></rect>',
        found,
    )
    return format_html(
        '<svg class="way__bar" viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true" '
        'focusable="false">{}</svg>',
        BAR,
        THICK,
        rects,
    )


def _order(flow: dict[str, Any], kept: list[dict[str, Any]]) -> list[str]:
    """Return the steps from first to last: each after what mostly leads to it."""
    steps = [
        step for step in flow["steps"] if any(step in (e["source"], e["target"]) for e in kept)
    ]
    place = {START: 0.0} | dict.fromkeys(steps, 1.0)
    forward = {
        (e["source"], e["target"]): e["count"]
        for e in kept
        if e["count"] > _count(kept, e["target"], e["source"])
    }
    for _round in range(len(steps)):
        for step in steps:
            into = [(place[a], n) for (a, b), n in forward.items() if b == step and a in place]
            if into:
                place[step] = 1 + max(value for value, _n in into)
                place[step] = min(place[step], len(steps) + 1)
    return sorted(steps, key=lambda step: (place[step], -flow["steps"][step]))


def _count(edges: list[dict[str, Any]], source: str, target: str) -> int:
    return sum(e["count"] for e in edges if (e["source"], e["target"]) == (source, target))


def process_map(flow: dict[str, Any]) -> SafeString:
    """Return the process map: steps from top to bottom, arrows as thick as they are frequent."""
    kept = [e for e in flow["edges"] if e["source"] != START and e["target"] != END][:MOST_EDGES]
    if not kept:
        return SafeString("")
    rows = {step: number for number, step in enumerate(_order(flow, kept))}
    most = max(e["count"] for e in kept)
    arrows = format_html_join("", "{}", ((_arrow(e, rows, most),) for e in kept))
    boxes = format_html_join(
        "", "{}", ((_box(step, number, flow["steps"][step]),) for step, number in rows.items())
    )
    height = len(rows) * ROW + 8
    return format_html(
        '<svg class="flow" viewBox="0 0 {} {}" width="{}" height="{}" aria-hidden="true" '
        'focusable="false"><defs><marker id="flow-tip" viewBox="0 0 8 8" refX="7" refY="4" '
        'markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">'
        '<path d="M0 0 8 4 0 8z"/></marker></defs>{}{}</svg>',
        WIDTH,
        height,
        WIDTH,
        height,
        arrows,
        boxes,
    )


def _box(step: str, number: int, count: int) -> SafeString:
    y = 4 + number * ROW
    label = label_of(step)
    short = label if len(label) <= 14 else f"{label[:13]}…"
    return format_html(
        '<g class="flow__step"><title>{}</title><rect x="{}" y="{}" width="{}" height="{}" rx="8"/>'
        '<text x="{}" y="{}">{}</text><text class="flow__count" x="{}" y="{}">{}</text></g>',
        label,
        LEFT,
        y,
        BOX,
        LINE,
        LEFT + 12,
        y + LINE // 2 + 5,
        short,
        LEFT + BOX - 12,
        y + LINE // 2 + 5,
        count,
    )


def _arrow(edge: dict[str, Any], rows: dict[str, int], most: int) -> SafeString:
    a, b = rows[edge["source"]], rows[edge["target"]]
    top, low = 4 + a * ROW + LINE, 4 + b * ROW
    middle, thick = LEFT + BOX // 2, 1 + round(5 * edge["count"] / most)
    if b == a + 1:
        path = f"M{middle} {top} V{low - 2}"
    elif a == b:
        path = f"M{LEFT + BOX} {top - 26} h26 v18 h-24"
    else:
        side, out = (LEFT + BOX, 1) if b > a else (LEFT, -1)
        bow = side + out * min(170, 26 + 16 * abs(b - a))
        path = f"M{side} {top - LINE // 2} C{bow} {top} {bow} {low} {side} {low + LINE // 2}"
    return format_html(
        '<path class="flow__arrow" d="{}" stroke-width="{}" marker-end="url(#flow-tip)"><title>{}</title></path>',
        path,
        thick,
        f"{label_of(edge['source'])} → {label_of(edge['target'])} {edge['count']}",
    )
