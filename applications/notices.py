"""What each step tells whom. A function (case, actor, inputs) → drafts, also used for the preview."""

from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from applications.membership import CompanyRole
from casework import clock
from casework.calendar import wareki
from casework.outbox import Draft
from zones.models.organisations import Membership, OfficeRole

OFFICE_ROLES = (OfficeRole.EXAMINER, OfficeRole.ADMINISTRATOR)


def company_people(company: Any) -> tuple[Any, ...]:
    """Return those who file for a company."""
    members = company.members.filter(role__in=[CompanyRole.OWNER, CompanyRole.FILER])
    return tuple(m.user for m in members.select_related("user").order_by("pk"))


def office_people(organisation_id: int | None, *roles: str) -> tuple[Any, ...]:
    """Return the people who hold one of the roles in an office today."""
    held = Membership.objects.current().filter(organisation_id=organisation_id, role__in=roles)
    users = get_user_model().objects.filter(pk__in=held.values("user"))
    return tuple(users.order_by("pk"))


def _case_link(application: Any) -> str:
    return f"/apply/applications/{application.pk}/"


def _office_link(application: Any) -> str:
    return f"/console/applications/{application.pk}/"


def _title(application: Any) -> dict[str, Any]:
    return {
        "number": application.number or "",
        "title": application.title,
        "zone": application.zone.name,
    }


