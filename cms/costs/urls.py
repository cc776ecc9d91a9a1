"""Routes of the costs, under /costs/. All are public."""

from django.urls import path

from cms.costs import views

urlpatterns = [
    path("", views.public_costs, name="public_costs"),
    path("<slug:slug>/", views.public_zone_costs, name="public_zone_costs"),
    path("<slug:slug>/<slug:number>/", views.public_measure_costs, name="public_measure_costs"),
]
