"""On the page of a case: the company's facts that it rests on, each with its source."""

from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from applications.facts import Owner, find
from applications.ledger.codes import Act, Mode
from applications.ledger.words import day_of, shown, source_text
from applications.models import Application, FactMark, FactValue
from applications.office.fact_settling import may_settle


def company_facts(application: Application, user: Any) -> dict[str, Any]:
    """Return the facts of the company as the filing used them, and the answers carried; one query."""
    marks = FactMark.objects.filter(value=OuterRef("value")).order_by("-pk")
    newer = FactValue.objects.filter(supersedes=OuterRef("value"))
    uses = (
        application.fact_uses.exclude(value=None)
        .select_related("value__application")
        .annotate(
            said=Subquery(marks.values("act")[:1]),
            said_why=Subquery(marks.values("reason")[:1]),
            said_at=Subquery(marks.values("at")[:1]),
            changed=Exists(newer),
        )
        .order_by("pk")
    )
    rows = [_row(use) for use in uses]
    return {
        "ledger_company": [row for row in rows if row["owner"] == Owner.COMPANY],
        "may_settle": any(row["contested"] for row in rows) and may_settle(application, user),
        "ledger_carried": [
            row for row in rows if row["owner"] == Owner.PLAN and row["mode"] == Mode.REUSED
        ],
    }


def _row(use: Any) -> dict[str, Any]:
    fact = find(use.key)
    return {
        "key": use.key,
        "owner": fact.owner if fact else "",
        "label": fact.label if fact else use.key,
        "text": shown(use.key, use.value.value),
        "source": source_text(use.value),
        "obtained": day_of(use.value.obtained_at),
        "mode": use.mode,
        "contested": use.said == Act.CONTESTED,
        "settled": use.said == Act.SETTLED,
        "why": use.said_why,
        "at": use.said_at,
        "changed": use.changed,
    }
