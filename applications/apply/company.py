"""A company's facts: asked once, used for every application."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications import facts, membership
from applications.apply import scope
from applications.apply.crumbs import crumbs
from applications.apply.fields import FactField
from applications.facts import Owner
from applications.membership import CompanyRole
from applications.models import Company, CompanyMember
from casework import clock

COLUMNS = {"company_name": "name", "company_address": "address"}


def column_of(key: str) -> str:
    """Return the column of Company that holds a fact."""
    return COLUMNS.get(key, key)


class CompanyForm(forms.Form):
    """The facts of a company, and whether it accepts electronic delivery."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *, company: Company | None = None) -> None:
        self.company = company
        super().__init__(data, initial=company.facts() if company else None)
        for fact in facts.facts(Owner.COMPANY):
            column = Company._meta.get_field(column_of(fact.key))
            self.fields[fact.key] = FactField(fact, insist=True, limit=column.max_length)
        self.fields["electronic_delivery"] = forms.BooleanField(
            required=False,
            initial=bool(company and company.electronic_delivery),
            label=gettext_lazy("Receive determinations electronically"),
            help_text=gettext_lazy(
                "A determination sent electronically takes effect only for those who asked for it "
                "(デジタル手続法第7条第1項). Without the tick, the letter comes by post."
            ),
        )
        if company and company.applications.exclude(status="draft").exists():
            self.fields["corporate_number"].disabled = True

    def clean_corporate_number(self) -> str:
        """Refuse the number of a company that is registered already."""
        number = self.cleaned_data["corporate_number"]
        others = Company.objects.filter(corporate_number=number)
        if others.exclude(pk=self.company.pk if self.company else None).exists():
            raise ValidationError(taken_message(number), code="taken")
        return number

    def columns(self) -> dict[str, Any]:
        """Return the cleaned data by the columns of Company."""
        return {column_of(key): value for key, value in self.cleaned_data.items()}


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
    form = CompanyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _register(request, form):
        return redirect("apply_new")
    return _show(request, form, None)


def _register(request: HttpRequest, form: CompanyForm) -> bool:
    try:
        with transaction.atomic():
            company = Company.objects.create(confirmed_at=clock.now(), **form.columns())
            CompanyMember.objects.create(company=company, user=request.user, role=CompanyRole.OWNER)
    except IntegrityError:
        form.add_error("corporate_number", taken_message(form.cleaned_data["corporate_number"]))
        return False
    membership.forget(request.user)
    return True


def apply_company_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show and change the facts of one of the user's companies."""
    company = get_object_or_404(scope.companies(request.user), pk=pk)
    if request.method == "POST":
        scope.require_filer(request.user, company.pk)
    form = CompanyForm(request.POST if request.method == "POST" else None, company=company)
    if request.method == "POST" and form.is_valid():
        for column, value in form.columns().items():
            setattr(company, column, value)
        company.confirmed_at = clock.now()
        company.save()
        return redirect("apply")
    return _show(request, form, company)


def _show(request: HttpRequest, form: CompanyForm, company: Company | None) -> HttpResponse:
    context = {
        "form": form,
        "breadcrumbs": crumbs((company.name if company else _("Register the company"), "")),
        "company": company,
        "may_file": company is None or scope.may_file(request.user, company.pk),
        "companies": list(scope.companies(request.user)),
    }
    return render(
        request, "applications/apply/company.html", context, status=422 if form.errors else 200
    )
