"""Public routes: dashboards, snapshots, the public pages of reviews."""

from django.urls import path

from kpis.views import dashboard, register

urlpatterns = [
    path("dashboard/", dashboard.national, name="dashboard"),
    path("dashboard/zones/<slug:slug>/", dashboard.zone, name="dashboard_zone"),
    path(
        "dashboard/zones/<slug:slug>/<slug:code>/", dashboard.indicator, name="dashboard_indicator"
    ),
    path(
        "dashboard/zones/<slug:slug>/<slug:code>.<slug:ext>", dashboard.file, name="dashboard_file"
    ),
    path("register/reviews/<slug:number>/", register.review, name="register_review"),
    path(
        "register/reviews/<slug:number>/comment/", register.comment, name="register_review_comment"
    ),
    path("s/<slug:slug>/", register.snapshot, name="snapshot"),
    path("s/<slug:slug>.<slug:ext>", register.snapshot_file, name="snapshot_file"),
]
