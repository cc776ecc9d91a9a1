"""Who may see which registration, and what lists ask."""

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Q

from casework import clock
from zones.models.organisations import OfficeRole, current_memberships
from zones.search import fold

# A reader or an evidence reviewer needs figures, not names (個人情報保護法 第61条).
HANDLING = (OfficeRole.ADMINISTRATOR, OfficeRole.EXAMINER, OfficeRole.APPROVER)


def handling_offices(user: Any) -> set[int]:
    """Return the offices in which the user may see residents' personal data today."""
    return {m.organisation_id for m in current_memberships(user) if m.role in HANDLING}


class RegistrationQuerySet(models.QuerySet):
    """Questions about registrations."""

    def visible_to(self, user: Any) -> "RegistrationQuerySet":
        """Return the person's own, and those of zones whose lead office the person works in."""
        if getattr(user, "pk", None) is None:
            return self.none()
        own = Q(resident__user=user)
        return self.filter(own | Q(zone__lead__in=handling_offices(user)))

    def handled_by(self, user: Any) -> "RegistrationQuerySet":
        """Return those of zones whose lead office the person works in."""
        return self.filter(zone__lead__in=handling_offices(user))

    def of(self, user: Any) -> "RegistrationQuerySet":
        """Return the person's own, latest first, with what the resident's pages show."""
        return (
            self.filter(resident__user=user)
            .select_related("zone__resident_scheme", "municipality", "resident")
            .prefetch_related("periods")
            .order_by("-applied_at", "-pk")
        )

    def for_list(self) -> "RegistrationQuerySet":
        """Return what the office's list shows, latest first."""
        return self.select_related("zone", "resident").prefetch_related("periods").order_by("-pk")

    def in_full(self) -> "RegistrationQuerySet":
        """Return what one registration's page and rules read."""
        return self.select_related(
            "zone__resident_scheme",
            "municipality",
            "resident__residence_prefecture",
            "resident__residence_municipality",
            "duplicate_of__resident",
        ).prefetch_related("periods")

    def matching(self, text: str) -> "RegistrationQuerySet":
        """Keep those that hold every word in name, kana or number, whatever width or kana script."""
        found = self
        for word in text.split():
            part = fold(word)
            found = found.filter(
                Q(resident__name_folded__contains=part)
                | Q(resident__kana_folded__contains=part)
                | Q(number__contains=word.upper())
            )
        return found

    def waiting_for_office(self) -> "RegistrationQuerySet":
        """Return provisional ones that a clerk must settle: a likeness, or a person without an account."""
        return self.filter(status="provisional").filter(
            Q(duplicate_of__isnull=False) | Q(resident__user=None)
        )

    def due_for_lapse(self, on: date | None = None) -> "RegistrationQuerySet":
        """Return open ones whose validity and days of grace are over."""
        from digitalresidents.terms import RENEWAL_GRACE_DAYS  # noqa: PLC0415

        day = (on or clock.today()) - timedelta(days=RENEWAL_GRACE_DAYS)
        return self.filter(status__in=("basic", "premium", "suspended"), valid_until__lt=day)


class ActivityProofQuerySet(models.QuerySet):
    """Questions about proofs of activity."""

    def visible_to(self, user: Any) -> "ActivityProofQuerySet":
        """Return the person's own, and those of the person's office."""
        if getattr(user, "pk", None) is None:
            return self.none()
        own = Q(registration__resident__user=user)
        return self.filter(own | Q(registration__zone__lead__in=handling_offices(user)))

    def handled_by(self, user: Any) -> "ActivityProofQuerySet":
        """Return those of zones whose lead office the person works in."""
        return self.filter(registration__zone__lead__in=handling_offices(user))
