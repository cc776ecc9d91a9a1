"""Routes of the register, under /register/. All are public."""

from django.urls import path

from cms.register import notices, reporting, views

urlpatterns = [
    path("", views.register, name="register"),
    path("notices/", notices.register_notices, name="register_notices"),
    path("notices/feed/", notices.NoticeFeed(), name="register_notices_feed"),
    path("notices/<int:pk>/", notices.register_notice, name="register_notice"),
    path("measures/<slug:code>/", views.register_measure, name="register_measure"),
    path("exemptions/<slug:public_number>/", views.register_exemption, name="register_exemption"),
    path(
        "exemptions/<slug:public_number>/report/",
        reporting.register_exemption_report,
        name="register_exemption_report",
    ),
]
