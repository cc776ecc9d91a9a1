"""The way back: my applications, then the case, then this page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from applications.models import Application


def crumbs(*steps: tuple[Any, str]) -> list[dict[str, Any]]:
    """Return breadcrumbs from (label, address) pairs; the last is the present page."""
    above = (_("My applications"), reverse("apply"))
    return [{"label": label, "url": url} for label, url in (above, *steps)]


def draft_crumbs(application: Application, label: Any) -> list[dict[str, Any]]:
    """Return the breadcrumbs of a page within a draft."""
    return crumbs((application.title, reverse("apply_draft", args=[application.pk])), (label, ""))
