"""Routes of the catalogue of support, under /support/. All are public."""

from django.urls import path

from cms.support import views

urlpatterns = [
    path("", views.support, name="support"),
    path("<slug:code>/", views.support_instrument, name="support_instrument"),
]
