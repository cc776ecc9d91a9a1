"""Routes of the entry of filings on paper, in the namespace ``console``."""

from django.urls import path

from applications.office.entry import views

urlpatterns = [
    path("applications/new/", views.entry_new, name="entry_new"),
    path("applications/<int:pk>/entry/", views.entry, name="entry"),
    path("applications/<int:pk>/entry/measures/", views.entry_measures, name="entry_measures"),
    path(
        "applications/<int:pk>/entry/steps/<slug:step>/",
        views.EntryStep.as_view(),
        name="entry_step",
    ),
    path("applications/<int:pk>/entry/receipt/", views.entry_receipt, name="entry_receipt"),
]
