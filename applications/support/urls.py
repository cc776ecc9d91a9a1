"""Routes of support cases: the company's (``apply/``) and the office's (namespace ``console``)."""

from django.urls import path

from applications.support import company_views, ledger_views, office_views

company = [
    path("support/<int:pk>/", company_views.apply_support_case, name="apply_support_case"),
    path(
        "support/<int:pk>/steps/<slug:step>/",
        company_views.SupportStepView.as_view(),
        name="apply_support_step",
    ),
]
office = [
    path("support/", office_views.support_cases, name="support_cases"),
    path("support/ledger/", ledger_views.support_ledger, name="support_ledger"),
    path("support/<int:pk>/", office_views.support_case, name="support_case"),
    path(
        "support/<int:pk>/steps/<slug:step>/",
        office_views.SupportStep.as_view(),
        name="support_step",
    ),
]
