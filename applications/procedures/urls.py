"""Public routes about procedures."""

from django.urls import path

from applications.procedures import views

urlpatterns = [
    path("", views.procedures, name="procedures"),
    path("<slug:code>/", views.procedure, name="procedure"),
]
