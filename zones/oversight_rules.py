"""What must hold before measures are demanded of a town, or its designation is revoked."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from casework import clock
from casework.rules import rule
from zones.plan_rules import zone_is_designated
from zones.rules import has_reasons

__all__ = ["has_reasons", "zone_is_designated"]
FAIR_DAYS = 14


@rule(_("Write what the town is to do."), needs="inputs")
def says_what_is_demanded(_demand: Any, inputs: dict[str, Any]) -> bool:
    """A demand names what is missing."""
    return bool(str(inputs.get("text", "")).strip())


@rule(_("Leave the town at least two weeks: choose a later day."), needs="inputs")
def leaves_two_weeks(_demand: Any, inputs: dict[str, Any]) -> bool:
    """House rule: fourteen days at least."""
    day = inputs.get("due_on")
    return day is not None and day >= clock.today() + timedelta(days=FAIR_DAYS)


@rule(_("The answer is empty: write what the town has done."), needs="inputs")
def has_an_answer(_demand: Any, inputs: dict[str, Any]) -> bool:
    """An answer says something."""
    return bool(str(inputs.get("answer", "")).strip())


@rule(_("Name the ground and the facts of the revocation."), needs="inputs")
def names_the_ground(_revocation: Any, inputs: dict[str, Any]) -> bool:
    """The town can only answer what it is told."""
    return all(str(inputs.get(name, "")).strip() for name in ("ground", "facts"))


@rule(_("Leave at least two weeks before the hearing: choose a later day."), needs="inputs")
def leaves_time_before_the_hearing(_revocation: Any, inputs: dict[str, Any]) -> bool:
    """A fair period before the hearing (行政手続法15条1項の「相当な期間」)."""
    day = inputs.get("hearing_on")
    return day is not None and day >= clock.today() + timedelta(days=FAIR_DAYS)


@rule(_("A revocation of this zone is under way already."))
def is_the_only_procedure(revocation: Any) -> bool:
    """One procedure at a time."""
    running = revocation.zone.revocations.filter(status__in=("notified", "heard"))
    return not running.exclude(pk=revocation.pk).exists()


@rule(_("The statement is empty: write what the town says to the ground."), needs="inputs")
def has_a_statement(_revocation: Any, inputs: dict[str, Any]) -> bool:
    """A statement says something."""
    return bool(str(inputs.get("statement", "")).strip())


@rule(_("The day of the hearing has not come."))
def hearing_day_has_come(revocation: Any) -> bool:
    """Nothing is recorded before it happened."""
    return revocation.hearing_on is not None and revocation.hearing_on <= clock.today()


@rule(_("The record is empty: write what was said, or that nobody came."), needs="inputs")
def has_minutes(_revocation: Any, inputs: dict[str, Any]) -> bool:
    """A hearing leaves a record (調書)."""
    return bool(str(inputs.get("minutes", "")).strip())
