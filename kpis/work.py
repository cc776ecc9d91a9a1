"""What reviews wait for, and the names of indicators for other apps."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.retention.holds import Hold
from casework import clock
from casework.rules import Role
from casework.transitions import transitions_of
from casework.work import WorkItem
from kpis.choices import VerdictCode
from kpis.models import EvidenceReview, Indicator
from kpis.roles import is_regulator, is_verdict_reviewer
from kpis.rules import judge_is_independent
from kpis.workflow import ReviewStatus
from zones.roles import is_zone_administrator, is_zone_examiner

MOST = 100
BEFORE_TRIAL = ("granted", "gathering_consent")
JUDGING = ("decide", "extend")


def labels_of(codes: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return code → (name, unit) of the indicators that the catalogue has."""
    found = Indicator.objects.filter(code__in=list(codes))
    return {one.code: (one.label, one.unit) for one in found}


def links_of(exemption: Any, user: Any) -> list[dict[str, str]]:
    """Return the reviews of an exemption that the user may see; where one may open, the way to it."""
    reviews = list(EvidenceReview.objects.visible_to(user).filter(exemption=exemption))
    links = [
        {"label": f"{one.number} {one.get_status_display()}", "url": one.get_absolute_url()}
        for one in reviews
    ]
    is_due = exemption.status in BEFORE_TRIAL and not reviews
    if is_due and is_zone_administrator(exemption, user):
        url = reverse("console:review_open", args=[exemption.pk])
        links.append({"label": _("Open an evidence review"), "url": url})
    return links


def verdicts_of(exemptions: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Return exemption → (verdict, address) of the newest published review that has ended."""
    ended = EvidenceReview.objects.public().ended().filter(exemption__in=list(exemptions))
    labels = dict(VerdictCode.choices)
    return {
        one.exemption_id: (
            str(labels.get(one.verdict, one.verdict)),
            reverse("register_review", args=[one.number]),
        )
        for one in ended.order_by("pk")
    }


def origin_review(exemption: Any) -> dict[str, Any] | None:
    """Return the newest published review of an exemption that has ended, with its design."""
    ended = EvidenceReview.objects.public().ended().filter(exemption=exemption)
    one = ended.order_by("-pk").first()
    if one is None:
        return None
    verdict = one.verdicts.order_by("-round").first()
    return {
        "verdict": one.verdict,
        "decided_on": one.decided_on.isoformat() if one.decided_on else "",
        "reasons": verdict.reasons if verdict else "",
        "number": one.number,
        "url": reverse("register_review", args=[one.number]),
        "question": one.question,
        "baseline": one.baseline,
        "comparison": one.comparison,
        "method": one.method,
        "threshold": one.threshold,
        "indicators": list(one.indicators.order_by("code").values_list("code", flat=True)),
    }


def retention_hold() -> Hold:
    """Return what keeps a case file: a review of its exemption that is not decided."""

    def exists() -> Exists:
        reviews = EvidenceReview.objects.filter(exemption__application=OuterRef("pk"))
        return Exists(reviews.exclude(status__in=["decided", "implemented"]))

    return Hold("review", gettext_lazy("an evidence review uses it"), exists)


def due_on(review: EvidenceReview) -> date | None:
    """Return the day by which the review's next step is due, if one is set."""
    return {
        ReviewStatus.DESIGNING: review.exemption.starts_on,
        ReviewStatus.COLLECTING: review.extended_until or review.exemption.ends_on,
        ReviewStatus.OBJECTION: review.objection_due_on,
        ReviewStatus.PUBLIC_COMMENT: review.comment_due_on,
        ReviewStatus.DECIDED: review.promise_on,
    }.get(review.status)


def _in_objection(review: EvidenceReview) -> tuple[str, Role]:
    is_over = review.objection_due_on is not None and clock.today() > review.objection_due_on
    if review.is_answered or is_over:
        return "open_public_comment", is_zone_administrator
    return "answer_about_harm", is_regulator


def _in_comments(review: EvidenceReview) -> tuple[str, Role]:
    if review.has_open_comments:
        return "answer", is_zone_examiner
    return "decide", is_verdict_reviewer


def _after_verdict(review: EvidenceReview) -> tuple[str, Role]:
    if review.verdict == VerdictCode.INCONCLUSIVE and review.round == 1:
        return "extend", is_verdict_reviewer
    return "record_implementation", is_regulator


def _in_design(review: EvidenceReview) -> tuple[str, Role]:
    if not review.agreed_sha256:
        return "agree_to_plan", is_regulator
    return "register_plan", is_zone_administrator


def waits_for(review: EvidenceReview) -> tuple[str, Role]:
    """Return the step that a review (from ``for_work``) waits for, and the role that takes it."""
    simple = {
        ReviewStatus.REGISTERED: ("start_collecting", is_zone_administrator),
        ReviewStatus.COLLECTING: ("draft", is_zone_examiner),
        ReviewStatus.DRAFTED: ("ask_about_harm", is_zone_administrator),
    }
    if review.status in simple:
        return simple[review.status]
    return {
        ReviewStatus.DESIGNING: _in_design,
        ReviewStatus.OBJECTION: _in_objection,
        ReviewStatus.PUBLIC_COMMENT: _in_comments,
        ReviewStatus.DECIDED: _after_verdict,
    }[review.status](review)


def label_of(step: str) -> str:
    """Return the words of a step of a review or of a comment."""
    comment = EvidenceReview._meta.get_field("comments").related_model
    known = [*transitions_of(EvidenceReview), *transitions_of(comment)]
    return str(next(t for t in known if t.name == step).custom["label"])


def may_judge(review: EvidenceReview, user: Any, step: str) -> bool:
    """Tell whether nothing ties the person to the measure, where a step asks for that."""
    return step not in JUDGING or judge_is_independent.holds(review, user, {})


def items_of(user: Any) -> list[WorkItem]:
    """Return the open reviews of the user's offices with what each waits for; one query."""
    reviews = EvidenceReview.objects.visible_to(user).for_work()[:MOST]
    items = []
    for review in reviews:
        step, role = waits_for(review)
        items.append(
            WorkItem(
                case_type=review.case_type,
                case_id=review.pk,
                title=f"{review.number} {review.exemption.title}",
                url=review.get_absolute_url(),
                zone=review.zone.name,
                next_step=label_of(step),
                waits_for=str(role.label),
                due_on=due_on(review),
                is_mine=role(review, user) and may_judge(review, user, step),
            )
        )
    return items
