"""What may happen to a standard measure and to its offer in a zone: states and steps, nothing else."""

from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications.effects import standard as effects
from applications.notices import standard as notices
from applications.roles_standard import is_standard_drafter, is_standard_publisher
from applications.rules import standard as rules
from casework import clock
from casework.actors import is_system
from casework.fsm import Case, StateField, staying
from zones.roles import is_zone_administrator

# No statute knows packages; they stand on the duty to spread what was proved (特区法, DOMAIN §1c).
HOUSE = "標準措置の運用規則（構造改革特別区域法 第48条・国家戦略特別区域法 第12条の評価の結果を広げるために本システムが定める手順）"


class StandardStatus(models.TextChoices):
    """Where a version of a standard measure stands; whether a newer one exists is computed."""

    DRAFT = "draft", pgettext_lazy("standard measure status", "Draft")
    PUBLISHED = "published", pgettext_lazy("standard measure status", "Published")
    WITHDRAWN = "withdrawn", pgettext_lazy("standard measure status", "Withdrawn")
    DROPPED = "dropped", pgettext_lazy("standard measure status", "Dropped")


class OfferStatus(models.TextChoices):
    """Whether a zone offers a standard measure."""

    PREPARED = "prepared", pgettext_lazy("offer status", "Being prepared")
    OFFERED = "offered", pgettext_lazy("offer status", "Offered")
    ENDED = "ended", pgettext_lazy("offer status", "No longer offered")


S, Of = StandardStatus, OfferStatus


class StandardWorkflow(Case):
    """The steps of a version of a standard measure."""

    status = StateField(_("status"), choices=S.choices, default=S.DRAFT)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=S.DRAFT,
        target=S.PUBLISHED,
        permission=is_standard_publisher,
        conditions=[rules.is_complete, rules.measures_something, rules.differs_from_before],
        custom={
            "label": _("Publish the standard measure"),
            "basis": HOUSE,
            "requires": [rules.publisher_did_not_draft],
            "emphasis": "primary",
            "notices": notices.published,
        },
    )
    def publish(self, *, actor: Any) -> None:
        """The package is public with its origin and verdict, and fixed for good; it decides nothing."""
        effects.publish(self, actor)

    @fsm.transition(
        field=status,
        source=S.PUBLISHED,
        target=S.WITHDRAWN,
        permission=is_standard_publisher,
        custom={
            "label": _("Withdraw the standard measure"),
            "basis": HOUSE,
            "form": "WithdrawForm",
            "requires": [rules.has_reasons],
            "emphasis": "danger",
            "notices": notices.withdrawn,
        },
    )
    def withdraw(self, *, actor: Any, reasons: str) -> None:
        """Nobody takes it over any more; what was taken over stays, and is told."""
        self.withdrawn_on, self.withdrawal_reasons = clock.today(), reasons.strip()

    @fsm.transition(
        field=status,
        source=S.DRAFT,
        target=S.DROPPED,
        permission=is_standard_drafter,
        custom={"label": _("Drop the draft"), "basis": HOUSE, "emphasis": "danger"},
    )
    def drop(self, *, actor: Any) -> None:
        """The draft is given up; what is published stays."""

    @staying(
        S.PUBLISHED,
        S.WITHDRAWN,
        permission=is_system,
        custom={
            "label": _("Record the new verdict on the origin"),
            "basis": HOUSE,
            "record": ("verdict",),
            "internal": True,
            "notices": notices.verdict_changed,
        },
    )
    def follow_verdict(self, *, actor: Any, verdict: str, verdict_on: Any, url: str) -> None:
        """The origin was judged anew: the package says so, and those who took it over are told."""
        self.verdict, self.verdict_on, self.verdict_url = verdict, verdict_on, url


class OfferWorkflow(Case):
    """The steps of the offer of a standard measure in a zone."""

    status = StateField(_("status"), choices=Of.choices, default=Of.PREPARED)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=Of.PREPARED,
        target=Of.OFFERED,
        permission=is_zone_administrator,
        conditions=[rules.zone_is_open, rules.package_is_current],
        custom={
            "label": _("Offer the standard measure in the zone"),
            "basis": HOUSE,
            "emphasis": "primary",
            "notices": notices.offered,
        },
    )
    def offer(self, *, actor: Any) -> None:
        """The zone takes the package over: companies may ask for it there. Nothing is granted by it."""
        self.offered_on, self.offered_by_name = clock.today(), actor.get_full_name()

    @fsm.transition(
        field=status,
        source=Of.OFFERED,
        target=Of.ENDED,
        permission=is_zone_administrator,
        custom={
            "label": _("Stop offering it"),
            "basis": HOUSE,
            "form": "WithdrawForm",
            "requires": [rules.has_reasons],
            "emphasis": "danger",
        },
    )
    def stop(self, *, actor: Any, reasons: str) -> None:
        """New applications no longer begin from it; those begun go on."""
        self.ended_on, self.end_reasons = clock.today(), reasons.strip()
