"""The site's routes and the bare response that everything is compared with."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from console.urls import urlpatterns as of_the_site

BODY = ("出島 " * 4_300).encode()[: 30 * 1024]


def bare(_request: HttpRequest) -> HttpResponse:
    """Answer 30 kB without asking anything."""
    return HttpResponse(BODY)


urlpatterns = [path("bare/", bare), *of_the_site]
