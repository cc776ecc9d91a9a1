"""The blocks from which editors make pages. Live ones read ``cms.live`` and decide nothing."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from cms import live

RICH = ["bold", "italic", "link", "document-link", "ol", "ul"]


def zone_choices() -> list[tuple[str, str]]:
    """Return the public zones for a chooser; one query."""
    return list(live.public_zones().order_by("name", "pk").values_list("slug", "name"))


def measure_choices() -> list[tuple[str, str]]:
    """Return the historical measures for a chooser; one query."""
    found = live.SpecialMeasure.objects.order_by("code").values_list("code", "name")
    return [(code, f"{code} {name}") for code, name in found]


def slug_of(value: Any, parent_context: dict[str, Any] | None) -> str:
    """Return the zone a block speaks of: the one chosen, else that of its page, else ""."""
    if value.get("zone"):
        return value["zone"]
    shown = (parent_context or {}).get("live")
    return getattr(getattr(shown, "zone", None), "slug", "")


class HeadingBlock(blocks.CharBlock):
    """A heading between paragraphs."""

    class Meta:
        icon = "title"
        label = _("heading")
        template = "cms/blocks/heading.html"


class ImageBlock(blocks.StructBlock):
    """A picture; what it shows must be said in words."""

    image = ImageChooserBlock(label=_("image"))
    alt = blocks.CharBlock(
        label=_("what it shows"),
        max_length=150,
        help_text=_("Read aloud to those who cannot see it. Say what matters, in one sentence."),
    )
    caption = blocks.CharBlock(label=_("caption and source"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("image")
        template = "cms/blocks/image.html"


class LiveNumberBlock(blocks.StructBlock):
    """One indicator of a zone, as the dashboard shows it today."""

    zone = blocks.ChoiceBlock(
        choices=zone_choices,
        required=False,
        label=_("zone"),
        help_text=_("Empty: this page's zone"),
    )
    indicator = blocks.RegexBlock(
        regex=r"^[A-Za-z][A-Za-z0-9_]{1,19}$",
        label=_("code of the indicator"),
        error_messages={
            "invalid": _(
                "This is no code of an indicator. Enter one such as K16 from the dashboard."
            )
        },
    )

    class Meta:
        icon = "order"
        label = _("live number")
        template = "cms/blocks/live_number.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Return the card of the indicator, or none."""
        context = super().get_context(value, parent_context=parent_context)
        slug = slug_of(value, parent_context)
        card = live.live_number(zone_slug=slug, indicator=value["indicator"].upper())
        return {**context, "card": card, "dashboard": live.route("dashboard_zone", slug)}


class ExemptionsBlock(blocks.StructBlock):
    """The exemptions in force today, with their last days."""

    zone = blocks.ChoiceBlock(
        choices=zone_choices,
        required=False,
        label=_("zone"),
        help_text=_("Empty: this page's zone"),
    )

    class Meta:
        icon = "list-ul"
        label = _("exemptions in force")
        template = "cms/blocks/exemptions.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Return the exemptions in force."""
        context = super().get_context(value, parent_context=parent_context)
        lines = live.lines_in_force(zone_slug=slug_of(value, parent_context))
        return {**context, "lines": lines}


class CallsBlock(blocks.StructBlock):
    """Where a company may apply now, and by which procedure."""

    zone = blocks.ChoiceBlock(
        choices=zone_choices,
        required=False,
        label=_("zone"),
        help_text=_("Empty: this page's zone"),
    )

    class Meta:
        icon = "mail"
        label = _("open calls")
        template = "cms/blocks/calls.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Return the zones that take applications."""
        context = super().get_context(value, parent_context=parent_context)
        zones = live.open_zones(zone_slug=slug_of(value, parent_context))
        return {**context, "zones": zones, "apply_url": live.route("apply")}


class UseCaseBlock(blocks.StructBlock):
    """One real use: a measure of the register, and what it meant, told in a few sentences."""

    measure = blocks.ChoiceBlock(choices=measure_choices, label=_("special measure"))
    place = blocks.CharBlock(label=_("place"), max_length=60)
    title = blocks.CharBlock(label=_("title"), max_length=60)
    text = blocks.TextBlock(label=_("what happened"), max_length=200)

    class Meta:
        icon = "openquote"
        label = _("use case")


class UseCasesBlock(blocks.StructBlock):
    """Real uses, with what became of each taken from the register."""

    title = blocks.CharBlock(label=_("title"), max_length=60)
    cases = blocks.ListBlock(UseCaseBlock(), label=_("use cases"), min_num=1, max_num=6)

    class Meta:
        icon = "group"
        label = _("use cases")
        template = "cms/blocks/use_cases.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Return each use with its measure; uses of an unknown measure are left out."""
        context = super().get_context(value, parent_context=parent_context)
        found = {one.code: one for one in live.measures([c["measure"] for c in value["cases"]])}
        cases = [
            {"case": case, "measure": found[case["measure"]]}
            for case in value["cases"]
            if case["measure"] in found
        ]
        return {**context, "cases": cases}


class ContactBlock(blocks.StructBlock):
    """Whom to ask."""

    office = blocks.CharBlock(label=_("office"), max_length=100)
    phone = blocks.CharBlock(label=_("telephone"), required=False, max_length=30)
    email = blocks.EmailBlock(label=_("e-mail"), required=False)
    url = blocks.URLBlock(label=_("web page"), required=False)
    hours = blocks.CharBlock(label=_("hours"), required=False, max_length=100)

    class Meta:
        icon = "user"
        label = _("contact")
        template = "cms/blocks/contact.html"


class BodyBlock(blocks.StreamBlock):
    """What the body of a page may hold."""

    text = blocks.RichTextBlock(features=RICH, label=_("text"), template="cms/blocks/text.html")
    heading = HeadingBlock()
    image = ImageBlock()
    live_number = LiveNumberBlock()
    exemptions = ExemptionsBlock()
    calls = CallsBlock()
    use_cases = UseCasesBlock()
    contact = ContactBlock()
