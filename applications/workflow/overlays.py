"""Overlays of an application: corrections and opinions, each with its own small machine."""

from datetime import date
from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications import notices, roles
from applications.effects import overlays as effects
from applications.law import ORDER
from applications.rules import duties
from applications.rules import overlays as rules
from casework import clock
from casework.actors import is_system
from casework.fsm import Case, StateField


class ClarificationStatus(models.TextChoices):
    """Where a correction request stands."""

    OPEN = "open", pgettext_lazy("clarification status", "Waiting for the applicant")
    ANSWERED = "answered", pgettext_lazy("clarification status", "Answered")
    CLOSED = "closed", pgettext_lazy("clarification status", "Closed without an answer")
    WITHDRAWN = "withdrawn", pgettext_lazy("clarification status", "Withdrawn by the office")


class ClarificationWorkflow(Case):
    """The steps of a correction request."""

    status = StateField(
        _("status"), choices=ClarificationStatus.choices, default=ClarificationStatus.OPEN
    )

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=ClarificationStatus.OPEN,
        target=ClarificationStatus.ANSWERED,
        permission=roles.is_filer,
        conditions=[rules.has_not_lapsed],
        custom={
            "label": _("Answer the correction request"),
            "basis": "行政手続法 第7条",
            "form": "AnswerForm",
            "requires": [rules.answers_only_named_fields, rules.answers_every_named_field],
            "emphasis": "primary",
            "notices": notices.clarification_answered,
        },
    )
    def answer(self, *, actor: Any, answers: dict[str, Any]) -> None:
        """The applicant corrects the named fields and no others; the clock goes on."""
        effects.apply_answers(self, actor, answers)

    @fsm.transition(
        field=status,
        source=ClarificationStatus.OPEN,
        target=ClarificationStatus.CLOSED,
        permission=roles.is_examiner | is_system,
        custom={
            "label": _("Close the correction request"),
            "basis": "行政手続法 第7条",
            "requires": [rules.actor_did_not_file, duties.has_no_conflict],
            "notices": notices.clarification_closed,
        },
    )
    def close(self, *, actor: Any) -> None:
        """The request ends without an answer; the examination goes on with what there is."""
        self.closed_at = clock.now()

    @fsm.transition(
        field=status,
        source=ClarificationStatus.OPEN,
        target=ClarificationStatus.WITHDRAWN,
        permission=roles.is_examiner,
        custom={
            "label": _("Withdraw the correction request"),
            "basis": "行政手続法 第7条",
            "form": "ReasonsForm",
            "requires": [
                rules.actor_did_not_file,
                duties.has_no_conflict,
                rules.withdrawal_has_reason,
            ],
            "emphasis": "danger",
            "notices": notices.clarification_withdrawn,
        },
    )
    def withdraw(self, *, actor: Any, reasons: str) -> None:
        """A request sent in error is taken back: the clock runs as if it had never been sent."""
        self.withdrawn_at = clock.now()
        self.withdrawal_reason = reasons


class OpinionStatus(models.TextChoices):
    """Where an opinion stands."""

    ASKED = "asked", pgettext_lazy("opinion status", "Asked")
    GIVEN = "given", pgettext_lazy("opinion status", "Given")
    LAPSED = "lapsed", pgettext_lazy("opinion status", "No longer needed")


class OpinionWorkflow(Case):
    """The steps of an opinion asked of an office."""

    status = StateField(_("status"), choices=OpinionStatus.choices, default=OpinionStatus.ASKED)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=OpinionStatus.ASKED,
        target=OpinionStatus.GIVEN,
        permission=roles.is_consulted,
        custom={
            "label": _("Give the opinion"),
            "basis": f"{ORDER} 第6条第1項",
            "form": "OpinionForm",
            "requires": [
                rules.actor_did_not_file,
                duties.has_no_conflict,
                rules.opinion_has_text,
                rules.objection_has_reason,
                rules.minority_is_named,
            ],
            "record": ("view", "reason_codes"),
            "emphasis": "primary",
            "notices": notices.opinion_given,
        },
    )
    def give(
        self,
        *,
        actor: Any,
        view: str,
        text: str,
        reason_codes: list[str],
        minority: list[dict[str, str]] | None = None,
    ) -> None:
        """The office gives its view in writing; it is kept with the case and shown with the decision."""
        effects.record_opinion(
            self, actor, view=view, text=text, reason_codes=reason_codes, minority=minority
        )

    @fsm.transition(
        field=status,
        source=OpinionStatus.GIVEN,
        target=OpinionStatus.GIVEN,
        permission=roles.is_consulted,
        conditions=[rules.nothing_is_disclosed],
        custom={
            "label": _("Revise the opinion"),
            "basis": f"{ORDER} 第6条第1項",
            "form": "OpinionForm",
            "requires": [
                rules.actor_did_not_file,
                duties.has_no_conflict,
                rules.opinion_has_text,
                rules.objection_has_reason,
                rules.minority_is_named,
            ],
            "record": ("view", "reason_codes"),
            "notices": notices.opinion_given,
        },
    )
    def revise(
        self,
        *,
        actor: Any,
        view: str,
        text: str,
        reason_codes: list[str],
        minority: list[dict[str, str]] | None = None,
    ) -> None:
        """The office changes its view before anything is disclosed; the earlier text is kept."""
        effects.keep_version(self)
        effects.record_opinion(
            self, actor, view=view, text=text, reason_codes=reason_codes, minority=minority
        )

    @fsm.transition(
        field=status,
        source=OpinionStatus.ASKED,
        target=OpinionStatus.ASKED,
        permission=roles.is_examiner,
        custom={
            "label": _("Extend the period"),
            "basis": f"{ORDER} 第6条第1項（原則として一月）",
            "form": "ExtensionForm",
            "requires": [
                rules.actor_did_not_file,
                duties.has_no_conflict,
                rules.extension_is_later,
                rules.extension_has_reason,
            ],
            "record": ("due_on",),
            "notices": notices.opinion_extended,
        },
    )
    def extend(self, *, actor: Any, due_on: date, reason: str) -> None:
        """Both agree on a later day, and the applicant is told why; the first day stays on record."""
        self.first_due_on = self.first_due_on or self.due_on
        self.due_on, self.extension_reason = due_on, reason

    @fsm.transition(
        field=status,
        source=OpinionStatus.ASKED,
        target=OpinionStatus.LAPSED,
        permission=is_system,
        custom={"label": _("Drop the question"), "basis": "行政手続法 第33条", "internal": True},
    )
    def lapse(self, *, actor: Any) -> None:
        """The application was withdrawn; the question falls away."""
