"""What a zone's closing means for its digital residents: they are told, and offered export and a move."""

from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext as _

from casework import outbox
from casework.calendar import wareki
from digitalresidents.models import Registration

GONE = ("lapsed", "left", "erased")


def tell_residents(zone: Any, _actor: Any) -> None:
    """Tell every resident of the zone the day, and how to take their record with them."""
    here = Registration.objects.filter(zone=zone).exclude(status__in=GONE)
    users = get_user_model().objects.filter(pk__in=here.values("resident__user"))
    people = tuple(users.order_by("pk"))
    named = {"zone": zone.name, "day": wareki(zone.closes_on), "plan": zone.closing_plan}
    subject = _("[Important] %(zone)s closes on %(day)s") % named
    body = (
        _(
            "On your page you can take your record with you, register in another zone, or leave.\n\n%(plan)s"
        )
        % named
    )
    draft = outbox.Draft("zone.closing_residents", subject, body, people, reverse("resident_data"))
    outbox.post(zone, [draft])
