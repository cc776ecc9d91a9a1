"""The list of zones, and the page of each."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms import live
from cms.models.base import BasePage


class ZoneIndexPage(BasePage):
    """All zones that anybody may know of, with a map."""

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.ZonePage"]
    max_count = 1
    template = "cms/zone_index_page.html"

    class Meta:
        verbose_name = _("list of zones")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the zones and their map."""
        return {**super().get_context(request, *args, **kwargs), **live.zone_index()}


class ZonePage(BasePage):
    """What an office says about its zone, around what the running system shows of it."""

    zone = models.OneToOneField(
        "zones.Zone", on_delete=models.PROTECT, related_name="page", verbose_name=_("zone")
    )
    lead = models.CharField(_("lead sentence"), max_length=200, blank=True)
    photo = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("photograph"),
    )
    photo_alt = models.CharField(_("what the photograph shows"), max_length=150, blank=True)

    content_panels = [
        *BasePage.content_panels[:1],
        FieldPanel("lead"),
        FieldPanel("photo"),
        FieldPanel("photo_alt"),
        *BasePage.content_panels[1:],
    ]
    parent_page_types = ["cms.ZoneIndexPage"]
    subpage_types = ["cms.StandardPage"]
    template = "cms/zone_page.html"

    class Meta:
        verbose_name = _("page of a zone")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(photo=None) | ~models.Q(photo_alt=""),
                name="zone_page_photo_described",
                violation_error_message=_(
                    "Say what the photograph shows: fill in its description."
                ),
            )
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the page with its zone, live."""
        context = super().get_context(request, *args, **kwargs)
        zone = live.for_page(live.public_zones()).get(pk=self.zone_id)
        return {**context, "live": live.zone_live(zone)}
