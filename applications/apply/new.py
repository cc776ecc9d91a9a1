"""Starting an application: continue or anew, which zone, which procedure, what it is called."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications import membership
from applications.apply import scope
from applications.apply.beginning import Beginning, beginning_of, same_open, tie
from applications.apply.crumbs import crumbs
from applications.apply.overview import item_rows
from applications.codes import Channel
from applications.finder.finding import ZONES_SHOWN, zones_named
from applications.ledger import carrying
from applications.membership import Act
from applications.models import Application, Company
from casework import clock
from zones.models import Intake, Procedure, Zone
from zones.models.intake import Phase, published_of

DRAFTS_SHOWN = 30
DONE = {"complete", "optional"}


class NewForm(forms.Form):
    """Procedure, company and title of a new application in a zone."""

    use_required_attribute = False
    not_facts = dict.fromkeys(("procedure", "company", "title"), "choice")

    def __init__(
        self, data: Any = None, *, zone: Zone, companies: list[Company], begun: Beginning
    ) -> None:
        super().__init__(data)
        self.begun = begun
        asked = begun.consultation.company if begun.consultation else None
        taking = Intake.objects.taking().filter(zone=zone)
        procedures = Procedure.objects.filter(pk__in=taking.values("procedure")).order_by("pk")
        self.takes_now = procedures.exists()
        self.fields["procedure"] = forms.ModelChoiceField(
            procedures,
            label=_("Procedure"),
            empty_label=None,
            initial=procedures.first(),
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose the procedure.")},
        )
        self.fields["company"] = forms.ModelChoiceField(
            Company.objects.filter(pk__in=[c.pk for c in companies]).order_by("name", "pk"),
            label=_("Applicant"),
            empty_label=None,
            initial=asked if asked in companies else companies[0],
            error_messages={"required": _("Choose the company that applies.")},
        )
        self.fields["title"] = forms.CharField(
            label=_("Title of the application"),
            max_length=120,
            initial=begun.title,
            help_text=_("One line that says what is tried where, at most 120 characters."),
            error_messages={"required": _("Give the application a title.")},
        )

    def clean_company(self) -> Company:
        """Refuse to file one company's consultation for another."""
        company = self.cleaned_data["company"]
        asked = self.begun.consultation.company if self.begun.consultation else None
        if asked is not None and asked != company:
            raise ValidationError(
                _("“%(company)s” asked in this consultation. Choose it, or start without it.")
                % {"company": asked.name},
                code="other_company",
            )
        return company


def apply_new(request: HttpRequest) -> HttpResponse:
    """Ask whether to continue a draft, then for the zone, then for procedure and title."""
    companies = list(
        Company.objects.filter(pk__in=scope.drafting_companies(request.user)).order_by("name", "pk")
    )
    if not companies:
        return redirect(f"{reverse('apply_company')}?new=1")
    begun = beginning_of(request)
    if slug := request.GET.get("zone"):
        return _start(request, slug, companies, begun)
    if "start" not in request.GET and "q" not in request.GET and (rows := _drafts(request)):
        return render(
            request,
            "applications/apply/continue.html",
            {"drafts": rows, "begun": begun, "breadcrumbs": crumbs((_("New application"), ""))},
        )
    return _choose_zone(request, begun)


def _drafts(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the drafts, the last saved first, each with how many of the eight items are done."""
    mine = membership.reach(request.user, act=Act.DRAFT)
    found = (
        scope.applications(request.user)
        .filter(mine, status="draft")
        .select_related("zone", "company")
        .prefetch_related("measures")
        .order_by("-saved_at", "-pk")
    )
    rows = [(draft, item_rows(draft)) for draft in found[:DRAFTS_SHOWN]]
    return [
        {"draft": draft, "done": sum(i["state"] in DONE for i in items), "total": len(items)}
        for draft, items in rows
    ]


def _choose_zone(request: HttpRequest, begun: Beginning) -> HttpResponse:
    query = request.GET.get("q", "").strip()
    zones = zones_named(query, clock.today())
    context = {
        "zones": zones[:ZONES_SHOWN],
        "query": query,
        "begun": begun,
        "more": len(zones) > ZONES_SHOWN,
        "breadcrumbs": crumbs((_("Choose a zone"), "")),
    }
    return render(request, "applications/apply/choose_zone.html", context)


def _start(
    request: HttpRequest, slug: str, companies: list[Company], begun: Beginning
) -> HttpResponse:
    zone = get_object_or_404(Zone.objects.open_on().with_intakes(), slug=slug)
    data = request.POST if request.method == "POST" else None
    form = NewForm(data, zone=zone, companies=companies, begun=begun)
    if request.method == "POST" and form.is_valid() and _is_empowered(request, zone, form):
        draft = _draft(request, zone, form.cleaned_data, begun)
        return redirect(_next(draft, begun))
    context = {
        "form": form,
        "zone": zone,
        "begun": begun,
        "takes_now": form.takes_now,
        "others": [one for one in published_of(zone) if one.phase() is not Phase.OPEN],
        "same": same_open(zone, companies, begun),
        "breadcrumbs": crumbs((_("New application"), "")),
    }
    status = 422 if form.errors else 200
    return render(request, "applications/apply/new.html", context, status=status)


def _next(draft: Application, begun: Beginning) -> str:
    """Return where a new draft goes on: to the measure that was found, to earlier answers, or to
    the overview, from which both can be reached."""
    if query := begun.measure_query(draft.zone):
        return f"{reverse('apply_measures', args=[draft.pk])}?{query}"
    has_earlier_answers = any(not offer.taken for offer in carrying.offers(draft))
    return reverse("apply_carry" if has_earlier_answers else "apply_draft", args=[draft.pk])


def _is_empowered(request: HttpRequest, zone: Zone, form: NewForm) -> bool:
    chosen = form.cleaned_data
    wanted = Application(zone=zone, company=chosen["company"], procedure=chosen["procedure"])
    if scope.may(request.user, Act.DRAFT, wanted):
        return True
    form.add_error(
        "company",
        _(
            "Your power of attorney from this company does not reach this zone or procedure. "
            "Choose another, or ask the company for a power that names it."
        ),
    )
    return False


def _draft(
    request: HttpRequest, zone: Zone, chosen: dict[str, Any], begun: Beginning
) -> Application:
    # A second click, or a second try, leads to the same draft.
    same = Application.objects.filter(
        zone=zone, status="draft", channel=Channel.ONLINE, **chosen
    ).order_by("pk")
    with transaction.atomic():
        draft = same.first() or Application.objects.create(
            zone=zone, created_by=request.user, **chosen
        )
        tie(begun, draft)
    return draft
