"""The letters and public notices by which an exemption's authority acts."""

from typing import Any

from django.utils import translation

from applications.letters import content, issuing
from casework import clock


def send(
    exemption: Any,
    *,
    kind: str,
    title: Any,
    intro: Any,
    rows: list[tuple[Any, Any]],
    signer: str,
    closing: Any = "",
    contestable: bool = False,
) -> Any:
    """Issue a letter of the authority to the holder: an opening sentence, what it says, a closing one.

    What burdens the holder tells how it may be contested (行政不服審査法82条・行政事件訴訟法46条).
    """
    with translation.override("ja"):
        electronic = exemption.holder.electronic_delivery
        known_on = clock.today() if electronic else None
        facts = {
            "intro": str(intro),
            "rows": [(str(label), _value(value)) for label, value in rows if value],
            "closing": str(closing),
            "contest": content.contest(exemption.authority, known_on=known_on)
            if contestable
            else None,
        }
        words = {"title": exemption.title}
        return issuing.issue(
            exemption.application,
            kind=kind,
            office=exemption.authority,
            title=(str(title) % words)[:200],
            template="exemption_act",
            facts=facts,
            signer=signer,
            measure=exemption.measure,
            company=exemption.holder,
        )


def _value(value: Any) -> str:
    return content.day(value) if hasattr(value, "isoformat") else str(value)


def publish(exemption: Any, *, kind: str, title: Any, body: Any, **words: Any) -> None:
    """Draft the public notice of what was decided, for the authority to publish (公表)."""
    with translation.override("ja"):
        said = {
            "date": content.day(clock.today()),
            "number": exemption.public_number,
            "title": exemption.title,
            "holder": exemption.holder.name,
            "office": exemption.authority.name,
            **{name: _value(value) for name, value in words.items()},
        }
        exemption.measure.public_notices.create(
            kind=kind,
            office=exemption.authority,
            title=(str(title) % said)[:200],
            body=str(body) % said,
            drafted_at=clock.now(),
        )
