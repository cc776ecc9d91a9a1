"""What may happen to a power of attorney (委任状)."""

from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications import roles
from applications.effects import people as effects
from applications.notices import companies as notices
from applications.rules import people as link_rules
from applications.rules import powers as rules
from casework import clock
from casework.fsm import Case, StateField

GRANT = "民法 第99条・第643条（代理・委任）"
END = "民法 第111条・第651条（代理権の消滅・委任の解除）"


class PowerStatus(models.TextChoices):
    """Where a power of attorney stands; that its period is over is computed from its dates."""

    DRAFT = "draft", pgettext_lazy("power status", "Draft")
    GRANTED = "granted", pgettext_lazy("power status", "Waiting for the agent")
    ACCEPTED = "accepted", pgettext_lazy("power status", "Accepted")
    DECLINED = "declined", pgettext_lazy("power status", "Declined")
    REVOKED = "revoked", pgettext_lazy("power status", "Revoked")
    RESIGNED = "resigned", pgettext_lazy("power status", "Laid down")


S = PowerStatus
CONTENT = [rules.names_acts, rules.period_runs_forwards, rules.is_not_over]


class PowerWorkflow(Case):
    """The steps of a power of attorney."""

    status = StateField(_("status"), choices=S.choices, default=S.DRAFT)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=S.DRAFT,
        target=S.GRANTED,
        conditions=CONTENT,
        permission=roles.is_company_owner,
        custom={
            "label": _("Grant the power of attorney"),
            "basis": GRANT,
            "internal": True,
            "notices": notices.power_granted,
        },
    )
    def grant(self, *, actor: Any) -> None:
        """The company empowers an agent for the acts named, within the limits named."""
        effects.grant_power(self, actor)

    @fsm.transition(
        field=status,
        source=S.DRAFT,
        target=S.GRANTED,
        conditions=[*CONTENT, rules.has_document, rules.is_limited_to_a_zone],
        permission=roles.is_counter_clerk,
        custom={
            "label": _("Enter a power of attorney received on paper"),
            "basis": GRANT,
            "internal": True,
            "notices": notices.power_granted,
        },
    )
    def enter(self, *, actor: Any) -> None:
        """The office records a signed power that a company without an account handed in."""
        effects.grant_power(self, actor)

    @fsm.transition(
        field=status,
        source=S.GRANTED,
        target=S.ACCEPTED,
        conditions=[link_rules.link_is_not_over, rules.is_not_over],
        permission=roles.is_invitee,
        custom={
            "label": _("Accept the power of attorney"),
            "basis": GRANT,
            "requires": [
                link_rules.link_is_right,
                link_rules.address_is_theirs_or_confirmed,
                rules.agent_is_not_the_company,
            ],
            "internal": True,
            "notices": notices.power_accepted,
        },
    )
    def accept(self, *, actor: Any, token: str, address: str, confirmed: bool = False) -> None:
        """The agent takes the mandate; from now on each act names agent and principal."""
        effects.accept_power(self, actor)

    @fsm.transition(
        field=status,
        source=S.GRANTED,
        target=S.DECLINED,
        permission=roles.is_invitee,
        custom={
            "label": _("Decline the power of attorney"),
            "basis": GRANT,
            "requires": [link_rules.link_is_right],
            "internal": True,
            "notices": notices.power_declined,
        },
    )
    def decline(self, *, actor: Any, token: str) -> None:
        """The agent does not take the mandate."""
        effects.end_power(self)

    @fsm.transition(
        field=status,
        source=[S.GRANTED, S.ACCEPTED],
        target=S.REVOKED,
        permission=roles.is_company_owner | roles.is_counter_clerk,
        custom={
            "label": _("Revoke the power of attorney"),
            "basis": END,
            "form": "ReasonsForm",
            "emphasis": "danger",
            "requires": [rules.has_reasons, rules.clerk_only_ends_paper],
            "notices": notices.power_revoked,
        },
    )
    def revoke(self, *, actor: Any, reasons: str) -> None:
        """The company ends the mandate, at any time; what the agent did before stands."""
        effects.end_power(self)

    @fsm.transition(
        field=status,
        source=S.ACCEPTED,
        target=S.RESIGNED,
        permission=roles.is_agent,
        custom={
            "label": _("Lay the power of attorney down"),
            "basis": END,
            "emphasis": "danger",
            "notices": notices.power_laid_down,
        },
    )
    def resign(self, *, actor: Any) -> None:
        """The agent ends the mandate; the company is told at once."""
        self.ended_at = clock.now()
