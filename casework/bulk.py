"""The same step on several cases: offered only where it is open for all of them, taken one by one.

Only steps marked ``bulk`` (they ask nothing and decide nothing) can be taken so; each goes through
``perform()`` in a transaction of its own, and what is refused is told per case.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from casework.fsm import Case
from casework.labels import case_model
from casework.transitions import Blocked, Stale, Step, perform, steps_for, transitions_of

MOST = 100


@dataclass(frozen=True)
class Action:
    """A step over all selected cases: ``refusals`` holds (case, reason) where it is not open."""

    step: str
    label: Any
    refusals: tuple[tuple[Case, str], ...]

    @property
    def is_open(self) -> bool:
        """Tell whether every selected case allows the step."""
        return not self.refusals


@dataclass(frozen=True)
class Outcome:
    """What became of one case."""

    case: Case
    done: bool
    reasons: tuple[str, ...] = ()


def load(keys: Iterable[str], user: Any) -> list[Case]:
    """Return the cases named ``type:key[:version]`` that the person may see, in the order named.

    A named version replaces the case's own, so that a step on what has changed since is refused.
    """
    wanted: dict[tuple[str, int], int | None] = {}
    for text in list(dict.fromkeys(keys))[:MOST]:
        case_type, key, version = [*text.split(":"), "", ""][:3]
        if key.isdigit() and case_model(case_type) is not None:
            wanted[(case_type, int(key))] = int(version) if version.isdigit() else None
    found: dict[tuple[str, int], Case] = {}
    for case_type in {case_type for case_type, _key in wanted}:
        scoped = getattr(case_model(case_type)._default_manager.all(), "visible_to", None)
        keys_of_type = [key for kind, key in wanted if kind == case_type]
        for case in scoped(user).filter(pk__in=keys_of_type) if scoped else ():
            found[(case_type, case.pk)] = case
    for key, version in wanted.items():
        if version is not None and key in found:
            found[key].version = version
    return [found[key] for key in wanted if key in found]


def marked(case: Case) -> set[str]:
    """Return the names of the steps of a kind of case that may be taken in bulk."""
    return {t.name for t in transitions_of(type(case)) if t.custom.get("bulk")}


def actions(cases: list[Case], user: Any) -> list[Action]:
    """Return the bulk steps that the person may take on at least one case, with who refuses."""
    offered: dict[str, Any] = {}
    held: list[tuple[Case, dict[str, Step]]] = []
    for case in cases:
        names = marked(case)
        steps = {step.name: step for step in steps_for(case, user) if step.name in names}
        held.append((case, steps))
        offered |= {name: step.label for name, step in steps.items()}
    return [Action(name, label, tuple(_refusals(name, held))) for name, label in offered.items()]


def _refusals(name: str, held: list[tuple[Case, dict[str, Step]]]) -> Iterable[tuple[Case, str]]:
    for case, steps in held:
        if name not in steps:
            yield case, _("This step is not open for this case.")
        elif steps[name].unmet:
            yield case, " ".join(steps[name].unmet)


def take(cases: list[Case], step: str, user: Any) -> list[Outcome]:
    """Take the step on each case; tell per case what was done, or why not."""
    return [_take(case, step, user) for case in cases]


def _take(case: Case, step: str, user: Any) -> Outcome:
    if step not in marked(case):
        return Outcome(case, False, (_("This step is not open for this case."),))
    try:
        return Outcome(perform(case, step, actor=user, version=case.version), True)
    except Stale:
        return Outcome(case, False, (_("Somebody changed the case meanwhile. Open it and look."),))
    except Blocked as blocked:
        return Outcome(case, False, tuple(blocked.reasons))
    except PermissionDenied:
        return Outcome(case, False, (_("Your role does not include this step."),))
