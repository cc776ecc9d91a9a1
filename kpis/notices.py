"""Notices that the steps of a review put into the outbox."""

from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from casework import clock
from casework.calendar import wareki
from casework.outbox import Draft
from kpis.effects import COMMENT, OBJECTION
from zones.models.organisations import Membership, OfficeRole, OrganisationKind


def people_of(**office: Any) -> tuple[Any, ...]:
    """Return the active people who hold a role in offices today, e.g. organisation_id=…, role__in=…"""
    held = Membership.objects.current().filter(**office)
    people = get_user_model().objects.filter(is_active=True, memberships__in=held)
    return tuple(people.distinct().order_by("pk"))


def regulators(review: Any) -> tuple[Any, ...]:
    """Return those who speak for the regulating office."""
    roles = (OfficeRole.REVIEWER, OfficeRole.APPROVER)
    return people_of(organisation_id=review.regulator_id, role__in=roles)


def administrators(review: Any) -> tuple[Any, ...]:
    """Return the zone's administrators."""
    return people_of(organisation_id=review.zone.lead_id, role=OfficeRole.ADMINISTRATOR)


def judges(_review: Any) -> tuple[Any, ...]:
    """Return the evidence reviewers of the Cabinet Office."""
    return people_of(organisation__kind=OrganisationKind.CABINET, role=OfficeRole.REVIEWER)


def _draft(review: Any, kind: str, subject: str, body: str, to: tuple[Any, ...]) -> Draft:
    return Draft(kind, subject, body, to, review.get_absolute_url())


def objection_opened(review: Any, _actor: Any, _inputs: dict[str, Any]) -> list[Draft]:
    """Ask the regulating office whether the measure does harm."""
    subject = _("Review %(number)s: does the measure do harm?") % {"number": review.number}
    body = _(
        "The draft of review %(number)s (%(zone)s) is before you. If the measure does harm, show it with "
        "evidence by %(day)s. If nothing is received, it is recorded that no harm was shown."
    ) % {"number": review.number, "zone": review.zone, "day": wareki(clock.today() + OBJECTION)}
    return [_draft(review, "review_objection", subject, body, regulators(review))]


def answered(review: Any, _actor: Any, _inputs: dict[str, Any]) -> list[Draft]:
    """Tell the zone that the regulating office has answered."""
    subject = _("Review %(number)s: the regulating office has answered") % {"number": review.number}
    body = _("%(office)s has answered in review %(number)s. The public can now be asked.") % {
        "office": review.regulator,
        "number": review.number,
    }
    return [_draft(review, "review_answered", subject, body, administrators(review))]


def comment_opened(review: Any, _actor: Any, _inputs: dict[str, Any]) -> list[Draft]:
    """Tell the reviewers when the verdict will be theirs to give."""
    subject = _("Review %(number)s: public comments are open") % {"number": review.number}
    body = _(
        "Anyone may comment on review %(number)s (%(zone)s) until %(day)s. The verdict can be given after that."
    ) % {"number": review.number, "zone": review.zone, "day": wareki(clock.today() + COMMENT)}
    return [_draft(review, "review_comment", subject, body, judges(review))]


def decided(review: Any, _actor: Any, _inputs: dict[str, Any]) -> list[Draft]:
    """Tell the zone and the regulating office that there is a verdict."""
    subject = _("Review %(number)s: the verdict is given") % {"number": review.number}
    body = _(
        "The verdict of review %(number)s (%(zone)s) is given. Its reasons are on the page."
    ) % {
        "number": review.number,
        "zone": review.zone,
    }
    people = (*administrators(review), *regulators(review))
    return [_draft(review, "review_decided", subject, body, people)]


def extended(review: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """Tell the zone until when evidence is collected once more."""
    subject = _("Review %(number)s: evidence is collected once more") % {"number": review.number}
    until = inputs.get("until")
    body = _("Review %(number)s could not be judged. Evidence is collected until %(day)s.") % {
        "number": review.number,
        "day": wareki(until) if until else "－",
    }
    return [_draft(review, "review_extended", subject, body, administrators(review))]
