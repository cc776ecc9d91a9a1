"""Letters as PDF: tagged (PDF/UA-1), Japanese fonts embedded, the same bytes from the same content.

WeasyPrint is loaded when first needed. Where its library (libpango) is missing, ``is_available()``
says so and pages offer the print page instead. Nothing is fetched: a template that names an address
is refused, so that no letter depends on what a network answers.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

STYLE = Path(__file__).parent / "static" / "casework" / "letter.css"
VARIANT = "pdf/ua-1"


class NotAvailable(Exception):  # noqa: N818
    """No PDF can be made on this machine; the print page takes its place."""


class FetchRefused(Exception):  # noqa: N818
    """A letter's template named something outside itself."""


@cache
def is_available() -> bool:
    """Tell whether PDF can be made here (WeasyPrint and libpango are installed)."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):
        return False
    return True


def render(template: str, context: dict[str, Any]) -> bytes:
    """Return a template as PDF; the same context gives the same bytes.

    The template extends ``casework/letter.html`` and gets ``pdf=True``. Raises NotAvailable, and
    FetchRefused when the template names an address.
    """
    if not is_available():
        raise NotAvailable
    import weasyprint
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    with translation.override("ja"):
        html = render_to_string(template, {**context, "pdf": True})
    closed = URLFetcher(allowed_protocols=(), fail_on_errors=True)
    document = weasyprint.HTML(string=html, url_fetcher=closed)
    style = weasyprint.CSS(string=STYLE.read_text(encoding="utf-8"), url_fetcher=closed)
    identifier = hashlib.sha256(html.encode()).digest()[:16]
    try:
        written = document.write_pdf(
            stylesheets=[style], pdf_variant=VARIANT, pdf_identifier=identifier, pdf_tags=True
        )
    except FatalURLFetchingError as error:
        raise FetchRefused(str(error)) from error
    return bytes(written or b"")


def sha256(content: bytes) -> str:
    """Return the SHA-256 of a PDF."""
    return hashlib.sha256(content).hexdigest()
