"""Who is told of consents and of changes of a plan."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from casework.calendar import wareki
from casework.outbox import Draft
from zones.notices import NATIONAL, cabinet_people, office_link, people, town_people


def _of_consent(consent: Any) -> dict[str, Any]:
    return {
        "zone": consent.zone.name,
        "measure": consent.measure.name,
        "ministry": consent.ministry.name,
    }


def consent_given(consent: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The Cabinet Office learns that one consent is in."""
    named = _of_consent(consent)
    subject = _("[Notice] %(ministry)s consents: %(zone)s") % named
    body = _("%(ministry)s consents to “%(measure)s” in the plan of %(zone)s.") % named
    return [Draft("zone.consented", subject, body, cabinet_people(), office_link(consent.zone))]


def consent_refused(consent: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The Cabinet Office and the town learn of the refusal; the reasons stand on the page."""
    named = _of_consent(consent)
    subject = _("[Notice] %(ministry)s refuses its consent: %(zone)s") % named
    body = (
        _("%(ministry)s refuses its consent to “%(measure)s”. The reasons are on the page.") % named
    )
    told = cabinet_people() + town_people(consent.zone)
    return [Draft("zone.consent_refused", subject, body, told, office_link(consent.zone))]


def change_applied(change: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The Cabinet Office learns by when to decide, the ministries that their consent is asked."""
    zone = change.zone
    named = {
        "zone": zone.name,
        "due": wareki(change.decision_due_on) if change.decision_due_on else "",
    }
    told = cabinet_people() + people(
        Q(organisation__in=change.consents.values("ministry")), *NATIONAL
    )
    subject = _("[To do] Change of the plan of %(zone)s") % named
    body = _("A change of the plan of %(zone)s was filed. The decision is due on %(due)s.") % named
    return [Draft("zone.change_applied", subject, body, told, change.get_absolute_url())]


def change_decided(change: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The town learns how its change was decided."""
    named = {"zone": change.zone.name}
    subject = _("[Determination] Change of the plan of %(zone)s") % named
    body = _("The change of the plan of %(zone)s was decided on. Read the page.") % named
    told = town_people(change.zone)
    return [Draft("zone.change_decided", subject, body, told, change.get_absolute_url())]
