"""Draws a workflow graph as SVG: states from left to right, steps as arrows, ends in a double frame."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from applications.office.graph import ENDS, START, Graph

WIDTH, HEIGHT, GAP, TOP = 128, 48, 44, 84
SIDE = {"withdrawn"}


def positions(graph: Graph) -> dict[str, tuple[int, int]]:
    """Return the place of every state: the main way on one line, ways out beneath it."""
    main = [state for state in graph.states if state not in SIDE]
    places = {state: (8 + i * (WIDTH + GAP), TOP) for i, state in enumerate(main)}
    below = [state for state in graph.states if state in SIDE]
    middle = (len(main) // 2) * (WIDTH + GAP)
    places |= {state: (8 + middle + i * (WIDTH + GAP), TOP + 140) for i, state in enumerate(below)}
    return places


def drawn(graph: Graph) -> SafeString:
    """Return the graph as SVG; its text alternative is the table of the same steps."""
    places = positions(graph)
    width = max(x for x, _y in places.values()) + WIDTH + 8
    joined = dict.fromkeys((e.source, e.target) for e in graph.edges)
    arrows = format_html_join("", "{}", ((_arrow(places, a, b),) for a, b in joined))
    boxes = format_html_join(
        "", "{}", ((_box(code, label, places[code]),) for code, label in graph.states.items())
    )
    return format_html(
        '<svg class="workflow" viewBox="0 0 {} 290" width="{}" height="290" aria-hidden="true" '
        'focusable="false"><defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" '
        'markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>'
        "{}{}</svg>",
        width,
        width,
        arrows,
        boxes,
    )


def _box(code: str, label: str, place: tuple[int, int]) -> SafeString:
    x, y = place
    kind = "start" if code == START else "end" if code in ENDS else "state"
    short = label if len(label) <= 9 else f"{label[:8]}…"
    return format_html(
        '<g class="workflow__{}"><title>{}</title><rect x="{}" y="{}" width="{}" height="{}" rx="8"/>'
        '<text x="{}" y="{}">{}</text></g>',
        kind,
        label,
        x,
        y,
        WIDTH,
        HEIGHT,
        x + WIDTH // 2,
        y + HEIGHT // 2 + 5,
        short,
    )


def _arrow(places: dict[str, tuple[int, int]], source: str, target: str) -> SafeString:
    (x1, y1), (x2, y2) = places[source], places[target]
    if y1 != y2:
        path = f"M{x1 + WIDTH // 2} {y1 + HEIGHT} L{x2 + WIDTH // 2} {y2}"
    elif x2 - x1 == WIDTH + GAP:
        path = f"M{x1 + WIDTH} {y1 + HEIGHT // 2} H{x2}"
    else:
        rise = max(8, y1 - 30 - abs(x2 - x1) // 12)
        path = f"M{x1 + WIDTH // 2} {y1} C{x1 + WIDTH // 2} {rise} {x2 + WIDTH // 2} {rise} {x2 + WIDTH // 2} {y2}"
    return format_html('<path class="workflow__step" d="{}" marker-end="url(#tip)"/>', path)
