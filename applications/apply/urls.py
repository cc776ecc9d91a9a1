"""Routes of the company's side, included at ``apply/``."""

from django.urls import path

from applications.apply import (
    api_tokens,
    autosave,
    carry,
    case,
    checking,
    company,
    draft,
    exemption,
    fetch,
    files,
    kept,
    landing,
    ledger,
    linked,
    measures,
    moving,
    new,
    partners,
    report_file,
    reuse,
    secrets,
    statement,
    steps,
    support,
)
from applications.apply.people.urls import urlpatterns as people_urls
from applications.certificates import views as certificates
from applications.consulting.urls import urlpatterns as consulting_urls
from applications.costs.urls import company as cost_urls
from applications.exemptions.urls import company as life_urls
from applications.finder.views import apply_find
from applications.incidents.urls import company as incident_urls
from applications.joining.urls import company as joining_urls
from applications.letters.urls import company as letter_urls
from applications.standards.urls import company as standard_urls
from applications.support.urls import company as support_urls

APPLICATION = "applications/<int:pk>/"
COMPANY = "company/<int:pk>/"

urlpatterns = [
    path("find/", apply_find, name="apply_find"),
    *joining_urls,
    *letter_urls,
    *incident_urls,
    *support_urls,
    *standard_urls,
    *life_urls,
    *cost_urls,
    path("", landing.apply, name="apply"),
    *consulting_urls,
    path("company/", company.apply_company, name="apply_company"),
    path("company/<int:pk>/", company.apply_company_edit, name="apply_company_edit"),
    path(f"{COMPANY}fetch/", fetch.apply_company_fetch, name="apply_company_fetch"),
    path(f"{COMPANY}facts/", ledger.apply_facts, name="apply_facts"),
    path(f"{COMPANY}facts/confirm/", ledger.apply_facts_confirm, name="apply_facts_confirm"),
    path(f"{COMPANY}facts.<slug:ext>", ledger.apply_facts_file, name="apply_facts_file"),
    path(
        f"{COMPANY}facts/<slug:key>/contest/", ledger.apply_fact_contest, name="apply_fact_contest"
    ),
    path(f"{COMPANY}tokens/", api_tokens.apply_tokens, name="apply_tokens"),
    path(
        f"{COMPANY}tokens/<int:token>/revoke/",
        api_tokens.apply_token_revoke,
        name="apply_token_revoke",
    ),
    path(f"{COMPANY}reuse/", reuse.apply_reuse, name="apply_reuse"),
    *people_urls,
    path("signed-in/", kept.apply_signed_in, name="apply_signed_in"),
    path("new/", new.apply_new, name="apply_new"),
    path(APPLICATION, case.apply_application, name="apply_application"),
    path(f"{APPLICATION}draft/", draft.apply_draft, name="apply_draft"),
    path(f"{APPLICATION}items/<int:item>/", draft.apply_item, name="apply_item"),
    path(f"{APPLICATION}check/", checking.apply_check, name="apply_check"),
    path(f"{APPLICATION}title/", checking.apply_title, name="apply_title"),
    path(f"{APPLICATION}form/", moving.apply_move, name="apply_move"),
    path(f"{APPLICATION}autosave/", autosave.apply_autosave, name="apply_autosave"),
    path(f"{APPLICATION}company/", carry.apply_company_facts, name="apply_company_facts"),
    path(f"{APPLICATION}carry/", carry.apply_carry, name="apply_carry"),
    path(f"{APPLICATION}measures/", measures.apply_measures, name="apply_measures"),
    path(f"{APPLICATION}measures/<int:measure>/", measures.apply_measures, name="apply_measure"),
    path(f"{APPLICATION}support/", support.apply_support, name="apply_support"),
    path(f"{APPLICATION}files/", files.apply_files, name="apply_files"),
    path(f"{APPLICATION}files/<int:file>/", files.apply_file, name="apply_file"),
    path(
        f"{APPLICATION}files/<int:file>/inline/", files.apply_file_inline, name="apply_file_inline"
    ),
    path(
        f"{APPLICATION}files/<int:file>/preview/",
        files.apply_file_preview,
        name="apply_file_preview",
    ),
    path(f"{APPLICATION}partners/", partners.apply_partners, name="apply_partners"),
    path(f"{APPLICATION}secrets/", secrets.apply_secrets, name="apply_secrets"),
    path(f"{APPLICATION}public-copy/", secrets.apply_public_copy, name="apply_public_copy"),
    path(
        "secrets/<int:pk>/steps/<slug:step>/",
        secrets.SecretStepView.as_view(),
        name="apply_secret_step",
    ),
    path(
        "disclosure/<int:pk>/steps/<slug:step>/",
        secrets.DisclosureOpinionView.as_view(),
        name="apply_disclosure_step",
    ),
    path(f"{APPLICATION}statement/", statement.apply_statement, name="apply_statement"),
    path("partners/<int:pk>/", partners.apply_partner, name="apply_partner"),
    path("partners/<int:pk>/files/<int:file>/", partners.partner_file, name="apply_partner_file"),
    path(
        "partners/<int:pk>/steps/<slug:step>/",
        partners.PartnerStepView.as_view(),
        name="apply_partner_step",
    ),
    path(
        "statements/<int:pk>/steps/<slug:step>/",
        statement.StatementStepView.as_view(),
        name="apply_statement_step",
    ),
    path("links/<str:token>/", linked.apply_link, name="apply_link"),
    path("links/<str:token>/files/<int:file>/", linked.apply_link_file, name="apply_link_file"),
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
        "exemptions/<int:pk>/certificate.pdf",
        certificates.apply_certificate,
        name="apply_certificate",
    ),
    path(
        "exemptions/<int:pk>/steps/<slug:step>/",
        steps.ExemptionStepView.as_view(),
        name="apply_exemption_step",
    ),
    path("reports/<int:pk>/", exemption.apply_report, name="apply_report"),
    path("reports/<int:pk>/file/", report_file.apply_report_file, name="apply_report_file"),
    path(
        "reports/<int:pk>/template.csv",
        report_file.apply_report_template,
        name="apply_report_template",
    ),
    path(
        "reports/<int:pk>/steps/<slug:step>/",
        steps.ReportStepView.as_view(),
        name="apply_report_step",
    ),
]
