"""Routes of incidents: the holder's (``apply/``) and the office's (namespace ``console``)."""

from django.urls import path

from applications.incidents import company_views, office_views

company = [
    path(
        "exemptions/<int:pk>/incident/", company_views.apply_incident_new, name="apply_incident_new"
    ),
    path("incidents/<int:pk>/", company_views.apply_incident, name="apply_incident"),
    path(
        "incidents/<int:pk>/steps/<slug:step>/",
        company_views.IncidentStepView.as_view(),
        name="apply_incident_step",
    ),
]
office = [
    path("incidents/", office_views.incidents, name="incidents"),
    path("incidents/<int:pk>/", office_views.incident, name="incident"),
    path(
        "incidents/<int:pk>/steps/<slug:step>/",
        office_views.IncidentStep.as_view(),
        name="incident_step",
    ),
    path("exemptions/<int:pk>/incident/", office_views.incident_new, name="incident_new"),
]
