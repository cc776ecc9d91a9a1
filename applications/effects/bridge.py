"""What follows when the holder asks for a revision of the law, and while that is judged."""

from datetime import date, timedelta
from typing import Any

from applications.effects.exemption import lay_out_reports
from applications.effects.overlap import look_for_overlaps
from casework import clock
from casework.actors import SYSTEM
from casework.transitions import lock, perform


def ask(exemption: Any, actor: Any, *, request: str, reason: str) -> Any:
    """Keep what the holder asks of the law."""
    return exemption.bridges.create(
        request=request,
        reason=reason,
        asked_on=clock.today(),
        asked_by_name=actor.get_full_name(),
    )


def answer(bridge: Any, actor: Any, words: str) -> None:
    """Note who answered, when, and why."""
    bridge.answer, bridge.answered_on = words, clock.today()
    bridge.answered_by_name = actor.get_full_name()


def grant(bridge: Any, actor: Any, *, until: date, basis: str, why_safe: str) -> None:
    """Carry the exemption on: from the day after its last day, or from today when that is over."""
    answer(bridge, actor, "")
    after = bridge.exemption.ends_on + timedelta(days=1)
    bridge.starts_on, bridge.until = max(after, clock.today()), until
    bridge.basis, bridge.why_safe = basis, why_safe


def take_up_again(bridge: Any, _actor: Any) -> None:
    """Let an exemption just completed run again, and lay out the reports of the days added."""
    exemption = lock(bridge.exemption)
    if exemption.status == "completed":
        exemption = perform(exemption, "take_up_again", actor=SYSTEM, version=exemption.version)
    if exemption.began_on is not None:
        lay_out_reports(exemption, bridge.starts_on, bridge.until)
    look_for_overlaps(exemption)


def conclude(bridge: Any, conclusion: str) -> None:
    """Note the verdict on the law: from today the bridge carries no more."""
    bridge.conclusion, bridge.concluded_on = conclusion, clock.today()
