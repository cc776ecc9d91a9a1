"""When the offices asked for an opinion may be reminded."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from casework import clock
from casework.models import Notice
from casework.rules import rule

DAYS_BETWEEN = 3
KIND = "opinion.reminded"


@rule(_("Every opinion asked for is in; there is nobody to remind."))
def awaits_opinions(application: Any) -> bool:
    """An opinion is still out."""
    return any(opinion.status == "asked" for opinion in application.opinions.all())


@rule(_("The offices were reminded within the last three days. Wait, or telephone them."))
def is_not_reminded_lately(application: Any) -> bool:
    """Nobody is reminded more often than every three days."""
    since = clock.now() - timedelta(days=DAYS_BETWEEN)
    sent = Notice.objects.filter(case_type=application.case_type, case_id=application.pk, kind=KIND)
    return not sent.filter(created_at__gt=since).exists()
