"""What follows from the steps of an appeal."""

from datetime import timedelta
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from applications.codes_appeal import AppealKind, Relief
from applications.codes_later import LetterKind
from applications.letters import content, issuing
from casework import clock
from casework.actors import SYSTEM
from casework.calendar import add_legal_months
from casework.transitions import perform, touch
from zones.policy import policy_of

REPLY_DAYS = 21


def record_lodging(appeal: Any, actor: Any, **words: Any) -> None:
    """Write the request down; the reviewing period is the zone's standard one (16条)."""
    for name, value in words.items():
        setattr(appeal, name, value)
    appeal.lodged_at = clock.now()
    appeal.lodged_by, appeal.lodged_by_name = actor, actor.get_full_name()
    months = policy_of(appeal.application.zone).appeal_review_months
    appeal.review_due_on = add_legal_months(clock.today(), months)


def record_officer(appeal: Any, officer: Any, suspension: str, words: str) -> None:
    """Name the review officer; answer the request for suspension."""
    appeal.officer, appeal.officer_name = officer, officer.get_full_name()
    appeal.suspension, appeal.suspension_words = suspension, words


def record_defence(appeal: Any, actor: Any, text: str) -> None:
    """Keep the defence; the reply is due within three weeks."""
    appeal.defence, appeal.defended_at = text, clock.now()
    appeal.defended_by_name = actor.get_full_name()
    appeal.reply_due_on = clock.today() + timedelta(days=REPLY_DAYS)


def record_reply(appeal: Any, text: str) -> None:
    """Keep the reply."""
    appeal.reply_text, appeal.replied_at = text, clock.now()


def record_opinion(appeal: Any, text: str) -> None:
    """Keep the review officer's opinion."""
    appeal.officer_opinion, appeal.concluded_at = text, clock.now()


def record_ruling(appeal: Any, actor: Any, reasons: str, changed_text: str = "") -> None:
    """Write the ruling down with its signer."""
    appeal.ruling_reasons, appeal.changed_text = reasons, changed_text
    appeal.ruled_at, appeal.ruled_by = clock.now(), actor
    appeal.ruled_by_name = actor.get_full_name()


def send_ruling(appeal: Any, _actor: Any) -> None:
    """Issue the ruling as a letter: it takes effect when it is served (51条)."""
    with translation.override("ja"):
        title = _("Ruling on the appeal about %(title)s") % {"title": appeal.application.title}
        facts = {
            "a": ruling_facts(appeal),
            "contest": content.contest(appeal.reviewing_office, known_on=None),
        }
    issuing.issue(
        appeal.application,
        kind=LetterKind.RULING,
        office=appeal.reviewing_office,
        title=title,
        template="ruling",
        facts=facts,
        signer=appeal.ruled_by_name,
        measure=appeal.measure,
    )


def ruling_facts(appeal: Any) -> dict[str, Any]:
    """Return what the letter of a ruling tells."""
    found = appeal.determination
    signed = found.signed_at.astimezone(clock.JST).date() if found else None
    return {
        "outcome": appeal.status,
        "relief": appeal.relief,
        "kind": appeal.kind,
        "lodged_on": content.day(appeal.lodged_at.astimezone(clock.JST).date()),
        "number": appeal.application.number,
        "application_title": appeal.application.title,
        "provision": str(appeal.measure),
        "determined_on": content.day(signed),
        "grounds": appeal.grounds,
        "defence": appeal.defence,
        "reply": appeal.reply_text,
        "opinion": appeal.officer_opinion,
        "officer": appeal.officer_name,
        "reasons": appeal.ruling_reasons,
        "changed_text": appeal.changed_text,
    }


def carry_out(appeal: Any, actor: Any) -> None:
    """Carry out a ruling that upholds: annul and determine anew, or change; then send it."""
    if appeal.kind == AppealKind.DISPOSITION:
        if appeal.relief == Relief.ANNUL:
            _annul(appeal)
            _reopen(appeal.measure)
        else:
            _change(appeal, actor)
    send_ruling(appeal, actor)


def _annul(appeal: Any) -> Any:
    found = appeal.determination
    found.annulled_at, found.annulled_by = clock.now(), appeal
    found.save(update_fields=["annulled_at", "annulled_by"])
    return found


def _reopen(measure: Any) -> None:
    """The application is pending again; the office determines it in the sense of the ruling (52条2項)."""
    reopened = perform(measure, "reopen", actor=SYSTEM, version=measure.version)
    application = type(measure.application).objects.get(pk=reopened.application_id)
    if application.status == "disclosed":
        step = "reopen_consulted" if application.opinions.exists() else "reopen"
        perform(application, step, actor=SYSTEM, version=application.version)


def _change(appeal: Any, actor: Any) -> None:
    """The grant stands with the text of the ruling; nothing else of it changes (46条1項, 48条)."""
    old, measure = _annul(appeal), appeal.measure
    kept = {
        name: getattr(old, name)
        for name in ("criteria", "reason_codes", "starts_on", "ends_on", "conditions")
    }
    measure.determinations.create(
        **kept,
        outcome="with_changes",
        reasons=appeal.ruling_reasons,
        text_granted=appeal.changed_text,
        basis="行政不服審査法第46条第1項",
        appeal_notice=old.appeal_notice,
        signed_by=actor,
        signer_name=actor.get_full_name(),
        signer_office=appeal.reviewing_office.name,
        signed_at=clock.now(),
    )
    for exemption in measure.exemptions.all():
        touch(exemption, version=None, text=appeal.changed_text)
