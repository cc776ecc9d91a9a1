"""Template filters of the public site: ``to_precision`` and ``said``."""

from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from zones import source_words as words

register = template.Library()


@register.filter
def to_precision(value: date | None, precision: str) -> str:
    """Return a date no more exact than its source has it: precision day, month or year."""
    if value is None:
        return ""
    if precision == "month":
        return date_format(value, "YEAR_MONTH_FORMAT")
    if precision == "year":
        return _("%(year)s (year)") % {"year": value.year}
    return date_format(value)


@register.filter
def said(text: str) -> str:
    """Return a source's words without the mark for what has no source."""
    return words.said(text)
