"""What each step of an exemption and of its reports tells whom."""

from typing import Any

from django.utils.translation import gettext as _

from applications.notices.people import OFFICE_ROLES, company_people, office_people
from casework.calendar import wareki
from casework.outbox import Draft
from zones.models.organisations import OfficeRole


def _to_holder(exemption: Any, kind: str, subject: str, body: str) -> Draft:
    people = company_people(exemption.holder, exemption.application)
    return Draft(kind, subject, body, people, f"/apply/exemptions/{exemption.pk}/")


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
            _("[To do] Final report: %(title)s") % values,
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


def report_taken_back(report: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The office learns that it need not check a report any more."""
    values = _exemption(report.exemption)
    people = office_people(report.exemption.zone.lead_id, *OFFICE_ROLES)
    return [
        Draft(
            "report.taken_back",
            _("[Notice] Report taken back: %(title)s") % values,
            _("The holder has taken back a report on exemption %(number)s before it was accepted.")
            % values,
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
