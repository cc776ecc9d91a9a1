"""What a rule and a role are: predicates that can say why, and who."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

REASON = "reason"


@dataclass(frozen=True)
class Rule:
    """A condition with the reason shown to the person when it is not met.

    ``needs`` says what the test takes: ``case``; ``actor`` (case, actor); ``inputs`` (case, inputs).
    A reason may be a function of the case, where it names who or what is missing.
    """

    code: str
    reason: Any
    test: Callable[..., bool]
    needs: str = "case"

    def __call__(self, case: Any) -> bool:
        """Answer django-fsm, which asks with the case alone."""
        return self.needs != "case" or bool(self.test(case))

    def why(self, case: Any) -> Any:
        """Return the reason for this case."""
        return self.reason(case) if callable(self.reason) else self.reason

    def holds(self, case: Any, actor: Any, inputs: dict[str, Any]) -> bool:
        """Tell whether the rule is met."""
        if self.needs == "case":
            return bool(self.test(case))
        return bool(self.test(case, actor if self.needs == "actor" else inputs))


def rule(reason: Any, *, needs: str = "case") -> Callable[[Callable[..., bool]], Rule]:
    """Turn a predicate into a Rule whose code is the function's name."""
    return lambda test: Rule(test.__name__, reason, test, needs)


@dataclass(frozen=True)
class Role:
    """Who may take a step: a predicate on (case, user), with a code and a label."""

    code: str
    label: Any
    test: Callable[[Any, Any], bool]
    others: tuple[Role, ...] = ()

    def __call__(self, case: Any, user: Any) -> bool:
        """Tell whether the user holds this role, or one of those joined to it, on the case."""
        return self.matching(case, user) is not None

    def matching(self, case: Any, user: Any) -> Role | None:
        """Return the role that the user holds on the case, or None."""
        if self.test(case, user):
            return self
        return next((role for role in self.others if role.matching(case, user)), None)

    def __or__(self, other: Role) -> Role:
        """Join two roles: either suffices."""
        return Role(self.code, self.label, self.test, (*self.others, other))

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of all roles that suffice."""
        return (self.code, *(code for role in self.others for code in role.codes))


def role(code: str, label: Any) -> Callable[[Callable[[Any, Any], bool]], Role]:
    """Turn a predicate on (case, user) into a Role."""
    return lambda test: Role(code, label, test)
