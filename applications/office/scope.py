"""What the office sees of applications, and who may know of a determination before its disclosure."""

from typing import Any

from django.db.models import Q

from applications.codes import Judgment
from applications.content import STANDING
from applications.criteria import labelled
from applications.membership import own_side
from applications.models import Application, CoApplicant, Company, Exemption, Report
from applications.workflow import ApplicationStatus, MeasureStatus
from casework.models import AuditEntry
from zones.roles import offices_of

# What an examiner had found where the authority judged otherwise, by the authority's answer.
DIFFERENT = {True: {Judgment.NOT_MET}, False: {Judgment.MET}}


def office_applications(user: Any, *, disposed: bool = False) -> Any:
    """Return the applications that concern the user's offices; without files disposed of, usually.

    Nobody handles, from the office's side, what their own company filed.
    """
    seen = Application.objects.visible_to(user).exclude(status=ApplicationStatus.DRAFT)
    if not disposed:
        seen = seen.filter(disposed_at=None)
    own = own_side(user)
    if not own:
        return seen
    return seen.exclude(company__in=own).exclude(pk__in=joint_applications(user))


def joint_applications(user: Any) -> Any:
    """Return the keys of the applications in which the user's companies take part."""
    own = Company.objects.filter(pk__in=own_side(user)).values("corporate_number")
    joint = CoApplicant.objects.filter(corporate_number__in=own, status__in=STANDING)
    return joint.values_list("application", flat=True)


def office_exemptions(user: Any) -> Any:
    """Return the exemptions that concern the user's offices."""
    return Exemption.objects.visible_to(user).exclude(holder__in=own_side(user))


def office_reports(user: Any) -> Any:
    """Return the reports on the exemptions that concern the user's offices."""
    return Report.objects.filter(exemption__in=office_exemptions(user).values("pk"))


def sees_inside(application: Any, user: Any) -> bool:
    """Tell whether the user works where determinations are made: examining office or zone's office.

    An office that was only asked for its opinion learns of a determination by its disclosure.
    """
    return bool({application.examining_office_id, application.zone.lead_id} & offices_of(user))


def sees_determination(measure: Any, user: Any) -> bool:
    """Tell whether the user may know how a measure was determined: all may, once it is disclosed."""
    return (
        measure.status == MeasureStatus.DISCLOSED
        or measure.authority_id in offices_of(user)
        or sees_inside(measure.application, user)
    )


def inside_condition(user: Any) -> Q:
    """Return the condition for applications of which the user sees the state inside."""
    offices = offices_of(user)
    return Q(examining_office__in=offices) | Q(zone__lead__in=offices)


def trail_of(application: Any, user: Any) -> Any:
    """Return the entries of an application and of what hangs on it that the user may see, in order."""
    keys = {
        "applications.application": [application.pk],
        "applications.requestedmeasure": [
            m.pk for m in application.measures.all() if sees_determination(m, user)
        ],
        "applications.clarification": [c.pk for c in application.clarifications.all()],
        "applications.opinion": [o.pk for o in application.opinions.all()],
    }
    wanted = Q(pk__in=[])
    for case_type, pks in keys.items():
        if pks:
            wanted |= Q(case_type=case_type, case_id__in=pks)
    entries = AuditEntry.objects.filter(wanted).order_by("pk")
    if not sees_inside(application, user) and application.status != ApplicationStatus.DISCLOSED:
        entries = entries.exclude(case_type="applications.application", step="record_decided")
    return entries


def criteria_of(determination: Any) -> list[dict[str, Any]]:
    """Return how each criterion was judged, with its words."""
    return [
        {**words, "differs": kept.get("found") in DIFFERENT[bool(kept["met"])]}
        for words, kept in zip(
            labelled(determination.criteria), determination.criteria, strict=True
        )
    ]
