"""A company's facts: asked once, used for every application."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications import facts, gbizinfo, membership
from applications.apply import fetched, scope
from applications.apply.crumbs import crumbs
from applications.apply.fields import FactField, read_fact
from applications.gbizid.accounts import unverified_as
from applications.ledger import reuse, writing
from applications.ledger.codes import ConsentAct
from applications.ledger.reading import column_of, company_facts, current
from applications.ledger.words import source_note
from applications.letters.delivery import note_choice
from applications.models import Company

ELECTRONIC_DELIVERY = gettext_lazy(
    "A determination sent electronically takes effect only for those who asked for it "
    "(デジタル手続法第7条第1項). Without the tick, the letter comes by post."
)


class CompanyForm(forms.Form):
    """The facts of a company, and whether it accepts electronic delivery.

    Each field says from where its value is; a contested value is not filled in again.
    """

    use_required_attribute = False
    not_facts = {"electronic_delivery": "choice", "reuse": "consent"}

    def __init__(self, data: Any = None, *, company: Company | None = None, **kwargs: Any) -> None:
        self.company = company
        super().__init__(data, **kwargs)
        rows = current(company) if company else {}
        for fact in company_facts(asked=True):
            column = Company._meta.get_field(column_of(fact.key))
            field = FactField(fact, insist=True, limit=column.max_length)
            self.fields[fact.key] = field
            if company is not None:
                self._fill(fact.key, field, rows.get(fact.key))
        self.fields["electronic_delivery"] = forms.BooleanField(
            required=False,
            initial=bool(company and company.electronic_delivery),
            label=gettext_lazy("Receive determinations electronically"),
            help_text=ELECTRONIC_DELIVERY,
        )
        if company is None:
            self.fields["reuse"] = forms.BooleanField(
                required=False,
                label=gettext_lazy("Use these facts for later applications too"),
                help_text=reuse.TEXTS[reuse.VERSION],
            )

    def _fill(self, key: str, field: FactField, row: Any) -> None:
        is_contested = row is not None and row.is_contested
        fixed = key == "corporate_number" and self._has_filed()
        if not is_contested or fixed:
            self.initial[key] = getattr(self.company, column_of(key))
        field.disabled = fixed
        field.help_text = source_note(row) or field.help_text

    def _has_filed(self) -> bool:
        return self.company.applications.exclude(status="draft").exists()

    def clean_corporate_number(self) -> str:
        """Refuse the number of a company that is registered already."""
        number = self.cleaned_data["corporate_number"]
        others = Company.objects.filter(corporate_number=number)
        if others.exclude(pk=self.company.pk if self.company else None).exists():
            raise ValidationError(taken_message(number), code="taken")
        return number

    def values(self) -> dict[str, Any]:
        """Return what was entered, by fact; what the form does not open is left out."""
        return {
            fact.key: self.cleaned_data[fact.key]
            for fact in company_facts(asked=True)
            if not self.fields[fact.key].disabled
        }


def taken_message(number: str) -> str:
    """Return what to do about a number that somebody registered before."""
    return _(
        "A company with the corporate number %(number)s is registered already. "
        "Ask the owner of its account to add you, or check the number."
    ) % {"number": number}


def apply_company(request: HttpRequest) -> HttpResponse:
    """Register a company; whoever has one is led to its facts, unless ``?new=1``."""
    first = scope.companies(request.user).first()
    if first is not None and "new" not in request.GET and request.method == "GET":
        return redirect("apply_company_edit", pk=first.pk)
    if request.method == "POST" and "fetch" in request.POST:
        return _fetch(request)
    form = CompanyForm(request.POST if request.method == "POST" else None)
    record = fetched.read(request.POST.get("fetched", ""), request.user)
    if request.method == "POST" and form.is_valid() and _register(request, form, record):
        return redirect("apply_new")
    return _show(request, form, None, record=record)


def _fetch(request: HttpRequest) -> HttpResponse:
    """Fill what the person left empty from gBizINFO; nothing that was typed is replaced."""
    typed = {key: request.POST[key] for key in CompanyForm().fields if key in request.POST}
    try:
        record = gbizinfo.fetch(_number_in(typed))
    except (ValidationError, gbizinfo.Unavailable) as why:
        reason = " ".join(getattr(why, "messages", [str(why)]))
        return _show(request, CompanyForm(initial=typed), None, unavailable=reason)
    filled = {**record.values, **{key: text for key, text in typed.items() if text.strip()}}
    form = CompanyForm(initial={**filled, "corporate_number": record.number})
    return _show(request, form, None, record=record)


def _number_in(typed: dict[str, str]) -> str:
    text = typed.get("corporate_number", "").strip()
    if not text:
        raise ValidationError(_("Enter the corporate number first, then fetch the facts."))
    return read_fact(facts.get("corporate_number"), text, limit=20)


def _register(request: HttpRequest, form: CompanyForm, record: Any) -> bool:
    values = form.values()
    sources = {}
    if record is not None and record.number == values["corporate_number"]:
        unasked = {fact.key for fact in company_facts() if not fact.asked}
        values |= {key: text for key, text in record.values.items() if key in unasked}
        same = [key for key, text in record.values.items() if values.get(key) == text]
        sources = dict.fromkeys(same, fetched.source_of(record))
    delivery = form.cleaned_data["electronic_delivery"]
    try:
        company = writing.register(
            by=request.user,
            values=values,
            sources=sources,
            electronic_delivery=delivery,
            owner={"verified_by": unverified_as(request.user)},
        )
    except IntegrityError:
        form.add_error("corporate_number", taken_message(form.cleaned_data["corporate_number"]))
        return False
    note_choice(company, before=False, actor=request.user)
    if form.cleaned_data["reuse"]:
        reuse.record(company, ConsentAct.GIVEN, by=request.user)
    membership.forget(request.user)
    return True


def apply_company_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show and change the facts of one of the user's companies."""
    company = get_object_or_404(scope.companies(request.user), pk=pk)
    if request.method == "POST":
        scope.require_filer(request.user, company.pk)
    form = CompanyForm(request.POST if request.method == "POST" else None, company=company)
    if request.method == "POST" and form.is_valid():
        return _save(request, form, company)
    return _show(request, form, company)


