"""What may happen to an evidence review and to a comment on it: states and steps, nothing else.

Steps without a statute of their own rest on the console's rules of evidence review, which follow
産業競争力強化法 第14条 (review of the regulation after a trial) and the evaluation of structural
reform zones (the default is nationwide rollout unless harm is shown).
"""

from datetime import date
from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework import clock
from casework.actors import identity_of, is_system
from casework.fsm import Case, StateField
from kpis import effects, notices, roles, rules
from zones.roles import is_zone_administrator, is_zone_examiner

HOUSE = "証拠評価の運用規則（産業競争力強化法 第14条の検討のために本システムが定める手順）"


class ReviewStatus(models.TextChoices):
    """Where an evidence review stands."""

    DESIGNING = "designing", pgettext_lazy("review status", "Plan being designed")
    REGISTERED = "registered", pgettext_lazy("review status", "Plan registered")
    COLLECTING = "collecting", pgettext_lazy("review status", "Collecting evidence")
    DRAFTED = "drafted", pgettext_lazy("review status", "Drafted")
    OBJECTION = "objection", pgettext_lazy("review status", "Regulating office asked about harm")
    PUBLIC_COMMENT = "public_comment", pgettext_lazy("review status", "Public comments")
    DECIDED = "decided", pgettext_lazy("review status", "Verdict given")
    IMPLEMENTED = "implemented", pgettext_lazy("review status", "Verdict carried out")


R = ReviewStatus
PUBLISHED = tuple(state.value for state in R if state != R.DESIGNING)


