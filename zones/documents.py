"""Numbers of letters (文書番号): one register for each office and fiscal year, without gaps."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import pgettext_lazy

from casework import clock
from casework.calendar import fiscal_year
from zones.models import DocumentNumber, Organisation

# What kinds of letters the register knows; other apps add theirs with register_kind().
KINDS: dict[str, Any] = {
    "determination": pgettext_lazy("document kind", "Determination"),
    "correction": pgettext_lazy("document kind", "Request for a correction"),
    "opinion": pgettext_lazy("document kind", "Opinion"),
    "delay": pgettext_lazy("document kind", "Notice of a delay"),
    "change": pgettext_lazy("document kind", "Answer to a change"),
    "succession": pgettext_lazy("document kind", "Record of a succession"),
    "reissue": pgettext_lazy("document kind", "Copy issued again"),
    "hearing": pgettext_lazy("document kind", "Notice of a hearing"),
    "revocation": pgettext_lazy("document kind", "Revocation"),
    "explanation": pgettext_lazy("document kind", "Notice of a chance to explain"),
    "order": pgettext_lazy("document kind", "Order"),
    "appeal": pgettext_lazy("document kind", "Letter in an appeal"),
    "ruling": pgettext_lazy("document kind", "Ruling on an appeal"),
    "public_notice": pgettext_lazy("document kind", "Service by public notice"),
    "other": pgettext_lazy("document kind", "Other"),
}


def register_kind(code: str, label: Any) -> None:
    """Add a kind of letter; ValueError when the code has another label already."""
    if KINDS.setdefault(code, label) is not label and str(KINDS[code]) != str(label):
        raise ValueError(f"The kind of letter {code!r} is registered already.")


def kind_label(code: str) -> str:
    """Return what a kind of letter is called; its code when it is unknown."""
    return str(KINDS.get(code, code))


def number_text(office: Organisation, sequence: int) -> str:
    """Return the number as letters show it, e.g. 養産第123号."""
    return f"{office.document_prefix or f'{office.name[:1]}出'}第{sequence}号"


def assign(
    office: Organisation,
    kind: str,
    title: str,
    case: Any,
    on: date | None = None,
    *,
    addressee: str = "",
) -> DocumentNumber:
    """Give a letter of an office its number; called inside the step that sends it.

    The office's row is locked until the transaction ends, so two letters never race for a number
    and a step that fails gives its number back. ``case`` is the case (or what hangs on it) that the
    letter concerns. ValueError for an unknown kind.
    """
    if kind not in KINDS:
        raise ValueError(f"The kind of letter {kind!r} is not registered.")
    day = on or clock.today()
    with transaction.atomic():
        locked = Organisation.objects.select_for_update(no_key=True).get(pk=office.pk)
        year = fiscal_year(day)
        used = DocumentNumber.objects.filter(office=locked, fiscal_year=year)
        sequence = (used.aggregate(last=Max("sequence"))["last"] or 0) + 1
        return DocumentNumber.objects.create(
            office=locked,
            fiscal_year=year,
            sequence=sequence,
            text=number_text(locked, sequence),
            kind=kind,
            title=title[:200],
            addressee=addressee[:200],
            case_type=case._meta.label_lower,
            case_id=case.pk,
            dated_on=day,
            assigned_at=clock.now(),
        )
