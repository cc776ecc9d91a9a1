"""Loading an application for its page, on either side."""

from typing import Any

from django.http import Http404

from applications.models import Application


def page_or_404(found: Any, pk: int) -> Application:
    """Return one of these applications with all that its page reads, else 404."""
    try:
        return found.page_of(pk)
    except Application.DoesNotExist:
        raise Http404 from None
