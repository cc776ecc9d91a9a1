"""Routes of the public site that are not Wagtail pages."""

from django.urls import include, path
from wagtail.documents import urls as document_urls

from cms import views
from cms.register.verify import verify
from cms.zoneplan import views as zoneplan

urlpatterns = [
    path("zones/", views.zones, name="zones"),
    path("zones/<slug:slug>/", views.zone, name="zone"),
    path("zones/<slug:slug>/hearing/", zoneplan.zone_hearing, name="zone_hearing"),
    path("zones/<slug:slug>/history/", zoneplan.zone_history, name="zone_history"),
    path("calls/", zoneplan.calls, name="calls"),
    path("calls/<int:pk>/", zoneplan.call, name="call"),
    path("verify/<slug:public_number>/", verify, name="verify"),
    path("documents/", include(document_urls)),
    path("media/images/<path:path>", views.page_image, name="page_image"),
]
