"""What ``perform()`` costs against the bare machine: the same step by django-fsm, then ``save()``.

The person's memberships are known already, as in a request, where the page's scope has read them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.performance.base import World
from tests.performance.databases import LARGE, SMALL
from tests.performance.figures import Report
from tests.performance.measure import Bench, Subject

MOST_OVER_BARE, MOST_AT_SIZE = 3.5, 1.1


@dataclass(frozen=True)
class Case:
    """A step to measure: on which cases, by whom, with what, and how the cases are put back."""

    label: str
    model: Any
    step: str
    actor: Any
    where: dict[str, Any]
    back: dict[str, Any]
    inputs: dict[str, Any]
    loaded: tuple[str, ...] = ()


def cases(world: World) -> list[Case]:
    """Return one step without a notice, one with, and one on a row that hangs on a case."""
    from applications.models import Application, Exemption, Opinion

    opinion = {"view": "no_objection", "text": "異存ありません。", "reason_codes": []}
    office = world.ministry.organisation.pk
    return [
        Case(
            "gather_consent",
            Exemption,
            "gather_consent",
            world.company.owner,
            {"holder": world.company, "status": "granted"},
            {},
            {},
        ),
        Case(
            "start_examination (notice)",
            Application,
            "start_examination",
            world.ministry.examiner,
            {"examining_office": office, "status": "arrived"},
            {"examiner": None},
            {},
        ),
        Case(
            "give opinion (parent, notice)",
            Opinion,
            "give",
            world.ministry.approver,
            {"organisation": office, "status": "asked"},
            {"given_by": None},
            opinion,
            ("application",),
        ),
    ]


def _keys(case: Case) -> list[int]:
    return list(
        case.model.objects.filter(**case.where).order_by("-pk").values_list("pk", flat=True)[:20]
    )


def subjects(bench: Bench, case: Case, keys: dict[str, list[int]], times: int) -> list[Subject]:
    """Return the bare step, and ``perform()`` on both databases."""
    from casework.transitions import perform

    def ready(side: str) -> Any:
        def load() -> list[Any]:
            found = case.model.objects.filter(pk__in=keys[side])
            found.update(status=case.where["status"], **case.back)
            return list(found.select_related(*case.loaded).order_by("pk"))[:times]

        return load

    def bare(rows: list[Any]) -> None:
        for row in rows:
            getattr(row, case.step)(actor=case.actor, **case.inputs)
            row.save()

    def through_the_door(rows: list[Any]) -> None:
        for row in rows:
            perform(row, case.step, actor=case.actor, version=row.version, **case.inputs)

    return [
        bench.on(SMALL, "bare", bare, ready(SMALL), times),
        bench.on(SMALL, "small", through_the_door, ready(SMALL), times),
        bench.on(LARGE, "large", through_the_door, ready(LARGE), times),
    ]


def run(bench: Bench, world: World, report: Report) -> None:
    """Measure every step."""
    for case in cases(world):
        keys = {}
        for side in (SMALL, LARGE):
            with bench.sides.on(side):
                keys[side] = _keys(case)
        times = min(len(found) for found in keys.values())
        cost = bench.compare(*subjects(bench, case, keys, times))
        over, size = cost["small"].over(cost["bare"]), cost["large"].over(cost["small"])
        note = f"{cost['small'].median:.2f} ms against {cost['bare'].median:.2f} ms"
        report.add(f"perform {case.label} / fsm + save", over, goal=MOST_OVER_BARE, note=note)
        report.add(f"perform {case.label}, many / few cases", size, goal=MOST_AT_SIZE)
