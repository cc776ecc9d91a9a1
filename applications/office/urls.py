"""The office's routes about applications, exemptions and reports, in the namespace ``console``."""

from django.urls import path

from applications.certificates import views as certificates
from applications.consulting.urls import console_urlpatterns as consulting_urls
from applications.costs.urls import office as cost_urls
from applications.exemptions.urls import office as life_urls
from applications.handover.urls import urlpatterns as handover_urls
from applications.incidents.urls import office as incident_urls
from applications.letters.urls import office as letter_urls
from applications.office import chain, disclosure, fact_settling, policy, public_notices, views
from applications.office.entry.urls import urlpatterns as entry_urls
from applications.office.examining_urls import urlpatterns as examining_urls
from applications.retention.urls import urlpatterns as retention_urls
from applications.standards.urls import office as standard_urls
from applications.support.urls import office as support_urls

STEP = "<int:pk>/steps/<slug:step>/"

urlpatterns = [
    *entry_urls,
    *letter_urls,
    *incident_urls,
    *support_urls,
    *standard_urls,
    *life_urls,
    *cost_urls,
    *consulting_urls,
    *examining_urls,
    *retention_urls,
    *handover_urls,
    path("applications/", views.applications, name="applications"),
    path("applications/<int:pk>/", views.application, name="application"),
    path(f"applications/{STEP}", views.ApplicationStep.as_view(), name="application_step"),
    path(f"measures/{STEP}", views.MeasureStep.as_view(), name="measure_step"),
    path(f"clarifications/{STEP}", views.ClarificationStep.as_view(), name="clarification_step"),
    path(f"opinions/{STEP}", views.OpinionStep.as_view(), name="opinion_step"),
    path("measures/<int:pk>/proposal/", chain.propose, name="propose"),
    path("proposals/<int:pk>/", chain.proposal, name="proposal"),
    path(f"proposals/{STEP}", chain.ProposalStep.as_view(), name="proposal_step"),
    path(f"delays/{STEP}", chain.DelayStep.as_view(), name="delay_step"),
    path("zones/<int:pk>/policy/", policy.zone_policy, name="zone_policy"),
    path("public-notices/", public_notices.public_notices, name="public_notices"),
    path("public-notices/<int:pk>/", public_notices.public_notice, name="public_notice"),
    path(
        f"public-notices/{STEP}",
        public_notices.PublicNoticeStep.as_view(),
        name="public_notice_step",
    ),
    path(f"secrets/{STEP}", disclosure.SecretStep.as_view(), name="secret_step"),
    path("applications/<int:pk>/public-copy/", disclosure.public_copy, name="public_copy"),
    path("applications/<int:pk>/disclosure/", disclosure.disclosure_new, name="disclosure_new"),
    path(
        "applications/<int:pk>/facts/<slug:key>/",
        fact_settling.settle_fact,
        name="settle_fact",
    ),
    path("disclosure/", disclosure.disclosures, name="disclosures"),
    path("disclosure/<int:pk>/", disclosure.disclosure, name="disclosure"),
    path(f"disclosure/{STEP}", disclosure.DisclosureStep.as_view(), name="disclosure_step"),
    path("exemptions/", views.exemptions, name="exemptions"),
    path("exemptions/<int:pk>/", views.exemption, name="exemption"),
    path(
        "exemptions/<int:pk>/certificate.pdf",
        certificates.exemption_certificate,
        name="exemption_certificate",
    ),
    path(f"exemptions/{STEP}", views.ExemptionStep.as_view(), name="exemption_step"),
    path("reports/", views.reports, name="reports"),
    path("reports/<int:pk>/", views.report, name="report"),
    path(f"reports/{STEP}", views.ReportStep.as_view(), name="report_step"),
]
