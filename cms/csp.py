"""A looser content security policy for the editors' pages, and for them alone.

Wagtail's date choosers and previews start with inline scripts, so editors' pages may run them;
they still load nothing from elsewhere. Public pages and the console keep the strict policy.
"""

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_INLINE
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

EDITING = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
}


class EditorPolicy:
    """Middleware: replaces two directives on the editors' pages. Stands after CSPMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; mark the answer when it is one of the editors' pages."""
        response = self.get_response(request)
        if request.path.startswith(reverse("wagtailadmin_home")):
            response._csp_replace = EDITING
        return response
