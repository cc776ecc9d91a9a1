"""Taking opinions on a plan while its hearing is open."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework import clock
from casework.transitions import Blocked
from zones.models import HearingOpinion, Zone
from zones.models.plan import Channel


def give_opinion(
    zone: Zone, *, given_by: str, name: str, body: str, channel: str = Channel.WEB
) -> HearingOpinion:
    """Write down an opinion; raises Blocked when the hearing is not open today."""
    with transaction.atomic():
        locked = Zone.objects.select_for_update(of=("self",)).get(pk=zone.pk)
        if not locked.hears_on():
            raise Blocked([_("The hearing is not open: no opinions are taken.")])
        words: dict[str, Any] = {"name": name.strip(), "body": body.strip()}
        return locked.opinions.create(
            given_by=given_by, channel=channel, made_at=clock.now(), **words
        )
