"""The steps on members, invitations and powers of attorney, each on a screen of its own."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from applications import membership
from applications.apply.people.forms import RevokeForm, RoleForm
from applications.apply.people.powers import own_powers
from applications.apply.steps import CompanyStepView
from applications.models import CompanyMember, Invitation, PowerOfAttorney
from casework.views import StepForm, StepView


class PeopleStepView(CompanyStepView):
    """A step on somebody of the user's companies; whom it tells is shown in full."""

    def drafts(self, case: Any, transition: Any, user: Any, form: StepForm) -> list[Any]:
        """Return the notices that the step sends."""
        return StepView.drafts(self, case, transition, user, form)


class MemberStepView(PeopleStepView):
    """Changing a role, removing a member, leaving."""

    model = CompanyMember
    forms = {"change_role": RoleForm}

    def cases(self, user: Any) -> QuerySet[CompanyMember]:
        """Return the members of the user's companies."""
        inside = CompanyMember.objects.filter(company__in=membership.companies_of(user))
        return inside.select_related("company", "user")

    def subject_of(self, case: CompanyMember) -> str:
        """Return the person's name."""
        return case.user.get_full_name()

    def address_of(self, case: CompanyMember) -> str:
        """Return the page of the people; who has left goes to the landing page."""
        left = case.status == "removed" and case.user_id == self.request.user.pk
        return reverse("apply") if left else case.company_url()

    def post(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        """Take the step, then read the person's memberships anew."""
        answer = super().post(request, pk, step)
        membership.forget(request.user)
        return answer


class InvitationStepView(PeopleStepView):
    """Sending again, taking back."""

    model = Invitation

    def cases(self, user: Any) -> QuerySet[Invitation]:
        """Return the invitations of the user's companies."""
        return Invitation.objects.visible_to(user).select_related("company")


class PowerStepView(PeopleStepView):
    """Revoking, laying down."""

    model = PowerOfAttorney
    forms = {"revoke": RevokeForm}

    def cases(self, user: Any) -> QuerySet[PowerOfAttorney]:
        """Return the powers of the user's companies, and those that the user holds."""
        return own_powers(user)
