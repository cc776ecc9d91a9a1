"""Routes of the company's side, included at ``apply/``."""

from django.urls import path

from applications.apply import (
    autosave,
    case,
    company,
    draft,
    exemption,
    files,
    landing,
    measures,
    new,
    steps,
)

APPLICATION = "applications/<int:pk>/"

urlpatterns = [
    path("", landing.apply, name="apply"),
    path("company/", company.apply_company, name="apply_company"),
    path("company/<int:pk>/", company.apply_company_edit, name="apply_company_edit"),
    path("new/", new.apply_new, name="apply_new"),
    path(APPLICATION, case.apply_application, name="apply_application"),
    path(f"{APPLICATION}draft/", draft.apply_draft, name="apply_draft"),
    path(f"{APPLICATION}items/<int:item>/", draft.apply_item, name="apply_item"),
    path(f"{APPLICATION}autosave/", autosave.apply_autosave, name="apply_autosave"),
    path(f"{APPLICATION}measures/", measures.apply_measures, name="apply_measures"),
    path(f"{APPLICATION}measures/<int:measure>/", measures.apply_measures, name="apply_measure"),
    path(f"{APPLICATION}files/", files.apply_files, name="apply_files"),
    path(f"{APPLICATION}files/<int:file>/", files.apply_file, name="apply_file"),
    path(f"{APPLICATION}receipt/", case.apply_receipt, name="apply_receipt"),
    path(
        f"{APPLICATION}steps/<slug:step>/", steps.ApplicationStepView.as_view(), name="apply_step"
    ),
    path(
        "clarifications/<int:pk>/steps/<slug:step>/",
        steps.ClarificationStepView.as_view(),
        name="apply_clarification_step",
    ),
    path("exemptions/<int:pk>/", exemption.apply_exemption, name="apply_exemption"),
    path(
        "exemptions/<int:pk>/steps/<slug:step>/",
        steps.ExemptionStepView.as_view(),
        name="apply_exemption_step",
    ),
    path("reports/<int:pk>/", exemption.apply_report, name="apply_report"),
    path(
        "reports/<int:pk>/steps/<slug:step>/",
        steps.ReportStepView.as_view(),
        name="apply_report_step",
    ),
]
