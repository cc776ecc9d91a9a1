"""How the register says what its sources say."""

from difflib import SequenceMatcher
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from casework import differences
from zones.source_words import law_text_source

PARTS = {
    "place": _("place"),
    "started": _("start"),
    "ended": _("end"),
    "article": _("article"),
    "outcome_note": _("note on the outcome"),
    "outcome": _("outcome"),
}
TOO_DIFFERENT = 0.5


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
