"""A person's choices about notices: at once, once a day, or only what is urgent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.models import NoticeChoice
from casework.models.notices import Mode

KINDS = {
    "": gettext_lazy("Everything else"),
    "application.new": gettext_lazy("A new application has arrived"),
    "clarification.answered": gettext_lazy("A correction is answered"),
    "opinion.asked": gettext_lazy("An opinion is asked of my office"),
    "opinion.reminded": gettext_lazy("A reminder of an opinion"),
    "opinion.given": gettext_lazy("An opinion is given"),
    "application.withdrawn": gettext_lazy("An application is withdrawn"),
    "report.submitted": gettext_lazy("A report is submitted"),
    "exemption.started": gettext_lazy("A trial has started"),
}


def field_of(kind: str) -> str:
    """Return the name of the field for a kind."""
    return kind.replace(".", "_") or "others"


class ChoiceForm(forms.Form):
    """One choice for each kind of notice that offices get."""

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        held = dict(NoticeChoice.objects.filter(user=user).values_list("kind", "mode"))
        for kind, label in KINDS.items():
            self.fields[field_of(kind)] = forms.ChoiceField(
                label=label, choices=Mode.choices, initial=held.get(kind, Mode.DIGEST)
            )

    def keep(self) -> None:
        """Save every choice."""
        with transaction.atomic():
            for kind in KINDS:
                mode = self.cleaned_data[field_of(kind)]
                NoticeChoice.objects.update_or_create(
                    user=self.user, kind=kind, defaults={"mode": mode}
                )


def notice_settings(request: HttpRequest) -> HttpResponse:
    """Show and save the person's own choices."""
    form = ChoiceForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        form.keep()
        messages.success(request, _("Your choices about notices are saved."))
        return redirect(request.path)
    context = {"form": form, "breadcrumbs": [{"label": _("When I am told"), "url": ""}]}
    status = 422 if form.is_bound else 200
    return render(request, "console/notice_settings.html", context, status=status)
