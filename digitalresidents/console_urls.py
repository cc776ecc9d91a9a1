"""The office's pages about digital residents, inside the namespace ``console``."""

from django.urls import path

from digitalresidents import console_views as views

urlpatterns = [
    path("residents/", views.registrations, name="registrations"),
    path("residents/<int:pk>/", views.registration, name="registration"),
    path("residents/<int:pk>/correct/", views.correct, name="registration_correct"),
    path(
        "residents/<int:pk>/steps/<slug:step>/",
        views.RegistrationStep.as_view(),
        name="registration_step",
    ),
    path(
        "residents/activities/<int:pk>/steps/<slug:step>/",
        views.ActivityStep.as_view(),
        name="activity_step",
    ),
    path("residents/zones/<slug:slug>/register/", views.assist, name="registration_assist"),
    path("residents/zones/<slug:slug>/scheme/", views.scheme, name="resident_scheme"),
]