def _save(request: HttpRequest, form: CompanyForm, company: Company) -> HttpResponse:
    values = form.values()
    try:
        writing.save_and_confirm(company, values, by=request.user, seen=seen_row(request))
    except writing.AlreadyChanged:
        return _show(request, form, company, stale=_differences(company, values))
    before, company.electronic_delivery = (
        company.electronic_delivery,
        form.cleaned_data["electronic_delivery"],
    )
    company.save(update_fields=["electronic_delivery"])
    note_choice(company, before=before, actor=request.user)
    messages.success(request, _("Saved and confirmed."))
    return redirect("apply_facts", pk=company.pk)


def seen_row(request: HttpRequest) -> int:
    """Return the newest row of the ledger that the person saw; -1 when the page does not say."""
    value = request.POST.get("seen", "")
    return int(value) if value.isascii() and value.isdigit() else -1


def _differences(company: Company, values: dict[str, Any]) -> list[dict[str, Any]]:
    rows = current(company)
    return [
        {"label": fact.label, "stored": row.value, "entered": values[fact.key]}
        for fact in company_facts(asked=True)
        if fact.key in values
        and (row := rows.get(fact.key)) is not None
        and row.value != values[fact.key]
    ]


def _show(
    request: HttpRequest, form: CompanyForm, company: Company | None, **more: Any
) -> HttpResponse:
    record = more.get("record")
    context = {
        "form": form,
        "breadcrumbs": crumbs((company.name if company else _("Register the company"), "")),
        "company": company,
        "may_file": company is None or scope.may_file(request.user, company.pk),
        "companies": list(scope.companies(request.user)),
        "choices": company.delivery_consents.all()[:10] if company else [],
        "may_fetch": gbizinfo.is_configured(),
        "fetched": fetched.sign(record, request.user) if record else "",
        "seen": writing.newest(company) if company else 0,
        **more,
    }
    status = 409 if more.get("stale") is not None else 422 if form.errors else 200
    return render(request, "applications/apply/company.html", context, status=status)
