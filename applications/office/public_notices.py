"""The office's pages of public notices: the list, the text, and its steps."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.models import PublicNotice
from applications.rules import public_notice as rules
from casework import audit, clock
from casework.labels import describe
from casework.transitions import steps_for
from casework.views import StepForm, StepView
from zones.forms import OfficeForm, date_input, text_area


class NoticeTextForm(OfficeForm):
    """The title and the text, as they will be read."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    body = forms.CharField(label=gettext_lazy("Text"), widget=text_area(14))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields:
            if hasattr(self.case, name):
                self.initial.setdefault(name, getattr(self.case, name))


class PublishForm(NoticeTextForm):
    """The text once more, and the days on which it is public."""

    field_rules = {
        "published_on": (rules.begins_today_or_later,),
        "until": (rules.ends_after_it_begins,),
    }

    published_on = forms.DateField(
        label=gettext_lazy("Day of publication"),
        widget=date_input(),
        help_text=gettext_lazy("From this day on anybody can read it. Today publishes it at once."),
    )
    until = forms.DateField(
        label=gettext_lazy("Last day (may be left empty)"), widget=date_input(), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.initial.get("published_on") is None:
            self.initial["published_on"] = clock.today()


class CorrectNoticeForm(PublishForm):
    """The mended text, and what was wrong; readers see both."""

    field_rules = {
        "published_on": (rules.keeps_its_first_day,),
        "until": (rules.ends_after_it_begins,),
    }

    reasons = forms.CharField(
        label=gettext_lazy("What was wrong"),
        widget=text_area(3),
        help_text=gettext_lazy("Readers see this with the day of the correction."),
    )


FORMS: dict[str, type[StepForm]] = {
    "edit": NoticeTextForm,
    "publish": PublishForm,
    "correct": CorrectNoticeForm,
}


def public_notices(request: HttpRequest) -> HttpResponse:
    """List the public notices of the person's offices, the newest draft first."""
    found = PublicNotice.objects.visible_to(request.user).select_related(
        "office", "measure__application"
    )
    context = {
        "notices": found.order_by("-pk")[:100],
        "breadcrumbs": [{"label": _("Public notices"), "url": ""}],
    }
    return render(request, "applications/office/public_notices.html", context)


def public_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a notice, what it said before, its steps and its trail."""
    seen = PublicNotice.objects.visible_to(request.user)
    notice = get_object_or_404(seen.select_related("office", "measure__application"), pk=pk)
    context = {
        "notice": notice,
        "steps": steps_for(notice, request.user),
        "trail": describe(audit.trail(notice)),
        "is_public": PublicNotice.objects.public().filter(pk=notice.pk).exists(),
        "breadcrumbs": [
            {"label": _("Public notices"), "url": reverse("console:public_notices")},
            {"label": notice.title, "url": ""},
        ],
    }
    return render(request, "applications/office/public_notice.html", context)


class PublicNoticeStep(StepView):
    """A step on a public notice."""

    model = PublicNotice
    forms = FORMS
