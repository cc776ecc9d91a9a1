"""Keeps published packages true: when the origin is judged anew, the package says so and all are told."""

from __future__ import annotations

from datetime import date
from typing import Any

from django_tasks import task

from applications.models import StandardMeasure
from casework.actors import SYSTEM
from casework.transitions import perform


def follow(standard: StandardMeasure) -> bool:
    """Record the verdict on the origin where it differs from the one known; tell whether it did."""
    origin = standard.read_origin()
    if origin["verdict"] == standard.verdict:
        return False
    perform(
        standard,
        "follow_verdict",
        actor=SYSTEM,
        version=standard.version,
        verdict=origin["verdict"],
        verdict_on=date.fromisoformat(origin["verdict_on"]) if origin["verdict_on"] else None,
        url=origin["url"],
    )
    return True


def follow_exemption(exemption: Any) -> int:
    """Record a verdict just given on an exemption in the packages made from it; count them."""
    found = StandardMeasure.objects.public().filter(origin_exemption=exemption).order_by("pk")
    return sum(follow(standard) for standard in found)


@task()
def follow_verdicts() -> int:
    """Look at the origin of every public package; count those whose verdict has changed."""
    return sum(follow(s) for s in StandardMeasure.objects.public().for_page().order_by("pk"))
