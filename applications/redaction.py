"""The copy of an application that others than its parties may read: what is withheld is not in it.

Withheld text never reaches the template: it is replaced here, so that no page, print or export can
show it. What is marked is withheld until the office has decided, and after a rejection for as long
as the applicant may still object.
"""

from datetime import date, timedelta
from typing import Any

from applications import documents, facts, grounds
from applications.facts.showing import place_text
from casework import clock
from casework.files import files_of

# Two whole weeks lie between the decision and the disclosure (情報公開法13条3項).
OBJECTION_DAYS = 15
# Place and period limit an exemption and are published with it: everybody must know them.
PUBLISHED = ("place", "starts_on", "ends_on")


def targets_of(application: Any) -> list[tuple[str, str]]:
    """Return what can be marked or withheld: (target, label) of each answered fact and each file."""
    answered = [
        (f"plan.{fact.key}", str(fact.label))
        for fact in facts.plan_facts(application.plan_schema)
        if application.plan.get(fact.key) not in (None, "", [])
    ]
    return answered + [
        (f"file.{f.pk}", f"{documents.label_of(f.slot)}：{f.name}") for f in files_of(application)
    ]


def markable(application: Any) -> list[tuple[str, str]]:
    """Return what an applicant may mark: all but what is published with an exemption by law."""
    published = {f"plan.{key}" for key in PUBLISHED}
    return [(target, label) for target, label in targets_of(application) if target not in published]


def hidden(application: Any, on: date | None = None) -> dict[str, str]:
    """Return what the marks hide on a day: target → ground."""
    day = on or clock.today()
    return {m.target: m.ground for m in application.secret_marks.all() if m.hides(day)}


def copy_of(application: Any, withheld: dict[str, str]) -> dict[str, Any]:
    """Return the content of an application without what is withheld (target → ground)."""
    office = application.examining_office or application.competent_office()
    black = {target: grounds.blacked_out(ground, office) for target, ground in withheld.items()}
    return {
        "plan": [_item(application, number, black) for number in facts.ITEMS],
        "measures": [
            {"law": m.law_title, "article": m.article, "text": m.text_asked}
            for m in application.measures.all()
        ],
        "files": [_file(stored, black) for stored in files_of(application)],
        "is_redacted": bool(black),
    }


def _item(application: Any, number: int, black: dict[str, str]) -> dict[str, Any]:
    rows = []
    schema = application.plan_schema
    for fact in facts.plan_facts(schema, item=number):
        target, place = f"plan.{fact.key}", facts.place(fact.key, schema)
        shown = place_text(place, application.plan.get(fact.key))
        value = black.get(target, shown)
        rows.append({"label": fact.label, "value": value, "is_black": target in black})
    return {"number": number, "title": facts.ITEMS[number], "rows": rows}


def _file(stored: Any, black: dict[str, str]) -> dict[str, Any]:
    kind = documents.label_of(stored.slot)
    if (words := black.get(f"file.{stored.pk}")) is not None:
        return {"kind": kind, "name": words, "is_black": True, "size": None, "sha256": ""}
    return {
        "kind": kind,
        "name": stored.name,
        "is_black": False,
        "size": stored.size,
        "sha256": stored.sha256,
        "stored": stored,
    }


def first_day_of_release(decided_on: date) -> date:
    """Return the first day on which what a third party objects to may be disclosed."""
    return decided_on + timedelta(days=OBJECTION_DAYS)
