"""What applications, opinions, determinations, exemptions and reports ask of the office."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext as _

from applications.models import Application, Clarification, Opinion, RequestedMeasure
from applications.models.report import WAITING
from applications.office.scope import office_applications, office_exemptions, office_reports
from applications.roles import EXAMINERS
from applications.workflow import (
    ApplicationStatus,
    ClarificationStatus,
    ExemptionStatus,
    MeasureStatus,
    OpinionStatus,
    ReportStatus,
)
from casework import clock
from casework.work import WorkItem
from zones.models.organisations import OfficeRole, current_memberships

MOST = 100
CHECK_DAYS = 14
OPEN = (ApplicationStatus.ARRIVED, ApplicationStatus.EXAMINING, ApplicationStatus.CONSULTING)


def offices_with(user: Any, *roles: str) -> set[int]:
    """Return the offices in which the user holds one of the roles today."""
    return {m.organisation_id for m in current_memberships(user) if m.role in roles}


def work_for(user: Any) -> list[WorkItem]:
    """Return what waits in the user's offices, at most ``MOST`` of each kind, the oldest first."""
    if not current_memberships(user):
        return []
    examining = offices_with(user, *EXAMINERS)
    signing = offices_with(user, OfficeRole.APPROVER)
    found: list[WorkItem] = []
    if examining:
        found += map(_examination(user), _applications(user, examining))
        found += map(_report, _reports(user, examining))
    if signing:
        found += map(_determination(user), _measures(user, signing))
        found += map(_exemption, _exemptions(user, signing))
    if examining | signing:
        found += map(_opinion, _opinions(user, examining | signing))
    return found


def _item(case: Any, **words: Any) -> WorkItem:
    return WorkItem(
        case_type=case.case_type,
        case_id=case.pk,
        url=case.get_absolute_url(),
        zone=case.zone.name,
        **words,
    )


def _applications(user: Any, offices: set[int]) -> Any:
    waiting = office_applications(user).filter(examining_office__in=offices, status__in=OPEN)
    return (
        waiting.select_related("zone", "company", "procedure", "examiner", "examining_office")
        .prefetch_related(
            "clarifications",
            Prefetch("opinions", Opinion.objects.select_related("organisation")),
            Prefetch("measures", RequestedMeasure.objects.select_related("authority")),
        )
        .order_by("arrived_at", "pk")[:MOST]
    )


def _names(offices: Iterator[Any]) -> str:
    return "、".join(dict.fromkeys(office.name for office in offices))


def _examination(user: Any) -> Any:
    def item(application: Application) -> WorkItem:
        next_step, waits_for, due = _next_of(application)
        is_mine = application.examiner_id in {None, user.pk}
        return _item(
            application,
            title=str(application),
            next_step=next_step,
            waits_for=waits_for,
            due_on=due or _due(application),
            is_mine=is_mine,
        )

    return item


def _due(application: Application) -> date | None:
    reading = application.clock()
    return reading.due if reading else None


def _next_of(application: Application) -> tuple[str, str, date | None]:
    """Return what an application needs next, whom it waits for, and by when if not by its clock."""
    office = application.examining_office.name
    if application.status == ApplicationStatus.ARRIVED:
        return _("Start the examination"), office, None
    asked = [c for c in application.clarifications.all() if c.status == ClarificationStatus.OPEN]
    if asked:
        return _("Answer the correction request"), application.company.name, asked[0].due_on
    if application.status == ApplicationStatus.EXAMINING:
        return _("Examine, then ask for opinions"), office, None
    open_ones = [o for o in application.opinions.all() if o.status == OpinionStatus.ASKED]
    if open_ones:
        due = min(o.due_on for o in open_ones)
        return _("Give the opinion"), _names(o.organisation for o in open_ones), due
    pending = [m for m in application.measures.all() if m.status == MeasureStatus.PENDING]
    return _("Determine"), _names(m.authority for m in pending) or office, None


