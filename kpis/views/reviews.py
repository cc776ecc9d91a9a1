"""The office's pages of evidence reviews; ``console.console_urls`` lets only office people in."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications import origins
from applications.models import Exemption
from casework import audit, clock
from casework.transitions import Blocked, Stale, steps_for
from casework.views import StepView
from kpis import reviewing, snapshots
from kpis.forms import COMMENT_STEP_FORMS, STEP_FORMS, AsOfForm, OpenReviewForm, PlanForm
from kpis.models import EvidenceReview, Indicator, ReviewComment
from kpis.views.register import frozen_chart
from kpis.work import due_on
from kpis.workflow import ReviewStatus
from zones.models import Zone
from zones.models.zone import PUBLIC
from zones.roles import is_zone_administrator

PAGE = 25
STEPS = (
    ReviewStatus.REGISTERED,
    ReviewStatus.COLLECTING,
    ReviewStatus.DRAFTED,
    ReviewStatus.OBJECTION,
    ReviewStatus.PUBLIC_COMMENT,
    ReviewStatus.DECIDED,
    ReviewStatus.IMPLEMENTED,
)


def reviews(request: HttpRequest) -> HttpResponse:
    """List the reviews of the person's offices, newest first, by keyset."""
    found = EvidenceReview.objects.visible_to(request.user).for_list()
    status, after = request.GET.get("status", ""), request.GET.get("after", "")
    if status in ReviewStatus.values:
        found = found.filter(status=status)
    if after.isdigit():
        found = found.filter(pk__lt=int(after))
    rows = list(found[: PAGE + 1])
    more = len(rows) > PAGE
    rows = rows[:PAGE]
    state = f"status={status}&" if status in ReviewStatus.values else ""
    context = {
        "rows": [{"review": review, "due_on": due_on(review)} for review in rows],
        "tabs": tabs(status),
        "next": f"?{state}after={rows[-1].pk}" if more else "",
        "breadcrumbs": [{"label": _("Evidence and verdicts")}],
    }
    return render(request, "kpis/reviews.html", context)


def tabs(status: str) -> list[dict[str, Any]]:
    """Return one tab per state, and one for all."""
    entries = [{"label": _("All"), "url": "?", "current": status not in ReviewStatus.values}]
    return entries + [
        {"label": one.label, "url": f"?status={one.value}", "current": status == one.value}
        for one in ReviewStatus
    ]


def timeline(review: EvidenceReview) -> list[dict[str, Any]]:
    """Return the way of a review from its trail: what was done when and by whom."""
    return [
        {
            "time": f"{entry.at.astimezone(clock.JST):%Y-%m-%d %H:%M}",
            "title": ReviewStatus(entry.target).label,
            "text": f"{entry.actor_organisation} {entry.actor_name}".strip(),
        }
        for entry in audit.trail(review)
    ]


def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a review with its steps, plan, evidence, comments and trail."""
    found = get_object_or_404(EvidenceReview.objects.visible_to(request.user).for_page(), pk=pk)
    is_administrator = is_zone_administrator(found, request.user)
    context = {
        "review": found,
        "steps": [(step, step_url(found, step.name)) for step in steps_for(found, request.user)],
        "charts": [frozen_chart(snapshot) for snapshot in found.snapshots.all()],
        "may_edit": found.status == ReviewStatus.DESIGNING and is_administrator,
        "comments": [
            (one, reverse("console:comment_step", args=[one.pk, "answer"]))
            for one in found.comments.all()
        ],
        "timeline": timeline(found),
        "due_on": due_on(found),
        "breadcrumbs": [
            {"label": _("Evidence and verdicts"), "url": reverse("console:reviews")},
            {"label": found.number},
        ],
    }
    return render(request, "kpis/review.html", context)


class ReviewStep(StepView):
    """One step of a review."""

    model = EvidenceReview
    forms = STEP_FORMS


class CommentStep(StepView):
    """The reply to a comment."""

    model = ReviewComment
    forms = COMMENT_STEP_FORMS


def step_url(review: EvidenceReview, step: str) -> str:
    """Return the address of a step's screen."""
    return reverse("console:review_step", args=[review.pk, step])


def plan_page(
    request: HttpRequest, form: PlanForm, title: str, back: str, **extra: Any
) -> HttpResponse:
    """Render the form of a plan."""
    context = {
        "form": form,
        "title": title,
        "back_url": back,
        "breadcrumbs": [
            {"label": _("Evidence and verdicts"), "url": reverse("console:reviews")},
            {"label": title},
        ],
        **extra,
    }
    return render(request, "kpis/plan_form.html", context, status=422 if form.errors else 200)


def open_review(request: HttpRequest, exemption_pk: int) -> HttpResponse:
    """Open the review of an exemption with its plan."""
    found = Exemption.objects.visible_to(request.user).select_related(
        "measure__standard_use__standard"
    )
    exemption = get_object_or_404(found, pk=exemption_pk)
    if not is_zone_administrator(exemption, request.user):
        raise PermissionDenied
    design = origins.design_of(exemption)
    initial = {**(design or {}), "regulator": exemption.authority_id}
    form = OpenReviewForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = reviewing.open_review(
                exemption=exemption,
                regulator=form.cleaned_data["regulator"],
                actor=request.user,
                indicators=form.cleaned_data["indicators"],
                **form.plan(),
            )
            return redirect(made.get_absolute_url())
        except Blocked as blocked:
            form.add_error(None, blocked.reasons[0])
    return plan_page(
        request,
        form,
        _("Open an evidence review"),
        exemption.get_absolute_url(),
        exemption=exemption,
        design=design,
    )


def edit_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a plan that is not registered yet."""
    found = get_object_or_404(EvidenceReview.objects.visible_to(request.user), pk=pk)
    if not is_zone_administrator(found, request.user):
        raise PermissionDenied
    initial = {name: getattr(found, name) for name in reviewing.PLAN_FIELDS}
    form = PlanForm(request.POST or None, initial={**initial, "indicators": found.indicators.all()})
    version, stale = request.POST.get("version", ""), False
    if request.method == "POST" and form.is_valid():
        try:
            reviewing.change_plan(
                found,
                version=int(version) if version.isdigit() else -1,
                actor=request.user,
                indicators=form.cleaned_data["indicators"],
                **form.plan(),
            )
            return redirect(found.get_absolute_url())
        except Stale:
            stale = True
        except Blocked as blocked:
            form.add_error(None, blocked.reasons[0])
    found.refresh_from_db()
    answer = plan_page(
        request,
        form,
        _("Change the plan"),
        found.get_absolute_url(),
        seen_version=found.version,
        stale=stale,
    )
    answer.status_code = 409 if stale else answer.status_code
    return answer


@require_POST
def make_snapshot(request: HttpRequest) -> HttpResponse:
    """Freeze the view of an indicator as of a day and show it."""
    zone = get_object_or_404(
        Zone.objects.filter(status__in=PUBLIC), slug=request.POST.get("zone", "")
    )
    indicator = get_object_or_404(Indicator, pk=request.POST.get("indicator", ""))
    town = request.POST.get("municipality", "")
    place = get_object_or_404(zone.municipalities, pk=town) if town else None
    form = AsOfForm({"as_of": request.POST.get("as_of", "")})
    if not form.is_valid():
        raise Blocked(form.errors["as_of"])
    made = snapshots.freeze(
        zone=zone,
        indicator=indicator,
        municipality=place,
        as_of=form.cleaned_data["as_of"],
        actor=request.user,
    )
    return redirect(made.get_absolute_url())
