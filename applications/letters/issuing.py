"""Issuing letters: numbered, frozen and put on their way inside the step that causes them."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from applications.codes_later import Channel, LetterKind
from applications.letters import content
from applications.letters.files import make_later
from applications.letters.periods import service_day
from casework import clock
from zones.documents import assign


def record_receipt(application: Any) -> Any:
    """Keep the receipt of an arrival as it is shown from now on; it bears no document number."""
    with translation.override("ja"):
        facts = content.receipt_facts(application)
        title = _("Receipt (notice of arrival)")
    return _keep(
        application,
        kind=LetterKind.RECEIPT,
        office=application.examining_office,
        title=title,
        body=content.in_japanese("receipt", {"receipt": facts}),
        channel=Channel.ELECTRONIC,
    )


def issue_determination(measure: Any, determination: Any) -> Any:
    """Issue the letter of a determination that is being disclosed; returns the letter.

    Number, text and delivery come into being with the disclosure, never before: until then not even
    a missing number tells that a determination exists.
    """
    application, electronic = measure.application, measure.application.company.electronic_delivery
    with translation.override("ja"):
        title = content.determination_title(determination, application)
        facts = content.determination_facts(measure, determination)
        known_on = clock.today() if electronic else None
        return issue(
            application,
            kind=LetterKind.DETERMINATION,
            office=measure.authority,
            title=title,
            template="determination",
            facts={"d": facts, "contest": content.contest(measure.authority, known_on=known_on)},
            signer=determination.signer_name,
            measure=measure,
        )


def issue(
    application: Any,
    *,
    kind: str,
    office: Any,
    title: str,
    template: str,
    facts: dict[str, Any],
    signer: str = "",
    mark: str = "",
    measure: Any = None,
    company: Any = None,
    copy_of: Any = None,
) -> Any:
    """Number a letter, freeze its text and send it on its way; inside the causing transaction.

    Electronically to companies that chose so: it arrives as it is recorded (デジタル手続法7条3項).
    To all others by post: a dispatch waits in the office's list.
    """
    company = company or application.company
    electronic, today = company.electronic_delivery, clock.today()
    with translation.override("ja"):
        number = assign(office, kind, title, application, today, addressee=company.name)
        letter = content.head(
            title=title,
            number=number.text,
            on=today,
            company=company,
            office=office,
            signer=signer,
            electronic=electronic,
            mark=mark,
        )
        body = content.in_japanese(template, {"letter": letter, **facts})
    kept = _keep(
        application,
        kind=kind,
        office=office,
        title=title,
        body=body,
        channel=Channel.ELECTRONIC if electronic else Channel.POST,
        document=number,
        measure=measure,
        company=company,
        copy_of=copy_of,
    )
    if not electronic:
        _put_on_list(kept, company.address)
    make_later(kept)
    return kept


def _keep(
    application: Any, *, kind: str, body: str, channel: str, company: Any = None, **more: Any
) -> Any:
    electronic: date | None = clock.today() if channel == Channel.ELECTRONIC else None
    return application.letters.create(
        kind=kind,
        company=company or application.company,
        body=body,
        body_sha256=hashlib.sha256(body.encode()).hexdigest(),
        channel=channel,
        dated_on=clock.today(),
        issued_at=clock.now(),
        delivered_on=electronic,
        **more,
    )


def _put_on_list(letter: Any, address: str) -> None:
    dispatch = letter._meta.get_field("dispatch").related_model
    dispatch.objects.create(letter=letter, address=address, made_at=clock.now())


def number_public_notice(dispatch: Any, actor: Any) -> None:
    """Number the notice by which a letter is served, and keep the text that is posted."""
    letter = dispatch.letter
    with translation.override("ja"):
        title = _("Service by public notice: %(title)s") % {"title": letter.title}
        number = assign(
            letter.office, "public_notice", title, dispatch, addressee=letter.company.name
        )
        dispatch.notice_body = content.in_japanese(
            "public_notice",
            {
                "number": number.text,
                "date": content.day(clock.today()),
                "letter_number": letter.document.text,
                "letter_date": content.day(letter.dated_on),
                "letter_title": letter.title,
                "company": letter.company.name,
                "address": dispatch.address,
                "office": letter.office,
                "signer": actor.get_full_name(),
                "effect_on": content.day(service_day(clock.today())),
                "is_demo": letter.company.is_demo,
            },
        )
    dispatch.notice_document = number
