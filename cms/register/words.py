"""How the register says what its sources say."""

import re
from difflib import SequenceMatcher
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from casework import differences

UNSOURCED = ("(general knowledge, unverified)", "(general knowledge)")
PARTS = {
    "place": _("place"),
    "started": _("start"),
    "ended": _("end"),
    "article": _("article"),
    "outcome_note": _("note on the outcome"),
    "outcome": _("outcome"),
}
LAW_TEXTS = re.compile(r"^e-Gov text as stored in (\S+) \(snapshot ([\d-]+)\):? ?(.*)$")
TOO_DIFFERENT = 0.5


def said(text: str) -> str:
    """Return a source's words without the reviewers' English mark for what has no source."""
    for mark in UNSOURCED:
        text = text.replace(mark, "")
    return text.strip()


def is_unsourced(text: str) -> bool:
    """Tell whether a text carries the reviewers' mark for general knowledge."""
    return any(mark in text for mark in UNSOURCED)


def law_text_source(part: str) -> str:
    """Return a note on stored law texts in the reader's language; other words unchanged."""
    found = LAW_TEXTS.match(part)
    if not found:
        return part
    stated = _("Text of the law as of %(month)s (e-Gov, kept at %(store)s): %(ids)s")
    return stated % {"month": found[2], "store": found[1], "ids": found[3]}


def source_of(part: str) -> dict[str, str]:
    """Return one source as ``{label, url}``: an address is labelled with its site and what follows."""
    address, _space, rest = part.partition(" ")
    if not address.startswith(("http://", "https://")):
        return {"label": law_text_source(part), "url": ""}
    return {"label": f"{urlsplit(address).hostname} {rest}".strip(), "url": address}


def sources_of(text: str) -> list[dict[str, str]]:
    """Return the sources named in one text, which parts them with semicolons."""
    return [source_of(part.strip()) for part in text.split(" ; ") if part.strip()]


def changes(asked: str, granted: str) -> list[tuple[str, str]] | None:
    """Return granted against asked as the runs of casework.differences.

    None when the texts are too different for marks to help the reader.
    """
    if SequenceMatcher(None, asked, granted, autojunk=False).ratio() < TOO_DIFFERENT:
        return None
    return differences.changes(asked, granted)
