"""The site's own middleware: sign-in by default, and clear answers to what a case refuses."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from casework.transitions import Blocked, Stale
from console.public import is_public


class JapaneseFirst(LocaleMiddleware):
    """Japanese unless the person chose another language on this site; the browser is not asked."""

    def process_request(self, request: HttpRequest) -> None:
        """Use the language of the cookie, else Japanese."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = dict(settings.LANGUAGES)
        translation.activate(chosen if chosen in known else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Say which language it is."""
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


class SignInByDefault(LoginRequiredMiddleware):
    """Every route asks for sign-in unless ``console.public`` names it."""

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponse | None:
        """Let public routes through; send everybody else to sign in."""
        if is_public(request.resolver_match):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


class SecondFactorForOffices:
    """People who work in an office, or edit pages, set up a second factor before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Send a person without a second factor to set one up."""
        if self.is_missing(request):
            messages.warning(request, _("Set up a second factor first: the office needs it."))
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    @staticmethod
    def is_missing(request: HttpRequest) -> bool:
        """Tell whether the person is inside without the factor that the office needs."""
        inside = request.path.startswith(("/console/", "/cms/"))
        needed = settings.OFFICE_NEEDS_SECOND_FACTOR and inside and request.user.is_authenticated
        return needed and not is_mfa_enabled(request.user)


class CaseErrors:
    """Turns Stale into 409 and Blocked into a page with all reasons (422), losing nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer for what a case refused outside a form."""
        if isinstance(error, Stale):
            return render(request, "409.html", {"posted": request.POST.items()}, status=409)
        if isinstance(error, Blocked):
            return render(request, "422.html", {"reasons": error.reasons}, status=422)
        return None
