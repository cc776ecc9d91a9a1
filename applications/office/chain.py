"""The office's pages of the decision chain: proposals with their stamps, and delays."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from applications import proposals, roles
from applications.codes import Outcome, ReasonCode
from applications.criteria import criteria_of
from applications.models import DelayNotice, Proposal, RequestedMeasure
from applications.office import chain_forms, scope
from applications.rules import proposal as rules
from casework import audit, clock
from casework.changes import note
from casework.differences import limbs
from casework.labels import describe
from casework.transitions import steps_for
from casework.views import StepView
from zones.roles import holds


def _measure(request: HttpRequest, pk: int) -> RequestedMeasure:
    inside = scope.office_applications(request.user).values("pk")
    found = RequestedMeasure.objects.filter(application__in=inside).select_related(
        "authority",
        "application__zone__lead",
        "application__company",
        "application__procedure",
        "application__examiner",
    )
    return get_object_or_404(found, pk=pk)


def _crumbs(application: Any, here: str) -> list[dict[str, str]]:
    return [
        {"label": str(application), "url": application.get_absolute_url()},
        {"label": here, "url": ""},
    ]


def may_propose(measure: Any, user: Any) -> bool:
    """Tell whether the user may draft a proposal on a measure."""
    return roles.is_drafter(Proposal(measure=measure), user)


def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft a proposal (起案) on a measure; an open one is shown instead."""
    measure = _measure(request, pk)
    if not may_propose(measure, request.user):
        raise PermissionDenied
    if (live := measure.proposals.live().first()) is not None:
        return redirect(live.get_absolute_url())
    bound = {"data": request.POST} if request.method == "POST" else {}
    form = chain_forms.ProposeForm(case=measure, user=request.user, **bound)
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        return redirect(_draft(request, measure, form).get_absolute_url())
    context = {
        "form": form,
        "measure": measure,
        "label": _("Draft a proposal"),
        "subject": f"{measure.application}（{measure}）",
        "base": "base_console.html",
        "back_url": measure.get_absolute_url(),
        "breadcrumbs": _crumbs(measure.application, _("Draft a proposal")),
        "reasons": [] if measure.status == "pending" else [str(rules.measure_is_pending.reason)],
    }
    status = 422 if form.errors else 200
    return render(request, "applications/office/propose.html", context, status=status)


def _draft(request: HttpRequest, measure: RequestedMeasure, form: Any) -> Proposal:
    content = proposals.content_of(form.inputs())
    office = _drafting_office(measure, request.user)
    try:
        with transaction.atomic():
            proposal = Proposal.objects.create(
                measure=measure,
                content=content,
                content_hash=proposals.digest_of(content),
                note=form.cleaned_data["note"],
                drafted_by=request.user,
                drafted_by_name=request.user.get_full_name(),
                drafting_office_id=office,
                drafted_at=clock.now(),
            )
            for position, (kind, organisation) in enumerate(form.lines(), start=1):
                proposal.lines.create(position=position, kind=kind, organisation_id=organisation)
            audit.append(
                proposal,
                step="draft",
                source="",
                actor=request.user,
                role="drafter",
                basis="当該機関の文書管理規則・事務決裁規程",
                inputs={"content_hash": proposal.content_hash},
                record=("content_hash",),
            )
            note(proposal)
    except IntegrityError:  # a second click: the one that is open
        return measure.proposals.live().get()
    return proposal


def _drafting_office(measure: RequestedMeasure, user: Any) -> int:
    offices = (measure.application.examining_office_id, measure.authority_id)
    return next(o for o in offices if o and holds(user, o, *roles.EXAMINERS))


def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a proposal as the paper that goes round: content, lines, stamps."""
    case = get_object_or_404(Proposal.objects.visible_to(request.user).for_page(), pk=pk)
    get_object_or_404(scope.office_applications(request.user), pk=case.measure.application_id)
    content = case.content
    words = {c.code: c.label for c in criteria_of(case.measure.application)}
    context = {
        "proposal": case,
        "measure": case.measure,
        "application": case.measure.application,
        "outcome": Outcome(content["outcome"]).label if content.get("outcome") else "",
        "criteria": [
            {**c, "label": words.get(c["code"], c["code"])} for c in content.get("criteria", [])
        ],
        "reasons": [dict(ReasonCode.choices).get(c, c) for c in content.get("reason_codes", [])],
        "content": proposals.inputs_of(content),
        "limbs": limbs_of(case),
        "boxes": boxes_of(case),
        "steps": steps_for(case, request.user),
        "trail": describe(audit.trail(case)),
        "breadcrumbs": _crumbs(case.measure.application, _("Proposal")),
    }
    return render(request, "applications/office/proposal.html", context)


def limbs_of(case: Proposal) -> list[Any]:
    """Return the text asked beside the text proposed, sentence by sentence; none for a refusal."""
    content = case.content
    if content.get("outcome") == Outcome.REFUSED:
        return []
    granted = content.get("text_granted") if content.get("outcome") == "with_changes" else None
    return limbs(case.measure.text_asked, granted or case.measure.text_asked)


def boxes_of(case: Proposal) -> list[dict[str, Any]]:
    """Return the stamp boxes: the drafter's, then every line with its stamp and the void ones."""
    drafter = {
        "label": _("Drafter"),
        "office": case.drafting_office.name,
        "name": case.drafted_by_name,
        "at": case.drafted_at,
        "mode": "",
        "void": [],
    }
    boxes = [drafter]
    for line in case.ordered_lines():
        stamp = line.valid_stamp(case.content_hash)
        after = [s for s in line.stamps.all() if s.mode == "afterwards"]
        boxes.append(
            {
                "label": line.get_kind_display(),
                "office": line.organisation.name,
                "name": stamp.name if stamp else "",
                "at": stamp.stamped_at if stamp else None,
                "mode": stamp.get_mode_display() if stamp and stamp.mode != "own" else "",
                "on_behalf_of": stamp.on_behalf_of if stamp else "",
                "comment": stamp.comment if stamp else "",
                "void": line.void_stamps(case.content_hash),
                "after": after,
            }
        )
    return boxes


class ProposalStep(StepView):
    """A step on a proposal."""

    model = Proposal
    forms = chain_forms.PROPOSAL_FORMS

    def get_case(self, request: HttpRequest, pk: int) -> Any:
        """Return a proposal of the person's offices, else 404."""
        seen = scope.office_applications(request.user).values("pk")
        found = Proposal.objects.visible_to(request.user).filter(measure__application__in=seen)
        return get_object_or_404(found.for_page(), pk=pk)


class DelayStep(StepView):
    """A step on a notice of delay."""

    model = DelayNotice
    forms = chain_forms.DELAY_FORMS

    def get_case(self, request: HttpRequest, pk: int) -> Any:
        """Return a notice on an application that concerns the person's offices, else 404."""
        seen = scope.office_applications(request.user).values("pk")
        found = DelayNotice.objects.filter(application__in=seen).select_related(
            "application__zone__lead", "application__company", "opinion__organisation"
        )
        return get_object_or_404(found, pk=pk)

    def subject_of(self, case: Any) -> str:
        """Return the application and what is late."""
        return f"{case.application}（{case.subject()}）"
