"""The build's own check that nothing is asked of a company that the registry does not know.

Every field of every form on the company's side is composed of a registered fact, or stands in the
form's ``not_facts`` with one of the reasons below. A field that repeats the name or the question of
a fact fails however it is declared, unless it asks about somebody else: that would ask one thing twice.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core import checks
from django.forms.forms import BaseForm
from django.urls import URLPattern, get_resolver
from django.utils.translation import override

from applications.facts import facts

PACKAGE = "applications.apply"
PREFIX = "apply/"
REASONS = {
    "declaration": "a declaration made with this step, new each time",
    "choice": "a choice that concerns this case alone",
    "consent": "a consent, given anew by each act",
    "reason": "the reasons or words of this step",
    "measure": "content of a measure, which is a record of its own",
    "report": "what happened in a period, known only now",
    "other_party": "a fact of somebody other than the applicant, named for this case alone",
    "file": "a file and what it is",
    "search": "a search or filter; nothing is kept",
    "access": "a person's access, or proof of who they are",
}
HINT = (
    "Compose the field of a fact (applications.facts, FactField), or name it in the form's not_facts "
    f"with one of the reasons {', '.join(REASONS)} (applications/ledger/checks.py)."
)


@dataclass(frozen=True)
class Asked:
    """One field of a form: its name (``[expression]`` when made in a loop), whether it is a fact's."""

    form: type[BaseForm]
    name: str
    is_fact: bool
    label: str = ""

    @property
    def reason(self) -> str | None:
        """Return why it is no fact, as the form or one of its bases declares; None when undeclared."""
        for base in self.form.__mro__:
            if self.name in (declared := vars(base).get("not_facts", {})):
                return declared[self.name]
        return None

    def __str__(self) -> str:
        return f"{self.form.__module__}.{self.form.__qualname__}.{self.name}"


def company_side_modules() -> list[Any]:
    """Return the modules of the company's side: the package, and every view under its addresses."""
    package = importlib.import_module(PACKAGE)
    names = {m.name for m in pkgutil.walk_packages(package.__path__, f"{PACKAGE}.")}
    names |= {name for name in _view_modules() if name.startswith("applications.")}
    return [importlib.import_module(name) for name in sorted(names)]


def _view_modules() -> Iterator[str]:
    def walk(patterns: Any, prefix: str) -> Iterator[str]:
        for pattern in patterns:
            address = prefix + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                if address.startswith(PREFIX):
                    yield getattr(pattern.callback, "view_class", pattern.callback).__module__
            else:
                yield from walk(pattern.url_patterns, address)

    return walk(get_resolver().url_patterns, "")


def company_side_forms() -> list[type[BaseForm]]:
    """Return every form class that these modules define or use."""
    found = {
        thing
        for module in company_side_modules()
        for thing in vars(module).values()
        if inspect.isclass(thing)
        and issubclass(thing, BaseForm)
        and thing.__module__.startswith("applications.")
    }
    return sorted(found, key=lambda form: (form.__module__, form.__qualname__))


def asked_by(form: type[BaseForm]) -> list[Asked]:
    """Return the fields that a form declares, and those that its methods add."""
    declared = [
        Asked(form, name, _composes(type(field)), str(field.label or ""))
        for name, field in form.base_fields.items()
    ]
    return declared + [asked for base in _own_bases(form) for asked in _added(form, base)]


def _own_bases(form: type[BaseForm]) -> list[type]:
    return [base for base in form.__mro__[:-1] if not base.__module__.startswith("django.")]


def _composes(field: Any) -> bool:
    return inspect.isclass(field) and bool(getattr(field, "composes_fact", False))


def _added(form: type[BaseForm], base: type) -> Iterator[Asked]:
    module = importlib.import_module(base.__module__)
    tree = ast.parse(textwrap.dedent(inspect.getsource(base)))
    made = {
        target.id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
            if isinstance(target, ast.Subscript) and _is_fields(target.value):
                value = made.get(getattr(node.value, "id", ""), node.value)
                yield Asked(form, _name_of(target.slice), _makes_fact(value, module), _label(value))


def _is_fields(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in {"fields", "base_fields"}


def _name_of(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else f"[{ast.unparse(node)}]"


def _makes_fact(node: ast.expr, module: Any) -> bool:
    if not isinstance(node, ast.Call):
        return False
    maker = getattr(module, ast.unparse(node.func), None)
    if inspect.isfunction(maker):
        answer = maker.__annotations__.get("return")
        maker = getattr(module, answer, None) if isinstance(answer, str) else answer
    return _composes(maker)


def _label(node: ast.expr) -> str:
    for keyword in getattr(node, "keywords", ()):
        if keyword.arg == "label":
            text = keyword.value
            text = text.args[0] if isinstance(text, ast.Call) and text.args else text
            return str(text.value) if isinstance(text, ast.Constant) else ""
    return ""


def faults(forms: list[type[BaseForm]]) -> list[str]:
    """Return what is wrong with the fields of some forms, one sentence each."""
    with override(None):  # questions are compared as they stand in the code
        known = list(facts())
        keys, questions = {f.key for f in known}, {str(f.label): f.key for f in known}
        asked = [one for form in forms for one in asked_by(form) if not one.is_fact]
        found = [(one, _fault(one, keys, questions)) for one in asked]
    return [f"{one} {fault}" for one, fault in found if fault]


def _fault(asked: Asked, keys: set[str], questions: dict[str, str]) -> str:
    if asked.reason == "other_party":
        return ""
    if asked.name in keys:
        return "has the name of a fact but is not composed of it."
    if asked.label in questions:
        return f"asks “{asked.label}” again: that is the fact {questions[asked.label]!r}."
    if asked.reason is None:
        return "is neither a fact nor declared as none."
    return "" if asked.reason in REASONS else f"names {asked.reason!r}, which is no reason."


@checks.register("once_only")
def check_forms(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Refuse a field on the company's side that is no fact and not declared as none."""
    return [
        checks.Error(fault, hint=HINT, id="applications.E001")
        for fault in faults(company_side_forms())
    ]
