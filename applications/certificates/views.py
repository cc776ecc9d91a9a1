"""The certificate as a file, for the holder and for the offices concerned."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from applications.apply import scope
from applications.certificates.content import certificate
from applications.letters.showing import download
from applications.models import Exemption
from applications.office.scope import office_exemptions
from casework import pdf

TEMPLATE = "applications/certificates/certificate.html"


def apply_certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the holder the certificate."""
    exemption = get_object_or_404(scope.exemptions(request.user).for_page(), pk=pk)
    return _answer(request, exemption, back=exemption.company_url())


def exemption_certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an office concerned the certificate."""
    exemption = get_object_or_404(office_exemptions(request.user).for_page(), pk=pk)
    return _answer(request, exemption, back=exemption.get_absolute_url())


def _answer(request: HttpRequest, exemption: Exemption, *, back: str) -> HttpResponse:
    """Give the PDF (of ``?edition=``, else of today's); where none can be made, a page to print."""
    wanted = request.GET.get("edition", "")
    edition = next((e for e in exemption.editions.all() if str(e.number) == wanted), None)
    if wanted and edition is None:
        raise Http404
    content = certificate(exemption, edition)
    try:
        return download(pdf.render(TEMPLATE, content), f"{exemption.public_number}.pdf")
    except pdf.NotAvailable:
        answer = render(request, TEMPLATE, {**content, "back": back, "pdf_available": False})
        answer["Cache-Control"] = "private, no-store"
        return answer
