"""The office's routes about examining: revisions, workload, standard phrases."""

from django.urls import path

from applications.office import phrase_views, revisions, workload

urlpatterns = [
    path("applications/<int:pk>/revisions/", revisions.revisions, name="revisions"),
    path("workload/", workload.workload, name="workload"),
    path("phrases/", phrase_views.phrase_list, name="phrases"),
    path("phrases/<int:pk>/", phrase_views.phrase_edit, name="phrase"),
    path("phrases/new/<int:office>/", phrase_views.phrase_new, name="phrase_new"),
]
