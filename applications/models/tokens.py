"""Tokens with which a company's own systems submit reports. Only the hash of the secret is kept."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.membership import FILING, company_roles
from applications.models.company import Company
from applications.workflow.tokens import TokenStatus, TokenWorkflow
from casework import clock
from casework.fsm import state_is_known

PREFIX, SHOWN = "dejima_", 14


def digest(secret: str) -> str:
    """Return what is kept of a secret (256 random bits need no salt)."""
    return hashlib.sha256(secret.encode()).hexdigest()


class TokenQuerySet(models.QuerySet["ApiToken"]):
    """Questions about tokens."""

    def holding(self, secret: str) -> ApiToken | None:
        """Return the token with this secret if it may be used today by a person who still may file."""
        found = (
            self.filter(
                secret_sha256=digest(secret),
                status=TokenStatus.ACTIVE,
                expires_on__gte=clock.today(),
                user__is_active=True,
            )
            .select_related("user", "company")
            .first()
        )
        if found is None or not company_roles(found.user, found.company_id) & FILING:
            return None
        return found


class ApiToken(TokenWorkflow):
    """A token of a company: acts as the person who issued it, for reports of this company only."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="api_tokens")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    name = models.CharField(_("name of the token"), max_length=60)
    shown = models.CharField(max_length=20, editable=False)
    secret_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    expires_on = models.DateField(_("valid until"))
    issued_at = models.DateTimeField(_("issued"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["company", "-pk"]
        constraints = [state_is_known(TokenStatus, "api_token_status_known")]

    def __str__(self) -> str:
        return f"{self.name} ({self.shown}…)"

    @classmethod
    def prepare(cls, *, company: Company, user: Any, **values: Any) -> tuple[ApiToken, str]:
        """Make a token not issued yet; return it with its secret, which is shown once and not kept."""
        secret = PREFIX + secrets.token_urlsafe(32)
        token = cls.objects.create(
            company=company,
            user=user,
            shown=secret[:SHOWN],
            secret_sha256=digest(secret),
            **values,
        )
        return token, secret

    def is_expired(self) -> bool:
        """Tell whether its last day is over."""
        return self.expires_on < clock.today()
