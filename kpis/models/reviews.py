"""The evidence review of an exemption, and what hangs on it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework import clock
from casework.fsm import state_is_known
from kpis.choices import HarmAnswer, VerdictCode
from kpis.models.indicators import Indicator
from kpis.models.observations import Snapshot
from kpis.querysets import CommentQuerySet, ReviewQuerySet
from kpis.workflow import CommentStatus, CommentWorkflow, ReviewStatus, ReviewWorkflow


def known(field: str, choices: type[models.TextChoices], name: str, *, blank: bool = False) -> Any:
    """Return the database constraint that keeps a code column to its codes."""
    values = [*choices.values, ""] if blank else choices.values
    return models.CheckConstraint(condition=Q(**{f"{field}__in": values}), name=name)


class EvidenceReview(ReviewWorkflow):
    """Does one exemption work, and who says so: from a plan registered beforehand to a verdict.

    ``plan`` is the frozen content whose SHA-256 is ``plan_sha256``; ``round`` is 1, or 2 after the
    only extension. Dates are days in Japan.
    """

    exemption = models.ForeignKey(
        "applications.Exemption", on_delete=models.PROTECT, related_name="reviews"
    )
    zone = models.ForeignKey("zones.Zone", on_delete=models.PROTECT, related_name="reviews")
    regulator = models.ForeignKey(
        "zones.Organisation", on_delete=models.PROTECT, related_name="regulated_reviews"
    )
    authority = models.ForeignKey(
        "zones.Organisation", on_delete=models.PROTECT, null=True, related_name="decided_reviews"
    )
    opened_on = models.DateField(_("opened on"), default=clock.today, editable=False)
    question = models.TextField(_("question"), blank=True)
    indicators = models.ManyToManyField(Indicator, related_name="reviews", blank=True)
    baseline = models.TextField(_("baseline"), blank=True)
    comparison = models.TextField(_("comparison"), blank=True)
    method = models.TextField(_("method"), blank=True)
    threshold = models.TextField(_("decision threshold"), blank=True)
    plan = models.JSONField(_("registered plan"), default=dict, editable=False)
    plan_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    agreed_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    registered_at = models.DateTimeField(_("plan registered at"), null=True, editable=False)
    estimate = models.TextField(_("estimate with its range"), blank=True)
    counter_evidence = models.TextField(_("counter-evidence"), blank=True)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False
    )
    drafted_on = models.DateField(_("drafted on"), null=True, editable=False)
    snapshots = models.ManyToManyField(Snapshot, related_name="reviews", blank=True)
    objection_due_on = models.DateField(_("objection until"), null=True, editable=False)
    comment_due_on = models.DateField(_("comments until"), null=True, editable=False)
    round = models.PositiveSmallIntegerField(_("round"), default=1, editable=False)
    extended_until = models.DateField(_("extended until"), null=True, editable=False)
    verdict = models.CharField(
        _("verdict"), max_length=15, choices=VerdictCode.choices, blank=True, editable=False
    )
    decided_on = models.DateField(_("decided on"), null=True, editable=False)
    promise_on = models.DateField(_("promised for"), null=True, editable=False)
    law_revision = models.CharField(_("law revision"), max_length=60, blank=True, editable=False)
    implementation_note = models.TextField(_("what was done"), blank=True, editable=False)
    implemented_on = models.DateField(_("implemented on"), null=True, editable=False)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence review")
        verbose_name_plural = _("evidence reviews")
        constraints = [
            state_is_known(ReviewStatus, "review_status_known"),
            known("verdict", VerdictCode, "review_verdict_known", blank=True),
            models.CheckConstraint(
                condition=Q(round__gte=1, round__lte=2), name="review_extended_once"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[ReviewStatus.DECIDED, ReviewStatus.IMPLEMENTED])
                | (~Q(verdict="") & Q(decided_on__isnull=False)),
                name="review_decided_has_verdict",
            ),
            models.CheckConstraint(
                condition=Q(status=ReviewStatus.DESIGNING) | ~Q(plan_sha256=""),
                name="review_plan_is_frozen",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """Return the public number, e.g. ER-2026-0001."""
        return f"ER-{self.opened_on.year}-{self.pk:04d}"

    @property
    def zone_code(self) -> str:
        """Return the slug of the zone."""
        return self.zone.slug

    def get_absolute_url(self) -> str:
        """Return the office's page."""
        return reverse("console:review", args=[self.pk])

    @property
    def public_url(self) -> str:
        """Return the public page."""
        return reverse("register_review", args=[self.number])


