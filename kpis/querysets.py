"""Questions about reviews."""

import re
from typing import Any

from django.db import models
from django.db.models import Q

from kpis.workflow import PUBLISHED, ReviewStatus
from zones.models.organisations import OrganisationKind, current_memberships

NATIONAL = (OrganisationKind.CABINET, OrganisationKind.COMMITTEE)
NUMBER = re.compile(r"^ER-(\d{4})-(\d{4,18})$")


class ReviewQuerySet(models.QuerySet):
    """Evidence reviews."""

    def visible_to(self, user: Any) -> "ReviewQuerySet":
        """Return the reviews of the user's offices; the Cabinet Office and the committee see all."""
        memberships = current_memberships(user)
        if any(m.organisation.kind in NATIONAL for m in memberships):
            return self.all()
        offices = {m.organisation_id for m in memberships}
        return self.filter(
            Q(zone__lead__in=offices) | Q(regulator__in=offices) | Q(authority__in=offices)
        )

    def public(self) -> "ReviewQuerySet":
        """Return the reviews that anyone may read: from the registered plan on."""
        return self.filter(status__in=PUBLISHED)

    def ended(self) -> "ReviewQuerySet":
        """Return the reviews that ended in a verdict."""
        return self.filter(status__in=[ReviewStatus.DECIDED, ReviewStatus.IMPLEMENTED])

    def numbered(self, number: str) -> "ReviewQuerySet":
        """Return the review of a public number such as ER-2026-0001; none when it is malformed."""
        found = NUMBER.match(number)
        if not found:
            return self.none()
        return self.filter(opened_on__year=int(found[1]), pk=int(found[2]))

    def for_list(self) -> "ReviewQuerySet":
        """Return reviews, the newest first, with what a list shows."""
        return self.select_related("zone", "regulator", "exemption__holder").order_by("-pk")

    def for_work(self) -> "ReviewQuerySet":
        """Return reviews that wait for something, with whether answers and replies are there."""
        related = {
            name: self.model._meta.get_field(name).related_model._base_manager.filter(
                review=models.OuterRef("pk"), round=models.OuterRef("round")
            )
            for name in ("harm_claims", "comments")
        }
        return (
            self.exclude(status=ReviewStatus.IMPLEMENTED)
            .select_related("zone", "exemption")
            .annotate(
                is_answered=models.Exists(related["harm_claims"]),
                has_open_comments=models.Exists(related["comments"].filter(status="open")),
            )
            .order_by("-pk")
        )

    def for_page(self) -> "ReviewQuerySet":
        """Return reviews with everything their page shows."""
        return self.select_related(
            "zone__lead", "regulator", "authority", "exemption__holder", "drafted_by"
        ).prefetch_related(
            "indicators", "snapshots", "harm_claims", "comments", "verdicts__citations__snapshot"
        )


class CommentQuerySet(models.QuerySet):
    """Public comments on reviews."""

    def visible_to(self, user: Any) -> "CommentQuerySet":
        """Return the comments on reviews that the user may see."""
        from kpis.models.reviews import EvidenceReview  # noqa: PLC0415

        return self.filter(review__in=EvidenceReview.objects.visible_to(user))
