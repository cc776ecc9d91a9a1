"""The thread of a filed application, from both sides; files of messages; guidance in writing."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications.apply import scope as company_scope
from applications.apply.crumbs import crumbs
from applications.consulting import scope
from applications.consulting.forms import ApplicantMessageForm, OfficeMessageForm
from applications.consulting.reading import read_thread
from applications.consulting.voices import addressee_of, applicant_voice, office_voice
from applications.membership import Act
from applications.models import Application
from applications.notices.consultation import message_written
from applications.office.scope import office_applications
from casework import audit, threads
from casework.models import AuditEntry, Message
from casework.models.thread import Side
from casework.transitions import lock
from zones.roles import offices_of

IN_WRITING = "行政手続法 第35条第3項"


def _loaded(found: Any, pk: int) -> Application:
    rows = found.exclude(status="draft").select_related(
        "company", "zone__lead", "examiner", "examining_office", "procedure"
    )
    return get_object_or_404(rows.prefetch_related("measures__exemptions"), pk=pk)


def apply_messages(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the thread of one's application, and write to the office."""
    case = _loaded(company_scope.applications(request.user), pk)
    form = ApplicantMessageForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        company_scope.require(request.user, Act.ANSWER, case)
        if form.is_valid():
            letter = threads.Letter(
                Side.APPLICANT, form.cleaned_data["body"], None, tuple(form.cleaned_data["uploads"])
            )
            if _post(request, case, letter, applicant_voice(case, request.user), form):
                return redirect("apply_messages", pk=pk)
    context = {
        "application": case,
        "thread": read_thread(case, request.user),
        "form": form,
        "may_write": company_scope.may(request.user, Act.ANSWER, case),
        "is_open": scope.takes_messages(case),
        "breadcrumbs": crumbs((case.title, case.company_url()), (_("Messages"), "")),
    }
    status = 422 if form.errors else 200
    return render(request, "applications/consulting/messages.html", context, status=status)


def office_messages(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the thread of a case, notes included; write to the applicant or a note."""
    case = _loaded(office_applications(request.user), pk)
    voice = office_voice(case, request.user)
    form = OfficeMessageForm(
        request.POST or None,
        request.FILES or None,
        initial={"side": Side.OFFICE},
        officer=f"{voice.organisation} {request.user.get_full_name()}",
    )
    may_write = scope.writes_for_office(case, request.user)
    if request.method == "POST":
        if not may_write:
            raise PermissionDenied
        if form.is_valid() and _post(request, case, _letter(form.cleaned_data), voice, form):
            return redirect("console:application_messages", pk=pk)
    context = {
        "application": case,
        "thread": read_thread(case, request.user, offices=offices_of(request.user)),
        "form": form,
        "may_write": may_write,
        "is_open": scope.takes_messages(case),
        "breadcrumbs": _office_crumbs(case, _("Messages")),
    }
    status = 422 if form.errors else 200
    return render(request, "applications/consulting/office_messages.html", context, status=status)


def _office_crumbs(case: Application, here: str) -> list[dict[str, str]]:
    return [
        {"label": _("Applications"), "url": reverse("console:applications")},
        {"label": case.number or "", "url": case.get_absolute_url()},
        {"label": here, "url": ""},
    ]


def _letter(entered: dict[str, Any]) -> threads.Letter:
    words = {name: entered[name] for name in ("purpose", "officer", "power", "spoken_on")}
    guidance = threads.Guidance(**words) if entered["kind"] == "guidance" else None
    return threads.Letter(entered["side"], entered["body"], guidance, tuple(entered["uploads"]))


def _post(
    request: HttpRequest, case: Application, letter: threads.Letter, voice: Any, form: Any
) -> bool:
    """Write, or put what refuses it beside the text that was entered."""
    try:
        threads.post(
            case,
            letter,
            author=voice,
            is_open=scope.takes_messages,
            tell=lambda message: message_written(case, message),
            addressee=addressee_of(case) if letter.guidance else (None, ""),
        )
    except ValidationError as error:
        form.add_error("body", error)
        return False
    messages.success(request, _("Your message stands on the case."))
    return True


def _file(message: Message, number: int) -> FileResponse:
    stored = threads.file_of(message, number)
    if stored is None:
        raise Http404
    try:
        content = stored.content.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(
        content,
        as_attachment=True,
        filename=stored.name,
        content_type=stored.content_type,
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"},
    )


def apply_message_file(request: HttpRequest, pk: int, number: int) -> FileResponse:
    """Give a file of a message to those who may read the message from the asker's side."""
    return _file(scope.readable_message(request.user, pk, office=False)[0], number)


def office_message_file(request: HttpRequest, pk: int, number: int) -> FileResponse:
    """Give a file of a message to those who may read the message from an office."""
    return _file(scope.readable_message(request.user, pk, office=True)[0], number)


def _guidance(request: HttpRequest, pk: int, *, office: bool) -> tuple[Message, Any]:
    message, case = scope.readable_message(request.user, pk, office=office)
    if not message.is_guidance:
        raise Http404
    return message, case


def _handed_over(case: Any, message: Message) -> AuditEntry | None:
    entries = audit.trail(case).filter(step="hand_over")
    return next((e for e in entries if e.data.get("message") == message.pk), None)


def apply_guidance(request: HttpRequest, pk: int) -> HttpResponse:
    """Show guidance in writing once it was asked for (行政手続法35条3項); before, offer to ask."""
    message, case = _guidance(request, pk, office=False)
    context = {
        "message": message,
        "case": case,
        "base": "base.html",
        "handed_over": _handed_over(case, message),
        "action": reverse("apply_guidance_request", args=[pk]),
        "breadcrumbs": crumbs((str(case), case.company_url()), (_("Guidance in writing"), "")),
    }
    return render(request, "applications/consulting/guidance.html", context)


@require_POST
def apply_guidance_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for guidance in writing: it is handed over at once, and the trail says when."""
    message, case = _guidance(request, pk, office=False)
    with transaction.atomic():
        locked = lock(case)
        if _handed_over(locked, message) is None:
            audit.append(
                locked,
                step="hand_over",
                source=locked.status,
                actor=request.user,
                role="asker",
                basis=IN_WRITING,
                inputs={"message": message.pk},
            )
    return redirect("apply_guidance", pk=pk)


def office_guidance(request: HttpRequest, pk: int) -> HttpResponse:
    """Show guidance as it is handed over in writing."""
    message, case = _guidance(request, pk, office=True)
    context = {
        "message": message,
        "case": case,
        "base": "base_console.html",
        "handed_over": _handed_over(case, message),
        "breadcrumbs": [
            {"label": _("Guidance log"), "url": reverse("console:guidance")},
            {"label": _("Guidance in writing"), "url": ""},
        ],
    }
    return render(request, "applications/consulting/guidance.html", context)