class ReviewWorkflow(Case):
    """The steps of an evidence review, in the order in which they are taken."""

    status = StateField(_("status"), choices=R.choices, default=R.DESIGNING)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=R.DESIGNING,
        target=R.DESIGNING,
        conditions=[rules.plan_is_complete, rules.plan_measures_an_outcome],
        permission=roles.is_regulator,
        custom={"label": _("Agree to the plan"), "basis": HOUSE, "emphasis": "primary"},
    )
    def agree_to_plan(self, *, actor: Any) -> None:
        """The regulating office agrees to what will count as success, exactly as it stands."""
        self.agreed_sha256 = rules.digest(rules.plan_of(self))

    @fsm.transition(
        field=status,
        source=R.DESIGNING,
        target=R.REGISTERED,
        conditions=[
            rules.plan_is_complete,
            rules.plan_measures_an_outcome,
            rules.regulator_has_agreed,
            rules.trial_has_not_begun,
        ],
        permission=is_zone_administrator,
        custom={"label": _("Register the plan"), "basis": HOUSE, "emphasis": "primary"},
    )
    def register_plan(self, *, actor: Any) -> None:
        """Question, indicators, baseline, comparison and threshold are frozen before the trial."""
        effects.freeze_plan(self)

    @fsm.transition(
        field=status,
        source=R.REGISTERED,
        target=R.COLLECTING,
        conditions=[rules.trial_has_begun, rules.plan_is_intact],
        permission=is_zone_administrator | is_system,
        custom={"label": _("Start collecting evidence"), "basis": HOUSE, "emphasis": "primary"},
    )
    def start_collecting(self, *, actor: Any) -> None:
        """The trial runs; reports become observations."""

    @fsm.transition(
        field=status,
        source=R.COLLECTING,
        target=R.DRAFTED,
        conditions=[rules.plan_is_intact],
        permission=is_zone_examiner,
        custom={
            "label": _("Draft the evaluation"),
            "basis": HOUSE,
            "form": "DraftForm",
            "requires": [rules.has_estimate, rules.has_counter_evidence, rules.cites_snapshots],
            "record": ("snapshots",),
            "emphasis": "primary",
        },
    )
    def draft(
        self, *, actor: Any, estimate: str, counter_evidence: str, snapshots: list[str]
    ) -> None:
        """What was found, how sure it is, and what speaks against it, on frozen views only."""
        effects.record_draft(
            self,
            actor=actor,
            estimate=estimate,
            counter_evidence=counter_evidence,
            snapshots=snapshots,
        )

    @fsm.transition(
        field=status,
        source=R.DRAFTED,
        target=R.OBJECTION,
        conditions=[rules.plan_is_intact],
        permission=is_zone_administrator,
        custom={
            "label": _("Ask the regulating office about harm"),
            "basis": HOUSE,
            "notices": notices.objection_opened,
            "emphasis": "primary",
        },
    )
    def ask_about_harm(self, *, actor: Any) -> None:
        """The regulating office has 30 days to show harm; the burden of proof is on it."""
        self.objection_due_on = clock.today() + effects.OBJECTION

    @fsm.transition(
        field=status,
        source=R.OBJECTION,
        target=R.OBJECTION,
        conditions=[rules.regulator_has_not_answered, rules.objection_is_open],
        permission=roles.is_regulator,
        custom={
            "label": _("Answer about harm"),
            "basis": HOUSE,
            "form": "HarmForm",
            "requires": [rules.answer_is_known, rules.harm_is_evidenced],
            "record": ("answer",),
            "notices": notices.answered,
            "emphasis": "primary",
        },
    )
    def answer_about_harm(self, *, actor: Any, answer: str, statement: str, evidence: str) -> None:
        """The regulating office shows harm with evidence, or says that there is none."""
        effects.record_answer(
            self, actor=actor, answer=answer, statement=statement, evidence=evidence
        )

    @fsm.transition(
        field=status,
        source=R.OBJECTION,
        target=R.PUBLIC_COMMENT,
        conditions=[rules.regulator_answered_or_was_silent],
        permission=is_zone_administrator | is_system,
        custom={
            "label": _("Open public comments"),
            "basis": HOUSE,
            "notices": notices.comment_opened,
            "emphasis": "primary",
        },
    )
    def open_public_comment(self, *, actor: Any) -> None:
        """Silence of the regulating office is recorded; the public has 30 days."""
        effects.record_silence(self, actor=actor)
        self.comment_due_on = clock.today() + effects.COMMENT

    @fsm.transition(
        field=status,
        source=R.PUBLIC_COMMENT,
        target=R.DECIDED,
        conditions=[
            rules.plan_is_intact,
            rules.comment_period_is_over,
            rules.comments_are_answered,
        ],
        permission=roles.is_verdict_reviewer,
        custom={
            "label": _("Give the verdict"),
            "basis": "産業競争力強化法 第14条／国家戦略特別区域法 第12条／構造改革特別区域法 第48条",
            "form": "VerdictForm",
            "requires": [
                rules.judge_is_independent,
                rules.verdict_is_known,
                rules.has_reasons,
                rules.has_owner,
                rules.has_promise_date,
                rules.cites_snapshots,
                rules.cites_what_the_public_saw,
            ],
            "record": ("verdict", "snapshots"),
            "notices": notices.decided,
            "then": effects.follow_in_packages,
            "emphasis": "primary",
        },
    )
    def decide(
        self,
        *,
        actor: Any,
        verdict: str,
        reasons: str,
        owner: str,
        promise_on: date | None,
        snapshots: list[str],
    ) -> None:
        """One of five verdicts, with reasons, an owner and a dated promise, on frozen evidence."""
        effects.record_verdict(
            self,
            actor=actor,
            verdict=verdict,
            reasons=reasons,
            owner=owner,
            promise_on=promise_on,
            snapshots=snapshots,
        )

    @fsm.transition(
        field=status,
        source=R.DECIDED,
        target=R.COLLECTING,
        conditions=[rules.could_not_be_judged, rules.was_never_extended],
        permission=roles.is_verdict_reviewer,
        custom={
            "label": _("Extend the review once"),
            "basis": HOUSE,
            "form": "ExtensionForm",
            "requires": [rules.judge_is_independent, rules.extension_ends],
            "notices": notices.extended,
        },
    )
    def extend(self, *, actor: Any, until: date) -> None:
        """What could not be judged is measured once more, until a date; never twice."""
        effects.begin_second_round(self, until=until)

    @fsm.transition(
        field=status,
        source=R.DECIDED,
        target=R.IMPLEMENTED,
        permission=roles.is_regulator,
        custom={
            "label": _("Record that the verdict is carried out"),
            "basis": "産業競争力強化法 第14条",
            "form": "ImplementationForm",
            "requires": [rules.law_revision_is_named, rules.says_what_was_done],
            "record": ("law_revision",),
            "emphasis": "primary",
        },
    )
    def record_implementation(self, *, actor: Any, law_revision: str, note: str) -> None:
        """The promise is closed by the revision of the law, or by what was done instead."""
        effects.record_implementation(self, law_revision=law_revision, note=note)


class CommentStatus(models.TextChoices):
    """Where a public comment stands."""

    OPEN = "open", pgettext_lazy("comment status", "Waiting for a reply")
    ANSWERED = "answered", pgettext_lazy("comment status", "Answered")


class CommentWorkflow(Case):
    """A comment is answered once, in public."""

    status = StateField(_("status"), choices=CommentStatus.choices, default=CommentStatus.OPEN)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=CommentStatus.OPEN,
        target=CommentStatus.ANSWERED,
        permission=is_zone_examiner,
        custom={
            "label": _("Reply to the comment"),
            "basis": HOUSE,
            "form": "ReplyForm",
            "requires": [rules.has_reply],
            "emphasis": "primary",
        },
    )
    def answer(self, *, actor: Any, reply: str) -> None:
        """Every comment gets its reply beside it."""
        self.reply, self.replied_on = reply.strip(), clock.today()
        self.replied_by = identity_of(actor, self).organisation or identity_of(actor, self).name
