"""Handing out stored files: as a download or beneath a preview, never as a page of this site."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from casework import preview
from casework.files import may_open
from casework.models import StoredFile

# An answer with a file runs nothing, loads nothing and counts as another origin.
SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
# Browsers' PDF viewers do not start in a sandbox; they are isolated from the site by themselves.
VIEWER = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"


def download_of(stored: StoredFile, user: Any) -> FileResponse:
    """Return a file as a download; Http404 when it may not be opened or its content is lost."""
    return _answer(stored, user, as_attachment=True)


def inline_of(stored: StoredFile, user: Any) -> FileResponse:
    """Return an image or a PDF to be shown beneath a preview; Http404 for every other type."""
    if stored.content_type not in preview.INLINE:
        raise Http404
    response = _answer(stored, user, as_attachment=False)
    if stored.content_type == preview.PDF:
        response["Content-Security-Policy"] = VIEWER
    return response


def _answer(stored: StoredFile, user: Any, *, as_attachment: bool) -> FileResponse:
    if not may_open(stored, user):
        raise Http404
    try:
        content = stored.content.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        content,
        as_attachment=as_attachment,
        filename=stored.name,
        content_type=stored.content_type,
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"},
    )
    response["Content-Security-Policy"] = SANDBOX
    return response


def preview_page(
    request: HttpRequest, stored: StoredFile, *, base: str, **context: Any
) -> HttpResponse:
    """Show a file on a page of the site; 404 when the person may not open it."""
    if not may_open(stored, request.user):
        raise Http404
    try:
        shown = preview.preview_of(stored)
    except FileNotFoundError as error:
        raise Http404 from error
    context |= {"base": base, "file": stored, "preview": shown}
    return render(request, "casework/preview.html", context)
