"""The resident's pages, under /residents/. Only ``residents`` is public."""

from django.urls import path

from digitalresidents import views

urlpatterns = [
    path("", views.landing, name="residents"),
    path("register/<slug:slug>/", views.register, name="resident_register"),
    path("me/", views.home, name="resident_home"),
    path("me/data/", views.my_data, name="resident_data"),
    path("me/<int:pk>/", views.registration, name="resident_registration"),
    path("me/<int:pk>/correct/", views.correct, name="resident_correct"),
    path("me/<int:pk>/confirm/", views.confirm, name="resident_confirm"),
    path("me/<int:pk>/consents/<slug:purpose>/", views.consent, name="resident_consent"),
    path("me/<int:pk>/activities/", views.report_activity, name="resident_activity"),
    path("me/<int:pk>/steps/<slug:step>/", views.ResidentStep.as_view(), name="resident_step"),
]
