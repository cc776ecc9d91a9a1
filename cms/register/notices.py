"""Public notices (公表・公示), newest first, and as a feed. Nothing stands here before its disclosure."""

from datetime import datetime, time
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.models import PublicNotice
from casework import clock
from casework.paging import keyset_page
from cms.register.views import crumbs

FEED_LENGTH = 50


def register_notices(request: HttpRequest) -> HttpResponse:
    """List what is published today, page by page."""
    found = PublicNotice.objects.public().for_list()
    page = keyset_page(found, request.GET, keys=("published_on", "pk"))
    context = {"breadcrumbs": crumbs(_("Public notices")), "page": page}
    return render(request, "cms/register/notices.html", context)


def register_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one notice while it is published."""
    notice = get_object_or_404(PublicNotice.objects.public().for_list(), pk=pk)
    context = {"breadcrumbs": crumbs(notice.title), "notice": notice}
    return render(request, "cms/register/notice.html", context)


class SteadyFeed(Rss201rev2Feed):
    """A feed that says the same as long as nothing is published: an empty one is dated by its day."""

    def latest_post_date(self) -> datetime:
        """Return when the newest notice was published; without any, the beginning of today."""
        if self.items:
            return super().latest_post_date()
        return datetime.combine(clock.today(), time(), clock.JST)


class NoticeFeed(Feed):
    """The newest public notices as RSS."""

    feed_type = SteadyFeed
    title = gettext_lazy("Public notices")
    link = reverse_lazy("register_notices")
    description = gettext_lazy("Certifications and other notices that the law has made public")

    def items(self) -> Any:
        """Return the newest notices published today."""
        return PublicNotice.objects.public().for_list()[:FEED_LENGTH]

    def item_title(self, item: PublicNotice) -> str:
        """Return the title."""
        return item.title

    def item_description(self, item: PublicNotice) -> str:
        """Return the text."""
        return item.body

    def item_link(self, item: PublicNotice) -> str:
        """Return the notice's page."""
        return item.public_url()

    def item_pubdate(self, item: PublicNotice) -> datetime:
        """Return the beginning of the day of publication in Japan."""
        return datetime.combine(item.published_on, time(), clock.JST)
