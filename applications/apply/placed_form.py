"""Fields for places of a filed plan: what a correction or a change asks anew."""

from typing import Any

from applications import facts
from applications.apply.fields import field_of
from applications.apply.plan_form import (
    NEW_ROW,
    Laid,
    as_plan,
    needs_a_row,
    plain_text,
    shown_values,
)
from applications.facts import Kind, Place
from applications.facts.checks import problems


class Placed(Laid):
    """Mixed into a step's form that asks places of a filed plan anew.

    A group that is among the places as a whole may gain and lose rows.
    """

    data: Any
    fields: dict[str, Any]
    is_bound: bool

    def place_fields(self, application: Any, places: list[Place]) -> None:
        """Add the fields of the places, holding what the plan says; called when the form is made."""
        self.application, self.places = application, places
        self.schema = application.plan_schema
        self.open_groups = {
            p.path for p in self.places if p.fact.kind == Kind.GROUP and p.path == p.fact.key
        }
        # Pressing “Add a row” or “Remove” changes what the page asks, and sends no answer.
        self.is_changing = self.is_bound and bool({"add", "remove"} & set(self.data))
        self.values = self._values()
        plan = as_plan(self.values)
        self.slots = {s.path: s for s in facts.slots_in(plan, self.schema, self.places)}
        found = [] if self.is_changing else facts.gaps(plan, self.schema)
        self.gaps = [gap for gap in found if any(p.covers(gap.path) for p in self.places)]
        insisted = {gap.path for gap in self.gaps}
        for path, slot in self.slots.items():
            shown = self.values.get(path, "")
            self.fields[path] = field_of(slot, shown=shown, insist=path in insisted)
            self.initial.setdefault(path, shown)

    def _values(self) -> dict[str, str]:
        stored = shown_values(self.application.plan, None, self.schema)
        if not self.is_bound:
            return stored
        typed = {name: plain_text(self.data[name]) for name in self.data if self._is_named(name)}
        kept = {p: t for p, t in stored.items() if p.split(".")[0] not in self.open_groups}
        values = {**kept, **typed}
        if group := self.data.get("add", ""):
            values |= self._new_row(group, values)
        gone = self.data.get("remove", "")
        return {p: t for p, t in values.items() if not (gone and p.startswith(f"{gone}."))}

    def _is_named(self, name: str) -> bool:
        _group, *rest = name.split(".")
        if not any(p.covers(name) for p in self.places):
            return False
        return not rest or (facts.is_cell(name, self.schema) and rest[0] != NEW_ROW)

    def _new_row(self, group: str, values: dict[str, str]) -> dict[str, str]:
        taken = {p.split(".")[1] for p in values if p.startswith(f"{group}.")}
        if group not in self.open_groups or len(taken) >= facts.MOST_ROWS:
            return {}
        row = next(key for key in map(str, range(1, facts.MOST_ROWS + 2)) if key not in taken)
        columns = facts.get(group, self.schema).columns
        return {f"{group}.{row}.{column.key}": "" for column in columns}

    def clean(self) -> dict[str, Any]:
        """Check the answers with what the correction leaves unchanged."""
        cleaned = super().clean() or {}  # type: ignore[misc]
        if self.is_changing:
            return cleaned
        for gap in self.gaps:
            if gap.path not in self.fields:
                self.add_error(self.first_field(gap.path), needs_a_row(gap))
        own = {name: value for name, value in cleaned.items() if name in self.slots}
        plan = as_plan({**self.values, **own})
        for problem in problems(plan, self.schema):
            path = self._field_for(problem.path, problem.item)
            if path is not None and path not in self.errors:
                self.add_error(path, problem.message)
        return cleaned

    def _field_for(self, path: str, item: int) -> str | None:
        if path in self.slots:
            return path
        of_item = (p for p in self.slots if facts.get(p.split(".")[0], self.schema).item == item)
        return next(of_item, None)

    def others(self) -> list[Any]:
        """Return the fields that are no places of the plan."""
        return [self[name] for name in self.fields if name not in self.slots]  # type: ignore[index]

    def answers(self) -> dict[str, Any]:
        """Return path → answer as the plan keeps it; what is not asked is left out."""
        cleaned = {name: value for name, value in self.cleaned_data.items() if name in self.slots}
        plan = as_plan({**self.values, **cleaned})
        shown = facts.asked(facts.plan_facts(self.schema), plan)
        for group in self.open_groups:
            plan[group] = [row for row in facts.rows_of(plan, group) if not facts.is_blank(row)]
        return {p.path: facts.take(plan, p.path) for p in self.places if p.fact.key in shown}
