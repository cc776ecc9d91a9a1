"""The page on which somebody reads a whole application, then confirms, signs or declines.

It serves a joint applicant's own people and the bearers of one-time links alike: the case and the
actor are given; nothing on the page is found by what the visitor sends.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from applications import links
from applications.apply.case import as_filed
from applications.apply.papers_forms import FORM_OF, DeclineForm
from applications.content import content_sha256
from applications.models import Statement
from casework.transitions import Blocked, perform

STEPS = {"confirm", "sign", "decline", "send_code"}


class Answering:
    """One visit to the page: which case, who acts, what was entered."""

    breadcrumbs: list[dict[str, Any]] | None = None
    file_route: tuple[str, Any] = ("", "")
    done_url = "apply"

    def __init__(self, request: HttpRequest, case: Any, actor: Any) -> None:
        self.request, self.case, self.actor = request, case, actor
        self.is_statement = isinstance(case, Statement)
        self.form = FORM_OF[type(case)]()
        self.decline = DeclineForm(prefix="decline")
        self.reasons: list[str] = []
        self.note = ""

    def respond(self) -> HttpResponse:
        """Show the page, or take the step that was asked for."""
        step = self.request.POST.get("step", "")
        if self.request.method != "POST" or step not in STEPS:
            return self.show()
        return getattr(self, f"_{step}")()

    def _send_code(self) -> HttpResponse:
        self.form = FORM_OF[type(self.case)](initial={"name": self.request.POST.get("name", "")})
        if self._take("send_code"):
            self.note = _("A code was sent to %(address)s.") % {"address": self.case.officer_email}
        return self.show()

    def _confirm(self) -> HttpResponse:
        return self._answer("confirm")

    def _sign(self) -> HttpResponse:
        return self._answer("sign")

    def _answer(self, step: str) -> HttpResponse:
        self.form = FORM_OF[type(self.case)](self.request.POST)
        if not self.form.is_valid():
            return self.show(422)
        if step == "sign":
            self.case = links.spend_try(self.case)
        seen = self.request.POST.get("content_sha256", "")
        if not self._take(step, content_sha256=seen, **self.form.cleaned_data):
            return self.show(422)
        return self._done(step)

    def _decline(self) -> HttpResponse:
        self.decline = DeclineForm(self.request.POST, prefix="decline")
        if not self.decline.is_valid():
            return self.show(422)
        if not self._take("decline", reason=self.decline.cleaned_data["reason"]):
            return self.show(422)
        return self._done("decline")

    def _take(self, step: str, **inputs: Any) -> bool:
        try:
            self.case = perform(
                self.case, step, actor=self.actor, version=self.case.version, **inputs
            )
        except Blocked as blocked:
            self.reasons = blocked.reasons
        return not self.reasons

    def _done(self, step: str) -> HttpResponse:
        if self.actor.is_authenticated:
            return redirect(self.done_url)
        context = {"step": step, "case": self.case, "application": self.case.application}
        return sealed(render(self.request, "applications/apply/answered.html", context))

    def show(self, status: int = 200) -> HttpResponse:
        """Show everything that is declared, with its hash, and the ways to answer."""
        application = self.case.application
        context = {
            "case": self.case,
            "application": application,
            "breadcrumbs": self.breadcrumbs,
            "is_statement": self.is_statement,
            "filing": as_filed(application),
            "file_route": self.file_route[0],
            "file_key": self.file_route[1],
            "parties": application.co_applicants.filter(status__in=("invited", "confirmed")),
            "content_sha256": content_sha256(application),
            "form": self.form,
            "decline": self.decline,
            "reasons": self.reasons,
            "note": self.note,
        }
        status = 422 if self.reasons else status
        return sealed(
            render(self.request, "applications/apply/answer.html", context, status=status)
        )


def sealed(response: HttpResponse) -> HttpResponse:
    """Keep a page whose address is a secret out of caches, search engines and referrers."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    patch_cache_control(response, private=True, no_store=True)
    return response
