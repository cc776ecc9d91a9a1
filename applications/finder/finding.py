"""What the finder finds: measures by what blocks, exemptions granted so far, and open zones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q

from applications import hooks
from applications.finder import index
from applications.finder.words import Article, Question, articles_in, names
from applications.models import Exemption, StandardMeasure, StandardOffer
from zones.models import Call, Intake, Municipality, SpecialMeasure, Zone
from zones.search import fold, fold_all

SHOWN = 20
ZONES_SHOWN = 30
CALLS_READ = 500
IN_NAME, IN_TEXT, RELATED, HALF, NAMED = 3, 2, 2, 1, 4
ENOUGH_PAIRS = 0.6


@dataclass
class Found:
    """A measure with why it was found, where it is offered, and what was granted under it."""

    measure: SpecialMeasure
    score: int = 0
    is_whole: bool = True
    related: tuple[str, ...] = ()
    zones: list[Zone] = field(default_factory=list)
    exemptions: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class Looked:
    """A measure's text, folded: its name with the law, all of it, and the articles it names."""

    head: str
    text: str
    articles: list[Article]


def all_measures(today: date) -> list[SpecialMeasure]:
    """Return the measures with their laws and the open zones that offer them; two queries."""
    zones = Prefetch("zones", Zone.objects.open_on(today).order_by("name", "pk"), "open_zones")
    return list(SpecialMeasure.objects.with_laws().prefetch_related(zones).order_by("code"))


def laws_of(measures: Iterable[SpecialMeasure]) -> list[str]:
    """Return the laws named by measures, each alone."""
    return sorted({law for m in measures for law in m.law_text.split("・") if law})


def looked(measure: SpecialMeasure) -> Looked:
    """Return what is looked through of a measure."""
    law = f"{measure.law.title} {measure.law.short_title}" if measure.law else ""
    head = fold_all(measure.name, measure.law_text, law)
    text = fold_all(
        measure.code,
        measure.name,
        measure.law_text,
        law,
        measure.article,
        measure.relaxed,
        measure.place_text,
        measure.outcome_note,
    )
    return Looked(head, text, articles_in(f"{measure.law_text} {measure.article}"))


def _half(word: str, text: str) -> bool:
    """Tell whether enough overlapping pairs of a long word stand in a text."""
    pairs = [word[i : i + 2] for i in range(len(word) - 1)]
    return len(pairs) > 1 and sum(p in text for p in pairs) >= ENOUGH_PAIRS * len(pairs)


def _weigh(asked: Question, seen: Looked) -> tuple[int, bool, tuple[str, ...]]:
    """Return score, whether everything asked was found, and which plain words led here."""
    related = tuple(w for w, terms in asked.related if any(t in seen.text for t in terms))
    covered = {fold(word) for word in related}
    score, whole = RELATED * len(related), True
    for word in asked.words:
        if word in seen.head:
            score += IN_NAME
        elif word in seen.text:
            score += IN_TEXT
        elif not any(word in c or c in word for c in covered):
            whole = False
            score += HALF if _half(word, seen.text) else 0
    named = [a for a in asked.articles if names(a, seen.articles)]
    whole &= len(named) == len(asked.articles)
    if asked.articles and not named:
        return 0, False, related
    return score + NAMED * len(named), whole, related


def find_measures(
    measures: Sequence[SpecialMeasure], asked: Question, chosen: dict[str, Any]
) -> list[Found]:
    """Return the measures that pass the filters and hold what is asked, the nearest first."""
    found = []
    for measure in measures:
        if "sector" in chosen and chosen["sector"] not in measure.sectors:
            continue
        if "law" in chosen and chosen["law"] not in measure.law_text.split("・"):
            continue
        score, whole, related = (0, True, ()) if asked.is_empty else _weigh(asked, looked(measure))
        if score or asked.is_empty:
            found.append(Found(measure, score, whole, related, list(measure.open_zones)))
    best = max((one.score for one in found), default=0)
    kept = [one for one in found if one.is_whole or 2 * one.score >= best]
    return sorted(kept, key=lambda one: (not one.is_whole, -one.score, one.measure.code))


def with_exemptions(found: list[Found], today: date) -> None:
    """Put under each measure the exemptions granted on it; one query."""
    by_code = {one.measure.pk: one for one in found}
    rows = (
        Exemption.objects.filter(measure__special_measure__in=by_code)
        .select_related("zone", "measure")
        .annotate_in_force(today)
        .order_by("-is_in_force", "-pk")
    )
    for row in rows[: SHOWN * 5]:
        by_code[row.measure.special_measure_id].exemptions.append(row)


def find_exemptions(asked: Question, chosen: dict[str, Any], today: date) -> list[Any]:
    """Return exemptions that speak of what is asked: those in force first, then the newest."""
    if asked.is_empty and "law" not in chosen:
        return []
    index.catch_up()
    found = Exemption.objects.select_related("zone", "authority").annotate_in_force(today)
    if "law" in chosen:
        found = found.filter(law_title=chosen["law"])
    if "sector" in chosen:
        tagged = SpecialMeasure.objects.in_sector(chosen["sector"])
        found = found.filter(measure__special_measure__in=tagged)
    found = found.filter(_holding(asked)).order_by("-is_in_force", "-pk")
    rows = list(found[: SHOWN * (5 if asked.articles else 1)])
    if asked.articles:
        rows = [r for r in rows if _names_all(asked, articles_in(r.article))]
    return rows[:SHOWN]


