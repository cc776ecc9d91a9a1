"""What may happen to a token with which a company's own system submits reports: issued, revoked."""

from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications import roles
from casework import clock
from casework.fsm import Case, StateField

ACCOUNT = "会社のアカウントの利用規約"


class TokenStatus(models.TextChoices):
    """Whether a token may be used; whether it has expired is computed."""

    NEW = "new", pgettext_lazy("token status", "Being made")
    ACTIVE = "active", pgettext_lazy("token status", "Active")
    REVOKED = "revoked", pgettext_lazy("token status", "Revoked")


class TokenWorkflow(Case):
    """The steps of a token."""

    status = StateField(_("status"), choices=TokenStatus.choices, default=TokenStatus.NEW)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=TokenStatus.NEW,
        target=TokenStatus.ACTIVE,
        permission=roles.is_company_owner,
        custom={"label": _("Issue the token"), "basis": ACCOUNT, "emphasis": "primary"},
    )
    def issue(self, *, actor: Any) -> None:
        """The owner lets a system of the company submit reports in the owner's name."""
        self.issued_at = clock.now()

    @fsm.transition(
        field=status,
        source=TokenStatus.ACTIVE,
        target=TokenStatus.REVOKED,
        permission=roles.is_company_owner,
        custom={"label": _("Revoke the token"), "basis": ACCOUNT, "emphasis": "danger"},
    )
    def revoke(self, *, actor: Any) -> None:
        """From now on nothing is accepted with it; what was submitted stays."""
        self.revoked_at = clock.now()
