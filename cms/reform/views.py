"""The pages of the reform ledger. All are public and only read."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from applications.codes import Outcome, ReasonCode
from applications.exemptions.showing import bridges
from casework import clock
from casework.paging import keyset_page
from cms.models import PreparedReform
from cms.reform import drawing, eventlog, reading
from cms.reform.forms import WayFilter
from cms.reform.segments import Stage
from cms.reform.summary import KEY
from cms.register.finding import all_measures, outcome_counts
from kpis.choices import VerdictCode

FUNNEL = (
    ("asked", pgettext_lazy("mark of reform", "Asked for")),
    ("determined", gettext_lazy("Determined and notified")),
    ("granted", pgettext_lazy("mark of reform", "Granted")),
    ("begun", gettext_lazy("Trial begun")),
    ("evaluated", gettext_lazy("Evaluated")),
    ("law", gettext_lazy("Carried out in law")),
)
PROMISES = {
    "kept": (pgettext_lazy("promise", "Kept"), "success"),
    "late": (pgettext_lazy("promise", "Kept late"), "warning"),
    "overdue": (pgettext_lazy("promise", "Overdue"), "error"),
    "running": (pgettext_lazy("promise", "Not due yet"), "progress"),
}
GROUPS = (
    ("stage", gettext_lazy("By stage")),
    ("office", gettext_lazy("By office")),
    ("law", gettext_lazy("By law")),
    ("zone", gettext_lazy("By zone")),
)
FATES = {"cut": pgettext_lazy("limb", "Cut"), "changed": pgettext_lazy("limb", "Changed")}


def crumbs(*labels: str) -> list[dict[str, str]]:
    """Return the breadcrumb of a page under the ledger."""
    first = {"label": _("From request to reform"), "url": reverse("reform")}
    return [first, *({"label": label, "url": ""} for label in labels)]


def prepared() -> PreparedReform | None:
    """Return the figures as last computed; None before the first computation."""
    return PreparedReform.objects.filter(key=KEY).first()


def reform(request: HttpRequest) -> HttpResponse:
    """Show how far measures came, where they are stuck, what was cut and promised, and each of them."""
    kept, form = prepared(), WayFilter(request.GET)
    found = form.apply(reading.measures())
    page = keyset_page(found, request.GET, size=20)
    content = kept.content if kept else {}
    context = {
        "breadcrumbs": crumbs(),
        "kept": kept,
        "funnel": funnel(content.get("funnel", {})),
        "verdicts": verdicts(content.get("funnel", {})),
        "bottlenecks": [_staged(row) for row in content.get("bottlenecks", [])],
        "cuts": cuts(content.get("cuts", [])),
        "promises": [_promised(row) for row in content.get("promises", [])],
        "form": form,
        "ways": [{"way": w, "bar": drawing.bar(w.segments)} for w in reading.ways(page.rows)],
        "page": page,
        "past": outcome_counts(all_measures()),
    }
    return render(request, "cms/reform/reform.html", context)


def funnel(counts: dict[str, int]) -> list[dict[str, Any]]:
    """Return the marks on the way with how many reached them, of all that were asked for."""
    determined = sum(counts.get(code, 0) for code in Outcome.values)
    known = {**counts, "determined": determined}
    asked = known.get("asked", 0)
    return [
        {"code": code, "label": label, "count": known.get(code, 0), "total": asked or 1}
        for code, label in FUNNEL
        if asked
    ]


def verdicts(counts: dict[str, int]) -> list[dict[str, Any]]:
    """Return every verdict with how many measures it was given."""
    return [
        {"label": verdict.label, "count": counts.get(f"verdict_{verdict}", 0)}
        for verdict in VerdictCode
        if counts.get("asked")
    ]


def _staged(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "stage_label": Stage(row["stage"]).label}


def _promised(row: dict[str, Any]) -> dict[str, Any]:
    done = row["done_on"]
    return {
        **row,
        "word": PROMISES[row["state"]],
        "due": date.fromisoformat(row["promise_on"]),
        "done": date.fromisoformat(done) if done else None,
        "law_id": row["law_revision"].partition("_")[0],
    }


def cuts(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what was cut or changed, by office and coded reason, the most frequent first."""
    labels = dict(ReasonCode.choices)
    return [
        {
            **row,
            "reason_label": labels.get(row["reason"], _("No coded reason")),
            "fate_label": FATES[row["fate"]],
        }
        for row in rows
    ]


def reform_measure(request: HttpRequest, number: str, position: int) -> HttpResponse:
    """Show one measure: its days at every desk, what was asked and granted, and what came of it."""
    found = reading.measures().filter(application__number=number, position=position)
    measure = get_object_or_404(found)
    if measure.determination is None:
        raise Http404
    way = reading.ways([measure])[0]
    opinions = [o for o in measure.application.opinions.all() if o.view not in ("", "no_objection")]
    reasons = set(measure.determination.reason_codes)
    context = {
        "breadcrumbs": crumbs(str(measure)),
        "way": way,
        "measure": measure,
        "determination": measure.determination,
        "outcome": Outcome(measure.determination.outcome),
        "reasons": [ReasonCode(c).label for c in ReasonCode.values if c in reasons],
        "demanded": [
            {
                "office": one.organisation.name,
                "view": one.get_view_display(),
                "reasons": [ReasonCode(c).label for c in one.reason_codes if c in reasons],
            }
            for one in opinions
        ],
        "bar": drawing.bar(way.segments),
        "bridges": bridges(way.exemption) if way.exemption else [],
        "today": clock.today(),
    }
    return render(request, "cms/reform/measure.html", context)


def reform_waiting(request: HttpRequest) -> HttpResponse:
    """Show how long things wait by stage, office, law and zone, and what follows what."""
    kept = prepared()
    content = (
        kept.content if kept else {"waits": {}, "flow": {"edges": [], "steps": {}, "cases": 0}}
    )
    groups = []
    for code, label in GROUPS:
        rows = content["waits"].get(code, [])
        if code == "stage":
            rows = [{**row, "name": Stage(row["name"]).label} for row in rows]
        groups.append({"code": code, "label": label, "rows": rows})
    flow = content["flow"]
    context = {
        "breadcrumbs": crumbs(_("Where it waits")),
        "kept": kept,
        "groups": groups,
        "map": drawing.process_map(flow),
        "flow": flow,
        "edges": [
            {**edge, "from": _step(edge["source"]), "to": _step(edge["target"])}
            for edge in flow["edges"]
        ],
    }
    return render(request, "cms/reform/waiting.html", context)


def _step(activity: str) -> str:
    if activity in ("start", "end"):
        return _("Beginning") if activity == "start" else _("End (so far)")
    return eventlog.label_of(activity)


def reform_log(_request: HttpRequest, form: str) -> StreamingHttpResponse:
    """Stream the event log of all disclosed applications as CSV or XES."""
    writers = {
        "csv": (eventlog.as_csv, "text/csv; charset=utf-8"),
        "xes": (eventlog.as_xes, "application/xml; charset=utf-8"),
    }
    write, content_type = writers[form]
    response = StreamingHttpResponse(write(eventlog.cases()), content_type=content_type)
    name = f"dejima-events-{clock.today().isoformat()}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
