"""What all pages share: body, breadcrumb, search."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import BodyBlock


class BasePage(Page):
    """A page with a lead sentence's place in ``search_description`` and a body of blocks."""

    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("body")]
    search_fields = [
        *Page.search_fields,
        index.SearchField("body"),
        index.SearchField("search_description"),
    ]

    class Meta:
        abstract = True

    def breadcrumbs(self) -> list[dict[str, str]]:
        """Return the pages above this one, without the front page, and this one; one query."""
        above = self.get_ancestors().filter(depth__gt=2).order_by("depth")
        trail = [{"label": page.title, "url": page.url} for page in above]
        return [*trail, {"label": self.title, "url": ""}]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return what the template reads."""
        context = super().get_context(request, *args, **kwargs)
        return {**context, "breadcrumbs": self.breadcrumbs()}
