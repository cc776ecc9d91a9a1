"""Pages of the public site."""

from cms.models.home import HomePage
from cms.models.news import NewsIndexPage, NewsPage
from cms.models.prepared import PreparedReform
from cms.models.standard import StandardPage
from cms.models.zones import ZoneIndexPage, ZonePage

__all__ = [
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "PreparedReform",
    "StandardPage",
    "ZoneIndexPage",
    "ZonePage",
]
