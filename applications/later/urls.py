"""Routes of changes, copies and successions."""

from django.urls import path

from applications.later import company_views, office_views

STEP = "<int:pk>/steps/<slug:step>/"
office = [
    path(f"{name}s/{STEP}", view.as_view(), name=f"{name}_step")
    for name, view in office_views.steps().items()
]
company = [
    path(
        "applications/<int:pk>/change/",
        company_views.ProposeChange.as_view(),
        name="apply_change_new",
    ),
    path(
        "applications/<int:pk>/succession/",
        company_views.FileSuccession.as_view(),
        name="apply_succession_new",
    ),
    path("applications/<int:pk>/amend/", company_views.apply_amend, name="apply_amend"),
    path("letters/<int:pk>/copy/", company_views.RequestCopy.as_view(), name="apply_reissue_new"),
    path(f"changes/{STEP}", company_views.ChangeStep.as_view(), name="apply_change_step"),
    path(f"copies/{STEP}", company_views.ReissueStep.as_view(), name="apply_reissue_step"),
    path(
        f"successions/{STEP}", company_views.SuccessionStep.as_view(), name="apply_succession_step"
    ),
    path("successions/<int:pk>/", company_views.apply_succession, name="apply_succession"),
    path(
        "successions/<int:pk>/file/",
        company_views.apply_succession_file,
        name="apply_succession_file",
    ),
]
