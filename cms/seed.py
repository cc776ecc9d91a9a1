"""Making the tree of public pages from cms/data/site.toml and from the zones in the database.

Safe to run again: a page that exists is left as its editors wrote it, a missing one is made.
"""

import json
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site

from cms import live
from cms.models import HomePage, NewsIndexPage, NewsPage, StandardPage, ZoneIndexPage, ZonePage
from zones.models import Zone

DATA = Path(__file__).resolve().parent / "data" / "site.toml"
FORMER_PAGES = ("Welcome to your new Wagtail site!",)


@cache
def content() -> dict[str, Any]:
    """Return the words of the pages."""
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


def body_of(entry: dict[str, Any]) -> str:
    """Return the blocks of a page as a StreamField takes them."""
    return json.dumps(entry.get("body", []), ensure_ascii=False)


def fields_of(entry: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a page: all of its entry but the parts that are other pages."""
    plain = {k: v for k, v in entry.items() if k not in {"body", "items"}}
    return {**plain, "body": body_of(entry)}


def add_page(parent: Page, page: Page) -> Page:
    """Add a page under another and publish it, with a revision that editors may return to."""
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def home_page() -> tuple[HomePage, int]:
    """Return the front page and how many pages were made (1 or 0); it becomes the site's root."""
    existing = HomePage.objects.first()
    if existing:
        return existing, 0
    root = Page.get_first_root_node()
    home = add_page(root, HomePage(slug="dejima", **fields_of(content()["home"])))
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    site.hostname, site.site_name = site.hostname or "localhost", home.title
    site.root_page = home
    site.save()
    for former in root.get_children().filter(title__in=FORMER_PAGES).exact_type(Page):
        former.delete()
    return home, 1


def missing_pages(home: HomePage) -> Iterator[tuple[Page, Page]]:
    """Yield (parent, page not saved yet) for every page that is not there, parents first."""
    words = content()
    if not ZoneIndexPage.objects.exists():
        yield home, ZoneIndexPage(slug="zones", show_in_menus=True, **fields_of(words["zones"]))
    if not NewsIndexPage.objects.exists():
        yield home, NewsIndexPage(slug="news", show_in_menus=True, **fields_of(words["news"]))
    for entry in words["pages"]:
        if not home.get_children().filter(slug=entry["slug"]).exists():
            yield home, StandardPage(**fields_of(entry))
    news = NewsIndexPage.objects.get()
    known = set(news.get_children().values_list("slug", flat=True))
    for entry in words["news"]["items"]:
        if entry["slug"] not in known and (settings.IS_DEMO or not entry.get("is_demo")):
            yield news, NewsPage(**fields_of(entry))
    zones = ZoneIndexPage.objects.get()
    for zone in live.public_zones().filter(page=None).select_related("lead").order_by("name", "pk"):
        yield zones, zone_page(zone)


def zone_page(zone: Zone) -> ZonePage:
    """Return the page of a zone as it begins: the facts are live, the office is whom to ask."""
    status = zone.get_status_display()
    contact = {"type": "contact", "value": {"office": zone.lead.name}}
    return ZonePage(
        zone=zone,
        slug=zone.slug,
        title=zone.name,
        search_description=f"{zone.name}で、どの規制がだれにいつまで緩められているか。"
        if zone.status == "designated"
        else f"{zone.name}（{status}）。まだ指定されていません。",
        body=json.dumps([contact], ensure_ascii=False),
    )


@transaction.atomic
def seed_site() -> int:
    """Make every page that is missing; returns how many were made."""
    home, made = home_page()
    for parent, page in missing_pages(home):
        add_page(type(parent).objects.get(pk=parent.pk), page)
        made += 1
    return made
