"""Who acts: people, and the console itself where no discretion is exercised."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.rules import role


@dataclass(frozen=True)
class SystemActor:
    """The console itself, for scheduled steps that decide nothing."""

    pk: None = None
    email: str = ""
    is_authenticated: bool = True
    is_active: bool = True

    def get_full_name(self) -> str:
        """Return the name that the audit trail shows."""
        return "出島（自動処理）"


SYSTEM = SystemActor()


@dataclass(frozen=True)
class Identity:
    """How the audit trail names an actor."""

    name: str
    organisation: str = ""
    kind: str = "person"


def identity_of(actor: Any, case: Any) -> Identity:
    """Return the identity to copy into the trail; a case may replace it (residents: a pseudonym)."""
    from casework.hooks import identify_actor  # noqa: PLC0415

    if isinstance(actor, SystemActor):
        return Identity(actor.get_full_name(), kind="system")
    describe = getattr(case, "describe_actor", None)
    if describe is not None and (identity := describe(actor)) is not None:
        return identity
    return identify_actor.first(actor, case) or Identity(actor.get_full_name() or actor.email)


@role("system", _("The console itself"))
def is_system(_case: Any, user: Any) -> bool:
    """The console itself acts, on a schedule."""
    return isinstance(user, SystemActor)
