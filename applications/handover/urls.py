"""The office's routes about handovers, in the namespace ``console``."""

from django.urls import path

from applications.handover import views

urlpatterns = [
    path("handover/", views.handover, name="handover"),
    path("handover/<int:pk>/", views.handover_page, name="handover_page"),
    path(
        "handover/<int:pk>/steps/<slug:step>/", views.HandoverStep.as_view(), name="handover_step"
    ),
]
