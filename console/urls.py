"""The site's routes. Public ones are named in ``console.public``; Wagtail's pages come last."""

from importlib.util import find_spec

from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from console import views
from console.api import api

APPS = (
    ("console/", "console.console_urls"),
    ("apply/", "applications.apply.urls"),
    ("residents/", "digitalresidents.urls"),
    ("register/", "cms.register.urls"),
    ("", "kpis.urls"),
    ("", "cms.urls"),
    ("", "cms.urls"),
)


def _exists(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("language/", views.choose_language, name="set_language"),
    path("after-login/", views.home_after_login, name="home_after_login"),
    # Wagtail's own sign-in would pass by the second factor.
    path("cms/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("cms/", include(wagtailadmin_urls)),
    path("accounts/", include("allauth.urls")),
    *(path(prefix, include(module)) for prefix, module in APPS if _exists(module)),
    path("api/v1/", api.urls),
    path("", include(wagtail_urls)),
]
if _exists("console.style"):
    from console.style import style

    urlpatterns.insert(0, path("style/", style, name="style"))
