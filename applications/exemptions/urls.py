"""Routes of an exemption's life: the holder's (``apply/``) and the office's (namespace ``console``)."""

from django.urls import path

from applications.exemptions import views

company = [
    path(
        "hearings/<int:pk>/steps/<slug:step>/",
        views.HolderHearingStep.as_view(),
        name="apply_hearing_step",
    ),
    path(
        "orders/<int:pk>/steps/<slug:step>/",
        views.HolderOrderStep.as_view(),
        name="apply_order_step",
    ),
    path(
        "bridges/<int:pk>/steps/<slug:step>/",
        views.HolderBridgeStep.as_view(),
        name="apply_bridge_step",
    ),
    path("checks/<int:pk>/file/", views.apply_check_file, name="apply_check_file"),
]
office = [
    path("hearings/<int:pk>/steps/<slug:step>/", views.HearingStep.as_view(), name="hearing_step"),
    path("orders/<int:pk>/steps/<slug:step>/", views.OrderStep.as_view(), name="order_step"),
    path("bridges/<int:pk>/steps/<slug:step>/", views.BridgeStep.as_view(), name="bridge_step"),
    path("overlaps/<int:pk>/steps/<slug:step>/", views.OverlapStep.as_view(), name="overlap_step"),
    path("checks/<int:pk>/file/", views.check_file, name="check_file"),
]
