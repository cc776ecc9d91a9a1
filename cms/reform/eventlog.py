"""The event log of disclosed applications: steps, moments, offices; no person and no company.

CSV for everybody, IEEE 1849 (XES) for process-mining tools. Rows are streamed batch by batch.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any
from xml.sax.saxutils import quoteattr

from django.apps import apps
from django.utils import translation

from applications.models import Application
from applications.workflow import ApplicationStatus
from casework.exports import neutral
from casework.transitions import transitions_of
from cms.reform.reading import BATCH, trails_of
from zones.models import Organisation

COLUMNS = ("case", "activity", "label", "timestamp", "office", "role", "zone", "law", "seq")
# What an exemption's authority and holder tell each other and nobody else yet (行政手続法20条6項).
PRIVATE = {
    "exemption.open_hearing",
    "exemption.dismiss",
    "exemption.announce_order",
    "exemption.request_bridge",
}
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2023" xes.features="" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
<classifier name="Activity" keys="concept:name"/>
"""


@dataclass(frozen=True)
class Event:
    """One step of one case: ``activity`` is kind and step, e.g. ``opinion.give``."""

    case: str
    activity: str
    at: datetime
    office: str
    role: str
    zone: str
    law: str
    seq: int

    @property
    def label(self) -> str:
        """Return the step in Japanese."""
        return label_of(self.activity)

    @property
    def moment(self) -> str:
        """Return the moment in UTC as ISO 8601 has it."""
        return self.at.astimezone(UTC).isoformat(timespec="milliseconds")


@cache
def _labels(kind: str) -> dict[str, str]:
    models = {m._meta.model_name: m for m in apps.get_app_config("applications").get_models()}
    with translation.override("ja"):
        return {t.name: str(t.custom["label"]) for t in transitions_of(models[kind])}


def label_of(activity: str) -> str:
    """Return an activity in Japanese, as the office's buttons have it."""
    if activity == "exemption.grant":  # follows from a disclosure; nobody presses a button for it
        return "特例が始まる"
    kind, _dot, step = activity.partition(".")
    return _labels(kind).get(step, activity)


def disclosed() -> Any:
    """Return the applications of which everything decided is known to everybody, in their order."""
    return (
        Application.objects.filter(status=ApplicationStatus.DISCLOSED)
        .select_related("zone")
        .prefetch_related("measures__exemptions", "clarifications", "opinions")
        .order_by("pk")
    )


def _parts(application: Any) -> Iterator[Any]:
    yield application
    yield from application.clarifications.all()
    yield from application.opinions.all()
    for measure in application.measures.all():
        yield measure
        yield from measure.exemptions.all()


def events_of(application: Any, trails: Any, offices: Collection[str]) -> list[Event]:
    """Return the steps of an application and of what hangs on it, in the order of time.

    Only an office of the register (``offices``) is named: a company acts without its name.
    """
    law = "・".join(dict.fromkeys(m.law_title for m in application.measures.all()))
    found = []
    for part in _parts(application):
        kind = part._meta.model_name
        for entry in trails.get((part.case_type, part.pk), ()):
            if f"{kind}.{entry.step}" in PRIVATE:
                continue
            name = entry.actor_organisation.partition("（")[0]
            office = name if name in offices else ""
            found.append((entry.at, entry.pk, f"{kind}.{entry.step}", office, entry.actor_role))
    return [
        Event(application.number, activity, at, office, role, application.zone.slug, law, seq)
        for seq, (at, _pk, activity, office, role) in enumerate(sorted(found), start=1)
    ]


def cases() -> Iterator[list[Event]]:
    """Yield the events of every disclosed application, batch by batch."""
    offices = set(Organisation.objects.values_list("name", flat=True))
    last = 0
    while batch := list(disclosed().filter(pk__gt=last)[:BATCH]):
        trails = trails_of(part for one in batch for part in _parts(one))
        for application in batch:
            yield events_of(application, trails, offices)
        last = batch[-1].pk


class _Line:
    """A file that gives back what is written."""

    def write(self, text: str) -> str:
        return text


def as_csv(found: Iterable[list[Event]]) -> Iterator[str]:
    """Yield the log as CSV with BOM, one line an event."""
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(COLUMNS)
    for events in found:
        for one in events:
            row = (one.case, one.activity, one.label, one.moment, one.office, one.role)
            yield writer.writerow([neutral(cell) for cell in (*row, one.zone, one.law)] + [one.seq])


def as_xes(found: Iterable[list[Event]]) -> Iterator[str]:
    """Yield the log as XES, one trace an application."""
    yield HEAD
    for events in found:
        if events:
            yield "".join(_trace(events))
    yield "</log>\n"


def _text(key: str, value: str) -> str:
    return f"<string key={quoteattr(key)} value={quoteattr(value)}/>"


def _trace(events: list[Event]) -> Iterator[str]:
    first = events[0]
    yield f"<trace>{_text('concept:name', first.case)}{_text('zone', first.zone)}{_text('law', first.law)}\n"
    for one in events:
        yield (
            f"<event>{_text('concept:name', one.activity)}{_text('label', one.label)}"
            f'<date key="time:timestamp" value={quoteattr(one.moment)}/>'
            f"{_text('org:group', one.office)}{_text('org:role', one.role)}"
            f"{_text('lifecycle:transition', 'complete')}</event>\n"
        )
    yield "</trace>\n"
