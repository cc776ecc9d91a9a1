"""What keeps a file although its period is over: each hold is a condition and a reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from applications import hooks
from casework import clock

CLOSED_APPEALS = ("inadmissible", "dismissed", "upheld", "withdrawn")
CLOSED_REQUESTS = ("released", "refused", "withdrawn")
CLOSED_EXEMPTIONS = ("revoked", "completed", "surrendered")
CLOSED_LATER = ("accepted", "declined", "withdrawn", "issued", "found", "in_effect", "new")
ARRIVED_LETTERS = ("delivered", "served")


@dataclass(frozen=True)
class Hold:
    """One reason to keep a file: ``exists`` gives the condition on an application (OuterRef pk)."""

    code: str
    label: Any
    exists: Callable[[], Any]

    @property
    def name(self) -> str:
        """Return the name under which a query carries it."""
        return f"held_{self.code}"


def _open(model: str, closed: tuple[str, ...], path: str = "application") -> Callable[[], Any]:
    def exists() -> Any:
        rows = apps.get_model("applications", model)._base_manager
        return Exists(rows.filter(**{path: OuterRef("pk")}).exclude(status__in=closed))

    return exists


def _runs() -> Any:
    rows = apps.get_model("applications", "Exemption")._base_manager
    live = Q(ended_on=None) & (Q(ends_on__gte=clock.today()) | ~Q(status__in=CLOSED_EXEMPTIONS))
    return Exists(rows.filter(live, application=OuterRef("pk")))


OWN = (
    Hold("exemption", _("the exemption is still running or not closed"), _runs),
    Hold("appeal", _("an appeal is open"), _open("Appeal", CLOSED_APPEALS)),
    Hold(
        "disclosure",
        _("a request for disclosure is open"),
        _open("DisclosureRequest", CLOSED_REQUESTS),
    ),
    Hold("change", _("a change is proposed"), _open("ChangeRequest", CLOSED_LATER)),
    Hold("reissue", _("a copy is requested"), _open("Reissue", CLOSED_LATER)),
    Hold("succession", _("a succession is open"), _open("Succession", CLOSED_LATER)),
    Hold(
        "letter",
        _("a letter is on its way"),
        _open("Dispatch", ARRIVED_LETTERS, "letter__application"),
    ),
)


def every_hold() -> list[Hold]:
    """Return the holds of this app and of the apps above it."""
    return [*OWN, *hooks.retention_holds()]


def with_holds(queryset: Any) -> Any:
    """Add each hold to every application, without a query of its own."""
    return queryset.annotate(**{hold.name: hold.exists() for hold in every_hold()})


def held(queryset: Any) -> Any:
    """Return the applications (read ``with_holds``) that something holds."""
    condition = Q()
    for hold in every_hold():
        condition |= Q(**{hold.name: True})
    return queryset.filter(condition)


def holds_of(application: Any) -> list[str]:
    """Return the reasons that hold an application read ``with_holds``."""
    return [str(h.label) for h in every_hold() if getattr(application, h.name, False)]
