"""Dates that a source text itself gives, with the precision it gives them in.

Nothing is guessed: a range ("2015-16"), an approximation (2004頃), the date of a statute's edition
(…版で確認) or a text with two events gives no date at all, and the raw text is kept beside it.
"""

import re

DATE = re.compile(r"^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?=$|\s)")
FLAG = "(general knowledge)"
UNVERIFIED_MARKS = (FLAG, "unverified", "要確認")
START_EVENTS = frozenset({"", "認定"})
END_EVENTS = frozenset({"", "別表から削除", "全国制度へ", "法改正", "道交法改正施行"})


def is_unverified(text: str) -> bool:
    """Tell whether the source marks this text as not checked."""
    return any(mark in text for mark in UNVERIFIED_MARKS)


def dated(text: str, events: frozenset[str]) -> tuple[str, str]:
    """Return (ISO date of the first day meant, precision day|month|year|none) for a raw text.

    `events` are the words that may follow the date; any other word makes the text undated.
    """
    bare = text.replace(FLAG, "").strip()
    found = DATE.match(bare)
    if not found or bare[found.end() :].strip() not in events:
        return "", "none"
    year, month, day = found.groups()
    precision = "day" if day else "month" if month else "year"
    if month and not 1 <= int(month) <= 12:
        return "", "none"
    return f"{year}-{month or '01'}-{day or '01'}", precision
