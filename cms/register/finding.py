"""What the register finds for its filters."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q

from applications.models import Exemption, Report
from applications.workflow import ReportStatus
from casework import clock
from cms import live
from cms.register.forms import VERDICT_PREFIX
from cms.search.bigrams import fold as fold_kana
from kpis.models import EvidenceReview
from kpis.workflow import ReviewStatus
from zones.choices import MeasureOutcome
from zones.models import SpecialMeasure
from zones.search import fold, fold_all

EXEMPTIONS_PER_PAGE = 20
SEARCHED = ("title", "law_title", "article", "text", "place", "holder__name", "zone__name")
KATAKANA_TO_HIRAGANA = {code + 0x60: code for code in range(0x3041, 0x3097)}


@dataclass(frozen=True)
class ExemptionsFound:
    """One page of exemptions and the key of the next page ("" on the last)."""

    lines: list[live.ExemptionLine]
    next: str


def all_measures() -> list[SpecialMeasure]:
    """Return the historical measures with their laws and zones; two queries."""
    return list(SpecialMeasure.objects.with_laws().prefetch_related("zones").order_by("code"))


def text_of(measure: SpecialMeasure) -> str:
    """Return what the half-word search looks into, folded."""
    return fold_all(
        measure.code,
        measure.name,
        measure.law_text,
        measure.article,
        measure.relaxed,
        measure.place_text,
        measure.programme_text,
        measure.outcome_note,
    )


def matches(measure: SpecialMeasure, chosen: dict[str, str]) -> bool:
    """Tell whether a measure passes every filter; verdicts are of exemptions only."""
    if chosen.get("outcome", measure.outcome) != measure.outcome:
        return False
    if "sector" in chosen and chosen["sector"] not in measure.sectors:
        return False
    if "law" in chosen and chosen["law"] not in measure.law_text.split("・"):
        return False
    if "zone" in chosen and chosen["zone"] not in {zone.slug for zone in measure.zones.all()}:
        return False
    text = text_of(measure)
    return all(fold(word) in text for word in chosen.get("q", "").split())


def find_measures(
    measures: Sequence[SpecialMeasure], chosen: dict[str, str]
) -> list[SpecialMeasure]:
    """Return the measures that pass the filters."""
    return [measure for measure in measures if matches(measure, chosen)]


def outcome_counts(measures: Sequence[SpecialMeasure]) -> list[dict[str, Any]]:
    """Return how many measures ended in which outcome, the most frequent first."""
    counts = Counter(measure.outcome for measure in measures)
    return [
        {"code": code, "label": MeasureOutcome(code).label, "count": count}
        for code, count in counts.most_common()
    ]


def spellings(word: str) -> set[str]:
    """Return a word as written and in each kana script, since exemptions hold free text."""
    katakana = fold_kana(word)
    return {word, katakana, katakana.translate(KATAKANA_TO_HIRAGANA)}


def holding(word: str) -> Q:
    """Return the condition that an exemption speaks of a word."""
    found = Q(public_number__iexact=word)
    for spelling in spellings(word):
        for field in SEARCHED:
            found |= Q(**{f"{field}__icontains": spelling})
    return found


def filtered_exemptions(chosen: dict[str, str], on: date) -> Any:
    """Return the public exemptions that pass the filters, the newest first."""
    found = live.public_exemptions(on)
    if "zone" in chosen:
        found = found.filter(zone__slug=chosen["zone"])
    if "law" in chosen:
        found = found.filter(law_title=chosen["law"])
    if "sector" in chosen:
        tagged = SpecialMeasure.objects.in_sector(chosen["sector"])
        found = found.filter(measure__special_measure__in=tagged)
    outcome = chosen.get("outcome", "")
    if outcome.startswith(VERDICT_PREFIX):
        ended = EvidenceReview.objects.public().ended()
        given = ended.filter(verdict=outcome.removeprefix(VERDICT_PREFIX))
        found = found.filter(pk__in=given.values("exemption"))
    elif outcome:
        return found.none()
    for word in chosen.get("q", "").split():
        found = found.filter(holding(word))
    return found


def find_exemptions(
    chosen: dict[str, str], *, after: str = "", on: date | None = None
) -> ExemptionsFound:
    """Return one page of exemptions after a paging key; a key that is no number starts anew."""
    day = on or clock.today()
    found = filtered_exemptions(chosen, day)
    if after.isdecimal():
        found = found.filter(pk__lt=int(after))
    rows = list(found[: EXEMPTIONS_PER_PAGE + 1])
    shown = rows[:EXEMPTIONS_PER_PAGE]
    following = str(shown[-1].pk) if len(rows) > EXEMPTIONS_PER_PAGE else ""
    return ExemptionsFound(live.exemption_lines(shown, day), following)


def exemptions_for_page() -> Any:
    """Return exemptions with what their public page shows."""
    accepted = ReportStatus.ACCEPTED
    reports = Report.objects.filter(status=accepted)
    return Exemption.objects.select_related(
        "zone__legal_basis__law",
        "holder",
        "authority",
        "measure__special_measure__law",
        "measure__standard_use__standard",
        "application__procedure",
        "binding__law",
    ).prefetch_related(
        "conditions__checks",
        "suspensions",
        "bridges",
        "editions",
        "measure__determinations",
        Prefetch("reports", reports.order_by("period_end", "pk"), to_attr="accepted_reports"),
    )


def reviews_for_page(exemption: Exemption) -> list[live.ReviewLine]:
    """Return the published reviews of an exemption with their verdicts, the newest first."""
    reviews = EvidenceReview.objects.public().filter(exemption=exemption).order_by("-pk")
    return live.review_lines(reviews.prefetch_related("verdicts"))


def in_comment(line: live.ReviewLine, on: date) -> bool:
    """Tell whether anybody may comment on a review on a day."""
    due = line.review.comment_due_on
    return line.review.status == ReviewStatus.PUBLIC_COMMENT and due is not None and due >= on


def rulings_for_page(exemption: Exemption) -> list[Any]:
    """Return the rulings on appeals about an exemption's measure; nothing of what is not ruled on."""
    ruled = exemption.measure.appeals.filter(ruled_at__isnull=False)
    return list(ruled.select_related("reviewing_office").order_by("ruled_at", "pk"))
