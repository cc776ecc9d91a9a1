"""What follows from a change, a copy, a succession."""

from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from applications.codes_change import ChangeEffect
from applications.codes_later import LetterKind
from applications.effects.overlays import corrected_plan
from applications.letters import content, issuing
from casework import clock
from casework.actors import SYSTEM
from casework.transitions import perform, touch


def _record(case: Any, actor: Any, reason: str) -> None:
    case.reason, case.asked_at = reason, clock.now()
    case.asked_by, case.asked_by_name = actor, actor.get_full_name()


def note_answer(case: Any, actor: Any, words: str) -> None:
    """Note who answered, when, and why."""
    case.answer, case.answered_at = words, clock.now()
    case.answered_by_name = actor.get_full_name()


def record_change(change: Any, actor: Any, changes: dict[str, Any], reason: str) -> None:
    """Keep what is proposed beside what stands."""
    _record(change, actor, reason)
    change.changes = changes
    change.snapshot = {key: change.application.plan.get(key) for key in changes}


def accept_change(change: Any, actor: Any, *, effect: str, answer: str) -> None:
    """Put the change into the plan as a new revision, and say what it does to the period."""
    note_answer(change, actor, answer)
    change.effect = effect
    application = change.application
    values: dict[str, Any] = {"plan": corrected_plan(application, change.changes)}
    if effect == ChangeEffect.RESTART:
        values["clock_from"] = clock.today()
    touch(application, version=None, **values)
    application.revisions.create(
        number=application.revisions.count() + 1,
        plan=values["plan"],
        made_at=clock.now(),
        made_by=change.asked_by_name,
        cause=f"change:{change.pk}",
    )


def record_request(reissue: Any, actor: Any, cause: str, reason: str) -> None:
    """Keep why a copy is needed."""
    _record(reissue, actor, reason)
    reissue.cause = cause


def issue_copy(reissue: Any, actor: Any) -> None:
    """Issue the copy under a new number; its text is the first letter's own."""
    note_answer(reissue, actor, "")
    first = reissue.letter
    with translation.override("ja"):
        title = _("%(title)s (copy issued again)") % {"title": first.title}
        mark = _("Copy issued again")
    reissue.copy = issuing.issue(
        reissue.application,
        kind=LetterKind.REISSUE,
        office=first.office,
        title=title[:200],
        template="reissue",
        facts={
            "first": {
                "body": first.body,
                "number": first.document.text,
                "date": content.day(first.dated_on),
            },
            "cause": str(reissue.get_cause_display()),
        },
        mark=mark,
        signer=actor.get_full_name(),
        measure=first.measure,
        copy_of=first,
    )


def note_found(reissue: Any) -> None:
    """Note the day on which the first letter was found."""
    reissue.found_on = clock.today()


def record_succession(
    succession: Any, actor: Any, *, successor: Any, kind: str, effective_on: date, reason: str
) -> None:
    """Keep who takes whose place, how, and from when."""
    _record(succession, actor, reason)
    succession.transferor = succession.application.company
    succession.successor, succession.kind = successor, kind
    succession.effective_on = effective_on


def settle_succession(succession: Any, _actor: Any) -> None:
    """Let a succession whose day has come take effect at once; the nightly job does the others."""
    if succession.effective_on <= clock.today():
        perform(succession, "take_effect", actor=SYSTEM, version=succession.version)


def hand_over(succession: Any) -> None:
    """Make the successor applicant and holder, and tell both by letter to the successor."""
    succession.taken_at = clock.now()
    application = succession.application
    touch(application, version=None, company=succession.successor)
    for exemption in application.exemptions.order_by("pk"):
        touch(exemption, version=None, holder=succession.successor)
    with translation.override("ja"):
        title = _("Record of the succession to %(title)s") % {"title": application.title}
    issuing.issue(
        application,
        kind=LetterKind.SUCCESSION,
        office=application.examining_office,
        title=title[:200],
        template="succession",
        facts={
            "s": {
                "number": application.number,
                "title": application.title,
                "from": succession.transferor.name,
                "to": succession.successor.name,
                "kind": str(succession.get_kind_display()),
                "on": content.day(succession.effective_on),
                "exemptions": [e.public_number for e in application.exemptions.all()],
            }
        },
        signer=succession.answered_by_name,
        company=succession.successor,
    )
