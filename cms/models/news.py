"""News: what happened, with its source, or labelled as a demonstration."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import PageManager, PageQuerySet
from wagtail.search import index

from casework import clock
from cms.models.base import BasePage

NEWS_PER_PAGE = 20


class NewsPageQuerySet(PageQuerySet):
    """Questions about news."""

    def newest(self) -> "NewsPageQuerySet":
        """Return what is published, the newest first."""
        return self.live().public().order_by("-published_on", "-pk")

    def before(self, key: str) -> "NewsPageQuerySet":
        """Return what is older than the news of a paging key (``date.pk``); all on a wrong key."""
        day, _dot, pk = key.partition(".")
        try:
            older = models.Q(published_on__lt=day) | models.Q(published_on=day, pk__lt=int(pk))
            return self.filter(older)
        except (ValueError, ValidationError):
            return self


class NewsIndexPage(BasePage):
    """All news, the newest first."""

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.NewsPage"]
    max_count = 1
    template = "cms/news_index_page.html"

    class Meta:
        verbose_name = _("list of news")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return one page of news and the key of the next."""
        context = super().get_context(request, *args, **kwargs)
        older = NewsPage.objects.newest().before(request.GET.get("before", ""))
        news = list(older[: NEWS_PER_PAGE + 1])
        shown = news[:NEWS_PER_PAGE]
        has_more = len(news) > NEWS_PER_PAGE
        return {**context, "news": shown, "next": shown[-1].key if has_more else ""}


class NewsPage(BasePage):
    """One piece of news; it says where it comes from, or that it is invented."""

    published_on = models.DateField(_("date"), default=clock.today)
    source_title = models.CharField(_("source"), max_length=200, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    is_demo = models.BooleanField(_("demo"), default=False)

    objects = PageManager.from_queryset(NewsPageQuerySet)()

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("published_on"),
        FieldPanel("source_title"),
        FieldPanel("source_url"),
        FieldPanel("is_demo"),
    ]
    search_fields = [*BasePage.search_fields, index.FilterField("published_on")]
    parent_page_types = ["cms.NewsIndexPage"]
    subpage_types = []
    template = "cms/news_page.html"

    class Meta:
        verbose_name = _("news")
        indexes = [models.Index(fields=["-published_on", "-page_ptr"], name="news_newest")]

    @property
    def key(self) -> str:
        """Return the key after which the next page of the list begins."""
        return f"{self.published_on.isoformat()}.{self.pk}"