def _opinions(user: Any, offices: set[int]) -> Any:
    return (
        Opinion.objects.filter(
            organisation__in=offices,
            status=OpinionStatus.ASKED,
            application__in=office_applications(user).values("pk"),
        )
        .select_related("application__zone", "organisation")
        .order_by("due_on", "pk")[:MOST]
    )


def _opinion(opinion: Opinion) -> WorkItem:
    return _item(
        opinion,
        title=str(opinion.application),
        next_step=_("Give the opinion"),
        waits_for=opinion.organisation.name,
        due_on=opinion.due_on,
    )


def _measures(user: Any, offices: set[int]) -> Any:
    """Return the measures that can be determined or disclosed now."""
    blocked = Exists(
        Clarification.objects.filter(
            application=OuterRef("application"), status=ClarificationStatus.OPEN
        )
    )
    awaited = Exists(
        Opinion.objects.filter(application=OuterRef("application"), status=OpinionStatus.ASKED)
    )
    without = Q(application__procedure__needs_opinions=False)
    consulted = Q(application__status__in=[ApplicationStatus.CONSULTING, ApplicationStatus.DECIDED])
    examined = Q(application__status=ApplicationStatus.EXAMINING)
    ready = (without & (examined | consulted)) | (consulted & ~awaited)
    return (
        RequestedMeasure.objects.filter(
            authority__in=offices, application__in=office_applications(user).values("pk")
        )
        .filter(
            Q(status=MeasureStatus.DETERMINED)
            | (Q(status=MeasureStatus.PENDING) & ready & ~blocked)
        )
        .select_related("authority", "application__zone", "application__procedure")
        .prefetch_related("application__clarifications")
        .order_by("application__arrived_at", "pk")[:MOST]
    )


def _determination(user: Any) -> Any:
    def item(measure: RequestedMeasure) -> WorkItem:
        is_decided = measure.status == MeasureStatus.DETERMINED
        return _item(
            measure,
            title=f"{measure.application}（{measure}）",
            next_step=_("Disclose the determination") if is_decided else _("Determine"),
            waits_for=measure.authority.name,
            due_on=_due(measure.application),
            is_mine=measure.application.examiner_id != user.pk,
        )

    return item


def _exemptions(user: Any, offices: set[int]) -> Any:
    waiting = [ExemptionStatus.SUSPENDED, ExemptionStatus.REVOCATION_HEARING]
    return (
        office_exemptions(user)
        .filter(authority__in=offices, status__in=waiting)
        .select_related("zone", "authority")
        .order_by("hearing_on", "pk")[:MOST]
    )


def _exemption(exemption: Any) -> WorkItem:
    is_hearing = exemption.status == ExemptionStatus.REVOCATION_HEARING
    return _item(
        exemption,
        title=str(exemption),
        next_step=_("Hold the hearing and decide on revocation")
        if is_hearing
        else _("Find cause and remedy, then resume or revoke"),
        waits_for=exemption.authority.name,
        due_on=exemption.hearing_on if is_hearing else exemption.ends_on,
    )


def _reports(user: Any, offices: set[int]) -> Any:
    checking = Q(exemption__zone__lead__in=offices) | Q(
        exemption__application__examining_office__in=offices
    )
    late = Q(status__in=WAITING, due_on__lt=clock.today())
    return (
        office_reports(user)
        .filter(checking)
        .filter(Q(status=ReportStatus.SUBMITTED) | late)
        .select_related("exemption__zone", "exemption__zone__lead", "exemption__holder")
        .order_by("due_on", "pk")[:MOST]
    )


def _report(report: Any) -> WorkItem:
    if report.status == ReportStatus.SUBMITTED:
        submitted = report.submitted_at.astimezone(clock.JST).date()
        words = {
            "next_step": _("Check the report"),
            "waits_for": report.exemption.zone.lead.name,
            "due_on": submitted + timedelta(days=CHECK_DAYS),
        }
    else:
        words = {
            "next_step": _("Submit the report"),
            "waits_for": report.exemption.holder.name,
            "due_on": report.due_on,
            "is_mine": False,
        }
    title = f"{report.exemption}（{report.period_start}–{report.period_end}）"
    return _item(report, title=title, **words)
