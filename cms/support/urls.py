"""Routes of the catalogue of support, under /support/. All are public."""

from django.urls import path

from cms.support import ledger, views

urlpatterns = [
    path("", views.support, name="support"),
    path("ledger/", ledger.public_support_ledger, name="public_support_ledger"),
    path("<slug:code>/", views.support_instrument, name="support_instrument"),
]
