"""Routes of calls, proposals and winding down: the company's under apply/, the office's under console/."""

from django.urls import path

from applications.joining import views

company = [
    path("joining/", views.apply_joining, name="apply_joining"),
    path("calls/<int:pk>/", views.JoinCall.as_view(), name="apply_call"),
    path("proposals/new/", views.NewProposal.as_view(), name="apply_zone_proposal_new"),
    path(
        "joining/<slug:kind>/<int:pk>/<slug:step>/",
        views.CompanySide.as_view(),
        name="apply_joining_step",
    ),
]
office = [
    path("zone-proposals/", views.zone_proposals, name="zone_proposals"),
    path(
        "zone-proposals/<int:pk>/<slug:step>/",
        views.OfficeSide.as_view(kind="proposal"),
        name="zone_proposal_step",
    ),
    path(
        "call-entries/<int:pk>/<slug:step>/",
        views.OfficeSide.as_view(kind="entry"),
        name="call_entry_step",
    ),
    path(
        "wind-downs/<int:pk>/<slug:step>/",
        views.OfficeSide.as_view(kind="wind-down"),
        name="wind_down_step",
    ),
]
