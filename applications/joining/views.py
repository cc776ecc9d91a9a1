"""Joining calls, proposing plans and winding down: the company's page and the office's."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from applications.apply import scope
from applications.apply.crumbs import crumbs
from applications.joining import forms
from applications.models import CallEntry, Company, WindDown, ZoneProposal
from casework.fsm import Case
from casework.transitions import Blocked, perform, steps_for
from casework.views import StepForm, StepView
from zones.models import Call

KINDS: dict[str, tuple[type[Case], dict[str, type[StepForm]]]] = {
    "entry": (CallEntry, forms.ENTRY_FORMS),
    "proposal": (ZoneProposal, forms.PROPOSAL_FORMS),
    "wind-down": (WindDown, forms.WIND_DOWN_FORMS),
}
SHOWN = 50


def _rows(cases: Any, user: Any, kind: str) -> list[dict[str, Any]]:
    return [{"case": one, "kind": kind, "steps": steps_for(one, user)} for one in cases]


def apply_joining(request: HttpRequest) -> HttpResponse:
    """List what the user's companies joined and proposed, and what is to be wound down."""
    user = request.user
    mine = Company.objects.visible_to(user).values("pk")
    entries = CallEntry.objects.filter(company__in=mine).select_related("call__zone", "company")
    proposals = ZoneProposal.objects.filter(company__in=mine).select_related("office", "company")
    winding = WindDown.objects.filter(exemption__holder__in=mine).select_related(
        "exemption__zone", "exemption__application", "exemption__holder"
    )
    context = {
        "entries": _rows(entries.order_by("-pk")[:SHOWN], user, "entry"),
        "proposals": _rows(proposals[:SHOWN], user, "proposal"),
        "wind_downs": _rows(winding[:SHOWN], user, "wind-down"),
        "may_propose": bool(scope.filing_companies(user)),
        "breadcrumbs": crumbs((_("Calls and proposals"), "")),
    }
    return render(request, "applications/joining/mine.html", context)


class CompanySide(StepView):
    """A company's step on an entry, a proposal or a plan to wind down."""

    base = "base.html"
    kind = ""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Take the kind of case from the address."""
        self.kind = kwargs.pop("kind", self.kind)
        if self.kind not in KINDS:
            raise Http404
        self.model, self.forms = KINDS[self.kind]
        return super().dispatch(request, *args, **kwargs)

    def get_case(self, request: HttpRequest, pk: int) -> Case:
        """Return the case of one of the user's companies, else 404."""
        companies = Company.objects.visible_to(request.user).values("pk")
        owner = "exemption__holder__in" if self.kind == "wind-down" else "company__in"
        return get_object_or_404(self.model._default_manager.filter(**{owner: companies}), pk=pk)

    def address_of(self, case: Any) -> str:
        """Return the company's page."""
        return str(case.company_url())

    def breadcrumbs(self, case: Case, step: str) -> list[dict[str, Any]]:
        """Return the way back."""
        return crumbs(
            (_("Calls and proposals"), reverse("apply_joining")), (self.label_of(step), "")
        )

    def drafts(self, case: Case, transition: Any, user: Any, form: StepForm) -> list[Any]:
        """Officials' addresses are not shown to companies."""
        return []


class Beginning(CompanySide):
    """What begins with its first step: the case is written with it, or not at all."""

    first = ""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Take the first step of the kind; only who files for a company may begin."""
        kwargs.setdefault("pk", 0)
        if not scope.filing_companies(request.user):
            if Company.objects.visible_to(request.user).exists():
                raise PermissionDenied
            return redirect("apply_company")
        return super().dispatch(request, *args, step=self.first, **kwargs)

    def company(self, request: HttpRequest) -> Company:
        """Return the company for which the user begins: the one named, else the first."""
        own = Company.objects.filter(pk__in=scope.filing_companies(request.user)).order_by("pk")
        asked = request.GET.get("company", "")
        return (own.filter(pk=asked).first() if asked.isdecimal() else None) or own[0]

    def post(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        """Write the case and take its first step, both or neither."""
        case: Any = self.get_case(request, pk)
        form = self.make_form(request, case, step, data=request.POST)
        if not form.is_valid() or "preview" in request.POST:
            return self.show(request, case, step, form, previewed=form.is_valid())
        try:
            with transaction.atomic():
                if case.pk is None:
                    case.save()
                perform(case, step, actor=request.user, version=case.version, **form.inputs())
        except Blocked as blocked:
            case = self.get_case(request, pk)
            return self.show(request, case, step, form, reasons=blocked.reasons)
        messages.success(request, _("Done: %(step)s") % {"step": self.label_of(step)})
        return redirect("apply_joining")


class JoinCall(Beginning):
    """Join a call that is public."""

    kind, first = "entry", "join"

    def get_case(self, request: HttpRequest, pk: int) -> Case:
        """Return the company's entry to the call, written now or withdrawn before."""
        call = get_object_or_404(Call.objects.published().select_related("zone"), pk=pk)
        company = self.company(request)
        found = CallEntry.objects.filter(call=call, company=company).first()
        return found or CallEntry(call=call, company=company)

    def get(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        """Show the form; lead whoever has joined already to their entries."""
        case: Any = self.get_case(request, pk)
        if case.status not in ("written", "withdrawn"):
            return redirect("apply_joining")
        return super().get(request, pk, step)

    def subject_of(self, case: Any) -> str:
        """Return the title of the call."""
        return str(case.call.title)


class NewProposal(Beginning):
    """Propose a plan to a town."""

    kind, first = "proposal", "submit"

    def get_case(self, request: HttpRequest, pk: int) -> Case:
        """Return a proposal that is not written yet."""
        return ZoneProposal(company=self.company(request))


def zone_proposals(request: HttpRequest) -> HttpResponse:
    """List what companies proposed to the user's offices, and the plans to wind down there."""
    user = request.user
    proposals = ZoneProposal.objects.visible_to(user).exclude(status="written")
    winding = WindDown.objects.visible_to(user).exclude(status="dropped")
    context = {
        "proposals": _rows(
            proposals.select_related("company", "office").order_by("-pk")[:SHOWN], user, "proposal"
        ),
        "wind_downs": _rows(
            winding.select_related("exemption__zone", "exemption__holder")[:SHOWN],
            user,
            "wind-down",
        ),
        "breadcrumbs": [{"label": _("Proposals of companies"), "url": ""}],
    }
    return render(request, "applications/joining/office.html", context)


class OfficeSide(StepView):
    """An office's step on an entry, a proposal, or a plan to wind down."""

    kind = ""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Use the model and the forms of the kind."""
        self.model, self.forms = KINDS[self.kind]
        return super().dispatch(request, *args, **kwargs)

    @staticmethod
    def back(case: Any) -> str:
        """Return the office's page."""
        return str(case.get_absolute_url())
