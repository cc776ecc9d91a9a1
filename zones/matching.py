"""Which support instrument fits a company in a zone: yes, no, or cannot tell, each with its reasons.

A pure function over facts: it reads no database and grants nothing. What no record tells is
``unknown``, never guessed; the office that grants decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zones.choices import KasoStatus, SupportRecipient
from zones.models.plans import Trade, plan_facts


class Fit(StrEnum):
    """The answer for one condition, and for the whole."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


LABELS = {
    Fit.YES: pgettext_lazy("support fit", "Conditions met"),
    Fit.NO: pgettext_lazy("support fit", "Does not apply"),
    Fit.UNKNOWN: pgettext_lazy("support fit", "Cannot tell yet"),
}
TONES = {Fit.YES: "success", Fit.NO: "neutral", Fit.UNKNOWN: "waiting"}
MARKS = {
    Fit.YES: pgettext_lazy("condition", "Met"),
    Fit.NO: pgettext_lazy("condition", "Not met"),
    Fit.UNKNOWN: pgettext_lazy("condition", "Not known"),
}


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What is known: the zone's 過疎 status and legal basis, and facts by condition kind.

    ``facts`` holds ``plans`` (by law, as recorded by the zone), ``industry`` (a code), ``sectors`` of the measures, and True or False for kinds
    such as ``plan``; what is not in it is not known.
    """

    on: date
    kaso: tuple[str, ...] = ()
    basis: str | None = None
    population: int | None = None
    recipient: str = SupportRecipient.COMPANY
    facts: dict[str, Any]


@dataclass(frozen=True)
class Reason:
    """One condition: what it asks, by which law, what is known, and the answer."""

    fit: Fit
    text: str
    fact: str
    basis: str

    @property
    def mark(self) -> str:
        """Return the answer in words."""
        return str(MARKS[self.fit])

    @property
    def tone(self) -> str:
        """Return the look of the mark."""
        return TONES[self.fit]


@dataclass(frozen=True)
class Match:
    """An instrument with the answer and all reasons."""

    instrument: Any
    fit: Fit
    reasons: tuple[Reason, ...]

    @property
    def label(self) -> str:
        """Return the answer in words."""
        return str(LABELS[self.fit])

    @property
    def tone(self) -> str:
        """Return the look of the answer."""
        return TONES[self.fit]


def _kaso(situation: Situation, _condition: dict[str, Any]) -> tuple[Fit, str]:
    known = set(situation.kaso)
    if not known:
        return Fit.UNKNOWN, _("The zone names no municipality.")
    if known <= {KasoStatus.WHOLE, KasoStatus.DEEMED}:
        return Fit.YES, _("All of the zone is depopulated area (list of 2022-04-01).")
    if known == {KasoStatus.NONE}:
        return Fit.NO, _("The municipality is no depopulated area (list of 2022-04-01).")
    return Fit.UNKNOWN, _("Only a part of the zone is depopulated area; it depends on the site.")


def _programme(situation: Situation, condition: dict[str, Any]) -> tuple[Fit, str]:
    if situation.basis is None:
        return Fit.UNKNOWN, _("The legal basis of the zone is not recorded.")
    if situation.basis in condition["values"]:
        return Fit.YES, _("The zone rests on this programme.")
    return Fit.NO, _("The zone rests on another programme.")


def _population(situation: Situation, condition: dict[str, Any]) -> tuple[Fit, str]:
    if situation.population is None:
        return Fit.UNKNOWN, _("The population is not known.")
    fact = _("Population: %(number)s") % {"number": f"{situation.population:,}"}
    return (Fit.YES if situation.population <= condition["values"][0] else Fit.NO), fact


def _one_of(situation: Situation, condition: dict[str, Any]) -> tuple[Fit, str]:
    found = situation.facts.get(condition["kind"])
    if not found:
        return Fit.UNKNOWN, _("Not recorded here.")
    codes = {found} if isinstance(found, str) else set(found)
    if codes & set(condition["values"]):
        return Fit.YES, _("Recorded, and in the list.")
    return Fit.NO, _("Recorded, and not in the list.")


def _plan_for(situation: Situation, condition: dict[str, Any]) -> Any:
    """Return the recorded plan of the law that a condition rests on, or None."""
    plans = situation.facts.get("plans") or {}
    return next((p for law, p in plans.items() if condition["basis"].startswith(law)), None)


def _plan(situation: Situation, condition: dict[str, Any]) -> tuple[Fit, str]:
    plan = _plan_for(situation, condition)
    if plan is None:
        return _stated(situation, condition)
    if not plan.names_area:
        words = {"plan": plan.title, "source": plan.source}
        return Fit.NO, _("“%(plan)s” does not name the area of the zone (%(source)s).") % words
    until = _day(plan.ends_on) if plan.ends_on else _("no end is recorded")
    words = {"plan": plan.title, "from": _day(plan.starts_on), "until": until}
    return Fit.YES, _("“%(plan)s” names the area (from %(from)s, until: %(until)s).") % words


def _industry(situation: Situation, condition: dict[str, Any]) -> tuple[Fit, str]:
    """The trade of the company, among those that the plan names; without a plan, those of the law."""
    plan = _plan_for(situation, condition)
    if plan is None:
        return _one_of(situation, condition)
    named = [code for code in condition["values"] if code in plan.trades]
    words = {"plan": plan.title, "trades": "、".join(str(Trade(code).label) for code in named)}
    if not named:
        return Fit.NO, _("“%(plan)s” names none of these trades.") % words
    trade = situation.facts.get("industry")
    if not trade:
        return Fit.UNKNOWN, _(
            "“%(plan)s” names: %(trades)s. Choose the trade of the company to know."
        ) % words
    if trade in named:
        return Fit.YES, _("“%(plan)s” names the trade of the company.") % words
    return Fit.NO, _("“%(plan)s” names only: %(trades)s.") % words


def _stated(situation: Situation, condition: dict[str, Any]) -> tuple[Fit, str]:
    found = situation.facts.get(condition["kind"])
    if found is None:
        return Fit.UNKNOWN, _("Not recorded here; ask the zone's office.")
    return (Fit.YES, _("Recorded: yes.")) if found else (Fit.NO, _("Recorded: no."))


READERS: dict[str, Callable[[Situation, dict[str, Any]], tuple[Fit, str]]] = {
    "kaso": _kaso,
    "programme": _programme,
    "population": _population,
    "industry": _industry,
    "plan": _plan,
    "sectors": _one_of,
}
BEGUN = gettext_lazy("In force on the day asked about")
FOR_WHOM = gettext_lazy("Meant for the one who asks")


def _day(day: date) -> str:
    return formats.date_format(day)


def _force(instrument: Any, on: date) -> Reason:
    start, end = instrument.starts_on, instrument.expires_on
    basis = instrument.expiry_basis or instrument.citation
    if end is not None and end < on:
        fact = _("Expired on %(day)s.") % {"day": _day(end)}
        return Reason(Fit.NO, str(BEGUN), fact, basis)
    if start is not None and start > on:
        fact = _("Begins on %(day)s.") % {"day": _day(start)}
        return Reason(Fit.NO, str(BEGUN), fact, basis)
    if end is None and "expires_on" in instrument.unverified_fields:
        return Reason(Fit.UNKNOWN, str(BEGUN), _("Its expiry was not verified."), basis)
    fact = _("Until %(day)s.") % {"day": _day(end)} if end else _("The law names no end.")
    return Reason(Fit.YES, str(BEGUN), fact, basis)


def _recipient(instrument: Any, situation: Situation) -> Reason:
    fit = Fit.YES if instrument.recipient == situation.recipient else Fit.NO
    fact = _("For: %(who)s") % {"who": SupportRecipient(instrument.recipient).label}
    return Reason(fit, str(FOR_WHOM), fact, instrument.citation)


def match(instrument: Any, situation: Situation) -> Match:
    """Return whether an instrument fits a situation, with a reason for every condition."""
    reasons = [_force(instrument, situation.on), _recipient(instrument, situation)]
    for condition in instrument.conditions:
        fit, fact = READERS.get(condition["kind"], _stated)(situation, condition)
        reasons.append(Reason(fit, condition["text"], fact, condition["basis"]))
    return Match(instrument, whole([reason.fit for reason in reasons]), tuple(reasons))


def whole(fits: Iterable[Fit]) -> Fit:
    """Return the answer of all conditions together: one "no" decides, then one "unknown"."""
    found = set(fits)
    if Fit.NO in found:
        return Fit.NO
    return Fit.UNKNOWN if Fit.UNKNOWN in found else Fit.YES


ORDER = {Fit.YES: 0, Fit.UNKNOWN: 1, Fit.NO: 2}


def match_all(instruments: Iterable[Any], situation: Situation) -> list[Match]:
    """Return all matches: what fits first, what does not apply last."""
    found = [match(one, situation) for one in instruments]
    return sorted(found, key=lambda one: ORDER[one.fit])


def not_ruled_out(instruments: Iterable[Any], situation: Situation) -> list[Match]:
    """Return what may come into question, each instrument judged for its own kind of recipient."""
    found = [match(one, replace(situation, recipient=one.recipient)) for one in instruments]
    return [one for one in found if one.fit != Fit.NO]


def situation_of(
    zone: Any, *, on: date, recipient: str = SupportRecipient.COMPANY, **facts: Any
) -> Situation:
    """Return what the records tell of a zone: its towns and the plans in force; two queries, one when
    its municipalities are prefetched."""
    towns = list(zone.municipalities.all())
    known = [town.latest_population for town in towns]
    return Situation(
        on=on,
        kaso=tuple(sorted({town.kaso for town in towns})),
        basis=zone.legal_basis_id,
        population=sum(p.value for p in known if p) if known and all(known) else None,
        recipient=recipient,
        facts={"plans": plan_facts(zone, on), **facts},
    )
