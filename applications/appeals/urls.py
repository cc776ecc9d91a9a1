"""Routes about appeals: the office's (namespace ``console``) and the company's (``apply/``)."""

from django.urls import path

from applications.appeals import views

office = [
    path("appeals/", views.appeals, name="appeals"),
    path("appeals/<int:pk>/", views.appeal, name="appeal"),
    path(
        "appeals/<int:pk>/steps/<slug:step>/", views.OfficeAppealStep.as_view(), name="appeal_step"
    ),
]
company = [
    path("measures/<int:pk>/appeal/", views.LodgeAppeal.as_view(), name="apply_appeal_new"),
    path("appeals/<int:pk>/", views.apply_appeal, name="apply_appeal"),
    path(
        "appeals/<int:pk>/steps/<slug:step>/",
        views.CompanyAppealStep.as_view(),
        name="apply_appeal_step",
    ),
]
