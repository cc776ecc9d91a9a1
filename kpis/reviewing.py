"""What opens a review, changes its plan, and takes comments: writes that are no steps."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from casework import clock
from casework.transitions import Blocked, touch
from kpis.models import EvidenceReview, Indicator, ReviewComment
from kpis.workflow import ReviewStatus
from zones.roles import is_zone_administrator

PLAN_FIELDS = ("question", "baseline", "comparison", "method", "threshold")


def open_review(
    *, exemption: Any, regulator: Any, actor: Any, indicators: Iterable[Indicator] = (), **plan: str
) -> EvidenceReview:
    """Open the review of an exemption; ``plan`` takes question, baseline, comparison, method, threshold.

    Only an administrator of the zone may; one review at a time per exemption. Raises
    PermissionDenied and Blocked.
    """
    if not is_zone_administrator(exemption, actor):
        raise PermissionDenied
    with transaction.atomic():
        exemption = type(exemption).objects.select_for_update(of=("self",)).get(pk=exemption.pk)
        if exemption.reviews.exclude(status=ReviewStatus.IMPLEMENTED).exists():
            raise Blocked([_("This exemption already has a review that is not closed.")])
        review = EvidenceReview.objects.create(
            exemption=exemption,
            zone=exemption.zone,
            regulator=regulator,
            authority=exemption.authority,
            **{name: plan.get(name, "") for name in PLAN_FIELDS},
        )
        review.indicators.set(indicators)
        return review


def change_plan(
    review: EvidenceReview,
    *,
    version: int,
    actor: Any,
    indicators: Iterable[Indicator],
    **plan: str,
) -> EvidenceReview:
    """Change a plan that is still being designed. Raises Stale, Blocked, PermissionDenied."""
    if not is_zone_administrator(review, actor):
        raise PermissionDenied
    if review.status != ReviewStatus.DESIGNING:
        raise Blocked([_("A registered plan is frozen.")])
    with transaction.atomic():
        changed = touch(review, version=version, **{name: plan[name] for name in PLAN_FIELDS})
        changed.indicators.set(indicators)
        return changed


def may_comment(review: EvidenceReview) -> bool:
    """Tell whether the public may comment today."""
    return (
        review.status == ReviewStatus.PUBLIC_COMMENT
        and review.comment_due_on is not None
        and clock.today() <= review.comment_due_on
    )


def comment(review: EvidenceReview, *, name: str, body: str) -> ReviewComment:
    """Take a public comment; Blocked outside the period."""
    with transaction.atomic():
        locked = EvidenceReview.objects.select_for_update(of=("self",)).get(pk=review.pk)
        if not may_comment(locked):
            raise Blocked([_("Comments on this review are not open.")])
        return locked.comments.create(
            round=locked.round, name=name.strip(), body=body.strip(), made_at=clock.now()
        )
