"""How letters are shown: as a page to print, and as their stored file."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from applications.codes_later import LetterKind
from applications.letters import periods
from applications.letters.files import make_file, name_of
from applications.models import Letter
from casework import pdf

CONTESTABLE = (LetterKind.DETERMINATION,)


def page(request: HttpRequest, *, bodies: list[str], title: str, **more: Any) -> HttpResponse:
    """Show frozen texts as a page to print."""
    context = {"bodies": bodies, "title": title, "pdf_available": pdf.is_available(), **more}
    answer = render(request, "applications/letters/frozen.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer


def letter_page(
    request: HttpRequest, letter: Letter, *, back: str, download_url: str, note: str = ""
) -> HttpResponse:
    """Show a letter as it was issued."""
    return page(
        request,
        bodies=[letter.body],
        title=letter.title,
        back=back,
        download=download_url,
        note=note,
    )


def letter_file(letter: Letter, instead: str) -> HttpResponse:
    """Give the stored file of a letter, or lead to the page to print where no PDF can be made."""
    try:
        stored = make_file(letter)
    except pdf.NotAvailable:
        return redirect(instead)
    return FileResponse(
        stored.content.open("rb"),
        as_attachment=True,
        filename=name_of(letter),
        content_type="application/pdf",
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"},
    )


def download(written: bytes, name: str) -> HttpResponse:
    """Give a PDF made for this answer alone."""
    answer = HttpResponse(written, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def periods_of(letter: Letter) -> periods.Periods | None:
    """Return until when a letter may be contested; None before it has arrived."""
    if letter.kind not in CONTESTABLE or letter.delivered_on is None:
        return None
    return periods.periods(letter.delivered_on)


def letter_rows(application: Any) -> list[dict[str, Any]]:
    """Return the numbered letters of an application, with their way; one query."""
    return [
        {
            "letter": letter,
            "dispatch": getattr(letter, "dispatch", None),
            "periods": periods_of(letter),
        }
        for letter in application.letters.numbered().for_page()
    ]


def note_for_company(letter: Letter) -> str:
    """Return what a company should know about a letter that it reads here before the post comes."""
    if letter.is_electronic:
        return ""
    if letter.delivered_on is None:
        return _(
            "You have not chosen electronic delivery: the letter itself comes by post, and takes "
            "effect when it arrives. This page is for your information."
        )
    return _("The letter itself came by post. This page shows the same text.")
