"""The company's consent to reuse of its facts: read, given, withdrawn."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from applications.apply import scope
from applications.apply.crumbs import crumbs
from applications.ledger import reuse
from applications.ledger.codes import ConsentAct
from applications.ledger.reading import carried_facts, company_facts


def apply_reuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the text, what it covers and every act; give or withdraw the consent."""
    company = get_object_or_404(scope.companies(request.user), pk=pk)
    back = _back(request) or reverse("apply_facts", args=[company.pk])
    if request.method == "POST":
        scope.require_filer(request.user, company.pk)
        act = ConsentAct.WITHDRAWN if "withdraw" in request.POST else ConsentAct.GIVEN
        reuse.record(company, act, by=request.user)
        messages.success(
            request,
            _("The consent is withdrawn. New applications will ask again.")
            if act == ConsentAct.WITHDRAWN
            else _("The consent is recorded."),
        )
        return redirect(back)
    context = {
        "company": company,
        "breadcrumbs": crumbs(
            (
                _("Facts of %(company)s") % {"company": company.name},
                reverse("apply_facts", args=[company.pk]),
            ),
            (_("Reuse of facts"), ""),
        ),
        "text": reuse.TEXTS[reuse.VERSION],
        "version": reuse.VERSION,
        "consented": reuse.is_consented(company),
        "acts": list(company.reuse_consents.select_related("by").order_by("-pk")),
        "company_facts": company_facts(asked=True),
        "carried_facts": carried_facts(),
        "may_file": scope.may_file(request.user, company.pk),
        "back": back,
    }
    return render(request, "applications/apply/reuse.html", context)


def _back(request: HttpRequest) -> str:
    address = request.POST.get("next") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if safe and address.startswith("/apply/") else ""