def received(application: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """Receipt to the company, and the new case to the examining office."""
    return [
        Draft(
            "application.received",
            _("[Received] %(title)s") % _title(application),
            _(
                "Your application to %(zone)s has arrived. The receipt shows its number, the time of arrival and the hash of every file."
            )
            % _title(application),
            company_people(application.company),
            _case_link(application),
        ),
        Draft(
            "application.new",
            _("[To do] New application: %(title)s") % _title(application),
            _("An application to %(zone)s has arrived. Start the examination without delay.")
            % _title(application),
            office_people(application.competent_office_id, *OFFICE_ROLES),
            _office_link(application),
        ),
    ]


def examination_started(application: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The company learns who examines."""
    return [
        Draft(
            "application.examining",
            _("[Notice] Examination has started: %(title)s") % _title(application),
            _("The examination of your application %(number)s has started.") % _title(application),
            company_people(application.company),
            _case_link(application),
        )
    ]


def clarification_requested(application: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The company learns what to correct, until when."""
    due = inputs.get("due_on")
    values = {**_title(application), "due": f"{due.month}/{due.day}" if due else "–"}
    return [
        Draft(
            "clarification.requested",
            _("[Action by %(due)s] Correction needed: %(title)s") % values,
            inputs.get("message", "") or _("The office asks for a correction of named fields."),
            company_people(application.company),
            _case_link(application),
        )
    ]


def clarification_answered(clarification: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The examiner learns that the answer is in."""
    application = clarification.application
    return [
        Draft(
            "clarification.answered",
            _("[To do] Correction answered: %(title)s") % _title(application),
            _("The applicant has answered the correction request of application %(number)s.")
            % _title(application),
            (application.examiner,) if application.examiner else (),
            _office_link(application),
        )
    ]


def opinions_asked(application: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """Every office concerned is asked at once."""
    drafts = []
    for office in application.offices_to_consult():
        due = application.opinion_due_on(clock.today())
        values = {**_title(application), "due": f"{due.month}/{due.day}", "date": wareki(due)}
        drafts.append(
            Draft(
                "opinion.asked",
                _("[Action by %(due)s] Opinion asked: %(title)s") % values,
                _("Please give the opinion of your office on application %(number)s by %(date)s.")
                % values,
                office_people(office.pk, OfficeRole.APPROVER, *OFFICE_ROLES),
                _office_link(application),
            )
        )
    return drafts


def opinion_given(opinion: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The examiner learns that an opinion is in."""
    application = opinion.application
    return [
        Draft(
            "opinion.given",
            _("[Notice] Opinion given: %(title)s") % _title(application),
            _("%(office)s has given its opinion on application %(number)s.")
            % {**_title(application), "office": opinion.organisation.name},
            (application.examiner,) if application.examiner else (),
            _office_link(application),
        )
    ]


def determination_disclosed(measure: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The company learns the determination; to those who did not opt in the letter goes by post."""
    application = measure.application
    return [
        Draft(
            "determination.disclosed",
            _("[Determination] %(title)s") % _title(application),
            _(
                "The determination on your application %(number)s has been made. Read it with its reasons and the appeal notice."
            )
            % _title(application),
            company_people(application.company),
            _case_link(application),
        )
    ]


def withdrawn(application: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The examining office learns of the withdrawal."""
    return [
        Draft(
            "application.withdrawn",
            _("[Notice] Withdrawn: %(title)s") % _title(application),
            _("The applicant has withdrawn application %(number)s.") % _title(application),
            office_people(application.examining_office_id, *OFFICE_ROLES),
            _office_link(application),
        )
    ]


def _to_holder(exemption: Any, kind: str, subject: str, body: str) -> Draft:
    return Draft(
        kind, subject, body, company_people(exemption.holder), f"/apply/exemptions/{exemption.pk}/"
    )


def _to_offices(exemption: Any, kind: str, subject: str, body: str) -> Draft:
    people = dict.fromkeys(
        (
            *office_people(exemption.authority_id, OfficeRole.APPROVER),
            *office_people(exemption.zone.lead_id, *OFFICE_ROLES),
        )
    )
    return Draft(kind, subject, body, tuple(people), f"/console/exemptions/{exemption.pk}/")


def _exemption(exemption: Any) -> dict[str, Any]:
    return {"number": exemption.public_number, "title": exemption.title}


def trial_started(exemption: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The offices learn that the trial runs."""
    values = _exemption(exemption)
    return [
        _to_offices(
            exemption,
            "exemption.started",
            _("[Notice] Trial started: %(title)s") % values,
            _("The holder has reported the consents; exemption %(number)s is running.") % values,
        )
    ]


def suspended(exemption: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """Everybody concerned learns of a suspension at once."""
    values = _exemption(exemption)
    subject = _("[Urgent] Suspended: %(title)s") % values
    body = inputs.get("reasons", "")
    return [
        _to_offices(exemption, "exemption.suspended", subject, body),
        _to_holder(exemption, "exemption.suspended", subject, body),
    ]


def resumed(exemption: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The holder learns that the trial may go on."""
    values = _exemption(exemption)
    return [
        _to_holder(
            exemption,
            "exemption.resumed",
            _("[Notice] Resumed: %(title)s") % values,
            inputs.get("fix", ""),
        )
    ]


def hearing_called(exemption: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """Notice of the hearing (行政手続法15条): content, basis, facts, date, place; files may be seen."""
    on = inputs.get("hearing_on")
    values = {
        **_exemption(exemption),
        "date": wareki(on) if on else "–",
        "place": inputs.get("place", ""),
        "facts": inputs.get("reasons", ""),
    }
    return [
        _to_holder(
            exemption,
            "exemption.hearing",
            _("[Hearing on %(date)s] %(title)s") % values,
            _(
                "The authority intends to revoke exemption %(number)s (産業競争力強化法第8条の4).\n"
                "Facts: %(facts)s\nDate: %(date)s\nPlace: %(place)s\n"
                "You may appear, state your view and hand in evidence, and inspect the files until the hearing ends."
            )
            % values,
        )
    ]


def hearing_closed(exemption: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The holder learns that the exemption is not revoked."""
    values = _exemption(exemption)
    return [
        _to_holder(
            exemption,
            "exemption.kept",
            _("[Notice] Not revoked: %(title)s") % values,
            inputs.get("reasons", ""),
        )
    ]


def revoked(exemption: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The holder receives the disposition with its reasons and the appeal notice."""
    values = _exemption(exemption)
    body = f"{inputs.get('reasons', '')}\n\n{exemption.application.procedure.appeal_notice}"
    return [
        _to_holder(
            exemption, "exemption.revoked", _("[Disposition] Revoked: %(title)s") % values, body
        )
    ]


def surrendered(exemption: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The offices learn that the holder has given the exemption up."""
    values = _exemption(exemption)
    return [
        _to_offices(
            exemption,
            "exemption.surrendered",
            _("[Notice] Given up: %(title)s") % values,
            _("The holder has given up exemption %(number)s; reports remain due.") % values,
        )
    ]


def completed(exemption: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The holder is reminded of the final report."""
    values = _exemption(exemption)
    return [
        _to_holder(
            exemption,
            "exemption.completed",
            _("[Final report due] %(title)s") % values,
            _(
                "The period of exemption %(number)s is over. The final report is due three months after its end."
            )
            % values,
        )
    ]


def report_submitted(report: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The office learns that a report is in."""
    values = _exemption(report.exemption)
    people = office_people(report.exemption.zone.lead_id, *OFFICE_ROLES)
    return [
        Draft(
            "report.submitted",
            _("[To do] Report submitted: %(title)s") % values,
            _("A report on exemption %(number)s waits to be checked.") % values,
            people,
            f"/console/reports/{report.pk}/",
        )
    ]


def report_returned(report: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The holder learns what to correct in a report."""
    values = _exemption(report.exemption)
    return [
        _to_holder(
            report.exemption,
            "report.returned",
            _("[To do] Report returned: %(title)s") % values,
            inputs.get("reasons", ""),
        )
    ]


def report_accepted(report: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The holder learns that a report is accepted."""
    values = _exemption(report.exemption)
    return [
        _to_holder(
            report.exemption,
            "report.accepted",
            _("[Notice] Report accepted: %(title)s") % values,
            _("The figures of your report have been accepted and become observations.") % values,
        )
    ]
