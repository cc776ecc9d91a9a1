"""One-time links: the only pages about an application that open without an account.

A link opens one case and the content of its application, nothing else. Unknown, used, withdrawn and
expired links get the same answer.
"""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from applications import links
from applications.apply.answering import Answering, sealed
from applications.models import CoApplicant, Statement
from casework.files import files_of
from casework.serving import download_of


def _case(token: str) -> Any:
    case = links.find(token, Statement, CoApplicant)
    return case if case is not None and case.application.status == "draft" else None


def apply_link(request: HttpRequest, token: str) -> HttpResponse:
    """Let the bearer of a link read the application, and sign, confirm or decline."""
    case = _case(token)
    if case is None:
        return sealed(render(request, "applications/apply/link_over.html", status=404))
    answering = Answering(request, case, links.bearer_of(case))
    answering.file_route = ("apply_link_file", token)
    return answering.respond()


def apply_link_file(request: HttpRequest, token: str, file: int) -> FileResponse:
    """Hand out a file of the application that the link opens."""
    case = _case(token)
    if case is None:
        raise Http404
    stored = get_object_or_404(files_of(case.application), pk=file)
    return sealed(download_of(stored, links.bearer_of(case)))
