"""Template tags every page may use: ``icon``, ``status_tag``, ``wareki``, ``wareki_short``, ``filesize_ja``."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from casework.calendar import wareki as wareki_of
from casework.calendar import wareki_short as wareki_short_of
from console.icons import ICONS
from zones.policy import policy_of, word

register = template.Library()

# What a state looks like. The words come from the caller; a code not named here is drawn neutral.
TONES = {
    "neutral": (
        "circle",
        (
            "before",
            "prepared",
            "draft",
            "pending",
            "concept",
            "designing",
            "provisional",
            "due",
            "to_print",
        ),
    ),
    "progress": (
        "half",
        (
            "applied",
            "concluded",
            "defended",
            "lodged",
            "reviewing",
            "arrived",
            "collecting",
            "consulting",
            "examining",
            "gathering_consent",
            "hearing",
            "open",
            "registered",
            "sent",
            "submitted",
            "acknowledged",
            "explained",
            "paying",
        ),
    ),
    "waiting": (
        "hourglass",
        (
            "answering",
            "correcting",
            "drafted",
            "on_hold",
            "paused",
            "objection",
            "overdue",
            "posted",
            "public_comment",
            "reported",
            "requested",
            "repaying",
            "returned",
        ),
    ),
    "success": (
        "check-circle",
        (
            "accepted",
            "basic",
            "delivered",
            "upheld",
            "designated",
            "granted",
            "granted_with_changes",
            "implemented",
            "premium",
            "taking",
            "running",
            "met",
            "ok",
            "published",
        ),
    ),
    "danger": ("x-circle", ("dismissed", "inadmissible", "refused", "revoked")),
    "warning": ("alert", ("lapsed", "look", "not_met", "revocation_hearing", "suspended")),
    "done": (
        "check",
        (
            "answered",
            "closed",
            "completed",
            "ended",
            "decided",
            "determined",
            "disclosed",
            "erased",
            "over",
            "served",
            "left",
            "surrendered",
            "withdrawn",
        ),
    ),
    "info": ("info", ()),
}
TONE_OF_CODE = {code: tone for tone, (_, codes) in TONES.items() for code in codes}


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """Return one icon as inline SVG.

    Decorative (hidden from assistive technology) unless ``label`` names it. KeyError on a name
    that console.icons does not draw.
    """
    role = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    return format_html(
        '<svg class="icon {}" viewBox="0 0 24 24" focusable="false" {}><path d="{}"/></svg>',
        css,
        SafeString(role),
        ICONS[name],
    )


@register.simple_tag
def status_tag(code: str, label: str, tone: str = "") -> SafeString:
    """Return a state as colour, shape and words together; ``code`` stands in ``data-status``.

    ``tone`` overrides the look: neutral, progress, waiting, success, warning, danger, done, info.
    """
    tone = tone or TONE_OF_CODE.get(code, "neutral")
    return format_html(
        '<span class="tag tag--{}" data-status="{}">{}{}</span>',
        tone,
        code,
        icon(TONES[tone][0]),
        label,
    )


@register.simple_tag
def zone_word(zone: Any, name: str) -> str:
    """Return the zone's own word for something (its glossary), else the usual one."""
    return word(zone, name)


@register.inclusion_tag("components/zone_text.html")
def zone_text(zone: Any, name: str) -> dict[str, str]:
    """Show what the zone wants applicants to read at a place; nothing when it has set nothing."""
    return {"text": policy_of(zone).texts.get(name, "")}


@register.filter
def wareki(value: date | datetime | None) -> str:
    """Return 令和8年11月23日 for a date (a datetime is taken in local time); "" for None."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return wareki_of(value)


@register.filter
def wareki_short(value: date | datetime | None) -> str:
    """Return R8.11.23 for a date (a datetime is taken in local time); "" for None."""
    if not value:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return wareki_short_of(value)


@register.filter
def filesize_ja(size: int | None) -> str:
    """Return bytes as 512バイト, 12.3 KB, 4.5 MB or 1.2 GB (1 KB = 1,024 bytes); "" for None."""
    if size is None or size == "":
        return ""
    size = int(size)
    if size < 1024:
        return f"{size}バイト"
    for unit, power in (("KB", 1), ("MB", 2)):
        if size < 1024 ** (power + 1):
            return f"{size / 1024**power:,.1f} {unit}"
    return f"{size / 1024**3:,.1f} GB"
