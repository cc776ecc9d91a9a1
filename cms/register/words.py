"""How the register says what its sources say."""

from difflib import SequenceMatcher

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

UNSOURCED = ("(general knowledge, unverified)", "(general knowledge)")
PARTS = {
    "place": _("place"),
    "started": _("start"),
    "ended": _("end"),
    "article": _("article"),
    "outcome_note": _("note on the outcome"),
    "outcome": _("outcome"),
}
TOO_DIFFERENT = 0.5


def said(text: str) -> str:
    """Return a source's words without the reviewers' English mark for what has no source."""
    for mark in UNSOURCED:
        text = text.replace(mark, "")
    return text.strip()


def is_unsourced(text: str) -> bool:
    """Tell whether a text carries the reviewers' mark for general knowledge."""
    return any(mark in text for mark in UNSOURCED)


def sources_of(text: str) -> list[dict[str, str]]:
    """Return the sources named in one text as ``{label, url}``; url is "" for a printed one."""
    found = []
    for part in filter(None, (piece.strip() for piece in text.split(" ; "))):
        is_address = part.startswith(("http://", "https://"))
        address, _space, rest = part.partition(" ")
        label = gettext("%(site)s %(rest)s") % {"site": address.split("/")[2], "rest": rest}
        found.append(
            {"label": label.strip() if is_address else part, "url": address if is_address else ""}
        )
    return found


def changes(asked: str, granted: str) -> list[dict[str, str]] | None:
    """Return granted against asked as pieces ``{kind: same|cut|added, text}``.

    None when the texts are too different for marks to help the reader.
    """
    matcher = SequenceMatcher(None, asked, granted, autojunk=False)
    if matcher.ratio() < TOO_DIFFERENT:
        return None
    pieces = []
    for _tag, i, j, k, m in matcher.get_opcodes():
        if asked[i:j] == granted[k:m]:
            pieces.append({"kind": "same", "text": asked[i:j]})
            continue
        pieces.append({"kind": "cut", "text": asked[i:j]})
        pieces.append({"kind": "added", "text": granted[k:m]})
    return [piece for piece in pieces if piece["text"]]
