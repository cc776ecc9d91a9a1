"""The front page."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms import live
from cms.models.base import BasePage
from cms.models.news import NewsPage
from cms.models.standard import StandardPage
from cms.models.zones import ZoneIndexPage


class HomePage(BasePage):
    """What this is in one sentence, three real uses, how it works, what is open now, the map."""

    headline = models.CharField(_("headline"), max_length=100)
    lead = models.CharField(_("lead sentence"), max_length=200)

    content_panels = [
        *BasePage.content_panels[:1],
        FieldPanel("headline"),
        FieldPanel("lead"),
        *BasePage.content_panels[1:],
    ]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [ZoneIndexPage, "cms.NewsIndexPage", StandardPage]
    max_count = 1
    template = "cms/home_page.html"

    class Meta:
        verbose_name = _("front page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return what runs now, and the newest news."""
        context = super().get_context(request, *args, **kwargs)
        return {
            **context,
            "breadcrumbs": [],
            "live": live.site_live(),
            "news": NewsPage.objects.newest()[:3],
        }
