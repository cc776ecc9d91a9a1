"""Words for the codes that the audit trail keeps: kinds of case, steps, states and roles."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from casework.fsm import Case
from casework.rules import Role
from casework.transitions import transitions_of

# Entries that open a trail without a step of the machine.
OPENINGS = {
    "grant": _("Grant the exemption"),
    "open": _("Open the consultation"),
    "guide": _("Give administrative guidance"),
    "export": _("Fix the record of the case"),
    "hand_over": _("Give the guidance in writing"),
}


def case_model(case_type: str) -> type[Case] | None:
    """Return the model behind a case type, or None when it is no case (any more)."""
    try:
        model = apps.get_model(case_type)
    except (LookupError, ValueError):
        return None
    return model if issubclass(model, Case) else None


def case_models() -> Iterator[type[Case]]:
    """Yield every model that is a case."""
    return (model for model in apps.get_models() if issubclass(model, Case))


@cache
def _steps(case_type: str) -> dict[str, Any]:
    model = case_model(case_type)
    return {t.name: t.custom["label"] for t in transitions_of(model)} if model else {}


@cache
def _states(case_type: str) -> dict[str, Any]:
    model = case_model(case_type)
    return dict(model._meta.get_field("status").flatchoices) if model else {}


def _all_roles(role: Role) -> Iterator[Role]:
    yield role
    for other in role.others:
        yield from _all_roles(other)


@cache
def _roles() -> dict[str, Any]:
    return {
        role.code: role.label
        for model in case_models()
        for transition in transitions_of(model)
        for role in _all_roles(transition.permission)
    }


def kind_label(case_type: str) -> Any:
    """Return what a kind of case is called; its code when it is unknown."""
    try:
        return apps.get_model(case_type)._meta.verbose_name
    except (LookupError, ValueError):
        return case_type


def step_label(case_type: str, step: str) -> Any:
    """Return what a step is called; its code when it is unknown."""
    return _steps(case_type).get(step) or OPENINGS.get(step, step)


def state_label(case_type: str, state: str) -> Any:
    """Return what a state is called; its code when it is unknown."""
    return _states(case_type).get(state, state)


def role_label(code: str) -> Any:
    """Return what a role is called; its code when it is unknown."""
    return _roles().get(code, code)


def describe(entries: Any) -> list[dict[str, Any]]:
    """Return audit entries, each with the words for its codes, for a table of the trail."""
    return [
        {
            "entry": entry,
            "kind": kind_label(entry.case_type),
            "step": step_label(entry.case_type, entry.step),
            "source": state_label(entry.case_type, entry.source),
            "target": state_label(entry.case_type, entry.target),
            "role": role_label(entry.actor_role),
            "case": f"{entry.case_type}:{entry.case_id}",
        }
        for entry in entries
    ]
