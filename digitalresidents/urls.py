"""The resident's pages, under /residents/. Public are ``residents`` and what is said about the data."""

from django.urls import path

from digitalresidents import privacy_views, views

urlpatterns = [
    path("", views.landing, name="residents"),
    path("register/<slug:slug>/", views.register, name="resident_register"),
    path("privacy/", privacy_views.privacy, name="resident_privacy"),
    path("files/", privacy_views.files, name="resident_files"),
    path("export.schema.json", privacy_views.schema, name="resident_export_schema"),
    path("me/export.json", privacy_views.export_json, name="resident_export_json"),
    path("me/export.pdf", privacy_views.export_pdf, name="resident_export_pdf"),
    path("me/", views.home, name="resident_home"),
    path("me/data/", views.my_data, name="resident_data"),
    path("me/<int:pk>/", views.registration, name="resident_registration"),
    path("me/<int:pk>/correct/", views.correct, name="resident_correct"),
    path("me/<int:pk>/confirm/", views.confirm, name="resident_confirm"),
    path("me/<int:pk>/consents/<slug:purpose>/", views.consent, name="resident_consent"),
    path("me/<int:pk>/activities/", views.report_activity, name="resident_activity"),
    path("me/<int:pk>/steps/<slug:step>/", views.ResidentStep.as_view(), name="resident_step"),
]
