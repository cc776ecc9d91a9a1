"""The files of an application: uploaded, proved by their hash, replaced or removed while a draft."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from applications.apply import drafting, scope
from applications.apply.crumbs import draft_crumbs
from applications.apply.reading import key_of
from applications.models import Application
from casework.files import ALLOWED, check_size, files_of
from casework.models import StoredFile
from casework.transitions import Stale

SLOT = "attachment"
# What a form's other fields and the boundaries of its parts may add to the file itself.
FORM_BYTES = 64 * 1024
DRAIN_BYTES = 1024**3
ACCEPT = ",".join(f".{kind.strip().lower()}" for kind in f"{ALLOWED},JPG".split(","))


@csrf_exempt  # the length is judged before the body is read; the view below is protected
def apply_files(request: HttpRequest, pk: int) -> HttpResponse:
    """Refuse what is too large by its announced length, before anything of it is kept."""
    length = key_of(request.META.get("CONTENT_LENGTH") or "")
    if request.method == "POST" and length > settings.MAX_FILE_BYTES + FORM_BYTES:
        application = scope.application_to_edit(request.user, pk)
        _drain(request)
        return _show(request, application, error=too_large(length), status=413)
    return _files(request, pk)


def _drain(request: HttpRequest) -> None:
    # Read and forgotten: a browser shows an answer only after it has sent its request.
    left = DRAIN_BYTES
    while left > 0 and (piece := request.read(1024 * 1024)):
        left -= len(piece)


def too_large(size: int) -> str:
    """Return what to do about a file over the limit."""
    try:
        check_size(size, _("This file"))
    except ValidationError as error:
        return error.messages[0]
    return ""


@csrf_protect
def _files(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the files; upload one (in the place of another), or remove one."""
    if request.method == "POST":
        return _change(request, scope.application_to_edit(request.user, pk))
    application = scope.application_for(request.user, pk)
    if application.status != "draft":
        return redirect("apply_application", pk=pk)
    return _show(request, application)


def _change(request: HttpRequest, application: Application) -> HttpResponse:
    try:
        if "remove" in request.POST:
            drafting.remove_file(application, _stored(application, request.POST["remove"]))
            return redirect("apply_files", pk=application.pk)
        return _upload(request, application)
    except Stale:
        return _show(
            request,
            application,
            error=_("The application has been filed: its files can no longer be changed."),
            status=409,
        )


def _upload(request: HttpRequest, application: Application) -> HttpResponse:
    upload = request.FILES.get("file")
    if upload is None:
        return _show(request, application, error=_("Choose a file first."), status=422)
    replaced = (
        _stored(application, request.POST["replace"]) if request.POST.get("replace") else None
    )
    try:
        drafting.add_file(application, upload, slot=SLOT, actor=request.user, instead_of=replaced)
    except ValidationError as error:
        message = _("“%(name)s” was not stored.") % {"name": upload.name}
        return _show(request, application, error=f"{message} {error.messages[0]}", status=422)
    return redirect("apply_files", pk=application.pk)


def _stored(application: Application, key: str) -> StoredFile:
    return get_object_or_404(files_of(application), pk=key_of(key))


def _show(
    request: HttpRequest, application: Application, *, error: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "application": application,
        "breadcrumbs": draft_crumbs(application, pgettext("application", "Files")),
        "files": files_of(application),
        "error": error,
        "accept": ACCEPT,
        "allowed": ALLOWED,
        "limit": settings.MAX_FILE_BYTES,
        "may_file": scope.may_file(request.user, application.company_id),
    }
    return render(request, "applications/apply/files.html", context, status=status)


def apply_file(request: HttpRequest, pk: int, file: int) -> FileResponse:
    """Hand a file to those who may see its case: the company, and the offices concerned."""
    application = get_object_or_404(Application.objects.visible_to(request.user), pk=pk)
    stored = get_object_or_404(files_of(application), pk=file)
    response = FileResponse(
        stored.content.open("rb"),
        as_attachment=True,
        filename=stored.name,
        content_type=stored.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
