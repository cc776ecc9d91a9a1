"""Who is told of a zone's steps: its office, the Cabinet Office, the ministries, the prefecture."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.calendar import wareki
from casework.outbox import Draft
from zones.models.organisations import Membership, OfficeRole, OrganisationKind

WORKING = (OfficeRole.ADMINISTRATOR, OfficeRole.EXAMINER, OfficeRole.APPROVER)
NATIONAL = (OfficeRole.EXAMINER, OfficeRole.APPROVER, OfficeRole.REVIEWER)


def people(where: Q, *roles: str) -> tuple[Any, ...]:
    """Return who holds one of the roles today, in the offices that a condition on them names."""
    held = Membership.objects.current().filter(where, role__in=roles).values("user")
    return tuple(get_user_model().objects.filter(pk__in=held).order_by("pk"))


def town_people(zone: Any) -> tuple[Any, ...]:
    """Return who works on the zone in its office."""
    return people(Q(organisation_id=zone.lead_id), *WORKING)


def office_people(organisation_id: int) -> tuple[Any, ...]:
    """Return who works in one national office."""
    return people(Q(organisation_id=organisation_id), *NATIONAL)


def cabinet_people() -> tuple[Any, ...]:
    """Return who works for the Prime Minister."""
    return people(Q(organisation__kind=OrganisationKind.CABINET), *NATIONAL)


def prefecture_people(zone: Any) -> tuple[Any, ...]:
    """Return who works in the offices of the prefectures in which the zone lies."""
    codes = zone.municipalities.values("prefecture")
    where = Q(
        organisation__kind=OrganisationKind.PREFECTURE,
        organisation__municipality__prefecture__in=codes,
    )
    return people(where, *WORKING, *NATIONAL)


def ministry_people(zone: Any) -> tuple[Any, ...]:
    """Return who works in the ministries that were asked for consent."""
    asked = zone.consents.values("ministry")
    return people(Q(organisation__in=asked), *NATIONAL)


def words(zone: Any) -> dict[str, Any]:
    """Return the words by which notices name a zone and its days."""
    due, closes = zone.decision_due_on, zone.closes_on
    until = zone.hearing_until
    return {
        "zone": zone.name,
        "due": wareki(due) if due else "",
        "until": wareki(until) if until else "",
        "closes": wareki(closes) if closes else "",
        "reasons": zone.end_reasons,
    }


def office_link(zone: Any) -> str:
    """Return the office's page of a zone."""
    return reverse("console:zone", args=[zone.pk])


def hearing_opened(zone: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The prefecture learns that it may give an opinion."""
    until = inputs.get("until") or zone.hearing_until
    named = {**words(zone), "until": wareki(until) if until else ""}
    subject = _("[Notice] Hearing on %(zone)s") % named
    body = _("Opinions on the plan of %(zone)s may be given until %(until)s.") % named
    told = prefecture_people(zone) + town_people(zone)
    return [Draft("zone.hearing", subject, body, told, zone.get_absolute_url())]


def applied(zone: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The Cabinet Office learns by when to decide, each ministry that its consent is asked."""
    named = words(zone)
    decide = _("[To do] Plan of %(zone)s: decide within three months") % named
    consent = _("[To do] Consent asked: plan of %(zone)s") % named
    return [
        Draft(
            "zone.applied",
            decide,
            _("The plan of %(zone)s has been filed. The decision is due on %(due)s.") % named,
            cabinet_people(),
            office_link(zone),
        ),
        Draft(
            "zone.consent_asked",
            consent,
            _("Your consent to a measure in the plan of %(zone)s is asked.") % named,
            ministry_people(zone),
            office_link(zone),
        ),
    ]


def _told(zone: Any, kind: str, subject: str, body: str, *, all_sides: bool = True) -> list[Draft]:
    told = town_people(zone) + (ministry_people(zone) if all_sides else ())
    return [Draft(kind, subject % words(zone), body % words(zone), told, office_link(zone))]


def designated(zone: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The town and the ministries learn of the certification."""
    return _told(
        zone,
        "zone.designated",
        _("[Determination] %(zone)s is designated"),
        _("The plan of %(zone)s has been certified and is published."),
    )


def refused(zone: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The town learns of the refusal; the reasons stand on the page."""
    return _told(
        zone,
        "zone.refused",
        _("[Determination] The plan of %(zone)s is not certified"),
        _("The plan of %(zone)s was not certified. The reasons are on its page."),
        all_sides=False,
    )


def revoked(zone: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The town and the ministries learn of the revocation (第9条第2項の通知)."""
    return _told(
        zone,
        "zone.revoked",
        _("[Determination] The designation of %(zone)s is revoked"),
        _("The designation of %(zone)s was revoked. The reasons are published on its page."),
    )


def closing_announced(zone: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The Cabinet Office and the ministries learn of the closing; holders and residents by themselves."""
    day = inputs.get("closes_on") or zone.closes_on
    named = {**words(zone), "closes": wareki(day) if day else ""}
    subject = _("[Important] %(zone)s closes on %(closes)s") % named
    body = _("The town ends %(zone)s on %(closes)s. From now on nothing new is taken.") % named
    told = town_people(zone) + cabinet_people() + ministry_people(zone)
    return [Draft("zone.closing", subject, body, told, office_link(zone))]


def closing_taken_back(zone: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """Who was told of the closing learns that the zone goes on."""
    return _told(
        zone,
        "zone.closing_taken_back",
        _("[Important] %(zone)s goes on"),
        _("The closing of %(zone)s was taken back."),
    )


def closed(zone: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The town and the ministries learn that the zone has ended."""
    return _told(
        zone,
        "zone.closed",
        _("[Notice] %(zone)s is closed"),
        _("%(zone)s has been closed as announced. Its records stay readable."),
    )
