"""Line charts as SVG, drawn on the server: the chart without JavaScript, in print and on cards.

Pure functions over a plain ``Chart``. Lengths are SVG units; the caller scales by the viewBox.
Observed solid, provisional dotted with hollow marks, path grey, target a labelled diamond, event
lines dashed, gaps left open. Presentation attributes only: no style, no script.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import ceil, floor, log10

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

TWO_YEARS = 740
INK, MUTED, LINE, HIGHLIGHT = "#1a1a1a", "#626264", "#dcdce4", "#0017c1"


@dataclass(frozen=True)
class Mark:
    """One measured value: the end of its period, the value (None: not shown), its words."""

    on: date
    value: float | None
    label: str
    is_provisional: bool = False
    gap_after: bool = False


@dataclass(frozen=True)
class Chart:
    """What a line chart shows; ``path`` is (day, value) at both ends, ``target`` (day, value, words)."""

    marks: Sequence[Mark]
    path: Sequence[tuple[date, float]] = ()
    target: tuple[date, float, str] | None = None
    events: Sequence[tuple[date, str]] = field(default_factory=tuple)
    last_label: str = ""


@dataclass(frozen=True)
class Frame:
    """The plotting area and its scales."""

    left: float
    top: float
    right: float
    bottom: float
    first: int
    last: int
    low: float
    high: float

    def x(self, day: date) -> float:
        """Return the horizontal place of a day."""
        span = max(self.last - self.first, 1)
        return round(
            self.left + (day.toordinal() - self.first) / span * (self.right - self.left), 1
        )

    def y(self, value: float) -> float:
        """Return the vertical place of a value."""
        share = (value - self.low) / (self.high - self.low)
        return round(self.bottom - share * (self.bottom - self.top), 1)


def nice_ticks(low: float, high: float, count: int = 4) -> list[float]:
    """Return round values that cover a range, about ``count`` steps; zero is kept when near."""
    if low > 0 and low < high * 0.5:
        low = 0
    if high == low:
        pad = abs(high) * 0.1 or 1
        low, high = (low - pad if low else 0), high + pad
    raw = (high - low) / count
    power = 10 ** floor(log10(raw))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if raw <= factor * power * 1.0001)
    first, last = floor(low / step), ceil(high / step)
    return [round(index * step, 10) for index in range(first, last + 1)]


def axis_ticks(chart: Chart) -> list[float]:
    """Return the ticks of the vertical axis, with room beneath a target that lies on its foot."""
    values = scaled_values(chart)
    ticks = nice_ticks(min(values), max(values))
    if chart.target and chart.target[1] <= ticks[0] and descends(chart):
        ticks = [round(2 * ticks[0] - ticks[1], 10), *ticks]
    return ticks


def descends(chart: Chart) -> bool:
    """Tell whether the path leads down to the target, so that its label goes beneath."""
    return bool(chart.path) and chart.path[0][1] > chart.path[1][1]


def tick_text(value: float) -> str:
    """Return a value of the axis: 万 and 億 where they shorten it."""
    size = abs(value)
    if size >= 1e8:
        return f"{value / 1e8:,.10g}億"
    if size >= 1e5:
        return f"{value / 1e4:,.10g}万"
    return f"{value:,.10g}"


def scaled_values(chart: Chart) -> list[float]:
    """Return every value that the vertical scale has to hold."""
    values = [m.value for m in chart.marks if m.value is not None]
    values += [value for _day, value in chart.path]
    return values + ([chart.target[1]] if chart.target else [])


def days_of(chart: Chart) -> list[date]:
    """Return every day that the horizontal scale has to hold; events only within them."""
    days = [m.on for m in chart.marks] + [day for day, _value in chart.path]
    return days + ([chart.target[0]] if chart.target else [])


def frame_of(chart: Chart, width: int, height: int, font: int) -> tuple[Frame, list[float]]:
    """Return the frame and the ticks of its vertical axis."""
    ticks = axis_ticks(chart)
    room = max(len(tick_text(t)) + 0.8 * sum(c in "万億" for c in tick_text(t)) for t in ticks)
    days = [day.toordinal() for day in days_of(chart)]
    if min(days) == max(days):
        days += [min(days) - 180, max(days) + 180]
    frame = Frame(
        left=round(room * font * 0.62 + 10, 1),
        top=font * 2.4,
        right=width - font * 1.5,
        bottom=height - font * 2.2,
        first=min(days),
        last=max(days),
        low=ticks[0],
        high=ticks[-1],
    )
    return frame, ticks


def text(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "start",
    size: int,
    fill: str = MUTED,
    bold: bool = False,
) -> SafeString:
    """Return one line of text."""
    return format_html(
        '<text x="{}" y="{}" text-anchor="{}" font-size="{}" fill="{}"{}>{}</text>',
        round(x, 1),
        round(y, 1),
        anchor,
        size,
        fill,
        mark_safe(' font-weight="700"') if bold else "",
        words,
    )


def line(
    points: Iterable[tuple[float, float]], *, stroke: str, width: float, dash: str = ""
) -> SafeString:
    """Return an open line through points."""
    return format_html(
        '<path d="M{}" fill="none" stroke="{}" stroke-width="{}" stroke-linejoin="round"{}/>',
        "L".join(f"{x} {y}" for x, y in points),
        stroke,
        width,
        format_html(' stroke-dasharray="{}"', dash) if dash else "",
    )


def _grid(frame: Frame, ticks: Sequence[float], font: int) -> Iterable[SafeString]:
    for tick in ticks:
        y = frame.y(tick)
        yield line([(frame.left, y), (frame.right, y)], stroke=LINE, width=1)
        yield text(frame.left - 6, y + font * 0.35, tick_text(tick), anchor="end", size=font)


def year_ticks(frame: Frame, font: int) -> list[date]:
    """Return the first days of years (or of quarters within two years) that have room as ticks."""
    first, last = date.fromordinal(frame.first), date.fromordinal(frame.last)
    if frame.last - frame.first < TWO_YEARS:
        starts = [date(y, m, 1) for y in range(first.year, last.year + 2) for m in (1, 4, 7, 10)]
    else:
        starts = [date(y, 1, 1) for y in range(first.year, last.year + 2)]
    inside = [day for day in starts if frame.first <= day.toordinal() <= frame.last]
    room = max(int((frame.right - frame.left) / (font * 4.6)), 1)
    step = ceil(len(inside) / room) or 1
    return inside[::step]


def _time_axis(frame: Frame, font: int) -> Iterable[SafeString]:
    short = frame.last - frame.first < TWO_YEARS
    for day in year_ticks(frame, font):
        x = frame.x(day)
        words = f"{day.year}/{day.month}" if short else str(day.year)
        yield line([(x, frame.bottom), (x, frame.bottom + 4)], stroke=MUTED, width=1)
        yield text(x, frame.bottom + font * 1.5, words, anchor="middle", size=font)


def _events(chart: Chart, frame: Frame, font: int) -> Iterable[SafeString]:
    inside = [e for e in chart.events if frame.first <= e[0].toordinal() <= frame.last]
    for row, (day, words) in enumerate(inside):
        x = frame.x(day)
        near_end = x > (frame.left + frame.right) / 2
        y = font * (1.1 + 1.2 * (row % 2))
        yield line([(x, y + 3), (x, frame.bottom)], stroke=MUTED, width=1, dash="4 3")
        yield text(
            x + (-4 if near_end else 4),
            y,
            words,
            anchor="end" if near_end else "start",
            size=font - 1,
        )


def segments(marks: Sequence[Mark]) -> list[tuple[bool, list[Mark]]]:
    """Return runs of marks to be joined: (provisional, marks); a gap or a hidden value parts them."""
    runs: list[tuple[bool, list[Mark]]] = []
    before: Mark | None = None
    for mark in marks:
        if mark.value is not None and before is not None:
            if runs and runs[-1][0] == mark.is_provisional and runs[-1][1][-1] is before:
                runs[-1][1].append(mark)
            else:
                runs.append((mark.is_provisional, [before, mark]))
        before = None if mark.value is None or mark.gap_after else mark
    return runs


def _observed(chart: Chart, frame: Frame) -> Iterable[SafeString]:
    for provisional, run in segments(chart.marks):
        points = [(frame.x(m.on), frame.y(m.value)) for m in run]
        yield line(points, stroke=HIGHLIGHT, width=2.5, dash="2 4" if provisional else "")
    for mark in chart.marks:
        if mark.value is None:
            continue
        yield format_html(
            '<circle cx="{}" cy="{}" r="3.5" fill="{}" stroke="{}" stroke-width="2"><title>{}</title></circle>',
            frame.x(mark.on),
            frame.y(mark.value),
            "#ffffff" if mark.is_provisional else HIGHLIGHT,
            HIGHLIGHT,
            mark.label,
        )


def _goal(chart: Chart, frame: Frame, font: int) -> Iterable[SafeString]:
    if chart.path:
        points = [(frame.x(day), frame.y(value)) for day, value in chart.path]
        yield line(points, stroke="#949497", width=2)
    if chart.target:
        day, value, words = chart.target
        x, y = frame.x(day), frame.y(value)
        yield format_html(
            '<path d="M{} {}l6 6-6 6-6-6Z" fill="#ffffff" stroke="{}" stroke-width="2"/>',
            x,
            y - 6,
            INK,
        )
        below = descends(chart) or y < frame.top + font * 2
        yield text(
            x, y + font * 1.7 if below else y - font, words, anchor="end", size=font, fill=INK
        )


def _last_value(chart: Chart, frame: Frame, font: int) -> Iterable[SafeString]:
    measured = [m for m in chart.marks if m.value is not None]
    if not measured or not chart.last_label:
        return
    x, y = frame.x(measured[-1].on), frame.y(measured[-1].value)
    anchor = "end" if x > (frame.left + frame.right) / 2 else "start"
    rising = len(measured) < 2 or measured[-1].value >= measured[-2].value
    place = y - font * 0.8 if rising else y + font * 1.5
    yield text(x, place, chart.last_label, anchor=anchor, size=font + 2, fill=HIGHLIGHT, bold=True)


def line_chart(chart: Chart, *, width: int, height: int, font: int) -> SafeString:
    """Return the chart as one SVG element; an empty string when there is nothing to draw."""
    if not scaled_values(chart):
        return SafeString("")
    frame, ticks = frame_of(chart, width, height, font)
    parts = [
        *_grid(frame, ticks, font),
        *_time_axis(frame, font),
        *_events(chart, frame, font),
        *_goal(chart, frame, font),
        *_observed(chart, frame),
        *_last_value(chart, frame, font),
    ]
    return format_html(
        '<svg viewBox="0 0 {} {}" width="{}" height="{}" font-family="inherit" aria-hidden="true">{}</svg>',
        width,
        height,
        width,
        height,
        format_html_join("", "{}", ((part,) for part in parts)),
    )


def spark(chart: Chart, *, width: int = 320, height: int = 72) -> SafeString:
    """Return a small line without axes for a card; an empty string when nothing is measured."""
    measured = [m for m in chart.marks if m.value is not None]
    if len(measured) < 2:
        return SafeString("")
    low, high = min(m.value for m in measured), max(m.value for m in measured)
    pad = (high - low) or abs(high) or 1
    days = [m.on.toordinal() for m in chart.marks]
    frame = Frame(
        6, 8, width - 6, height - 8, min(days), max(days), low - pad * 0.05, high + pad * 0.05
    )
    return format_html(
        '<svg viewBox="0 0 {} {}" width="{}" height="{}" aria-hidden="true">{}{}</svg>',
        width,
        height,
        width,
        height,
        line([(6, height - 4), (width - 6, height - 4)], stroke=LINE, width=1),
        format_html_join("", "{}", ((part,) for part in _observed(chart, frame))),
    )
