"""Public pages of a review and of a snapshot. They read frozen rows only."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.hourly import too_many
from casework.transitions import Blocked
from kpis import reviewing
from kpis.forms import CommentForm
from kpis.models import EvidenceReview, Snapshot
from kpis.plan import digest
from kpis.workflow import ReviewStatus

COMMENTS_AN_HOUR, HOUR = 5, 3600
FINDINGS = (ReviewStatus.PUBLIC_COMMENT, ReviewStatus.DECIDED, ReviewStatus.IMPLEMENTED)


def frozen_chart(snapshot: Snapshot) -> dict[str, Any]:
    """Return a snapshot's chart for chart_figure.html; its drawing was made by this console."""
    chart = snapshot.content["chart"]
    links = {
        "json": f"{snapshot.get_absolute_url()[:-1]}.json",
        "permalink": snapshot.get_absolute_url(),
    }
    return {
        **chart,
        "id": f"s-{snapshot.slug}",
        "svg": mark_safe(chart["svg"]),  # noqa: S308
        "links": links,
    }


def find(number: str) -> EvidenceReview:
    """Return a public review with all that its page shows, else 404."""
    return get_object_or_404(EvidenceReview.objects.public().for_page().numbered(number))


def show(
    request: HttpRequest, review: EvidenceReview, form: CommentForm, status: int = 200
) -> HttpResponse:
    """Render the public page: the draft only once the public is asked."""
    is_open = review.status in FINDINGS or bool(review.verdicts.all())
    verdicts = list(review.verdicts.all())
    cited = [c.snapshot for c in verdicts[-1].citations.all()] if verdicts else []
    shown = cited if review.verdict else (list(review.snapshots.all()) if is_open else [])
    context = {
        "review": review,
        "verdicts": verdicts,
        "charts": [frozen_chart(snapshot) for snapshot in shown],
        "shows_findings": is_open,
        "may_comment": reviewing.may_comment(review),
        "form": form,
        "breadcrumbs": [
            {"label": _("Public register"), "url": "/register/"},
            {"label": review.number},
        ],
    }
    return render(request, "kpis/register_review.html", context, status=status)


def review(request: HttpRequest, number: str) -> HttpResponse:
    """Show a review to anyone, from the registered plan to the verdict."""
    return show(request, find(number), CommentForm())


@require_POST
def comment(request: HttpRequest, number: str) -> HttpResponse:
    """Take a comment from anyone; no account is asked for."""
    found = find(number)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return show(request, found, form, status=422)
    if too_many(request, "comment", most=COMMENTS_AN_HOUR):
        form.add_error(
            None,
            _("At most %(number)d comments an hour are taken from one address. Try again later.")
            % {"number": COMMENTS_AN_HOUR},
        )
        return show(request, found, form, status=429)
    try:
        reviewing.comment(found, **form.cleaned_data)
    except Blocked as blocked:
        form.add_error(None, blocked.reasons[0])
        return show(request, found, form, status=422)
    return redirect(f"{found.public_url}#comments")


def snapshot(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a frozen view, and whether its content still gives its hash."""
    found = get_object_or_404(Snapshot.objects.select_related("zone", "indicator"), slug=slug)
    context = {
        "snapshot": found,
        "chart": frozen_chart(found),
        "is_intact": digest(found.content) == found.sha256,
        "breadcrumbs": [{"label": _("Snapshot %(slug)s") % {"slug": found.slug}}],
    }
    return render(request, "kpis/snapshot.html", context)


def snapshot_file(_request: HttpRequest, slug: str, ext: str) -> HttpResponse:
    """Hand out the frozen content as JSON, exactly what the hash covers."""
    if ext != "json":
        raise Http404
    found = get_object_or_404(Snapshot, slug=slug)
    body = {"sha256": found.sha256, "made_at": found.made_at, "content": found.content}
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})
