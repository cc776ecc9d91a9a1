"""The public page of a zone that was just made."""

from typing import Any

from cms.models import ZoneIndexPage, ZonePage
from cms.seed import add_page, zone_page


def open_page(zone: Any) -> None:
    """Publish the page of a new zone under the list of zones; without that list the facts stand alone."""
    index = ZoneIndexPage.objects.first()
    if index is not None and not ZonePage.objects.filter(zone=zone).exists():
        add_page(index, zone_page(zone))
