"""The office's routes, all behind one door: only people who work in an office come in."""

from importlib import import_module
from importlib.util import find_spec

from django.urls import URLPattern, path

from applications.office.urls import urlpatterns as application_urls
from casework import console_views
from console import office
from zones import console_views as zone_views
from zones.console_views import office_only

app_name = "console"
OTHER_APPS = ("digitalresidents.console_urls", "kpis.console_urls")


def _guarded(pattern: URLPattern) -> URLPattern:
    """Return the route behind the office's door."""
    view = office_only(pattern.callback)
    return URLPattern(pattern.pattern, view, pattern.default_args, pattern.name)


def _others() -> list[URLPattern]:
    found = [module for module in OTHER_APPS if find_spec(module) is not None]
    return [pattern for module in found for pattern in import_module(module).urlpatterns]


NOTICES = console_views.NoticeList.as_view(
    zones_seen=office.zones_seen, zones_served=office.zones_served
)
urlpatterns = [
    _guarded(pattern)
    for pattern in (
        path("", office.work, name="work"),
        *application_urls,
        path("zones/", zone_views.zones, name="zones"),
        path("zones/<int:pk>/", zone_views.zone, name="zone"),
        path("zones/<int:pk>/steps/<slug:step>/", zone_views.ZoneStep.as_view(), name="zone_step"),
        path("notices/", NOTICES, name="notices"),
        path(
            "audit/",
            console_views.AuditList.as_view(zones_seen=office.zones_seen),
            name="audit",
        ),
        path("files/<int:pk>/", console_views.download, name="file"),
        *_others(),
    )
]
