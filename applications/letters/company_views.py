"""The company's letters: read, printed, kept as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from applications.apply import scope
from applications.codes_later import LetterKind
from applications.letters import showing
from applications.models import Letter


def _letter(request: HttpRequest, pk: int) -> Letter:
    found = Letter.objects.of_companies(request.user)
    return get_object_or_404(found.select_related("document", "application", "file"), pk=pk)


def apply_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a letter as it was issued, ready to print."""
    letter = _letter(request, pk)
    return showing.letter_page(
        request,
        letter,
        back=letter.application.company_url(),
        download_url=reverse("apply_letter_pdf", args=[pk]),
        note=showing.note_for_company(letter),
    )


def apply_letter_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the file of a letter."""
    return showing.letter_file(_letter(request, pk), reverse("apply_letter", args=[pk]))


def apply_receipt_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the receipt of an application as a file."""
    application = get_object_or_404(scope.applications(request.user), pk=pk)
    receipt = application.letters.filter(kind=LetterKind.RECEIPT).first()
    if receipt is None:
        raise Http404
    return redirect("apply_letter_pdf", pk=receipt.pk)
