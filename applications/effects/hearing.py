"""What follows from the steps of a hearing."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.codes_later import LetterKind
from applications.effects import acts
from casework import clock
from casework.transitions import write

BASIS = "産業競争力強化法 第8条の4"


def call(exemption: Any, actor: Any, *, reasons: str, hearing_on: date, place: str) -> Any:
    """Keep the hearing, and give its notice in writing (行政手続法15条1項・2項)."""
    hearing = exemption.hearings.create(
        intended=str(_("Revocation of the exemption")),
        basis=BASIS,
        facts=reasons,
        called_on=clock.today(),
        hearing_on=hearing_on,
        place=place,
        office=exemption.authority.name,
    )
    _notify(exemption, hearing, actor.get_full_name())
    return hearing


def _notify(exemption: Any, hearing: Any, signer: str) -> None:
    acts.send(
        exemption,
        kind=LetterKind.HEARING,
        title=_("Notice of a hearing: %(title)s"),
        intro=_("A hearing is held before the disposition below is decided."),
        rows=[
            (_("Number of the exemption"), exemption.public_number),
            (_("Intended disposition"), hearing.intended),
            (_("Legal basis"), hearing.basis),
            (_("Facts"), hearing.facts),
            (_("Day of the hearing"), hearing.hearing_on),
            (_("Place of the hearing"), hearing.place),
            (_("Office that answers questions"), hearing.office),
        ],
        closing=_(
            "You may appear, state your view and hand in evidence, or hand in a written statement and "
            "evidence instead. Until the hearing ends you may ask to see the evidence for the facts."
        ),
        signer=signer,
    )


def name_presider(hearing: Any, presider: Any) -> None:
    """Note who presides."""
    hearing.presider, hearing.presider_name = presider, presider.get_full_name()


def ask_inspection(hearing: Any, actor: Any, what: str) -> None:
    """Keep what the holder asks to see."""
    hearing.inspections.create(
        what=what, asked_on=clock.today(), asked_by_name=actor.get_full_name()
    )


def answer_inspection(hearing: Any, actor: Any, *, granted: bool, answer: str) -> None:
    """Answer the oldest request that waits."""
    waiting = hearing.inspections.filter(granted=None).order_by("pk").first()
    waiting.granted, waiting.answer = granted, answer
    waiting.answered_on, waiting.answered_by_name = clock.today(), actor.get_full_name()
    waiting.save(update_fields=["granted", "answer", "answered_on", "answered_by_name"])


def note_statement(hearing: Any, words: str) -> None:
    """Keep the statement; a later one is added to it."""
    hearing.statement = f"{hearing.statement}\n\n{words}" if hearing.statement else words
    hearing.stated_on = clock.today()


def hold(hearing: Any, *, held_on: date, attendance: str, minutes: str) -> None:
    """Keep the minutes; those of a day resumed are added."""
    hearing.held_on, hearing.attendance = held_on, attendance
    hearing.minutes = f"{hearing.minutes}\n\n{minutes}" if hearing.minutes else minutes


def hand_in(hearing: Any, *, opinion: str, report: str) -> None:
    """Keep the presider's opinion and its grounds."""
    hearing.opinion, hearing.report = opinion, report
    hearing.reported_on = clock.today()


def resume(hearing: Any, *, reasons: str, hearing_on: date, place: str) -> None:
    """Call the hearing again for a new day."""
    hearing.resumed_because, hearing.hearing_on, hearing.place = reasons, hearing_on, place
    write(hearing.exemption, hearing_on=hearing_on, hearing_place=place)


def decide(exemption: Any, *, decision: str, reasons: str, departure: str) -> Any:
    """Bind the decision to the report that it rests on; returns the hearing."""
    hearing = exemption.hearings.filter(decided_on=None).get()
    return write(
        hearing,
        decision=decision,
        decided_on=clock.today(),
        decision_reasons=reasons,
        departure=departure,
    )


def tell_revocation(exemption: Any, actor: Any, *, reasons: str, departure: str) -> None:
    """Issue the disposition with its reasons and how to contest it, and draft its publication."""
    acts.send(
        exemption,
        kind=LetterKind.REVOCATION,
        title=_("Revocation of the exemption: %(title)s"),
        intro=_("In view of the minutes and the report of the hearing, the exemption is revoked."),
        rows=[
            (_("Number of the exemption"), exemption.public_number),
            (_("Legal basis"), BASIS),
            (_("Not in force from"), clock.today()),
            (_("Reasons"), reasons),
            (_("Why it departs from the report"), departure),
        ],
        closing=_("The duty to hand in the final report remains."),
        signer=actor.get_full_name(),
        contestable=True,
    )
    acts.publish(
        exemption,
        kind="revocation",
        title=_("Publication of a revocation: %(title)s"),
        body=_(
            "1 Day of the revocation: %(date)s\n2 Exemption: %(number)s %(title)s\n3 Holder: %(holder)s\n"
            "4 Legal basis: %(basis)s\n5 Reasons: %(reasons)s\n%(office)s"
        ),
        basis=BASIS,
        reasons=reasons,
    )
