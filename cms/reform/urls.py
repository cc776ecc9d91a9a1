"""Routes of the reform ledger, under /reform/. All are public."""

from django.urls import path, re_path

from cms.reform import views

urlpatterns = [
    path("", views.reform, name="reform"),
    path("waiting/", views.reform_waiting, name="reform_waiting"),
    path("measures/<str:number>/<int:position>/", views.reform_measure, name="reform_measure"),
    re_path(r"^events\.(?P<form>csv|xes)$", views.reform_log, name="reform_log"),
]
