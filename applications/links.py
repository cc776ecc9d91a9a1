"""One-time links and codes for people who act without an account.

A link's token is derived from the console's secret key, the case and a nonce: the database holds the
nonce and the token's hash, never the token, and neither do notices. Whoever can read the database or
the outbox cannot make a link from it; a mail that has to be sent again can be.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac
from django.utils.translation import gettext_lazy as _

from casework import clock
from casework.actors import Identity
from casework.labels import case_model
from casework.rules import role
from casework.transitions import lock, touch

LINK_HOURS = 72
CODE_MINUTES = 15
CODE_DIGITS = 6
MAX_CODE_TRIES = 5
MAX_SENT = 10
SECONDS_BETWEEN = 60


@dataclass(frozen=True)
class LinkBearer:
    """A person without an account who opened the one-time link of one case."""

    name: str
    email: str
    case_key: str
    pk: None = None
    is_authenticated: bool = False
    is_active: bool = True

    def get_full_name(self) -> str:
        """Return the name under which the link was sent."""
        return self.name

    def __str__(self) -> str:
        return self.name


@role("link_bearer", _("Bearer of the one-time link"))
def is_link_bearer(case: Any, user: Any) -> bool:
    """The user opened the link of this very case, and the link holds."""
    return isinstance(user, LinkBearer) and user.case_key == case.case_key and case.link_is_open()


class Linked(models.Model):
    """A case that a person without an account acts on through a one-time link."""

    link_nonce = models.CharField(max_length=32, blank=True, editable=False)
    link_hash = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 – unique
    link_expires_at = models.DateTimeField(_("link ends"), null=True, editable=False)
    link_sent_at = models.DateTimeField(_("link sent"), null=True, editable=False)
    links_sent = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def bearer(self) -> tuple[str, str]:
        """Return name and address of the person for whom the link is."""
        raise NotImplementedError

    def link_is_open(self) -> bool:
        """Tell whether the link may still be used."""
        return self.link_hash is not None and clock.now() < (self.link_expires_at or clock.now())

    def may_send_link(self) -> bool:
        """Tell whether another link may be sent: not within a minute, not without end."""
        return self.links_sent < MAX_SENT and _has_waited(self.link_sent_at)

    def link_path(self) -> str:
        """Return the link's address on this site; empty when the link does not hold."""
        return reverse("apply_link", args=[_token(self)]) if self.link_is_open() else ""

    def describe_actor(self, actor: Any) -> Identity | None:
        """Name a bearer of the link in the trail; None for people with an account."""
        return Identity(actor.name, kind="link") if isinstance(actor, LinkBearer) else None


def _has_waited(sent_at: Any) -> bool:
    return sent_at is None or clock.now() >= sent_at + timedelta(seconds=SECONDS_BETWEEN)


def _token(case: Any) -> str:
    mac = salted_hmac(
        "applications.links", f"{case.case_key}:{case.link_nonce}", algorithm="sha256"
    )
    return urlsafe_b64encode(mac.digest()).decode().rstrip("=")


def hash_of(token: str) -> str:
    """Return the SHA-256 under which a token is found."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_link(case: Any) -> None:
    """Give a case a new link; the one before no longer holds. The caller saves."""
    case.link_nonce = get_random_string(32)
    case.link_expires_at = clock.now() + timedelta(hours=LINK_HOURS)
    case.link_hash = hash_of(_token(case))
    case.link_sent_at = clock.now()
    case.links_sent += 1


def close_link(case: Any) -> None:
    """Make the link of a case worthless. The caller saves."""
    case.link_hash, case.link_nonce = None, ""


def find(token: str, *models_to_search: Any) -> Any:
    """Return the one case that a token opens, or None; unknown, used and expired look the same."""
    digest = hash_of(token)
    for model in models_to_search:
        case = model._base_manager.filter(link_hash=digest).first()
        if case is not None and case.link_is_open() and constant_time_compare(_token(case), token):
            return case
    return None


def bearer_of(case: Any) -> LinkBearer:
    """Return the actor who opened the link of a case; only for a view that has checked the token."""
    name, email = case.bearer()
    return LinkBearer(name, email, case.case_key)


class Coded(models.Model):
    """A case that is signed with a one-time code sent by mail."""

    code_nonce = models.CharField(max_length=32, blank=True, editable=False)
    code_expires_at = models.DateTimeField(null=True, editable=False)
    code_sent_at = models.DateTimeField(null=True, editable=False)
    codes_sent = models.PositiveSmallIntegerField(default=0, editable=False)
    code_tries = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def may_send_code(self) -> bool:
        """Tell whether another code may be sent: not within a minute, not without end."""
        return self.codes_sent < MAX_SENT and _has_waited(self.code_sent_at)

    def code_is_open(self) -> bool:
        """Tell whether a code was sent that may still be used."""
        return bool(
            self.code_nonce
            and self.code_expires_at
            and clock.now() < self.code_expires_at
            and self.code_tries <= MAX_CODE_TRIES
        )

    def code(self) -> str:
        """Return the six digits that hold now; empty when none do."""
        if not self.code_is_open():
            return ""
        mac = salted_hmac(
            "applications.codes",
            f"{self.case_key}:{self.code_nonce}",  # type: ignore[attr-defined]
            algorithm="sha256",
        )
        number = int.from_bytes(mac.digest()[:8], "big") % 10**CODE_DIGITS
        return f"{number:0{CODE_DIGITS}d}"

    def code_matches(self, entered: str) -> bool:
        """Tell, in constant time, whether the digits entered are the ones sent."""
        return self.code_is_open() and constant_time_compare(self.code(), entered)


def open_code(case: Any) -> None:
    """Give a case a new code; the one before no longer holds. The caller saves."""
    case.code_nonce = get_random_string(32)
    case.code_expires_at = clock.now() + timedelta(minutes=CODE_MINUTES)
    case.code_sent_at = clock.now()
    case.codes_sent += 1
    case.code_tries = 0


def spend_try(case: Any) -> Any:
    """Count a try before the code is compared, so that tries at once do not pass the limit."""
    with transaction.atomic():
        locked: Any = lock(case)
        return touch(locked, version=None, code_tries=locked.code_tries + 1)


LINK_KINDS = ("partner.link", "statement.link")
CODE_KIND = "statement.code"


def private_part(notice: Any) -> str | None:
    """Return the link or code of a mail, made when it is sent; None for every other notice."""
    if notice.kind not in (*LINK_KINDS, CODE_KIND):
        return None
    model = case_model(notice.case_type)
    case: Any = model._base_manager.filter(pk=notice.case_id).first() if model else None
    if case is None:
        return None
    if notice.kind == CODE_KIND:
        return case.code()
    path = case.link_path()
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}" if path else None
