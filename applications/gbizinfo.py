"""gBizINFO, the government's record of companies (経済産業省, REST API v2).

``GET {GBIZINFO_URL}/v2/hojin/{number}`` with a token in a header answers
``{"hojin-infos": [{"corporate_number": …, "name": …, …}]}``. Off until the environment names a token.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from applications.facts import Kind, Owner, facts

TOKEN_HEADER = "X-hojinInfo-api-token"  # noqa: S105 – the header's name
TIMEOUT_SECONDS = 8
MAX_BYTES = 2_000_000
MAX_TEXT = {"company_name": 150, "company_address": 200, "representative": 100}


class Unavailable(Exception):  # noqa: N818
    """The record could not be had; the message says what to do instead."""


@dataclass(frozen=True)
class Record:
    """What gBizINFO holds of one company: fact → value as the ledger keeps it."""

    number: str
    values: dict[str, str]
    updated_on: str = ""
    closed_on: str = ""

    @property
    def endpoint(self) -> str:
        """Return from where the values come, as the ledger names it."""
        return f"gBizINFO /v2/hojin/{self.number}"

    @property
    def as_of(self) -> date | None:
        """Return the date of the record; None when it does not say."""
        return date.fromisoformat(self.updated_on) if self.updated_on else None


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    # A redirect would carry the token to another host.
    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


def is_configured() -> bool:
    """Tell whether this console may ask gBizINFO."""
    return bool(settings.GBIZINFO_URL and settings.GBIZINFO_TOKEN)


def fetch(number: str) -> Record:
    """Return the record of a corporate number of 13 digits. Raises Unavailable with the remedy."""
    if not is_configured():
        raise Unavailable(_("This console is not connected to gBizINFO. Enter the facts yourself."))
    answer = _get(f"{settings.GBIZINFO_URL.rstrip('/')}/v2/hojin/{number}", number)
    try:
        found = json.loads(answer)["hojin-infos"] or []
        info = next((i for i in found if str(i.get("corporate_number")) == number), None)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Unavailable(
            _("gBizINFO answered in a form that cannot be read. Enter the facts yourself.")
        ) from None
    if info is None:
        raise Unavailable(_not_found(number))
    return Record(
        number,
        _values(info),
        _day(info.get("update_date")),
        _day(info.get("close_date")),
    )


def _get(url: str, number: str) -> bytes:
    if not url.startswith(("https://", "http://")):
        raise Unavailable(_("GBIZINFO_URL is not an address. Tell the operator of this console."))
    headers = {TOKEN_HEADER: settings.GBIZINFO_TOKEN, "Accept": "application/json"}
    request = urllib.request.Request(url, headers=headers)  # noqa: S310 – checked above
    try:
        opener = urllib.request.build_opener(_NoRedirect)
        with opener.open(request, timeout=TIMEOUT_SECONDS) as answer:
            return answer.read(MAX_BYTES)
    except urllib.error.HTTPError as error:
        with error:
            raise Unavailable(_message_of(error, number)) from None
    except OSError:
        raise Unavailable(
            _("gBizINFO does not answer. Enter the facts yourself, or try again later.")
        ) from None


def _message_of(error: urllib.error.HTTPError, number: str) -> str:
    if error.code == 404:
        return _not_found(number)
    if error.code in {401, 403}:
        return _(
            "gBizINFO refuses this console's token. Enter the facts yourself, and tell the operator "
            "of this console to renew GBIZINFO_TOKEN."
        )
    if error.code == 429:
        wait = str(error.headers.get("Retry-After", ""))
        minutes = max(1, -(-int(wait) // 60)) if wait.isascii() and wait.isdigit() else 10
        return _(
            "gBizINFO has been asked too often. Try again in %(minutes)d minutes, or enter the facts "
            "yourself."
        ) % {"minutes": minutes}
    return _("gBizINFO does not answer. Enter the facts yourself, or try again later.")


def _not_found(number: str) -> str:
    return _(
        "gBizINFO knows no company with the number %(number)s. Check the number, or enter the facts "
        "yourself."
    ) % {"number": number}


def _values(info: dict[str, Any]) -> dict[str, str]:
    found = {
        fact.key: _read(fact.kind, info.get(fact.fetched_from))
        for fact in facts(Owner.COMPANY)
        if fact.fetched_from
    }
    return {
        key: value for key, value in found.items() if value and len(value) <= MAX_TEXT.get(key, 200)
    }


def _read(kind: Kind, raw: Any) -> str:
    if kind == Kind.DATE:
        return _day(raw)
    text = "" if raw is None else str(raw).strip()
    if kind in (Kind.MONEY, Kind.NUMBER):
        return text if text.isascii() and text.isdigit() else ""
    return "" if text in {"-", "－"} else text


def _day(raw: Any) -> str:
    text = str(raw or "")[:10]
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""
