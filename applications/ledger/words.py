"""How the ledger speaks of a value: from where, when, on whose word."""

from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from applications.facts import Kind, find


def day_of(moment: Any) -> str:
    """Return the day of a moment in Japan, as text."""
    return date_format(localtime(moment)) if moment else ""


def source_text(row: Any) -> str:
    """Return the source of a value in words, with its number or the date of its record."""
    parts = [str(row.get_source_display())]
    if row.source == "carried":
        number = row.application.number if row.application else row.source_detail
        parts.append(str(number))
    if row.as_of:
        parts.append(_("as of %(day)s") % {"day": date_format(row.as_of)})
    return pgettext("between parts of a source", ", ").join(parts)


def source_note(row: Any) -> str:
    """Return the line under a field: source, day, and what is contested; empty without a value."""
    if row is None:
        return ""
    if row.is_contested:
        return _("Contested on %(day)s: enter the right value.") % {"day": day_of(row.last_mark.at)}
    return _("%(source)s on %(day)s") % {
        "source": source_text(row),
        "day": day_of(row.obtained_at),
    }


def shown(key: str, value: Any) -> str:
    """Return a value as a person reads it; rows of a group one a line."""
    if isinstance(value, list):
        return "\n".join(shown(key, one) for one in value)
    if isinstance(value, dict):
        return pgettext("between names", ", ").join(str(v) for v in value.values() if v)
    fact = find(key)
    if fact is not None and fact.kind == Kind.MONEY and str(value).isdigit():
        return _("%(amount)s yen") % {"amount": f"{int(value):,}"}
    return "" if value is None else str(value)
