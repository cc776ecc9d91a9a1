"""What must hold before a zone's step."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework import clock
from casework.calendar import add_legal_months
from casework.rules import rule
from zones import hooks

HEARING_DAYS = 30
CLOSING_MONTHS = 6


@rule(_("The zone needs a legal basis: choose the programme or ordinance it rests on."))
def has_legal_basis(zone: Any) -> bool:
    """A zone rides on an existing programme; there is no law of its own."""
    return zone.legal_basis_id is not None


@rule(_("The zone needs a boundary: name at least one municipality."))
def has_boundary(zone: Any) -> bool:
    """The place is defined by its municipalities and the text of the area."""
    return zone.pk is not None and zone.municipalities.exists()


@rule(_("The legal basis has expired: a zone can no longer be opened on it."))
def basis_is_in_force(zone: Any) -> bool:
    """No new zone on a basis that has ended (e.g. 構造改革特別区域法 附則)."""
    basis = zone.legal_basis
    return basis is None or basis.expires_on is None or basis.expires_on >= clock.today()


@rule(_("The zone needs an end date, or a note that says why its programme sets none."))
def says_when_it_ends(zone: Any) -> bool:
    """Every zone ends on a date, or says what decides its end."""
    return bool(zone.expires_on or zone.expiry_note)


@rule(_("An existing zone needs the source of its designation."))
def has_source(zone: Any) -> bool:
    """Nothing historical is registered without a source."""
    return bool(zone.source_url and zone.designated_text)


@rule(_("Give the reasons."), needs="inputs")
def has_reasons(_zone: Any, inputs: dict[str, Any]) -> bool:
    """A refusal, revocation or closing states its reasons (行政手続法8条・14条)."""
    return bool(str(inputs.get("reasons", "")).strip())


@rule(_("Write what is planned, so that people know what they are asked about."), needs="inputs")
def says_what_is_planned(_zone: Any, inputs: dict[str, Any]) -> bool:
    """Whoever is heard reads a text."""
    return bool(str(inputs.get("text", "")).strip())


@rule(
    _("The hearing lasts at least 30 days: choose a last day at least 30 days from today."),
    needs="inputs",
)
def hearing_lasts_thirty_days(_zone: Any, inputs: dict[str, Any]) -> bool:
    """House rule, after the period for public comments (行政手続法39条3項)."""
    last = inputs.get("until")
    return last is not None and last >= clock.today() + timedelta(days=HEARING_DAYS)


@rule(
    _("Name at least one body that would carry out the plan: the law asks that they are heard."),
    needs="inputs",
)
def names_who_is_heard(_zone: Any, inputs: dict[str, Any]) -> bool:
    """Those who would carry out the plan are heard (構造改革特別区域法4条4項)."""
    return bool(inputs.get("bodies"))


@rule(_("The hearing is not over: opinions may still come until its last day."))
def hearing_is_over(zone: Any) -> bool:
    """The last day is counted in."""
    return zone.hearing_until is not None and zone.hearing_until < clock.today()


def _unanswered(zone: Any) -> str:
    return gettext("%(count)d opinions have no reply yet: answer each of them.") % {
        "count": zone.opinions.filter(status="received").count()
    }


@rule(_unanswered)
def every_opinion_is_answered(zone: Any) -> bool:
    """Nobody is heard for nothing: each opinion gets its reply (同法4条7項は意見の概要を添える)."""
    return not zone.opinions.filter(status="received").exists()


@rule(_("The plan needs at least one special measure: choose what is to be lifted."))
def has_a_measure(zone: Any) -> bool:
    """A plan without a measure asks for nothing (同法4条2項)."""
    return zone.measures.exists()


@rule(_("Name the regulating ministry of every measure."), needs="inputs")
def every_measure_has_its_ministry(zone: Any, inputs: dict[str, Any]) -> bool:
    """Each measure needs the consent of the minister who regulates (同法4条9項)."""
    named = inputs.get("ministries") or {}
    return all(named.get(code) for code in zone.measures.values_list("pk", flat=True))


@rule(
    _("You prepared this plan: another person of the office signs the application."),
    needs="actor",
)
def signer_did_not_prepare(zone: Any, actor: Any) -> bool:
    """Who drew the plan does not sign it."""
    return zone.prepared_by_id is None or zone.prepared_by_id != getattr(actor, "pk", None)


@rule(_("You filed this plan for the town: another person decides on it."), needs="actor")
def decider_did_not_file(zone: Any, actor: Any) -> bool:
    """Nobody decides what they filed themselves."""
    pk = getattr(actor, "pk", None)
    return pk is None or pk not in (zone.filed_by_id, zone.prepared_by_id)


@rule(_("The plan was filed after the last day for applications under its legal basis."))
def was_filed_in_time(zone: Any) -> bool:
    """What was filed in time is still decided afterwards (構造改革特別区域法 附則)."""
    basis = zone.legal_basis
    if basis is None or basis.expires_on is None:
        return True
    return zone.applied_on is not None and zone.applied_on <= basis.expires_on


def _missing_consents(zone: Any) -> str:
    open_ones = zone.consents.filter(change=None).exclude(status="consented")
    names = "、".join(dict.fromkeys(c.ministry.name for c in open_ones.select_related("ministry")))
    return gettext("Without the consent of %(names)s the plan cannot be certified.") % {
        "names": names
    }


@rule(_missing_consents)
def every_minister_consents(zone: Any) -> bool:
    """The Prime Minister certifies with the consent of the regulating ministers (同法4条9項・10項)."""
    return not zone.consents.filter(change=None).exclude(status="consented").exists()


@rule(_("The town has not been heard: give notice of the revocation and hold the hearing first."))
def town_was_heard(zone: Any) -> bool:
    """Who loses a designation is heard before (行政手続法13条に準ずる)."""
    return zone.revocations.filter(status="heard").exists()


@rule(
    _("You gave the notice or held the hearing: another person decides on the revocation."),
    needs="actor",
)
def decider_did_not_hear(zone: Any, actor: Any) -> bool:
    """Who hears does not decide."""
    mine = zone.revocations.filter(status="heard", prepared_by_id=getattr(actor, "pk", None))
    return not mine.exists()


@rule(_("The closing has been announced already."))
def closing_is_not_announced(zone: Any) -> bool:
    """A zone is closed once."""
    return zone.closing_announced_on is None


@rule(_("No closing is announced."))
def closing_is_announced(zone: Any) -> bool:
    """Nothing is closed without the notice before."""
    return zone.closing_announced_on is not None


@rule(
    _("Between the notice and the closing lie at least six months: choose a later day."),
    needs="inputs",
)
def closing_leaves_six_months(_zone: Any, inputs: dict[str, Any]) -> bool:
    """House rule: holders and residents get six months to wind down."""
    day = inputs.get("closes_on")
    return day is not None and day >= add_legal_months(clock.today(), CLOSING_MONTHS)


@rule(_("Write what becomes of exemptions and digital residents."), needs="inputs")
def says_how_it_winds_down(_zone: Any, inputs: dict[str, Any]) -> bool:
    """Who stands in the middle of a trial reads what is to be done (停止しても資料は残る)."""
    return bool(str(inputs.get("plan", "")).strip())


@rule(_("The day announced for the closing has not come."))
def closing_day_has_come(zone: Any) -> bool:
    """A zone never closes before the day that was announced."""
    return zone.closes_on is not None and zone.closes_on <= clock.today()


def _still_running(zone: Any) -> str:
    return gettext("Exemptions are still open: %(numbers)s. Each needs its end first.") % {
        "numbers": "、".join(_open_exemptions(zone))
    }


def _open_exemptions(zone: Any) -> list[str]:
    return [number for found in hooks.open_exemptions(zone) for number in found]


@rule(_still_running)
def no_exemption_is_open(zone: Any) -> bool:
    """Holders end or surrender before the ground goes from under them."""
    return not _open_exemptions(zone)
