"""Routes about letters: the office's (namespace ``console``) and the company's (``apply/``)."""

from django.urls import path

from applications.appeals import urls as appeals
from applications.later import urls as later
from applications.letters import company_views, office_views

office = [
    *appeals.office,
    *later.office,
    path("dispatch/", office_views.dispatches, name="dispatches"),
    path("dispatch/print/", office_views.dispatch_print, name="dispatch_print"),
    path("dispatch/print/pdf/", office_views.dispatch_print_pdf, name="dispatch_print_pdf"),
    path("dispatch/<int:pk>/", office_views.dispatch, name="dispatch"),
    path("dispatch/<int:pk>/notice/", office_views.dispatch_notice, name="dispatch_notice"),
    path(
        "dispatch/<int:pk>/steps/<slug:step>/",
        office_views.DispatchStep.as_view(),
        name="dispatch_step",
    ),
    path("letters/<int:pk>/", office_views.letter, name="letter"),
    path("letters/<int:pk>/pdf/", office_views.letter_pdf, name="letter_pdf"),
]
company = [
    *appeals.company,
    *later.company,
    path("letters/<int:pk>/", company_views.apply_letter, name="apply_letter"),
    path("letters/<int:pk>/pdf/", company_views.apply_letter_pdf, name="apply_letter_pdf"),
    path(
        "applications/<int:pk>/receipt/pdf/",
        company_views.apply_receipt_pdf,
        name="apply_receipt_pdf",
    ),
]
