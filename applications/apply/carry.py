"""A draft's part of the ledger: the company's facts as this application uses them, and earlier
answers to take over."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from applications.apply import scope
from applications.apply.crumbs import draft_crumbs
from applications.apply.fields import FactField
from applications.ledger import carrying, reuse, writing
from applications.ledger.reading import Held, Standing, column_of, held_for
from applications.ledger.words import shown, source_note
from applications.models import Application, Company
from casework.transitions import Stale
from casework.views import StepView


class AskAgainForm(forms.Form):
    """The facts of the company that this application has to ask, and no others."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *, held: list[Held]) -> None:
        super().__init__(data)
        for one in held:
            column = Company._meta.get_field(column_of(one.fact.key))
            self.fields[one.fact.key] = FactField(one.fact, insist=True, limit=column.max_length)


def fact_rows(held: list[Held]) -> list[dict[str, Any]]:
    """Return the company's facts with source and date, and whether each must be asked."""
    return [
        {
            "key": one.fact.key,
            "label": one.fact.label,
            "text": shown(one.fact.key, one.value),
            "note": source_note(one.row),
            "standing": str(one.standing),
            "asked": one.must_be_asked,
        }
        for one in held
    ]


def company_card(application: Application, _user: Any) -> dict[str, Any]:
    """Return what the draft's overview says of the company's facts and of earlier answers."""
    rows = fact_rows(held_for(application))
    offers = carrying.offers(application)
    return {
        "company_rows": rows,
        "company_open": sum(row["asked"] for row in rows),
        "offers_open": sum(not offer.taken for offer in offers),
        "offers_taken": sum(offer.taken for offer in offers),
    }


def apply_company_facts(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the company's facts as this draft will use them, and ask for those that it must ask."""
    application = scope.application_to_edit(request.user, pk)
    if application.status != "draft":
        return redirect("apply_application", pk=pk)
    held = held_for(application)
    asked = [one for one in held if one.must_be_asked]
    form = AskAgainForm(request.POST if request.method == "POST" else None, held=asked)
    if request.method == "POST" and asked and form.is_valid():
        writing.write(
            application.company,
            form.cleaned_data,
            by=request.user,
            application=application,
            again=True,
        )
        messages.success(request, _("Saved."))
        return redirect("apply_draft", pk=pk)
    context = {
        "application": application,
        "breadcrumbs": draft_crumbs(application, _("Facts of the company")),
        "rows": [row for row in fact_rows(held) if not row["asked"]],
        "form": form if asked else None,
        "no_consent": any(one.standing == Standing.NO_CONSENT for one in asked),
        "contested": [row for row in fact_rows(asked) if row["standing"] == Standing.CONTESTED],
    }
    return render(
        request,
        "applications/apply/company_facts.html",
        context,
        status=422 if form.errors else 200,
    )


def apply_carry(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer the answers of the company's earlier filings, and take over those that are chosen."""
    application = scope.application_to_edit(request.user, pk)
    if application.status != "draft":
        return redirect("apply_application", pk=pk)
    stale = False
    if request.method == "POST":
        keys = [o.fact.key for o in carrying.offers(application)]
        chosen = keys if "all" in request.POST else request.POST.getlist("take")
        try:
            carrying.take(
                application, chosen, by=request.user, version=StepView.seen_version(request)
            )
        except Stale:
            stale = True
            application = scope.application_for(request.user, pk)
        else:
            return redirect("apply_draft", pk=pk)
    context = {
        "application": application,
        "breadcrumbs": draft_crumbs(application, _("Answers of earlier applications")),
        "offers": [_offer_row(offer) for offer in carrying.offers(application)],
        "consented": reuse.is_consented(application.company),
        "stale": stale,
    }
    return render(request, "applications/apply/carry.html", context, status=409 if stale else 200)


def _offer_row(offer: carrying.Offer) -> dict[str, Any]:
    number = offer.row.application.number if offer.row.application else ""
    return {
        "offer": offer,
        "key": offer.fact.key,
        "label": offer.fact.label,
        "item": offer.fact.item,
        "text": shown(offer.fact.key, offer.row.value),
        "answer": shown(offer.fact.key, offer.answer),
        "note": source_note(offer.row),
        "number": number,
        "zone": offer.row.application.zone.name if offer.row.application else "",
    }
