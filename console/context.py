"""What every page needs: navigation, and whether this is the demo."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MAIN = (
    ("/zones/", _("Zones")),
    ("/register/", _("Public register")),
    ("/dashboard/", _("Dashboard")),
    ("/news/", pgettext_lazy("navigation", "News")),
    ("/apply/", pgettext_lazy("navigation", "Apply")),
    ("/residents/", _("Digital residents")),
)
FOOTER = (
    ("/about/", _("About this site")),
    ("/accessibility/", _("Accessibility")),
    ("/privacy/", _("Privacy")),
    ("/terms/", _("Terms of use")),
)
FOOTER = (
    ("/about/", _("About Dejima")),
    ("/accessibility/", _("Accessibility")),
    ("/privacy/", _("Privacy")),
    ("/terms/", _("Terms and licence")),
    ("/api/v1/docs", _("Open data (API)")),
)
OFFICE = (
    ("console:work", _("My work")),
    ("console:consultations", _("Consultations")),
    ("console:applications", _("Applications")),
    ("console:exemptions", _("Exemptions")),
    ("console:incidents", _("Incidents and complaints")),
    ("console:reports", _("Reports")),
    ("console:disclosures", _("Requests for disclosure")),
    ("console:registrations", _("Digital residents")),
    ("console:reviews", _("Evidence and verdicts")),
    ("console:guidance", _("Guidance log")),
    ("console:zones", _("Zones")),
    ("console:expiring", _("Expiring bases")),
    ("console:appeals", _("Appeals")),
    ("console:criteria", _("Published criteria")),
    ("console:phrases", _("Standard phrases")),
    ("console:workload", _("Workload")),
    ("console:members", _("Staff")),
    ("console:handover", _("Handover of work")),
    ("console:dispatches", _("Letters by post")),
    ("console:documents", _("Register of letters")),
    ("console:retention", _("Retention and disposal")),
    ("console:public_notices", _("Public notices")),
    ("console:notices", _("Notices")),
    ("console:audit", _("Audit trail")),
)


def _entry(request: HttpRequest, url: str, label: Any) -> dict[str, Any]:
    return {"label": label, "url": url, "current": request.path.startswith(url)}


def office_navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the office's navigation; entries whose page does not exist yet are left out."""
    entries = []
    for name, label in OFFICE:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        entries.append(_entry(request, url, label))
    best = max((e["url"] for e in entries if e["current"]), key=len, default="")
    for entry in entries:
        entry["current"] = entry["url"] == best
    return entries


def site(request: HttpRequest) -> dict[str, Any]:
    """Return what base templates read."""
    inside = request.path.startswith("/console/")
    return {
        "main_nav": [_entry(request, url, label) for url, label in MAIN],
        "footer_nav": [_entry(request, url, label) for url, label in FOOTER],
        "console_nav": office_navigation(request) if inside else [],
        "is_demo": settings.IS_DEMO,
    }
