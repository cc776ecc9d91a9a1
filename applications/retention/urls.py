"""The office's routes about retention, in the namespace ``console``."""

from django.urls import path

from applications.retention import views

urlpatterns = [
    path("retention/", views.retention, name="retention"),
    path("retention/propose/", views.propose, name="disposal_new"),
    path("retention/proposals/<int:pk>/", views.disposal, name="disposal"),
    path(
        "retention/proposals/<int:pk>/steps/<slug:step>/",
        views.DisposalStep.as_view(),
        name="disposal_step",
    ),
]
