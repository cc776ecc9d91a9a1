"""How often one address may use a public form: counted by the hour, nothing kept of the address."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

HOUR = 3600


def too_many(request: HttpRequest, form: str, *, most: int) -> bool:
    """Count what came from this address to a form; tell whether it is beyond what an hour allows.

    Only a keyed digest of the address is held, for an hour; nothing of it is stored with the words.
    """
    address = salted_hmac(f"hourly.{form}", get_adapter().get_client_ip(request)).hexdigest()
    key = f"{form}:{address}"
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key) > most
    except ValueError:  # it ran out between the two calls
        return False
