"""Routes of standard measures: public, the company's (``apply/``) and the office's (``console``)."""

from django.urls import path

from applications.standards import company_views, office_views, public_views

urlpatterns = [
    path("", public_views.standards, name="standards"),
    path("<slug:slug>/", public_views.standard, name="standard"),
]
company = [
    path("standard-measures/<slug:slug>/", company_views.apply_standard, name="apply_standard"),
    path(
        "applications/<int:pk>/standard/<int:use>/",
        company_views.apply_standard_proposal,
        name="apply_standard_proposal",
    ),
]
office = [
    path("standard-measures/", office_views.standards, name="standards"),
    path("standard-measures/new/", office_views.standard_new, name="standard_new"),
    path("standard-measures/<int:pk>/", office_views.standard, name="standard"),
    path(
        "standard-measures/<int:pk>/steps/<slug:step>/",
        office_views.StandardStep.as_view(),
        name="standard_step",
    ),
    path("standard-measures/<slug:slug>/take/", office_views.standard_take, name="standard_take"),
    path(
        "standard-measures/offers/<int:pk>/steps/<slug:step>/",
        office_views.OfferStep.as_view(),
        name="standard_offer_step",
    ),
]
