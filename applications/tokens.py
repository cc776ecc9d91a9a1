"""One-time links and codes: never stored, computed from a stored nonce with the installation's key.

Whoever reads the database or a backup cannot take an invitation; sending it again makes the older link
void, as the nonce changes.
"""

import base64
import secrets
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "applications.tokens"
CODE_LETTERS = 16
GROUP = 4


def new_nonce() -> str:
    """Return a fresh nonce."""
    return secrets.token_hex(16)


def _digest(case: Any) -> bytes:
    return salted_hmac(SALT, f"{case.case_key}:{case.nonce}", algorithm="sha256").digest()


def token_of(case: Any) -> str:
    """Return the token of a one-time link (192 bits)."""
    return base64.urlsafe_b64encode(_digest(case)[:24]).decode()


def code_of(case: Any) -> str:
    """Return the code that is printed and typed (80 bits): ``12-ABCD-EFGH-IJKL-MNOP``."""
    letters = base64.b32encode(_digest(case)[24:] + _digest(case)[:2])[:CODE_LETTERS].decode()
    groups = [letters[i : i + GROUP] for i in range(0, CODE_LETTERS, GROUP)]
    return "-".join([str(case.pk), *groups])


def token_is_right(case: Any, token: str) -> bool:
    """Tell whether a token is the present one of a case."""
    return bool(case.nonce) and constant_time_compare(token, token_of(case))


def code_is_right(case: Any, code: str) -> bool:
    """Tell whether a typed code is the present one of a case; hyphens do not matter."""
    return bool(case.nonce) and constant_time_compare(
        code.replace("-", ""), code_of(case).replace("-", "")
    )


def path_of(case: Any) -> str:
    """Return the address of the one-time link."""
    return reverse(case.link_route, args=[case.pk, token_of(case)])


def private_part(notice: Any) -> str | None:
    """Return the one-time link of a mail, made when it is sent; None for every other notice."""
    from applications.models import Invitation, PowerOfAttorney  # noqa: PLC0415

    models = {"invitation.sent": Invitation, "power.granted": PowerOfAttorney}
    model = models.get(notice.kind)
    case = model and model._base_manager.filter(pk=notice.case_id).first()
    return f"{settings.WAGTAILADMIN_BASE_URL}{path_of(case)}" if case and case.nonce else None
