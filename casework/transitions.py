"""The one door: the only way in which a case changes state.

django-fsm checks neither ``permission`` nor who was faster when a transition is called; this does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django_fsm import FSMFieldMixin, Transition

from casework import audit, changes, outbox
from casework.fsm import Case
from casework.hooks import limits, step_refused
from casework.rules import Role, Rule

C = TypeVar("C", bound=Case)


class Blocked(Exception):  # noqa: N818
    """The step is not open now; ``reasons`` says all of why, in the person's language."""

    def __init__(self, reasons: list[Any]) -> None:
        self.reasons = [str(reason) for reason in reasons]
        super().__init__(" / ".join(self.reasons))


class Stale(Exception):  # noqa: N818
    """Somebody changed the case after the person saw it."""


@dataclass(frozen=True)
class Step:
    """A step as a person meets it: what it is called, whether it is open, and why not."""

    name: str
    label: Any
    target: str
    form: str
    unmet: tuple[str, ...]
    emphasis: str

    @property
    def is_open(self) -> bool:
        """Tell whether nothing on the case stands against the step."""
        return not self.unmet


def state_field(model: type[Case]) -> FSMFieldMixin:
    """Return the state field of a case's model."""
    return cast("FSMFieldMixin", model._meta.get_field("status"))  # type: ignore[misc]


def state_label(case: Case) -> str:
    """Return the state's label as people outside the deciding office may read it."""
    return str(getattr(case, "status_outside_label", case.get_status_display()))


def transitions_of(model: type[Case]) -> list[Transition]:
    """Return every transition (one per source) of a model, in the order of the code."""
    found = state_field(model).get_all_transitions(model)
    return sorted(found, key=lambda t: t.method.__code__.co_firstlineno)


def find(case: Case, name: str) -> Transition:
    """Return the transition ``name`` that leaves the case's state; Blocked when there is none."""
    for candidate in transitions_of(type(case)):
        if candidate.name == name and candidate.source == case.status:
            return candidate
    raise Blocked(
        [_("This step is not open in the state “%(state)s”.") % {"state": state_label(case)}]
    )


def rules_of(transition: Transition) -> Iterator[Rule]:
    """Yield the rules of a transition: on the case, on the actor, on what was entered."""
    yield from cast("list[Rule]", transition.conditions)
    yield from transition.custom.get("requires", ())


def unmet_rules(
    case: Case, transition: Transition, *, actor: Any, inputs: dict[str, Any] | None
) -> list[Any]:
    """Return the reasons of all rules not met, and what limits the actor; on inputs when there are any."""
    unmet = [
        rule.why(case)
        for rule in rules_of(transition)
        if not (rule.needs == "inputs" and inputs is None)
        and not rule.holds(case, actor, inputs or {})
    ]
    return unmet + [limit for limit in limits(case, actor, transition) if limit is not None]


def steps_for(case: Case, user: Any) -> list[Step]:
    """Return the steps that this person may take on the case now, each with what stands against it."""
    return [
        Step(
            name=t.name,
            label=t.custom["label"],
            target=str(t.target),
            form=t.custom.get("form", ""),
            unmet=tuple(str(r) for r in unmet_rules(case, t, actor=user, inputs=None)),
            emphasis=t.custom.get("emphasis", "secondary"),
        )
        for t in transitions_of(type(case))
        if t.source == case.status and not t.custom.get("internal") and t.has_perm(case, user)
    ]


def lock(case: C) -> C:
    """Return the case as it is in the database, its row locked until the transaction ends.

    What a case hangs on is locked first, so that two people never wait for each other.
    """
    above = None if (parent := case.parent) is None else lock(parent)
    locked = type(case)._base_manager.select_for_update(of=("self",)).get(pk=case.pk)
    changes.hang(locked, above)
    return locked


def check_version(locked: Case, version: int) -> None:
    """Raise Stale when the case is no longer the one that the person saw."""
    if locked.version != version:
        raise Stale


def _role_taken(transition: Transition, case: Case, actor: Any) -> Role:
    held = cast("Role", transition.permission).matching(case, actor)
    if held is None:
        raise PermissionDenied(_("Your role does not include this step."))
    return held


def perform(case: C, step: str, *, actor: Any, version: int, **inputs: Any) -> C:
    """Take one step on a case: all of it, or nothing.

    Locks the row, checks the version the person saw, the role, and every rule; runs the step; saves;
    appends the audit entry; puts notices into the outbox; lets what follows on other cases happen
    (``then``). Jobs start after the commit. A ``quiet`` step leaves the version as it was, so that
    nobody outside can tell that it was taken.

    Returns the case after the step. Raises Stale, PermissionDenied, Blocked (all reasons at once).
    """
    try:
        return _perform(case, step, actor=actor, version=version, **inputs)
    except PermissionDenied:
        step_refused(case, step, actor)
        raise


def _perform(case: C, step: str, *, actor: Any, version: int, **inputs: Any) -> C:
    with transaction.atomic(), changes.told_at_the_end():
        locked = lock(case)
        check_version(locked, version)
        transition = find(locked, step)
        held = _role_taken(transition, locked, actor)
        if unmet := unmet_rules(locked, transition, actor=actor, inputs=inputs):
            raise Blocked(unmet)
        source = locked.status
        getattr(locked, step)(actor=actor, **inputs)
        if not transition.custom.get("quiet"):
            locked.version += 1
        locked.save()
        audit.append(
            locked,
            step=step,
            source=source,
            actor=actor,
            role=held.code,
            basis=str(transition.custom["basis"]),
            inputs=inputs,
            record=transition.custom.get("record", ()),
        )
        if drafts := transition.custom.get("notices"):
            outbox.post(locked, drafts(locked, actor, inputs))
        if then := transition.custom.get("then"):
            then(locked, actor)
        changes.note(locked)
        return locked


def touch(case: C, *, version: int | None, **values: Any) -> C:
    """Change a case's content (never its state) under lock and version; bumps the version.

    For drafts and overlays; ``version`` None skips the check, for changes that a step causes on
    another case. Raises Stale.
    """
    with transaction.atomic():
        locked = lock(case)
        if version is not None:
            check_version(locked, version)
        return write(locked, **values)


def write(locked: C, **values: Any) -> C:
    """Change the content of a case that this transaction has locked; bumps the version."""
    for name, value in values.items():
        setattr(locked, name, value)
    locked.version += 1
    locked.save(update_fields=[*values, "version"])
    changes.note(locked)
    return locked
