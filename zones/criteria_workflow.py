"""What may happen to a version of criteria: drafted, then published for good, or dropped."""

from datetime import date
from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework import clock
from casework.actors import is_system
from casework.fsm import Case, StateField
from zones import criteria_rules as rules
from zones.roles import is_criteria_publisher


class CriteriaStatus(models.TextChoices):
    """Where a version of criteria stands; whether it is in force on a day is computed."""

    DRAFT = "draft", pgettext_lazy("criteria status", "Draft")
    PUBLISHED = "published", pgettext_lazy("criteria status", "Published")
    DROPPED = "dropped", pgettext_lazy("criteria status", "Dropped")


S = CriteriaStatus


class CriteriaWorkflow(Case):
    """The steps of a version of criteria."""

    status = StateField(_("status"), choices=S.choices, default=S.DRAFT)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=S.DRAFT,
        target=S.PUBLISHED,
        permission=is_criteria_publisher | is_system,
        conditions=[rules.has_criteria, rules.differs_from_before],
        custom={
            "label": _("Publish the criteria"),
            "basis": "行政手続法 第5条第3項（公にする）",
            "form": "PublishForm",
            "requires": [rules.is_not_backdated],
            "emphasis": "primary",
        },
    )
    def publish(self, *, actor: Any, valid_from: date) -> None:
        """The criteria are made public and hold for what arrives from a day on; fixed for good."""
        self.valid_from = valid_from
        self.published_at = clock.now()
        self.published_by_name = actor.get_full_name()

    @fsm.transition(
        field=status,
        source=S.DRAFT,
        target=S.DROPPED,
        permission=is_criteria_publisher,
        custom={
            "label": _("Drop the draft"),
            "basis": "行政手続法 第5条第1項",
            "emphasis": "danger",
        },
    )
    def drop(self, *, actor: Any) -> None:
        """The draft is given up; what is in force stays."""
