"""The steps on what hangs on an exemption, for the office and for the holder; the evidence of a check."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404

from applications.apply import scope
from applications.apply.steps import CompanyStepView
from applications.exemptions import forms
from applications.exemptions.hearing_forms import HEARING_FORMS
from applications.models import Bridge, ConditionCheck, Hearing, Order, Overlap
from applications.office.scope import office_exemptions
from casework.files import files_of
from casework.views import StepView


class _OfficeStep(StepView):
    """A step of an office on what hangs on an exemption that concerns it."""

    def get_case(self, request: HttpRequest, pk: int) -> Any:
        """Return the case if its exemption concerns the person's offices, else 404."""
        inside = office_exemptions(request.user).values("pk")
        found = self.model._default_manager.for_page().filter(exemption__in=inside)
        return get_object_or_404(found, pk=pk)

    def subject_of(self, case: Any) -> str:
        """Return the exemption's number and title."""
        return str(case.exemption)


class HearingStep(_OfficeStep):
    """A step on a hearing."""

    model = Hearing
    forms = HEARING_FORMS


class OrderStep(_OfficeStep):
    """A step on an order."""

    model = Order
    forms = forms.ORDER_FORMS


class BridgeStep(_OfficeStep):
    """A step on a bridge."""

    model = Bridge
    forms = forms.BRIDGE_FORMS


class OverlapStep(StepView):
    """A step on an overlap, for the authority of either side."""

    model = Overlap
    forms = forms.OVERLAP_FORMS

    def get_case(self, request: HttpRequest, pk: int) -> Overlap:
        """Return the overlap if either exemption concerns the person's offices, else 404."""
        inside = office_exemptions(request.user).values("pk")
        found = Overlap.objects.for_page().select_related("first__authority", "first__zone")
        one = get_object_or_404(found, pk=pk)
        if not inside.filter(pk__in=(one.first_id, one.exemption_id)).exists():
            raise Http404
        return one

    def subject_of(self, case: Any) -> str:
        """Return the numbers of both."""
        return f"{case.first.public_number}・{case.exemption.public_number}"


class _HolderStep(CompanyStepView):
    """A step of the holder."""

    def cases(self, user: Any) -> Any:
        """Return what hangs on the exemptions of the user's companies."""
        own = scope.exemptions(user).values("pk")
        return self.model._default_manager.for_page().filter(exemption__in=own)

    def company_of(self, case: Any) -> Any:
        """Return the holder."""
        return case.exemption.holder

    def subject_of(self, case: Any) -> str:
        """Return the title of the exemption."""
        return case.exemption.title


class HolderHearingStep(_HolderStep):
    """The holder in a hearing: seeing the file, stating its view."""

    model = Hearing
    forms = HEARING_FORMS


class HolderOrderStep(_HolderStep):
    """The holder explains itself before an order."""

    model = Order
    forms = forms.ORDER_FORMS


class HolderBridgeStep(_HolderStep):
    """The holder withdraws its request."""

    model = Bridge
    forms = forms.BRIDGE_FORMS


def _evidence(check: ConditionCheck) -> FileResponse:
    stored = files_of(check.condition.exemption).filter(slot=check.slot).first()
    if stored is None:
        raise Http404
    return FileResponse(
        stored.content.open("rb"),
        as_attachment=True,
        filename=stored.name,
        content_type=stored.content_type,
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"},
    )


def check_file(request: HttpRequest, pk: int) -> FileResponse:
    """Give an office concerned the document of a check."""
    inside = office_exemptions(request.user).values("pk")
    found = ConditionCheck.objects.filter(condition__exemption__in=inside)
    return _evidence(get_object_or_404(found.select_related("condition__exemption"), pk=pk))


def apply_check_file(request: HttpRequest, pk: int) -> FileResponse:
    """Give the holder the document of a check."""
    own = scope.exemptions(request.user).values("pk")
    found = ConditionCheck.objects.filter(condition__exemption__in=own)
    return _evidence(get_object_or_404(found.select_related("condition__exemption"), pk=pk))
