"""What a person may read and write of consultations and messages, from either side."""

from typing import Any

from django.db.models import Q
from django.http import Http404

from applications.apply import scope as company_scope
from applications.consulting.roles import WRITING
from applications.membership import own_side
from applications.models import Application, Consultation
from applications.models.application import OPEN
from applications.office.scope import office_applications
from applications.workflow import ApplicationStatus, ExemptionStatus
from casework.models import Message
from zones.models.organisations import current_memberships
from zones.roles import offices_of

ENDED = (ExemptionStatus.REVOKED, ExemptionStatus.COMPLETED, ExemptionStatus.SURRENDERED)
APPLICATION, CONSULTATION = "applications.application", "applications.consultation"


def office_consultations(user: Any) -> Any:
    """Return the consultations of the person's offices, and those behind applications they handle."""
    cases = office_applications(user).values("pk")
    asked = Q(office__in=offices_of(user)) | Q(zone__lead__in=offices_of(user))
    own = Q(company__in=own_side(user)) | Q(asked_by=user.pk)
    return Consultation.objects.filter(asked | Q(application__in=cases)).exclude(own)


def asked_consultations(user: Any) -> Any:
    """Return the consultations of the person and of their companies."""
    return Consultation.objects.asked_by(user)


def takes_messages(application: Application) -> bool:
    """Tell whether a filed application's thread may be written: until it, or its exemption, has ended.

    A decision that is not disclosed changes nothing here, so that the thread tells no secret.
    """
    if application.status in OPEN:
        return True
    if application.status != ApplicationStatus.DISCLOSED:
        return False
    granted = (e for m in application.measures.all() for e in m.exemptions.all())
    return any(e.status not in ENDED for e in granted)


def writes_for_office(application: Application, user: Any) -> bool:
    """Tell whether the person works, not only reads, in an office (the case itself is in scope)."""
    return any(m.role in WRITING for m in current_memberships(user))


def readable_message(user: Any, pk: int, *, office: bool) -> tuple[Message, Any]:
    """Return a message with its case if the person may read both from this side, else 404."""
    found = Message.objects.readable_in(offices_of(user)) if office else Message.objects.outside()
    message = found.filter(pk=pk).first()
    if message is None or (case := _case_of(user, message, office=office)) is None:
        raise Http404
    return message, case


def _case_of(user: Any, message: Message, *, office: bool) -> Any:
    scopes = {
        APPLICATION: office_applications if office else company_scope.applications,
        CONSULTATION: office_consultations if office else asked_consultations,
    }
    scope = scopes.get(message.case_type)
    return scope(user).for_page().filter(pk=message.case_id).first() if scope else None
