"""What changed in a transaction, told once at its end to whatever is derived from the cases.

A step may cause steps on other cases; lists and queues are brought up to date once, by the outermost
step, inside its transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from casework.fsm import Case
from casework.hooks import case_changed

_gathered: ContextVar[dict[str, Case] | None] = ContextVar("dejima_changes", default=None)


def hang(case: Case, above: Case | None) -> None:
    """Remember of a case just locked on which locked case it hangs."""
    case.__dict__["_root"] = case if above is None else root_of(above)


def root_of(case: Case) -> Case:
    """Return the case on which a case hangs in the end, as it was locked where it was."""
    if (known := case.__dict__.get("_root")) is not None:
        return known
    return case if (parent := case.parent) is None else root_of(parent)


def note(case: Case) -> None:
    """Remember that a case, or what hangs on it, changed; outside a step, tell at once."""
    root = root_of(case)
    gathered = _gathered.get()
    if gathered is None:
        _tell(root)
    else:
        gathered[root.case_key] = root


def _tell(root: Case) -> None:
    """Tell, after forgetting what was read of the case before."""
    root.__dict__.pop("_loaded", None)
    root.__dict__.pop("_prefetched_objects_cache", None)
    case_changed(root)


@contextmanager
def told_at_the_end() -> Iterator[None]:
    """Gather the changes of the block; an inner block leaves them to the outer one."""
    if _gathered.get() is not None:
        yield
        return
    token = _gathered.set(found := {})
    try:
        yield
        for root in sorted(found.values(), key=lambda case: case.case_key):
            _tell(root)
    finally:
        _gathered.reset(token)
