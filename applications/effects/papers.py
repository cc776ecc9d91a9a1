"""What follows when a joint applicant answers or an officer signs."""

from typing import Any

from applications import links
from casework import clock


def renew_link(case: Any) -> None:
    """Give the case a new link; the old one is worthless from now on."""
    links.open_link(case)


def end_link(case: Any) -> None:
    """Make the link worthless: each is used once."""
    links.close_link(case)


def record_confirmation(partner: Any, actor: Any, *, name: str, content_sha256: str) -> None:
    """Write down who confirmed what, and when."""
    partner.confirmed_name = name.strip()
    partner.confirmed_at = clock.now()
    partner.confirmed_by = actor if getattr(actor, "pk", None) else None
    partner.content_sha256 = content_sha256
    links.close_link(partner)


def record_refusal(case: Any, reason: str) -> None:
    """Write down why it was declined."""
    case.declined_reason = reason.strip()
    case.declined_at = clock.now()
    links.close_link(case)


def renew_code(statement: Any) -> None:
    """Give the statement a new code."""
    links.open_code(statement)


def record_signature(statement: Any, *, name: str, content_sha256: str) -> None:
    """Write down name, time, content and the address that the code was sent to."""
    statement.signed_name = name.strip()
    statement.signed_at = clock.now()
    statement.signed_address = statement.officer_email
    statement.content_sha256 = content_sha256
    statement.code_nonce = ""
    links.close_link(statement)