class HarmClaim(models.Model):
    """What the regulating office answered in one round, or that it did not; append-only."""

    review = models.ForeignKey(EvidenceReview, on_delete=models.PROTECT, related_name="harm_claims")
    round = models.PositiveSmallIntegerField(_("round"))
    answer = models.CharField(_("answer"), max_length=10, choices=HarmAnswer.choices)
    statement = models.TextField(_("statement"), blank=True)
    evidence = models.TextField(_("evidence"), blank=True)
    office_name = models.CharField(_("office"), max_length=150)
    made_by = models.CharField(_("made by"), max_length=150)
    made_on = models.DateField(_("made on"))

    class Meta:
        verbose_name = _("harm claim")
        verbose_name_plural = _("harm claims")
        ordering = ["review", "round"]
        constraints = [
            known("answer", HarmAnswer, "harm_answer_known"),
            models.UniqueConstraint(fields=["review", "round"], name="harm_one_answer_per_round"),
            models.CheckConstraint(
                condition=~Q(answer=HarmAnswer.HARM) | ~Q(evidence=""), name="harm_has_evidence"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review} {self.get_answer_display()}"


class ReviewComment(CommentWorkflow):
    """A public comment on a drafted review, and the office's reply."""

    review = models.ForeignKey(EvidenceReview, on_delete=models.PROTECT, related_name="comments")
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    name = models.CharField(_("name to be shown"), max_length=60, blank=True)
    body = models.TextField(_("comment"))
    made_at = models.DateTimeField(_("made at"))
    reply = models.TextField(_("reply"), blank=True)
    replied_by = models.CharField(_("replied by"), max_length=150, blank=True)
    replied_on = models.DateField(_("replied on"), null=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("public comment")
        verbose_name_plural = _("public comments")
        ordering = ["review", "made_at", "pk"]
        constraints = [state_is_known(CommentStatus, "review_comment_status_known")]

    def __str__(self) -> str:
        return f"{self.review} #{self.pk}"

    @property
    def parent(self) -> EvidenceReview:
        """Return the review, which is locked first."""
        return self.review

    @property
    def zone(self) -> Any:
        """Return the zone of the review."""
        return self.review.zone

    @property
    def zone_code(self) -> str:
        """Return the slug of the zone."""
        return self.review.zone.slug

    def get_absolute_url(self) -> str:
        """Return the office's page of the review."""
        return self.review.get_absolute_url()


class Verdict(models.Model):
    """How a round of a review ended, with all that was before the reviewer that day; append-only."""

    review = models.ForeignKey(EvidenceReview, on_delete=models.PROTECT, related_name="verdicts")
    round = models.PositiveSmallIntegerField(_("round"))
    code = models.CharField(_("verdict"), max_length=15, choices=VerdictCode.choices)
    reasons = models.TextField(_("reasons"))
    owner = models.CharField(_("who carries it out"), max_length=150)
    promise_on = models.DateField(_("promised for"), null=True)
    plan_sha256 = models.CharField(max_length=64)
    estimate = models.TextField(_("estimate with its range"))
    counter_evidence = models.TextField(_("counter-evidence"))
    decided_by = models.CharField(_("decided by"), max_length=150)
    office_name = models.CharField(_("office"), max_length=150)
    decided_on = models.DateField(_("decided on"))

    class Meta:
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")
        ordering = ["review", "round"]
        constraints = [
            known("code", VerdictCode, "verdict_code_known"),
            models.UniqueConstraint(fields=["review", "round"], name="verdict_one_per_round"),
            models.CheckConstraint(
                condition=~Q(reasons="") & ~Q(counter_evidence="") & ~Q(owner=""),
                name="verdict_is_reasoned",
            ),
            models.CheckConstraint(
                condition=Q(code=VerdictCode.INCONCLUSIVE)
                | Q(promise_on__isnull=False, promise_on__gte=F("decided_on")),
                name="verdict_promise_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review} {self.get_code_display()}"


class Citation(models.Model):
    """A frozen snapshot that a verdict cites; append-only."""

    verdict = models.ForeignKey(Verdict, on_delete=models.PROTECT, related_name="citations")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="citations")

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["verdict", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["verdict", "snapshot"], name="citation_once")
        ]

    def __str__(self) -> str:
        return f"{self.verdict} → {self.snapshot.slug}"
