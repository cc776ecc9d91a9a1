"""The site's routes. Public ones are named in ``console.public``; Wagtail's pages come last."""

from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from console import views
from console.account import account
from console.api import api
from console.style import style

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("style/", style, name="style"),
    path("language/", views.choose_language, name="set_language"),
    path("after-login/", views.home_after_login, name="home_after_login"),
    # Wagtail's own sign-in would pass by the second factor.
    path(
        "cms/login/",
        RedirectView.as_view(pattern_name="account_login", query_string=True),
        name="cms_login",
    ),
    path("cms/", include(wagtailadmin_urls)),
    path("account/", account, name="account"),
    path("accounts/", include("allauth.urls")),
    path("console/", include("console.console_urls")),
    path("apply/", include("applications.apply.urls")),
    path("procedures/", include("applications.procedures.urls")),
    path("residents/", include("digitalresidents.urls")),
    path("reform/", include("cms.reform.urls")),
    path("register/", include("cms.register.urls")),
    path("standard-measures/", include("applications.standards.urls")),
    path("support/", include("cms.support.urls")),
    path("costs/", include("cms.costs.urls")),
    path("api/v1/", api.urls),
    path("", include("kpis.urls")),
    path("", include("cms.urls")),
    path("", include(wagtail_urls)),
]
