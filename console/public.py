"""The routes that anyone may open without signing in, by name; all others ask for sign-in."""

from typing import Any

PUBLIC_NAMESPACES = frozenset({"api"})
PUBLIC_PREFIXES = ("wagtail_serve", "wagtailimages_serve", "account_", "mfa_authenticate", "mfa_login", "mfa_reauthenticate", "openid_connect_", "socialaccount_")
PUBLIC_ROUTES = frozenset(
    {
        "wagtail_serve",
        "set_language",
        "javascript-catalog",
        "style",
        "healthz",
        "robots",
        "zones",
        "zone",
        "register",
        "register_measure",
        "register_exemption",
        "page_image",
        "wagtaildocs_serve",
        "dashboard",
        "dashboard_zone",
        "dashboard_indicator",
        "dashboard_file",
        "register_review",
        "register_review_comment",
        "snapshot",
        "snapshot_file",
        "page_image",
        "wagtaildocs_serve",
        "dashboard_file",
        "snapshot",
        "snapshot_file",
        "register_review",
        "residents",
        "apply",
        "sitemap",
    }
)


def is_public(match: Any) -> bool:
    """Tell whether a resolved route is public. The CMS admin keeps its own sign-in."""
    if match is None:
        return False
    if set(match.namespaces) & PUBLIC_NAMESPACES:
        return True
    name = match.url_name or ""
    return name in PUBLIC_ROUTES or name.startswith(PUBLIC_PREFIXES)
