"""The interactive figure of a chart: a plain dict that plotly.js takes, without importing plotly."""

from typing import Any

from django.utils.translation import gettext as _

from kpis import svg

GREY, DARK = "#949497", "#1a1a1a"


def _traces(chart: svg.Chart) -> list[dict[str, Any]]:
    traces = []
    for provisional, run in svg.segments(chart.marks):
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": [m.on.isoformat() for m in run],
                "y": [m.value for m in run],
                "line": {
                    "color": svg.HIGHLIGHT,
                    "width": 3,
                    "dash": "dot" if provisional else "solid",
                },
                "hoverinfo": "skip",
                "showlegend": False,
            }
        )
    return traces


def _marks(chart: svg.Chart, name: str, *, provisional: bool) -> list[dict[str, Any]]:
    marks = [m for m in chart.marks if m.value is not None and m.is_provisional == provisional]
    if not marks:
        return []
    fill = "#ffffff" if provisional else svg.HIGHLIGHT
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": name,
            "x": [m.on.isoformat() for m in marks],
            "y": [m.value for m in marks],
            "text": [m.label for m in marks],
            "hovertemplate": "%{text}<extra></extra>",
            "marker": {"color": fill, "size": 8, "line": {"color": svg.HIGHLIGHT, "width": 2}},
        }
    ]


def _goal(chart: svg.Chart) -> list[dict[str, Any]]:
    traces = []
    if chart.path:
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": _("Expected path"),
                "x": [day.isoformat() for day, _value in chart.path],
                "y": [value for _day, value in chart.path],
                "line": {"color": GREY, "width": 2},
                "hoverinfo": "skip",
            }
        )
    if chart.target:
        day, value, words = chart.target
        traces.append(
            {
                "type": "scatter",
                "mode": "markers+text",
                "name": _("Target"),
                "x": [day.isoformat()],
                "y": [value],
                "text": [words],
                "textposition": "bottom left" if svg.descends(chart) else "top left",
                "cliponaxis": False,
                "hovertemplate": "%{text}<extra></extra>",
                "marker": {"symbol": "diamond-open", "size": 12, "color": DARK},
            }
        )
    return traces


def _events(chart: svg.Chart) -> dict[str, list[dict[str, Any]]]:
    days = svg.days_of(chart)
    inside = [e for e in chart.events if days and min(days) <= e[0] <= max(days)]
    return {
        "shapes": [
            {
                "type": "line",
                "x0": day.isoformat(),
                "x1": day.isoformat(),
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "line": {"color": svg.MUTED, "width": 1, "dash": "dash"},
            }
            for day, _words in inside
        ],
        "annotations": [
            {
                "x": day.isoformat(),
                "yref": "paper",
                "y": 1.02 + 0.07 * (row % 2),
                "text": words,
                "showarrow": False,
                "yanchor": "bottom",
                "font": {"size": 12, "color": svg.MUTED},
            }
            for row, (day, words) in enumerate(inside)
        ],
    }


def _time_ticks(chart: svg.Chart) -> dict[str, str]:
    """Return steps and format of the time axis: quarters within two years, else years."""
    days = svg.days_of(chart)
    span = (max(days) - min(days)).days
    if span < svg.TWO_YEARS:
        return {"dtick": "M3", "tick0": "2000-01-01", "tickformat": "%Y/%-m"}
    return {"dtick": "M12" if span < 3_000 else "M24", "tick0": "2000-01-01", "tickformat": "%Y"}


def figure(chart: svg.Chart) -> dict[str, Any]:
    """Return {data, layout} with the same values, path, target and events as the SVG."""
    ticks = svg.axis_ticks(chart)
    return {
        "data": [
            *_goal(chart),
            *_traces(chart),
            *_marks(chart, _("Measured"), provisional=False),
            *_marks(chart, _("Provisional"), provisional=True),
        ],
        "layout": {
            "height": 420,
            "margin": {"l": 64, "r": 24, "t": 56, "b": 72},
            "hovermode": "closest",
            "paper_bgcolor": "#ffffff",
            "plot_bgcolor": "#ffffff",
            "legend": {"orientation": "h", "y": -0.16},
            "xaxis": {
                "type": "date",
                "showgrid": False,
                "linecolor": svg.LINE,
                **_time_ticks(chart),
            },
            "yaxis": {
                "range": [ticks[0], ticks[-1]],
                "gridcolor": svg.LINE,
                "zeroline": False,
                "tickformat": ",",
            },
            **_events(chart),
        },
    }
