"""What must hold before a step on an opinion, a consent, or a change of a zone's plan."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework import clock
from casework.rules import rule
from zones.rules import has_reasons

__all__ = ["has_reasons"]
# What the town may change by itself: wording, never what is lifted, where, or until when.
MINOR_FIELDS = frozenset({"name", "summary", "source_note"})


@rule(_("The reply is empty: write what the town makes of the opinion."), needs="inputs")
def has_a_reply(_opinion: Any, inputs: dict[str, Any]) -> bool:
    """Every opinion gets words."""
    return bool(str(inputs.get("reply", "")).strip())


@rule(_("The plan is not before the Cabinet Office any more: nothing is to be consented to."))
def plan_is_before_the_cabinet(consent: Any) -> bool:
    """A consent is given while the decision is open."""
    if consent.change_id is not None:
        return consent.change.status == "applied"
    return consent.zone.status == "applied"


@rule(_("Only the plan of a designated zone can be changed."))
def zone_is_designated(change: Any) -> bool:
    """A change builds on a certified plan."""
    return change.zone.status == "designated"


@rule(_("Nothing is changed: change at least one entry."), needs="inputs")
def changes_something(_change: Any, inputs: dict[str, Any]) -> bool:
    """A change changes."""
    return bool(inputs.get("proposed"))


@rule(
    _("The new end lies in the past: choose a later day, or announce the closing."), needs="inputs"
)
def end_is_to_come(_change: Any, inputs: dict[str, Any]) -> bool:
    """A zone is not ended by changing its end to yesterday."""
    ends = (inputs.get("proposed") or {}).get("expires_on")
    return not ends or ends >= clock.today().isoformat()


@rule(_("The change is not written yet: prepare it first."))
def is_written(change: Any) -> bool:
    """An empty change is not filed."""
    return bool(change.proposed)


@rule(
    _("Measures, area or period change: this needs a new certification, it is not a minor change.")
)
def is_minor_change(change: Any) -> bool:
    """Only names and wording are the town's own to change (軽微な変更)."""
    return set(change.proposed) <= MINOR_FIELDS


@rule(_("Only wording changes: record it as a minor change, no certification is needed."))
def is_no_minor_change(change: Any) -> bool:
    """The Cabinet Office is not asked about wording."""
    return not change.proposed or not set(change.proposed) <= MINOR_FIELDS


@rule(_("Name the regulating ministry of every measure that is added."), needs="inputs")
def new_measures_have_ministries(change: Any, inputs: dict[str, Any]) -> bool:
    """What is lifted anew needs its minister's consent."""
    named = inputs.get("ministries") or {}
    return all(named.get(code) for code in change.added_measures())


@rule(_("You prepared this change: another person of the office signs it."), needs="actor")
def signer_did_not_prepare(change: Any, actor: Any) -> bool:
    """Who wrote it does not sign it."""
    return change.prepared_by_id is None or change.prepared_by_id != getattr(actor, "pk", None)


@rule(_("You filed this change for the town: another person decides on it."), needs="actor")
def decider_did_not_file(change: Any, actor: Any) -> bool:
    """Nobody decides what they filed or prepared."""
    return getattr(actor, "pk", None) not in (change.filed_by_id or -1, change.prepared_by_id or -1)


def _missing(change: Any) -> str:
    missing = change.consents.exclude(status="consented").select_related("ministry")
    names = "、".join(dict.fromkeys(one.ministry.name for one in missing))
    return gettext("Without the consent of %(names)s the plan cannot be certified.") % {
        "names": names
    }


@rule(_missing)
def every_minister_consents(change: Any) -> bool:
    """Each added measure has its minister's consent."""
    return not change.consents.exclude(status="consented").exists()
