"""What letters say: facts of a case as strings ready to print, and the text made of them.

A letter is written in Japanese whatever language the person uses who causes it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from applications.codes import Outcome, ReasonCode
from applications.criteria import labelled
from applications.letters.hashes import plan_sha256
from applications.letters.periods import defendant, periods, review_authority
from casework import clock
from casework.calendar import wareki
from casework.files import files_of

REASONS = dict(ReasonCode.choices)


def in_japanese(template: str, context: dict[str, Any]) -> str:
    """Return a letter's text."""
    with translation.override("ja"):
        return render_to_string(f"applications/letters/{template}.html", context)


def day(value: date | None) -> str:
    """Return a day as letters write it; a dash for none."""
    return wareki(value) if value else "－"


def head(
    *,
    title: str,
    number: str,
    on: date,
    company: Any,
    office: Any,
    signer: str = "",
    electronic: bool,
    mark: str = "",
) -> dict[str, Any]:
    """Return the head of a letter: number, date, addressee, sender, seal, title."""
    return {
        "number": number,
        "date": wareki(on),
        "to": [company.address, company.name],
        "name": _("Representative %(name)s") % {"name": company.representative},
        "office": office.name,
        "title_of_head": office.head_title,
        "signer": signer,
        "seal": _("seal omitted") if electronic else _("official seal"),
        "title": title,
        "mark": mark,
        "is_demo": company.is_demo,
    }


def contest(authority: Any, *, known_on: date | None) -> dict[str, Any]:
    """Return to whom, against whom and until when a disposition may be contested.

    Days are given when the day of arrival is known at once (electronic delivery); a letter by post
    names the periods alone.
    """
    who, represented_by = defendant(authority)
    found = periods(known_on) if known_on else None
    return {
        "review_to": review_authority(authority),
        "defendant": who,
        "represented_by": represented_by,
        "known_on": day(known_on) if found else "",
        "review_until": day(found.review_until) if found else "",
        "suit_until": day(found.suit_until) if found else "",
    }


def basis_of(determination: Any, procedure: Any) -> str:
    """Return the legal basis with the number of the law and the day whose text was applied."""
    law = procedure.legal_basis.law
    signed = determination.signed_at.astimezone(clock.JST).date()
    words = {"basis": determination.basis, "day": wareki(signed)}
    if law is None or not law.number:
        return _("%(basis)s, as in force on %(day)s") % words
    return _("%(basis)s (%(number)s), as in force on %(day)s") % {**words, "number": law.number}


def determination_title(determination: Any, application: Any) -> str:
    """Return the subject of a determination's letter."""
    words = {"procedure": application.procedure.name}
    return {
        Outcome.AS_ASKED: _("%(procedure)s: granted (notice)"),
        Outcome.WITH_CHANGES: _("%(procedure)s: granted with changes (notice)"),
        Outcome.REFUSED: _("%(procedure)s: refused (notice)"),
    }[Outcome(determination.outcome)] % words


def determination_facts(measure: Any, determination: Any) -> dict[str, Any]:
    """Return what the letter of a determination tells, in strings."""
    application = measure.application
    return {
        "outcome": determination.outcome,
        "outcome_label": str(Outcome(determination.outcome).label),
        "rows": [
            (_("Number of the application"), application.number),
            (_("Day of arrival"), day(application.arrived_on())),
            (_("Zone"), application.zone.name),
            (_("Title of the plan"), application.title),
            (_("Provision concerned"), f"{measure.law_title} {measure.article}"),
        ],
        "arrived": day(application.arrived_on()),
        "application_number": application.number,
        "application_title": application.title,
        "asked": measure.text_asked,
        "granted": determination.text_granted,
        "starts_on": day(determination.starts_on),
        "ends_on": day(determination.ends_on),
        "place": application.plan.get("place", ""),
        "criteria": [{**c, "label": str(c["label"])} for c in labelled(determination.criteria)],
        "reason_labels": [str(REASONS.get(code, code)) for code in determination.reason_codes],
        "reasons": determination.reasons,
        "conditions": determination.conditions,
        "basis": basis_of(determination, application.procedure),
        "is_disposition": application.procedure.is_disposition,
        "appeal_notice": determination.appeal_notice,
    }


def receipt_facts(application: Any) -> dict[str, Any]:
    """Return what the receipt tells: what arrived, when, with which hashes, and what comes next."""
    reading = application.clock(application.arrived_on())
    arrived = application.arrived_at.astimezone(clock.JST)
    on_paper = application.entered_at is not None  # the hour of a filing on paper is not known
    return {
        "number": application.number,
        "arrived_at": arrived.strftime("%Y-%m-%d" if on_paper else "%Y-%m-%d %H:%M:%S"),
        "arrived_on": day(application.arrived_on()),
        "title": application.title,
        "zone": application.zone.name,
        "procedure": application.procedure.name,
        "company": application.company.name,
        "corporate_number": application.company.corporate_number,
        "filed_by": application.company.representative
        if on_paper
        else application.submitted_by.get_full_name(),
        "office": application.examining_office.name,
        "plan_sha256": plan_sha256(application.plan),
        "measures": [
            {"provision": str(m), "text": m.text_asked, "authority": m.authority.name}
            for m in application.measures.select_related("authority")
        ],
        "files": [
            {"name": f.name, "size": f.size, "sha256": f.sha256}
            for f in files_of(application).filter(uploaded_at__lte=application.recorded_at)
        ],
        "standard_length": application.procedure.standard_length,
        "standard_unit": application.procedure.get_standard_unit_display(),
        "expected_on": day(reading.due) if reading else "－",
        "is_demo": application.company.is_demo,
    }
