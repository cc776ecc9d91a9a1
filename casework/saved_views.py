"""A person's named filters of a list, and the one that opens by itself."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.models.work import SavedView

MOST = 30
PAGING = {"before", "after", "view", "saved"}


def clean_query(query: str) -> str:
    """Return a query string without its place in the list."""
    return urlencode([pair for pair in parse_qsl(query) if pair[0] not in PAGING])


def views_of(user: Any, page: str) -> list[SavedView]:
    """Return the person's views of a list, by name."""
    return list(SavedView.objects.filter(user=user, page=page).order_by("name", "pk"))


def opening(views: list[SavedView]) -> SavedView | None:
    """Return the view that opens by itself."""
    return next((view for view in views if view.is_default), None)


class SavedViewForm(forms.ModelForm):
    """Names the filter that is shown; an existing name is overwritten, so that nothing piles up."""

    class Meta:
        model = SavedView
        fields = ("name", "is_default")
        help_texts = {"name": _("For example “This week, Yabu”. A name in use is overwritten.")}

    def __init__(self, *args: Any, user: Any, page: str, query: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.page, self.query = user, page, clean_query(query)[:500]

    def clean(self) -> dict[str, Any]:
        """Refuse one more than a person can keep apart."""
        cleaned = super().clean() or {}
        held = SavedView.objects.filter(user=self.user, page=self.page)
        if held.exclude(name=cleaned.get("name")).count() >= MOST:
            self.add_error("name", _("You have 30 views of this list. Delete one first."))
        return cleaned

    def keep(self) -> SavedView:
        """Save the view; at most one per list opens by itself."""
        name, is_default = self.cleaned_data["name"], self.cleaned_data["is_default"]
        with transaction.atomic():
            held = SavedView.objects.filter(user=self.user, page=self.page)
            if is_default:
                held.update(is_default=False)
            values = {"query": self.query, "is_default": is_default}
            return held.update_or_create(
                user=self.user, page=self.page, name=name, defaults=values
            )[0]


def bar(params: Any, page: str, views: list[SavedView]) -> dict[str, Any]:
    """Return what the bar of saved views shows over a list."""
    here = clean_query(params.urlencode())
    return {
        "views": [
            {"view": view, "url": f"?{view.query or 'view=all'}", "current": view.query == here}
            for view in views
        ],
        "views_page": page,
        "views_query": here,
    }
