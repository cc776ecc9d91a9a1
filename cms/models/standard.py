"""Plain pages: about, accessibility, privacy, terms."""

from django.utils.translation import gettext_lazy as _

from cms.models.base import BasePage


class StandardPage(BasePage):
    """A page of text."""

    parent_page_types = ["cms.HomePage", "cms.StandardPage", "cms.ZonePage"]
    subpage_types = ["cms.StandardPage"]
    template = "cms/standard_page.html"

    class Meta:
        verbose_name = _("plain page")
