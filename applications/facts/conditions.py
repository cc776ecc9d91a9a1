"""When a question is asked: a closed language of (fact, operator, value), never evaluated as code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Operator(StrEnum):
    """How the answer to another question is compared."""

    IS = "is"
    IS_NOT = "is_not"
    IN = "in"
    ANSWERED = "answered"


@dataclass(frozen=True)
class Condition:
    """``fact`` compared with ``value``: a code, for IN a tuple of codes, for ANSWERED nothing."""

    fact: str
    operator: Operator
    value: str | tuple[str, ...] = ""

    def __post_init__(self) -> None:
        wanted = {Operator.IN: tuple}.get(self.operator, str)
        if not isinstance(self.value, wanted) or (self.operator == Operator.ANSWERED) == bool(
            self.value
        ):
            raise ValueError(f"{self.operator} does not compare with {self.value!r}.")

    def holds(self, answers: Mapping[str, Any]) -> bool:
        """Tell whether the answers meet the condition; an unanswered fact meets none."""
        answer = answers.get(self.fact)
        if answer in (None, "", []):
            return False
        match self.operator:
            case Operator.IS:
                return answer == self.value
            case Operator.IS_NOT:
                return answer != self.value
            case Operator.IN:
                return answer in self.value
        return True

    @property
    def code(self) -> str:
        """Return the condition as the page's script reads it: ``fact operator value|value``."""
        values = self.value if isinstance(self.value, tuple) else (self.value,)
        return f"{self.fact} {self.operator} {'|'.join(values)}".strip()


def when(fact: str, *values: str) -> Condition:
    """Return the condition that a fact has one of the values; without values, that it is answered."""
    if not values:
        return Condition(fact, Operator.ANSWERED)
    if len(values) == 1:
        return Condition(fact, Operator.IS, values[0])
    return Condition(fact, Operator.IN, values)
