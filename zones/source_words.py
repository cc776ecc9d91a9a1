"""How the reference data's sources are told: without the reviewers' marks, in the reader's language."""

import re

from django.utils.translation import gettext_lazy as _

UNSOURCED = ("(general knowledge, unverified)", "(general knowledge)")
LAW_TEXTS = re.compile(r"^e-Gov text as stored in (\S+) \(snapshot ([\d-]+)\):? ?(.*)$")


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
