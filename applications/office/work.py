"""What of applications and exemptions waits on which desk: the tasks behind 私の作業."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from applications.exemptions import work as life_work
from applications.incidents import work as incident_work
from applications.membership import own_side
from applications.models import (
    Application,
    Exemption,
    Incident,
    Opinion,
    Report,
    RequestedMeasure,
)
from applications.models.report import WAITING
from applications.office import chain_work
from applications.office.chain_work import chain_tasks
from applications.office.scope import joint_applications
from applications.roles import EXAMINERS
from applications.workflow import (
    ApplicationStatus,
    ExemptionStatus,
    MeasureStatus,
    OpinionStatus,
    ReportStatus,
)
from casework import clock
from casework.calendar import add_business_days
from casework.models.work import FAR
from casework.queue import Task
from casework.text import fold_all
from casework.work import Scope
from zones.models.organisations import OfficeRole, current_memberships
from zones.policy import policy_of

EXAMINATION, SIGNATURE = "examination", "signature"
BOTH = (EXAMINATION, SIGNATURE)
CHECK_DAYS = 14
OPEN = (ApplicationStatus.ARRIVED, ApplicationStatus.EXAMINING, ApplicationStatus.CONSULTING)
DETERMINING = (*OPEN[1:], ApplicationStatus.DECIDED)
STOPPED = (ExemptionStatus.SUSPENDED, ExemptionStatus.REVOCATION_HEARING)

NEEDS = {
    "start_examination": _("Start the examination"),
    "answer_correction": _("Answer the correction request"),
    "examine": _("Examine, then ask for opinions"),
    "give_opinion": _("Give the opinion"),
    "determine": _("Determine"),
    "disclose": _("Disclose the determination"),
    "hear": _("Hold the hearing and decide on revocation"),
    "remedy": _("Find cause and remedy, then resume or revoke"),
    "check_report": _("Check the report"),
    "submit_report": _("Submit the report"),
    **chain_work.NEEDS,
    **incident_work.NEEDS,
    **life_work.NEEDS,
}


def scope_of(user: Any) -> Scope | None:
    """Return the desks at which a person works by their roles today."""
    desks = set()
    for held in current_memberships(user):
        if held.role in EXAMINERS:
            desks.add((held.organisation_id, EXAMINATION))
        if held.role == OfficeRole.APPROVER:
            desks.add((held.organisation_id, SIGNATURE))
    if not desks:
        return None
    own = frozenset(own_side(user))
    joint = joint_applications(user) if own else ()
    apart = frozenset(("applications.application", pk) for pk in joint)
    return Scope(frozenset(desks), own, apart)


def _task(case: Any, **words: Any) -> Task:
    zone = case.zone
    search = fold_all(words["title"], words.pop("company", ""), words["waits_for"])
    return Task(
        case_type=case.case_type,
        case_id=case.pk,
        url=case.get_absolute_url(),
        zone=zone.slug,
        zone_name=zone.name,
        search=search,
        state=case.status,
        **words,
    )


# --- applications ---------------------------------------------------------------------------------


def applications() -> Any:
    """Return every application that may wait, loaded as its tasks need it."""
    return (
        loaded_applications().filter(status__in=[*OPEN, ApplicationStatus.DECIDED]).order_by("pk")
    )


def loaded_applications() -> Any:
    """Return applications with all that their tasks need."""
    return Application.objects.select_related(
        "zone", "company", "procedure", "examining_office"
    ).prefetch_related(
        "clarifications",
        Prefetch("opinions", Opinion.objects.select_related("organisation")),
        Prefetch("measures", RequestedMeasure.objects.select_related("authority")),
    )


def loaded(root: Application) -> Application:
    """Return the application as its tasks need it, read once per change."""
    if "opinions" in root.__dict__.get("_prefetched_objects_cache", {}):
        return root
    if "_loaded" not in root.__dict__:
        root.__dict__["_loaded"] = loaded_applications().get(pk=root.pk)
    return root.__dict__["_loaded"]


def application_tasks(root: Application) -> Iterator[Task]:
    """Yield the tasks of an application: its examination, its opinions, its measures."""
    if root.status == ApplicationStatus.DRAFT:
        root.__dict__["_never_waited"] = True
        return
    if root.status not in {*OPEN, ApplicationStatus.DECIDED}:
        return
    application = loaded(root)
    if application.status in OPEN:
        yield _examination(application)
    for opinion in application.opinions.all():
        if opinion.status == OpinionStatus.ASKED:
            opinion.application = application
            yield from _opinion(opinion)
    for measure in application.measures.all():
        if _is_ready(measure, application):
            measure.application = application
            yield _determination(measure)
    yield from _chain(application)


def _chain(application: Application) -> Iterator[Task]:
    if application.status in DETERMINING:
        yield from chain_tasks(application, _task, desks=BOTH, due=_due(application))


def _examination(application: Application) -> Task:
    needs, waits_for, due, waits_here = _next_of(application)
    return _task(
        application,
        office=application.examining_office_id,
        desk=EXAMINATION,
        title=str(application),
        company=application.company.name,
        needs=needs,
        waits_for=waits_for,
        waits_here=waits_here,
        due_on=due or _due(application),
        person=application.examiner_id,
        party=application.company_id,
    )


def _due(application: Application) -> date:
    reading = application.clock()
    return reading.due if reading else FAR


def _next_of(application: Application) -> tuple[str, str, date | None, bool]:
    """Return what an application needs next, whom it waits for, by when if not by its clock, and
    whether that is the examining office."""
    office = application.examining_office.name
    if application.status == ApplicationStatus.ARRIVED:
        return "start_examination", office, _start_by(application), True
    asked = [c for c in application.clarifications.all() if c.is_holding()]
    if asked:
        return "answer_correction", application.company.name, asked[0].due_on, False
    if application.status == ApplicationStatus.EXAMINING:
        return "examine", office, None, True
    open_ones = [o for o in application.opinions.all() if o.status == OpinionStatus.ASKED]
    if open_ones:
        due = min(o.due_on for o in open_ones)
        return "give_opinion", _names(o.organisation for o in open_ones), due, False
    if _awaits_committee(application):
        return "hear_committee", office, None, True
    pending = [m for m in application.measures.all() if m.status == MeasureStatus.PENDING]
    return "determine", _names(m.authority for m in pending) or office, None, False


def _awaits_committee(application: Application) -> bool:
    asked = {o.organisation_id for o in application.opinions.all()}
    return any(office.pk not in asked for office in application.committees())


def _start_by(application: Application) -> date:
    days = policy_of(application.zone).examination_start_days
    return min(add_business_days(application.arrived_on(), days), _due(application))


def _names(offices: Any) -> str:
    return "、".join(dict.fromkeys(office.name for office in offices))


def _opinion(opinion: Opinion) -> Iterator[Task]:
    application = opinion.application
    for desk in BOTH:
        yield _task(
            opinion,
            office=opinion.organisation_id,
            desk=desk,
            title=str(application),
            company=application.company.name,
            needs="give_opinion",
            waits_for=opinion.organisation.name,
            due_on=opinion.due_on,
            party=application.company_id,
        )


def _is_ready(measure: RequestedMeasure, application: Application) -> bool:
    """Tell whether a measure can be determined or disclosed now."""
    if measure.status == MeasureStatus.DETERMINED:
        return True
    if measure.status != MeasureStatus.PENDING or application.status not in DETERMINING:
        return False
    if any(c.is_holding() for c in application.clarifications.all()):
        return False
    awaited = any(o.status == OpinionStatus.ASKED for o in application.opinions.all())
    consulted = application.status != ApplicationStatus.EXAMINING
    return not application.procedure.needs_opinions or (
        consulted and not awaited and not _awaits_committee(application)
    )


def _determination(measure: RequestedMeasure) -> Task:
    application = measure.application
    is_decided = measure.status == MeasureStatus.DETERMINED
    return _task(
        measure,
        office=measure.authority_id,
        desk=SIGNATURE,
        title=f"{application}（{measure}）",
        company=application.company.name,
        needs="disclose" if is_decided else "determine",
        waits_for=measure.authority.name,
        due_on=_due(application),
        not_person=application.examiner_id,
        party=application.company_id,
    )


# --- exemptions and their reports -----------------------------------------------------------------


def exemptions() -> Any:
    """Return every exemption that may wait, itself or by a report."""
    return _with_reports().order_by("pk")


def _with_reports() -> Any:
    waiting = Report.objects.filter(status__in=[*WAITING, ReportStatus.SUBMITTED])
    return Exemption.objects.select_related(
        "zone__lead", "holder", "authority", "application"
    ).prefetch_related(
        Prefetch("reports", waiting, to_attr="waiting_reports"),
        Prefetch("incidents", incident_work.open_incidents(Incident), to_attr="open_incidents"),
        *life_work.prefetches(),
    )


def exemption_tasks(root: Exemption) -> Iterator[Task]:
    """Yield the tasks of an exemption: a suspension or hearing, and its reports."""
    loaded = root if hasattr(root, "waiting_reports") else _with_reports().get(pk=root.pk)
    if loaded.status in STOPPED:
        yield _stopped(loaded)
    for report in loaded.waiting_reports:
        report.exemption = loaded
        yield from _report(report)
    yield from incident_work.incident_tasks(loaded, _task, EXAMINATION)
    yield from life_work.life_tasks(loaded, _task, (EXAMINATION, SIGNATURE))


def _stopped(exemption: Exemption) -> Task:
    is_hearing = exemption.status == ExemptionStatus.REVOCATION_HEARING
    return _task(
        exemption,
        office=exemption.authority_id,
        desk=SIGNATURE,
        title=str(exemption),
        company=exemption.holder.name,
        needs="hear" if is_hearing else "remedy",
        waits_for=exemption.authority.name,
        due_on=(exemption.hearing_on if is_hearing else exemption.ends_on) or FAR,
        party=exemption.holder_id,
    )


def _report(report: Report) -> Iterator[Task]:
    exemption = report.exemption
    offices = dict.fromkeys((exemption.zone.lead_id, exemption.application.examining_office_id))
    for office in offices:
        yield _task(
            report,
            office=office,
            desk=EXAMINATION,
            title=f"{exemption}（{report.period_start}–{report.period_end}）",
            company=exemption.holder.name,
            party=exemption.holder_id,
            **_report_words(report),
        )


def _report_words(report: Report) -> dict[str, Any]:
    if report.status == ReportStatus.SUBMITTED:
        submitted = report.submitted_at.astimezone(clock.JST).date()
        return {
            "needs": "check_report",
            "waits_for": report.exemption.zone.lead.name,
            "due_on": submitted + timedelta(days=CHECK_DAYS),
            "not_person": report.submitted_by_id,
        }
    return {
        "needs": "submit_report",
        "waits_for": report.exemption.holder.name,
        "due_on": report.due_on,
        "shows_on": report.due_on + timedelta(days=1),
        "waits_here": False,
    }
