"""Routes of costs: the company's (``apply/``) and the office's (namespace ``console``)."""

from django.urls import path

from applications.costs import company_views, office_views

company = [
    path("applications/<int:pk>/hours/", company_views.apply_hours, name="apply_hours"),
]
office = [
    path("costs/", office_views.costs, name="costs"),
    path("costs/zones/<int:pk>/", office_views.zone_costs, name="zone_costs"),
    path("costs/zones/<int:pk>/new/<slug:what>/", office_views.cost_new, name="cost_new"),
    path("costs/<int:pk>/correct/", office_views.cost_correct, name="cost_correct"),
    path("applications/<int:pk>/time/", office_views.work_log, name="work_log"),
]
