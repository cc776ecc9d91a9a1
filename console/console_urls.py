"""The office's routes, all behind one door: only people who work in an office come in."""

from importlib import import_module
from importlib.util import find_spec

from django.urls import URLPattern, path

from applications.joining.urls import office as joining_urls
from applications.office.urls import urlpatterns as application_urls
from casework import console_views
from console import exports, notice_settings, office, worklist
from zones import console_views as zone_views
from zones import (
    criteria_views,
    document_views,
    expiry_views,
    intake_views,
    municipal_plan_views,
    new_views,
    plan_views,
    staffing_views,
    support_limit_views,
)
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
        path("", worklist.work, name="work"),
        path("work/several/", worklist.several, name="work_several"),
        path("export/<slug:page>/", exports.export, name="export"),
        path("settings/notices/", notice_settings.notice_settings, name="notice_settings"),
        path("views/<slug:page>/", worklist.keep_view, name="view"),
        *application_urls,
        *joining_urls,
        path("zones/", zone_views.zones, name="zones"),
        path("zones/<int:pk>/", zone_views.zone, name="zone"),
        path("zones/<int:pk>/steps/<slug:step>/", zone_views.ZoneStep.as_view(), name="zone_step"),
        path("zones/new/", new_views.zone_new, name="zone_new"),
        path("zones/new/places/", new_views.places, name="zone_places"),
        path("zones/<int:pk>/plan/", plan_views.zone_plan, name="zone_plan"),
        path("zones/<int:pk>/opinion/", plan_views.zone_opinion_new, name="zone_opinion_new"),
        path(
            "zones/<int:pk>/begin/<slug:kind>/", plan_views.BeginStep.as_view(), name="zone_begin"
        ),
        path(
            "zones/cases/<slug:kind>/<int:pk>/<slug:step>/",
            plan_views.OverlayStep.as_view(),
            name="overlay_step",
        ),
        path("calls/<int:pk>/", plan_views.call, name="call"),
        path("mandates/<int:pk>/", plan_views.mandate, name="mandate"),
        path(
            "mandates/<int:pk>/prepare/",
            plan_views.BeginPreparation.as_view(),
            name="preparation_new",
        ),
        path("zones/<int:pk>/plans/", municipal_plan_views.zone_plans, name="zone_plans"),
        path("zones/<int:pk>/limits/", support_limit_views.support_limits, name="support_limits"),
        path("zones/<int:pk>/procedures/", intake_views.intakes, name="zone_intakes"),
        path("zones/<int:pk>/procedures/<slug:code>/", intake_views.intake, name="zone_intake"),
        path(
            "zones/<int:pk>/procedures/<slug:code>/<slug:step>/",
            intake_views.IntakeStep.as_view(),
            name="intake_step",
        ),
        path("members/", staffing_views.members, name="members"),
        path("members/<int:pk>/end/", staffing_views.member_end, name="member_end"),
        path("members/<int:office>/<slug:how>/", staffing_views.member_new, name="member_new"),
        path("appointments/<int:pk>/", staffing_views.appointment, name="appointment"),
        path(
            "appointments/<int:pk>/steps/<slug:step>/",
            staffing_views.AppointmentStep.as_view(),
            name="appointment_step",
        ),
        path("criteria/", criteria_views.criteria, name="criteria"),
        path("criteria/<int:pk>/", criteria_views.criteria_version, name="criteria_version"),
        path(
            "criteria/<int:pk>/steps/<slug:step>/",
            criteria_views.CriteriaStep.as_view(),
            name="criteria_step",
        ),
        path("expiring/", expiry_views.expiring, name="expiring"),
        path("documents/", document_views.documents, name="documents"),
        path("documents/file/", document_views.documents_file, name="documents_file"),
        path("documents/offices/<int:pk>/", document_views.document_prefix, name="document_prefix"),
        path("notices/", NOTICES, name="notices"),
        path(
            "audit/",
            console_views.AuditList.as_view(zones_seen=office.zones_seen),
            name="audit",
        ),
        path("files/<int:pk>/", console_views.download, name="file"),
        path("files/<int:pk>/inline/", console_views.inline, name="file_inline"),
        path("files/<int:pk>/preview/", console_views.preview, name="file_preview"),
        *_others(),
    )
]
