"""A thread as one person reads it: what is new is marked, and is read from now on."""

from typing import Any

from casework import changes, threads
from casework.models import Message, ReadMark


def read_thread(case: Any, user: Any, *, offices: set[int] | None = None) -> list[dict[str, Any]]:
    """Return the messages that a side may read, oldest first, and note that they were read."""
    mark = ReadMark.objects.filter(user=user, case_type=case.case_type, case_id=case.pk).first()
    upto = mark.message if mark else 0
    rows = [row(m, user, upto) for m in threads.thread_of(case, offices=offices)]
    newest = rows[-1]["message"].pk if rows else 0
    if newest > upto:
        threads.mark_read(case, user, newest)
        if offices is not None:
            changes.note(case)
    return rows


def row(message: Message, user: Any, upto: int) -> dict[str, Any]:
    """Return a message with whether it is the reader's own, and whether it is new to them."""
    own = message.author == user.pk
    return {"message": message, "is_own": own, "is_new": not own and message.pk > upto}
