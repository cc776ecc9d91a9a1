"""What must hold before a step of a consultation."""

from datetime import timedelta
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from applications.membership import is_involved
from casework import clock
from casework.models import Message
from casework.rules import rule
from casework.threads import MAX_LENGTH, MOST_PER_HOUR


@rule(_("Nobody answers a question that they, or their own company, asked."), needs="actor")
def actor_does_not_ask(consultation: Any, actor: Any) -> bool:
    """Who asks does not advise."""
    own = consultation.company_id and is_involved(actor, consultation.company_id)
    return consultation.asked_by_id != getattr(actor, "pk", None) and not own


@rule(
    format_lazy(
        _("You have sent {count} messages within an hour. Write the rest in one message later."),
        count=MOST_PER_HOUR,
    ),
    needs="actor",
)
def writes_not_too_often(consultation: Any, actor: Any) -> bool:
    """A thread is for reading: nobody floods it."""
    since = clock.now() - timedelta(hours=1)
    written = Message.objects.on(consultation).filter(author=actor.pk, at__gt=since)
    return written.count() < MOST_PER_HOUR


@rule(
    format_lazy(_("Write the message: 1 to {limit} characters."), limit=MAX_LENGTH), needs="inputs"
)
def has_body(_consultation: Any, inputs: dict[str, Any]) -> bool:
    """There is something to read, and not too much."""
    return 0 < len((inputs.get("body") or "").strip()) <= MAX_LENGTH


@rule(
    _("Guidance names its purpose and the responsible officer. Fill in both, or send a message."),
    needs="inputs",
)
def guidance_is_whole(_consultation: Any, inputs: dict[str, Any]) -> bool:
    """行政手続法35条1項: the purpose, the content and the responsible officer are made clear."""
    kind = inputs.get("kind", "message")
    whole = all((inputs.get(name) or "").strip() for name in ("purpose", "officer"))
    return kind == "message" or (kind == "guidance" and whole)


@rule(_("Choose another office, and say why it is competent."), needs="inputs")
def other_office_is_named(consultation: Any, inputs: dict[str, Any]) -> bool:
    """A question goes to one other office, with the reason."""
    office = inputs.get("office")
    reason = (inputs.get("reason") or "").strip()
    return office is not None and office.pk != consultation.office_id and bool(reason)
