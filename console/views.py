"""Pages of the site itself."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from applications.membership import own_side
from digitalresidents.models import Resident
from zones.models.organisations import current_memberships


@login_not_required
def healthz(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def home_after_login(request: HttpRequest) -> HttpResponse:
    """Send a person to where they work: the office, the company, or the residents' pages."""
    if current_memberships(request.user):
        return redirect("console:work")
    if request.user.is_staff:
        return redirect("wagtailadmin_home")
    if Resident.objects.filter(user=request.user).exists() and not own_side(request.user):
        return redirect("resident_home")
    return redirect("apply")


# No token: choosing a language harms nobody, and public pages stay free of cookies.
choose_language = csrf_exempt(set_language)
