"""Routes of the register, under /register/. All are public."""

from django.urls import path

from cms.register import views

urlpatterns = [
    path("", views.register, name="register"),
    path("measures/<slug:code>/", views.register_measure, name="register_measure"),
    path("exemptions/<slug:public_number>/", views.register_exemption, name="register_exemption"),
]
