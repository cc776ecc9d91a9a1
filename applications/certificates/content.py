"""What a certificate says: the facts of the grant, and the address at which anybody may check them."""

from __future__ import annotations

from typing import Any

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from applications.codes_later import LetterKind
from applications.letters.content import day
from applications.models import Exemption
from casework import clock

QR_BORDER = 4  # modules of quiet zone around the symbol (ISO/IEC 18004)


def verification_url(exemption: Exemption) -> str:
    """Return the absolute address of the public page that tells whether the exemption is in force."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('verify', args=[exemption.public_number])}"


def qr_code(text: str) -> SafeString:
    """Return a text as a QR code: an inline SVG, error correction M, that names nothing outside itself."""
    symbol = segno.make(text, error="m", micro=False)
    drawn = symbol.svg_inline(
        border=QR_BORDER, omitsize=True, lineclass=None, svgclass="letter__qr"
    )
    return mark_safe(drawn)  # noqa: S308  (drawn from squares alone)


def document_number(exemption: Exemption) -> str:
    """Return the number of the letter that granted the exemption; the exemption's own without one."""
    granted = exemption.measure.letters.filter(
        kind=LetterKind.DETERMINATION, document__isnull=False, copy_of=None
    )
    letter = granted.select_related("document").order_by("pk").last()
    return letter.document.text if letter else exemption.public_number


def conditions_of(exemption: Exemption, edition: Any) -> list[Any]:
    """Return the conditions as an edition has them; those of the grant for what has no edition."""
    return list(edition.conditions if edition else exemption.conditions.all())


def stands(exemption: Exemption, edition: Any) -> str:
    """Return for which days an edition stands; "" for the only one."""
    later = [e for e in exemption.editions.all() if e.number > edition.number] if edition else []
    if edition is None or (edition.number == 1 and not later):
        return ""
    words = {"number": edition.number, "first": day(edition.from_on)}
    if not later:
        return _("Edition %(number)d, from %(first)s") % words
    words["next"] = day(min(e.from_on for e in later))
    return _("Edition %(number)d, from %(first)s; replaced from %(next)s") % words


def continuation(exemption: Exemption) -> str:
    """Return until when the exemption continues while a revision of the law is judged; "" without."""
    bridge = next((b for b in exemption.bridges.all() if b.until), None)
    if bridge is None:
        return ""
    words = {"until": day(bridge.until), "basis": bridge.basis}
    if bridge.concluded_on:
        return _("Ended by the verdict on the law on %(day)s") % {"day": day(bridge.concluded_on)}
    return _("Continues until %(until)s while a revision of the law is judged (%(basis)s)") % words


def certificate(exemption: Exemption, edition: Any = None) -> dict[str, Any]:
    """Return what the certificate prints of an edition (that of today), in Japanese whoever asks for it."""
    edition = edition or exemption.edition()
    url = verification_url(exemption)
    with override("ja"):
        return {
            "title": _("Certificate of the exemption"),
            "letter": {
                "number": document_number(exemption),
                "date": day(exemption.granted_on),
                "to": [exemption.holder.address],
                "name": exemption.holder.name,
                "office": exemption.authority.name,
                "title_of_head": exemption.authority.head_title,
                "title": _("Certificate of the exemption"),
                "is_demo": exemption.holder.is_demo,
            },
            "exemption": exemption,
            "rows": [
                (_("Number of the exemption"), exemption.public_number),
                (_("Number of the notice"), document_number(exemption)),
                (_("Title"), exemption.title),
                (_("Law and article"), f"{exemption.law_title} {exemption.article}"),
                (_("Zone"), exemption.zone.name),
                (_("Place"), exemption.place or "－"),
                (
                    _("Period"),
                    f"{day(exemption.starts_on)} ～ {day(edition.ends_on if edition else exemption.ends_on)}",
                ),
                *_optional(_("Edition"), stands(exemption, edition)),
                *_optional(_("Continuation"), continuation(exemption)),
                (_("Holder"), exemption.holder.name),
                (_("Granted by"), exemption.authority.name),
            ],
            "text": edition.text if edition else exemption.text,
            "conditions": conditions_of(exemption, edition),
            "url": url,
            "qr": qr_code(url),
            "printed_on": day(clock.today()),
        }


def _optional(label: str, value: str) -> list[tuple[str, str]]:
    return [(label, value)] if value else []
