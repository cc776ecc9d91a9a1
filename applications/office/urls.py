"""The office's routes about applications, exemptions and reports, in the namespace ``console``."""

from django.urls import path

from applications.office import views

STEP = "<int:pk>/steps/<slug:step>/"

urlpatterns = [
    path("applications/", views.applications, name="applications"),
    path("applications/<int:pk>/", views.application, name="application"),
    path(f"applications/{STEP}", views.ApplicationStep.as_view(), name="application_step"),
    path(f"measures/{STEP}", views.MeasureStep.as_view(), name="measure_step"),
    path(f"clarifications/{STEP}", views.ClarificationStep.as_view(), name="clarification_step"),
    path(f"opinions/{STEP}", views.OpinionStep.as_view(), name="opinion_step"),
    path("exemptions/", views.exemptions, name="exemptions"),
    path("exemptions/<int:pk>/", views.exemption, name="exemption"),
    path(f"exemptions/{STEP}", views.ExemptionStep.as_view(), name="exemption_step"),
    path("reports/", views.reports, name="reports"),
    path("reports/<int:pk>/", views.report, name="report"),
    path(f"reports/{STEP}", views.ReportStep.as_view(), name="report_step"),
]
