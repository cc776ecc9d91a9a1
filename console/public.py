"""The routes that anyone may open without signing in, by name; all others ask for sign-in."""

from typing import Any

PUBLIC_NAMESPACES = frozenset({"api"})
PUBLIC_PREFIXES = (
    "wagtail_serve",
    "wagtailimages_serve",
    "account_",
    "mfa_authenticate",
    "mfa_login",
    "mfa_reauthenticate",
    "openid_connect_",
    "socialaccount_",
)
PUBLIC_ROUTES = frozenset(
    {
        "wagtail_serve",
        "set_language",
        "style",
        "cms_login",
        "healthz",
        "zones",
        "zone",
        "zone_hearing",
        "zone_history",
        "calls",
        "call",
        "register",
        "procedures",
        "procedure",
        "register_measure",
        "register_notice",
        "register_notices",
        "register_notices_feed",
        "reform",
        "reform_log",
        "reform_measure",
        "reform_waiting",
        "register_exemption",
        "register_exemption_report",
        "verify",
        "page_image",
        "wagtaildocs_serve",
        "dashboard",
        "dashboard_zone",
        "dashboard_indicator",
        "dashboard_file",
        "register_review",
        "register_review_comment",
        "snapshot",
        "resident_privacy",
        "resident_files",
        "resident_export_schema",
        "standard",
        "standards",
        "support",
        "support_instrument",
        "public_support_ledger",
        "public_costs",
        "public_zone_costs",
        "public_measure_costs",
        "snapshot_file",
        "residents",
        "apply",
        "apply_find",
        "apply_link",
        "apply_link_file",
    }
)


def is_public(match: Any) -> bool:
    """Tell whether a resolved route is public; a route in another namespace never is by its name."""
    if match is None:
        return False
    if set(match.namespaces) & PUBLIC_NAMESPACES:
        return True
    name = match.view_name or ""
    return name in PUBLIC_ROUTES or name.startswith(PUBLIC_PREFIXES)
