"""The office's register of letters: read, narrowed by year and kind, exported."""

import csv
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.validators import RegexValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.calendar import fiscal_year, wareki_fiscal_year
from casework.clock import today
from casework.paging import keyset_page
from zones.documents import KINDS, kind_label, number_text
from zones.models import DocumentNumber, Organisation
from zones.models.organisations import OfficeRole
from zones.roles import holds, offices_of

YEARS = 10
EXPORT_ROWS = 50_000
HEADER = (
    "office",
    "fiscal_year",
    "sequence",
    "number",
    "date",
    "kind",
    "subject",
    "addressee",
    "case_type",
    "case_id",
)


class RegisterFilter(forms.Form):
    """Year, kind and office; state stays in the address."""

    year = forms.ChoiceField(label=gettext_lazy("Fiscal year"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of letter"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this = fiscal_year(today())
        years = [(str(y), wareki_fiscal_year(y)) for y in range(this, this - YEARS, -1)]
        self.fields["year"].choices = [("", gettext_lazy("All years")), *years]
        self.fields["kind"].choices = [("", gettext_lazy("All kinds of letters")), *KINDS.items()]

    def apply(self, rows: Any) -> Any:
        """Return the letters asked for; a filter that cannot be read filters nothing."""
        data = self.cleaned_data if self.is_bound and self.is_valid() else {}
        if data.get("year"):
            rows = rows.filter(fiscal_year=int(data["year"]))
        return rows.filter(kind=data["kind"]) if data.get("kind") else rows


class PrefixForm(forms.Form):
    """The words before an office's numbers."""

    prefix = forms.CharField(
        label=gettext_lazy("Prefix of the numbers"),
        max_length=20,
        validators=[
            RegexValidator(
                r"^[^\s\d第号]+$",
                gettext_lazy(
                    "“Prefix of the numbers”: write it without spaces, digits, 第 and 号, e.g. 養産."
                ),
            )
        ],
        error_messages={
            "required": gettext_lazy("“Prefix of the numbers” is empty: write it, e.g. 養産."),
            "max_length": gettext_lazy(
                "“Prefix of the numbers” is too long: 20 characters at most."
            ),
        },
        help_text=gettext_lazy(
            "Used for the next letter on; numbers given before stay as they are. e.g. 養産 gives 養産第1号."
        ),
    )


def _offices(user: Any) -> Any:
    return Organisation.objects.filter(pk__in=offices_of(user)).order_by("kind", "code")


def documents(request: HttpRequest) -> HttpResponse:
    """List the letters of the person's offices, the newest first."""
    form = RegisterFilter(request.GET or None)
    page = keyset_page(
        form.apply(DocumentNumber.objects.visible_to(request.user)).for_list(), request.GET
    )
    context = {
        "form": form,
        "page": page,
        "rows": [(row, kind_label(row.kind)) for row in page.rows],
        "query": request.GET.urlencode(),
        "offices": [
            {
                "office": office,
                "example": number_text(office, 1),
                "may_set": holds(request.user, office.pk, OfficeRole.ADMINISTRATOR),
            }
            for office in _offices(request.user)
        ],
        "breadcrumbs": [{"label": _("Register of letters"), "url": ""}],
    }
    return render(request, "zones/documents.html", context)


def documents_file(request: HttpRequest) -> HttpResponse:
    """Give the register as the filter shows it, as CSV (UTF-8 with BOM, for Excel)."""
    form = RegisterFilter(request.GET or None)
    rows = form.apply(DocumentNumber.objects.visible_to(request.user)).for_list()
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="letters.csv"'
    answer.write("\ufeff")
    writer = csv.writer(answer)
    writer.writerow(HEADER)
    for row in rows[:EXPORT_ROWS]:
        writer.writerow(_safe(value) for value in _values(row))
    return answer


def _values(row: DocumentNumber) -> list[Any]:
    return [
        row.office.code,
        row.fiscal_year,
        row.sequence,
        row.text,
        row.dated_on.isoformat(),
        row.kind,
        row.title,
        row.addressee,
        row.case_type,
        row.case_id,
    ]


def _safe(value: Any) -> Any:
    # A spreadsheet would run what begins like a formula.
    return f"'{value}" if isinstance(value, str) and value[:1] in {"=", "+", "-", "@"} else value


def document_prefix(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the words before the numbers of an office; for its administrators."""
    office = get_object_or_404(_offices(request.user), pk=pk)
    if not holds(request.user, office.pk, OfficeRole.ADMINISTRATOR):
        raise PermissionDenied
    initial = {"prefix": office.document_prefix}
    form = PrefixForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        office.document_prefix = form.cleaned_data["prefix"]
        office.save(update_fields=["document_prefix"])
        return redirect("console:documents")
    context = {
        "form": form,
        "office": office,
        "breadcrumbs": [
            {"label": _("Register of letters"), "url": reverse("console:documents")},
            {"label": office.name, "url": ""},
        ],
    }
    return render(
        request, "zones/document_prefix.html", context, status=422 if form.errors else 200
    )
