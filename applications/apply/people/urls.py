"""Routes of a company's people, included in those of ``apply/``."""

from django.urls import path

from applications.apply.people import invitations, members, powers, steps

STEP = "<int:pk>/steps/<slug:step>/"

urlpatterns = [
    path("company/<int:pk>/people/", members.apply_people, name="apply_people"),
    path("company/<int:pk>/powers/new/", powers.apply_power_new, name="apply_power_new"),
    path(f"people/{STEP}", steps.MemberStepView.as_view(), name="apply_member_step"),
    path(f"invitations/{STEP}", steps.InvitationStepView.as_view(), name="apply_invitation_step"),
    path(
        "invitations/<int:pk>/<str:token>/", invitations.apply_invitation, name="apply_invitation"
    ),
    path("claim/", invitations.apply_claim, name="apply_claim"),
    path("powers/<int:pk>/", powers.apply_power, name="apply_power"),
    path("powers/<int:pk>/files/<int:file>/", powers.apply_power_file, name="apply_power_file"),
    path(f"powers/{STEP}", steps.PowerStepView.as_view(), name="apply_power_step"),
    path("powers/<int:pk>/offer/<str:token>/", powers.apply_power_offer, name="apply_power_offer"),
]
