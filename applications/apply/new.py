"""Starting an application: which zone, which procedure, what it is called."""

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications.apply import scope
from applications.apply.crumbs import crumbs
from applications.models import Application, Company
from zones.models import Zone

ZONES_SHOWN = 30


class NewForm(forms.Form):
    """Procedure, company and title of a new application in a zone."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *, zone: Zone, companies: list[Company]) -> None:
        super().__init__(data)
        self.fields["procedure"] = forms.ModelChoiceField(
            zone.procedures.order_by("pk"),
            label=_("Procedure"),
            empty_label=None,
            initial=zone.procedures.order_by("pk").first(),
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose the procedure.")},
        )
        self.fields["company"] = forms.ModelChoiceField(
            Company.objects.filter(pk__in=[c.pk for c in companies]).order_by("name", "pk"),
            label=_("Applicant"),
            empty_label=None,
            initial=companies[0],
            error_messages={"required": _("Choose the company that applies.")},
        )
        self.fields["title"] = forms.CharField(
            label=_("Title of the application"),
            max_length=120,
            help_text=_("One line that says what is tried where, at most 120 characters."),
            error_messages={"required": _("Give the application a title.")},
        )


def apply_new(request: HttpRequest) -> HttpResponse:
    """Ask whether to continue a draft, then for the zone, then for procedure and title."""
    companies = [c for c in scope.companies(request.user) if scope.may_file(request.user, c.pk)]
    if not companies:
        return redirect(f"{reverse('apply_company')}?new=1")
    if slug := request.GET.get("zone"):
        return _start(request, slug, companies)
    drafts = Application.objects.filter(company__in=companies, status="draft").select_related(
        "zone"
    )
    drafts = list(drafts.order_by("-saved_at", "-pk")[:ZONES_SHOWN])
    if drafts and "start" not in request.GET and "q" not in request.GET:
        return render(
            request,
            "applications/apply/continue.html",
            {"drafts": drafts, "breadcrumbs": crumbs((_("New application"), ""))},
        )
    return _choose_zone(request)


def _choose_zone(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()
    zones = Zone.objects.open_on().for_list().filter(procedures__isnull=False).distinct()
    for word in query.split():
        zones = zones.filter(_mentions(word))
    found = list(zones[: ZONES_SHOWN + 1])
    context = {"zones": found[:ZONES_SHOWN], "query": query, "more": len(found) > ZONES_SHOWN}
    context["breadcrumbs"] = crumbs((_("Choose a zone"), ""))
    return render(request, "applications/apply/choose_zone.html", context)


def _mentions(word: str) -> Q:
    places = Q(municipalities__name__icontains=word) | Q(
        municipalities__prefecture__name__icontains=word
    )
    return Q(name__icontains=word) | Q(summary__icontains=word) | places


def _start(request: HttpRequest, slug: str, companies: list[Company]) -> HttpResponse:
    zone = get_object_or_404(Zone.objects.open_on(), slug=slug)
    form = NewForm(
        request.POST if request.method == "POST" else None, zone=zone, companies=companies
    )
    if request.method == "POST" and form.is_valid():
        return redirect("apply_draft", pk=_draft(request, zone, form.cleaned_data).pk)
    context = {"form": form, "zone": zone, "breadcrumbs": crumbs((_("New application"), ""))}
    return render(
        request, "applications/apply/new.html", context, status=422 if form.errors else 200
    )


def _draft(request: HttpRequest, zone: Zone, chosen: dict[str, Any]) -> Application:
    # A second click, or a second try, leads to the same draft.
    same = Application.objects.filter(zone=zone, status="draft", **chosen).order_by("pk").first()
    return same or Application.objects.create(zone=zone, created_by=request.user, **chosen)