def _holding(asked: Question) -> Q:
    """Return the condition that an exemption's words hold what is asked, or what it means in law."""
    terms = {fold(word): terms for word, terms in asked.related}
    condition = Q()
    covered = set()
    for word in asked.words:
        means = [
            t for plain, found in terms.items() if word in plain or plain in word for t in found
        ]
        covered |= {p for p in terms if word in p or p in word}
        condition &= _any((word, *means))
    for plain, found in terms.items():
        if plain not in covered:
            condition &= _any((plain, *found))
    for article in asked.articles:
        condition &= Q(finder_text__search_text__contains=f"{article[0]}条")
    return condition


def _any(words: Iterable[str]) -> Q:
    condition = Q()
    for word in words:
        condition |= Q(finder_text__search_text__contains=word)
    return condition


def _names_all(asked: Question, articles: list[Article]) -> bool:
    return all(names(article, articles) for article in asked.articles)


def find_standards(asked: Question, chosen: dict[str, Any]) -> list[Any]:
    """Return the standard measures that hold what is asked, each with the open zones that offer it."""
    if asked.is_empty and not {"law", "sector"} & set(chosen):
        return []
    offers = Prefetch(
        "offers",
        StandardOffer.objects.offered().filter(zone__in=Zone.objects.open_on()),
        to_attr="open_offers",
    )
    found = StandardMeasure.objects.current().for_list().prefetch_related(offers)
    kept = [one for one in found if _fits(one, asked, chosen)]
    return kept[:SHOWN]


def _fits(standard: Any, asked: Question, chosen: dict[str, Any]) -> bool:
    if chosen.get("law", standard.law_title) != standard.law_title:
        return False
    if "sector" in chosen and chosen["sector"] not in standard.sectors:
        return False
    words = (standard.name, standard.summary, standard.law_title, standard.article, standard.text)
    text = fold_all(*words)
    means = [term for _word, terms in asked.related for term in terms]
    return asked.is_empty or any(w in text for w in [*asked.words, *means])


def find_calls(asked: Question, chosen: dict[str, Any], today: date) -> list[Any]:
    """Return the calls that can be joined today: in the place asked, holding a word of the question."""
    if not chosen:
        return []
    calls = Call.objects.open_on(today).for_list()
    if is_place(chosen):
        calls = calls.filter(zone__municipalities__in=municipalities(chosen)).distinct()
    terms = [*asked.words, *(term for _word, terms in asked.related for term in terms)]
    kept = [call for call in calls[:CALLS_READ] if not terms or _says(call, terms)]
    return kept[:SHOWN]


def _says(call: Any, terms: Sequence[str]) -> bool:
    text = fold_all(call.title, call.text, call.criteria, call.zone.name)
    return any(term in text for term in terms)


def verdicts(exemptions: Iterable[Any]) -> dict[int, tuple[Any, str]]:
    """Return exemption → (verdict, address) of the published reviews that ended."""
    keys = [e.pk for e in exemptions]
    return (hooks.public_verdicts.first(keys) or {}) if keys else {}


def is_place(chosen: dict[str, Any]) -> bool:
    """Tell whether the question names a place."""
    return bool({"prefecture", "town", "kaso", "small"} & set(chosen))


def municipalities(chosen: dict[str, Any]) -> Any:
    """Return the municipalities that pass the filters on place."""
    found = Municipality.objects.all()
    if "kaso" in chosen:
        found = found.kaso()
    if "small" in chosen:
        found = found.small()
    if "prefecture" in chosen:
        found = found.filter(prefecture=chosen["prefecture"])
    return found.matching(chosen.get("town", ""))


def find_zones(
    asked: Question, chosen: dict[str, Any], found: Sequence[Found], today: date
) -> list[Zone]:
    """Return the open zones with a published intake: in the place asked, fitting what blocks.

    A zone fits when its own words hold a word of the question, or when it offers a measure found.
    """
    zones = Zone.objects.open_on(today).filter(intakes__in=Intake.objects.published())
    if is_place(chosen):
        zones = zones.filter(municipalities__in=municipalities(chosen))
    narrowed = not asked.is_empty or "sector" in chosen or "law" in chosen
    if narrowed:
        offered = Q(measures__in=[one.measure.pk for one in found if one.is_whole])
        spoken = Q()
        for word in asked.words:
            spoken |= _zone_says(word)
        fitting = zones.filter(offered | spoken) if asked.words else zones.filter(offered)
        # Where nothing fits, every zone of the place can still be asked.
        zones = fitting if fitting.exists() else zones
    ordered = zones.for_list().with_intakes().distinct()
    return list(ordered[: SHOWN + 1])


def zones_named(text: str, today: date) -> list[Zone]:
    """Return the zones taking applications that hold every word of a text: in name, summary or place."""
    zones = Zone.objects.taking(today)
    for word in text.split():
        zones = zones.filter(_zone_says(word) | _zone_says(fold(word)))
    return list(zones.for_list().distinct()[: ZONES_SHOWN + 1])


def _zone_says(word: str) -> Q:
    towns = Municipality.objects.filter(
        Q(search_text__contains=word) | Q(name__contains=word) | Q(prefecture__name__contains=word)
    )
    return (
        Q(name__icontains=word)
        | Q(kana__icontains=word)
        | Q(summary__icontains=word)
        | Q(municipalities__in=towns)
    )


def without_zone(chosen: dict[str, Any]) -> list[Municipality]:
    """Return the towns that were asked for, when none of them lies in an open zone."""
    if "town" not in chosen:
        return []
    return list(municipalities(chosen).select_related("prefecture").order_by("code")[:5])
