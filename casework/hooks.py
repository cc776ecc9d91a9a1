"""Named hooks: what a lower app needs of a higher one, without importing it.

The lower app declares ``granted = Hook("what it is for")`` in its own ``hooks.py`` and calls it
inside ``perform()``'s transaction; the higher one registers in ``AppConfig.ready()``.
"""

from collections.abc import Callable
from typing import Any


class Hook:
    """A list of functions to call, in the order of registration."""

    def __init__(self, purpose: str) -> None:
        self.purpose = purpose
        self.functions: list[Callable[..., Any]] = []

    def register(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Add a function once; usable as a decorator."""
        if function not in self.functions:
            self.functions.append(function)
        return function

    def __call__(self, *args: Any, **kwargs: Any) -> list[Any]:
        """Call every function and return their answers; an error stops the step."""
        return [function(*args, **kwargs) for function in self.functions]

    def first(self, *args: Any, **kwargs: Any) -> Any:
        """Return the first answer that is not None, or None."""
        return next((a for f in self.functions if (a := f(*args, **kwargs)) is not None), None)


identify_actor = Hook("(actor, case) -> Identity | None: name and organisation for the audit trail")
file_quarantined = Hook("(case, stored): a virus was found in a file of the case")
private_part = Hook(
    "(notice) -> str | None: what a mail says beyond what is kept of it, as a one-time link or code"
)
qualify_actor = Hook(
    "(actor, case, role) -> str | None: in what capacity a person acts who is not there in their own right"
)
work_items = Hook("(user) -> list[WorkItem]: what a person has to do")
case_changed = Hook(
    "(root case): it or what hangs on it changed; called once per transaction, inside it"
)
work_scope = Hook("(user) -> Scope | None: the desks at which a person works")
limits = Hook(
    "(case, actor, transition) -> reason | None: what one who acts for another may not do"
)
digest_hours = Hook(
    "(users, case) -> dict[user key, hour]: who gets notices about a case once a day, and when"
)
step_refused = Hook(
    "(case, step, actor): a person without the role tried a step; called after it was refused"
)
