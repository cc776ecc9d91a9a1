"""Public pages about the personal data of residents, and what a person takes along."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from casework import clock, pdf
from digitalresidents import file_register, portability
from digitalresidents.fields import FIELDS, label_of
from digitalresidents.models import PurposeNotice, ResidentScheme
from digitalresidents.views import trail_of


def _table(model: Any) -> dict[str, Any]:
    return {
        "title": model._meta.verbose_name,
        "rows": [
            {
                "name": f"{model.__name__}.{name}",
                "label": label_of(model, name),
                "entry": entry,
            }
            for name, entry in FIELDS[model.__name__].items()
            if name not in file_register.INTERNAL
        ],
    }


def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is held about residents, field by field, what for, on what basis and how long."""
    context = {
        "tables": [_table(model) for model in file_register.RECORDS],
        "notices": PurposeNotice.objects.in_force(),
        "schemes": ResidentScheme.objects.select_related("zone").order_by("zone__name", "pk"),
        "breadcrumbs": trail_of((_("Personal data"), "")),
    }
    return render(request, "digitalresidents/privacy.html", context)


def files(request: HttpRequest) -> HttpResponse:
    """List the register's entries that the law demands to be published (個人情報ファイル簿)."""
    context = {
        "sheets": file_register.sheets(),
        "duty_from": file_register.DUTY_FROM,
        "breadcrumbs": trail_of(
            (_("Personal data"), reverse("resident_privacy")),
            (_("Register of personal information files"), ""),
        ),
    }
    return render(request, "digitalresidents/files.html", context)


def schema(request: HttpRequest) -> HttpResponse:
    """Give the JSON Schema of an export."""
    return JsonResponse(
        portability.schema(), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )


def _name(ending: str) -> str:
    return f"dejima-resident-{clock.today():%Y%m%d}.{ending}"


def export_json(request: HttpRequest) -> HttpResponse:
    """Give the person everything held about them as JSON; 404 when nothing is held."""
    held = portability.export(request.user)
    if held is None:
        raise Http404
    answer = JsonResponse(held, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="{_name("json")}"'
    answer["Cache-Control"] = "no-store"
    return answer


def export_pdf(request: HttpRequest) -> HttpResponse:
    """Give the person the same as a readable document; the print page where PDF cannot be made."""
    context = portability.printed(request.user)
    if context is None:
        raise Http404
    template = "digitalresidents/export.html"
    if not pdf.is_available():
        return render(request, template, context)
    answer = HttpResponse(pdf.render(template, context), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{_name("pdf")}"'
    answer["Cache-Control"] = "no-store"
    return answer
