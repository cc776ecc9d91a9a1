"""Zones under addresses that do not depend on an editor, and pictures of pages."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.static import serve as serve_file
from wagtail.views import serve

from cms import live
from cms.models import ZoneIndexPage, ZonePage


def zones(request: HttpRequest) -> HttpResponse:
    """List the zones: the editors' page where it is published, else the plain list."""
    if ZoneIndexPage.objects.live().filter(slug="zones").exists():
        return serve(request, "zones/")
    context = {"breadcrumbs": [{"label": _("Zones"), "url": ""}], **live.zone_index()}
    return render(request, "cms/zone_index_page.html", context)


def zone(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a zone: the editors' page where it is published, else the facts alone.

    An editor may embellish what is in force in a zone, never hide it.
    """
    if ZonePage.objects.live().filter(slug=slug, zone__slug=slug).exists():
        return serve(request, f"zones/{slug}/")
    shown = live.zone_live(get_object_or_404(live.for_page(live.public_zones()), slug=slug))
    context = {
        "breadcrumbs": [
            {"label": _("Zones"), "url": reverse("zones")},
            {"label": shown.zone.name, "url": ""},
        ],
        "live": shown,
    }
    return render(request, "cms/zone_page.html", context)


def page_image(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a picture that editors put on pages; case files lie elsewhere and are never served."""
    return serve_file(request, path, document_root=settings.MEDIA_ROOT / "images")
