"""What every page needs: navigation, and whether this is the demo."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MAIN = (
    ("/zones/", _("Zones")),
    ("/register/", _("Public register")),
    ("/reform/", pgettext_lazy("navigation", "Reform ledger")),
    ("/dashboard/", _("Dashboard")),
    ("/news/", pgettext_lazy("navigation", "News")),
    ("/apply/", pgettext_lazy("navigation", "Apply")),
    ("/residents/", _("Digital residents")),
)
FOOTER = (
    ("/standard-measures/", _("Standard measures")),
    ("/about/", _("About Dejima")),
    ("/accessibility/", _("Accessibility")),
    ("/privacy/", _("Privacy")),
    ("/terms/", _("Terms and licence")),
    ("/api/v1/docs", _("Open data (API)")),
)
OFFICE = (
    (
        "cases",
        _("Cases"),
        (
            ("console:work", _("My work")),
            ("console:consultations", _("Consultations")),
            ("console:applications", _("Applications")),
            ("console:exemptions", _("Exemptions")),
            ("console:incidents", _("Incidents and complaints")),
            ("console:reports", _("Reports")),
            ("console:support_cases", _("Support cases")),
            ("console:support_ledger", _("Support ledger")),
            ("console:costs", _("Costs")),
            ("console:reviews", _("Evidence and verdicts")),
            ("console:registrations", _("Digital residents")),
            ("console:appeals", _("Appeals")),
            ("console:disclosures", _("Requests for disclosure")),
        ),
    ),
    (
        "rules",
        _("Zones and criteria"),
        (
            ("console:zones", _("Zones")),
            ("console:criteria", _("Published criteria")),
            ("console:standards", _("Standard measures")),
            ("console:phrases", _("Standard phrases")),
            ("console:expiring", _("Expiring bases")),
        ),
    ),
    (
        "staff",
        _("People and work"),
        (
            ("console:workload", _("Workload")),
            ("console:members", _("Staff")),
            ("console:handover", _("Handover of work")),
        ),
    ),
    (
        "papers",
        _("Letters and records"),
        (
            ("console:notices", _("Notices")),
            ("console:dispatches", _("Letters by post")),
            ("console:documents", _("Register of letters")),
            ("console:public_notices", _("Public notices")),
            ("console:guidance", _("Guidance log")),
            ("console:retention", _("Retention and disposal")),
            ("console:audit", _("Audit trail")),
        ),
    ),
)


def _entry(request: HttpRequest, url: str, label: Any) -> dict[str, Any]:
    return {"label": label, "url": url, "current": request.path.startswith(url)}


def office_navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the office's navigation by groups; the entry nearest to the page is the current one."""
    groups = [
        {
            "code": code,
            "label": label,
            "entries": [_entry(request, reverse(name), text) for name, text in entries],
        }
        for code, label, entries in OFFICE
    ]
    known = [entry for group in groups for entry in group["entries"]]
    best = max((e["url"] for e in known if e["current"]), key=len, default="")
    for entry in known:
        entry["current"] = entry["url"] == best
    return groups


def site(request: HttpRequest) -> dict[str, Any]:
    """Return what base templates read."""
    inside = request.path.startswith("/console/")
    return {
        "main_nav": [_entry(request, url, label) for url, label in MAIN],
        "footer_nav": [_entry(request, url, label) for url, label in FOOTER],
        "console_nav": office_navigation(request) if inside else [],
        "is_demo": settings.IS_DEMO,
    }
