"""The office's pages about letters: the list of what goes by post, printing, and each letter."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from applications.letters import showing
from applications.letters.forms import DISPATCH_FORMS, DispatchFilter
from applications.letters.periods import service_day
from applications.models import Dispatch, Letter
from casework import audit, pdf
from casework.labels import describe
from casework.paging import keyset_page
from casework.transitions import steps_for
from casework.views import StepView

MOST = 100


def _crumbs(*steps: tuple[str, str]) -> list[dict[str, str]]:
    first = (_("Letters by post"), reverse("console:dispatches") if steps else "")
    return [{"label": label, "url": url} for label, url in (first, *steps)]


def dispatches(request: HttpRequest) -> HttpResponse:
    """List the letters that go by post, the newest first."""
    form = DispatchFilter(request.GET or None)
    found = form.apply(Dispatch.objects.visible_to(request.user)).for_list()
    context = {
        "form": form,
        "page": keyset_page(found, request.GET),
        "breadcrumbs": _crumbs(),
    }
    return render(request, "applications/letters/dispatches.html", context)


def dispatch(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one letter's way: every attempt, what may follow, and the text of a public notice."""
    case = _dispatch(request, pk)
    context = {
        "dispatch": case,
        "letter": case.letter,
        "sendings": case.sendings.all(),
        "effect_on": service_day(case.posted_on) if case.posted_on else None,
        "periods": showing.periods_of(case.letter),
        "steps": steps_for(case, request.user),
        "trail": describe(audit.trail(case)),
        "breadcrumbs": _crumbs((str(case), "")),
    }
    return render(request, "applications/letters/dispatch.html", context)


def _dispatch(request: HttpRequest, pk: int) -> Any:
    found = Dispatch.objects.visible_to(request.user).select_related(
        "letter__document",
        "letter__company",
        "letter__office",
        "letter__application__zone",
        "notice_document",
    )
    return get_object_or_404(found, pk=pk)


def dispatch_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the text of a public notice as it is posted."""
    case = _dispatch(request, pk)
    if not case.notice_body:
        return redirect(case)
    return showing.page(
        request,
        bodies=[case.notice_body],
        title=_("Service by public notice: %(title)s") % {"title": case.letter.title},
        back=case.get_absolute_url(),
    )


def _to_print(request: HttpRequest) -> list[dict[str, Any]]:
    wanted = [int(key) for key in request.GET.getlist("dispatch") if key.isdigit()]
    found = Dispatch.objects.visible_to(request.user).for_list().order_by("pk")
    found = found.filter(pk__in=wanted) if wanted else found.filter(status="to_print")
    return [
        {
            "address": case.address,
            "company": case.letter.company.name,
            "name": case.letter.company.representative,
            "number": case.letter.document.text,
            "body": case.letter.body,
        }
        for case in found[:MOST]
    ]


def dispatch_print(request: HttpRequest) -> HttpResponse:
    """Show the letters to be printed, each behind its address page: those chosen, or all."""
    query = request.GET.urlencode()
    context = {
        "letters": _to_print(request),
        "back": reverse("console:dispatches"),
        "download": reverse("console:dispatch_print_pdf") + (f"?{query}" if query else ""),
        "pdf_available": pdf.is_available(),
    }
    return render(request, "applications/letters/batch.html", context)


def dispatch_print_pdf(request: HttpRequest) -> HttpResponse:
    """Give the letters to be printed as one PDF."""
    letters = _to_print(request)
    if not letters or not pdf.is_available():
        return redirect("console:dispatch_print")
    written = pdf.render("applications/letters/batch.html", {"letters": letters})
    return showing.download(written, _("letters.pdf"))


def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a letter as it was issued."""
    found = _letter(request, pk)
    return showing.letter_page(
        request,
        found,
        back=reverse("console:application", args=[found.application_id]),
        download_url=reverse("console:letter_pdf", args=[pk]),
    )


def letter_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the file of a letter."""
    return showing.letter_file(_letter(request, pk), reverse("console:letter", args=[pk]))


def _letter(request: HttpRequest, pk: int) -> Letter:
    found = Letter.objects.of_offices(request.user).select_related(
        "document", "application", "file"
    )
    return get_object_or_404(found, pk=pk)


class DispatchStep(StepView):
    """A step of the office on a letter's way."""

    model = Dispatch
    forms = DISPATCH_FORMS

    def get_case(self, request: HttpRequest, pk: int) -> Dispatch:
        """Return a dispatch of the person's offices, else 404."""
        return _dispatch(request, pk)
