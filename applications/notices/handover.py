"""What a handover tells the successor: one notice for everything."""

from typing import Any

from django.utils.translation import gettext as _

from casework.outbox import Draft


def handed_over(handover: Any, _actor: Any, _inputs: dict[str, Any]) -> list[Draft]:
    """The successor gets one list, not a mail for each case."""
    lines = [line for line in handover.lines.all() if line.kind not in {"role", "deputy"}]
    moved = [line.title for line in lines if line.moved]
    kept = [f"{line.title}：{line.reasons}" for line in lines if not line.moved]
    words = {"name": handover.leaver.get_full_name(), "count": len(moved)}
    body = [_("%(name)s's open work is yours from today (%(count)d pieces).") % words, *moved]
    if kept:
        body += ["", _("These did not go over:"), *kept]
    subject = _("[To do] Work handed over to you: %(count)d pieces") % words
    link = handover.get_absolute_url()
    return [Draft("handover.done", subject, "\n".join(body), (handover.successor,), link)]
