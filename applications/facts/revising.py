"""How one form of a plan follows from the one before, and how the two differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from applications.facts.registry import Fact, check


@dataclass(frozen=True)
class Move:
    """Where the answer to a removed fact is shown in the next form: two paths of a plan."""

    source: str
    target: str


def revised(
    before: tuple[Fact, ...],
    *,
    removed: set[str],
    changed: Mapping[str, Mapping[str, Any]],
    added: Mapping[str, tuple[Fact, ...]],
    first: Mapping[int, tuple[Fact, ...]] | None = None,
) -> tuple[Fact, ...]:
    """Return the facts of the next form.

    ``changed`` maps keys to new attributes, ``added`` the key after which new facts stand to these
    facts, ``first`` an item to the facts with which it begins. KeyError for an unknown key.
    """
    known = {fact.key for fact in before}
    if unknown := (removed | set(changed) | set(added)) - known:
        raise KeyError(*unknown)
    found: list[Fact] = []
    begun: set[int] = set()
    for fact in before:
        if fact.item not in begun:
            begun.add(fact.item)
            found += (first or {}).get(fact.item, ())
        if fact.key not in removed:
            found.append(replace(fact, **changed.get(fact.key, {})))
        found += added.get(fact.key, ())
    return check(found)


@dataclass(frozen=True)
class Difference:
    """One fact that the next form treats differently: ``code`` is added, removed or changed."""

    code: str
    before: Fact | None
    after: Fact | None
    target: str = ""

    @property
    def fact(self) -> Fact:
        """Return the fact as it is now, else as it was."""
        if self.after is not None:
            return self.after
        if self.before is None:
            raise ValueError("A difference has a fact on at least one side.")
        return self.before

    @property
    def is_new_kind(self) -> bool:
        """Tell whether another sort of answer is asked for."""
        return bool(self.before and self.after and self.before.kind != self.after.kind)

    @property
    def is_new_wording(self) -> bool:
        """Tell whether the question reads differently."""
        return bool(self.before and self.after) and any(
            str(getattr(self.before, name)) != str(getattr(self.after, name))
            for name in ("label", "help")
        )


def differences(
    before: tuple[Fact, ...], after: tuple[Fact, ...], moves: tuple[Move, ...]
) -> list[Difference]:
    """Return what a person has to know when a draft moves: by item, removed before added."""
    old, new = {f.key: f for f in before}, {f.key: f for f in after}
    targets = {move.source: move.target for move in moves}
    found = [
        Difference("removed", fact, None, targets.get(key, ""))
        for key, fact in old.items()
        if key not in new
    ]
    for key, fact in new.items():
        if key not in old:
            found.append(Difference("added", None, fact))
        elif fact != old[key]:
            found.append(Difference("changed", old[key], fact))
    return sorted(found, key=lambda d: d.fact.item)
