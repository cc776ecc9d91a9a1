"""The files of an application: uploaded, proved by their hash, scanned, replaced by new versions."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from applications import documents
from applications.apply import drafting, scope
from applications.apply.crumbs import crumbs, draft_crumbs
from applications.apply.reading import key_of
from applications.documents import DocumentKind
from applications.membership import Act
from applications.models import Application
from casework import serving
from casework.files import ALLOWED, files_of, history_of
from casework.models import StoredFile
from casework.transitions import Stale

# What a form's other fields and the boundaries of its parts may add to the files themselves.
FORM_BYTES = 64 * 1024
DRAIN_BYTES = 1024**3
ACCEPT = ",".join(f".{kind.strip().lower()}" for kind in f"{ALLOWED},JPG".split(","))


@csrf_exempt  # the length is judged before the body is read; the view below is protected
def apply_files(request: HttpRequest, pk: int) -> HttpResponse:
    """Refuse what is too large by its announced length, before anything of it is kept."""
    length = key_of(request.META.get("CONTENT_LENGTH") or "")
    if request.method == "POST" and length > settings.MAX_UPLOAD_BYTES + FORM_BYTES:
        application = scope.application_to_edit(request.user, pk)
        _drain(request)
        return _answer(request, application, errors=[too_large(length)], status=413)
    return _files(request, pk)


def _drain(request: HttpRequest) -> None:
    # Read and forgotten: a browser shows an answer only after it has sent its request.
    left = DRAIN_BYTES
    while left > 0 and (piece := request.read(1024 * 1024)):
        left -= len(piece)


def too_large(size: int) -> str:
    """Return what to do about an upload over the limit."""
    return _(
        "Together the files have %(size)d MB; one upload may have %(limit)d MB. Send them one after another."
    ) % {"size": size // 1024**2, "limit": settings.MAX_UPLOAD_BYTES // 1024**2}


@csrf_protect
def _files(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the files; upload some (or a new version of one), or remove one."""
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
        filed = _("The application has been filed: its files can no longer be changed.")
        return _answer(request, application, errors=[filed], status=409)


def _upload(request: HttpRequest, application: Application) -> HttpResponse:
    if application.status != "draft":
        raise Stale
    uploads = request.FILES.getlist("file")
    if not uploads:
        return _answer(request, application, errors=[_("Choose a file first.")], status=422)
    replaced = (
        _stored(application, request.POST["replace"]) if request.POST.get("replace") else None
    )
    if replaced is not None and len(uploads) > 1:
        one = _("Choose one file only: it becomes the new version.")
        return _answer(request, application, errors=[one], status=422)
    slot = replaced.slot if replaced else request.POST.get("slot", DocumentKind.ATTACHMENT)
    if slot not in DocumentKind.values:
        return _answer(
            request,
            application,
            errors=[_("Choose the kind of document from the list.")],
            status=422,
        )
    stored, errors = [], []
    for upload in uploads:
        try:
            stored.append(
                drafting.add_file(
                    application, upload, slot=slot, actor=request.user, instead_of=replaced
                )
            )
        except ValidationError as error:
            message = _("“%(name)s” was not stored.") % {"name": upload.name}
            errors.append(f"{message} {error.messages[0]}")
    return _answer(
        request, application, stored=stored, errors=errors, status=422 if errors else 302
    )


def _answer(
    request: HttpRequest,
    application: Application,
    *,
    stored: list[StoredFile] | None = None,
    errors: list[str],
    status: int,
) -> HttpResponse:
    if "application/json" in request.headers.get("Accept", ""):
        rows = [{"name": f.name, "size": f.size, "sha256": f.sha256} for f in stored or []]
        code = 200 if status == 302 else status
        return JsonResponse({"stored": rows, "errors": errors}, status=code)
    if status == 302:
        return redirect("apply_files", pk=application.pk)
    return _show(request, application, errors=errors, status=status)


def _stored(application: Application, key: str) -> StoredFile:
    return get_object_or_404(files_of(application), pk=key_of(key))


def rows_of(application: Application) -> Iterator[dict[str, Any]]:
    """Yield the files that stand on an application, each with its kind and the versions before it."""
    history = history_of(application)
    for stored in files_of(application):
        before = history.get(stored.pk, [])
        yield {
            "file": stored,
            "kind": documents.label_of(stored.slot),
            "version": len(before) + 1,
            "before": before,
        }


def _show(
    request: HttpRequest,
    application: Application,
    *,
    errors: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    missing, asked = documents.missing(application), documents.required(application)
    context = {
        "application": application,
        "breadcrumbs": draft_crumbs(application, pgettext("application", "Files")),
        "rows": list(rows_of(application)),
        "error": (errors or [""])[0],
        "errors": errors or [],
        "accept": ACCEPT,
        "allowed": ALLOWED,
        "limit": settings.MAX_FILE_BYTES,
        "total": settings.MAX_UPLOAD_BYTES,
        "kinds": DocumentKind.choices,
        "slot": request.POST.get("slot") or (missing[0] if missing else DocumentKind.ATTACHMENT),
        "required": [(documents.label_of(k), k not in missing) for k in asked],
        "replace": request.GET.get("replace") or request.POST.get("replace", ""),
        "may_file": scope.may(request.user, Act.DRAFT, application),
    }
    return render(request, "applications/apply/files.html", context, status=status)


def _visible(request: HttpRequest, pk: int, file: int) -> tuple[Application, StoredFile]:
    application = get_object_or_404(Application.objects.visible_to(request.user), pk=pk)
    return application, get_object_or_404(files_of(application), pk=file)


def apply_file(request: HttpRequest, pk: int, file: int) -> FileResponse:
    """Hand a file to those who may see its case: the company, and the offices concerned."""
    return serving.download_of(_visible(request, pk, file)[1], request.user)


def apply_file_inline(request: HttpRequest, pk: int, file: int) -> FileResponse:
    """Give an image or a PDF to be shown beneath its preview."""
    return serving.inline_of(_visible(request, pk, file)[1], request.user)


def apply_file_preview(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Show a file without downloading it."""
    application, stored = _visible(request, pk, file)
    context = {
        "breadcrumbs": crumbs((application.title, application.company_url()), (stored.name, "")),
        "download_url": reverse("apply_file", args=[pk, file]),
        "inline_url": reverse("apply_file_inline", args=[pk, file]),
    }
    return serving.preview_page(request, stored, base="base.html", **context)
