"""Taking in a report of an incident, and what follows from the steps of one."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from applications import roles
from applications.law import ORDER
from applications.notices import incident as notices
from applications.rules.incident import REPORTING
from casework import audit, changes, clock, outbox
from casework.actors import SYSTEM
from casework.transitions import Blocked, lock, perform

BASIS = f"{ORDER} 第16条第2項"
TRUSTED = ("holder", "office")


@dataclass(frozen=True)
class PublicReporter:
    """Anybody who reports through the public form; nothing is known of them but what they wrote."""

    pk: None = None
    email: str = ""
    is_authenticated: bool = False
    is_active: bool = True
    is_public_reporter: bool = True

    def get_full_name(self) -> str:
        """Return the name that the trail shows."""
        return "公開の窓口からの報告"


ANYBODY = PublicReporter()


def _require_side(exemption: Any, actor: Any, source: str) -> None:
    """Raise PermissionDenied unless the actor reports from the side that the report names."""
    office = roles.is_report_examiner | roles.is_exemption_authority
    sides = {
        "holder": roles.is_holder,
        "office": office,
        "public": lambda _case, who: isinstance(who, PublicReporter),
    }
    if not sides[source](exemption, actor):
        raise PermissionDenied


def report_incident(exemption: Any, *, actor: Any, source: str, **facts: Any) -> Any:
    """Take in a report; its trail begins, all concerned are told, and the rule of suspension applies.

    ``facts``: kind, happened_at (aware), place, text, done, severity, harmed, reporter_email. What
    the holder or an office reports as grave suspends at once; what anybody writes in the public form
    does so when the office acknowledges it as grave. Raises Blocked (all reasons), PermissionDenied.
    """
    with transaction.atomic(), changes.told_at_the_end():
        held = lock(exemption)
        _require_side(held, actor, source)
        if unmet := [r.why(held) for r in REPORTING if not r.holds(held, actor, facts)]:
            raise Blocked(unmet)
        made = held.incidents.create(
            source=source,
            reporter=None if source == "public" else actor,
            reported_at=clock.now(),
            **facts,
        )
        record = {"kind": made.kind, "severity": made.severity, "harmed": made.harmed}
        audit.append(
            made,
            step="report_incident",
            source="",
            actor=actor,
            role=source,
            basis=BASIS,
            inputs=record,
            record=record,
        )
        outbox.post(made, notices.reported(made, actor, {}))
        if source in TRUSTED:
            suspend_when_grave(made, actor)
        changes.note(made)
    return made


def suspend_when_grave(incident: Any, _actor: Any) -> None:
    """Suspend a running exemption because somebody died or was seriously injured, by rule alone."""
    exemption = apps.get_model("applications", "Exemption").objects.get(pk=incident.exemption_id)
    if not incident.is_grave or exemption.status != "running":
        return
    reasons = _("By rule: incident %(number)s (%(severity)s).") % {
        "number": incident.number,
        "severity": incident.get_severity_display(),
    }
    perform(exemption, "suspend", actor=SYSTEM, version=exemption.version, reasons=reasons)
    exemption.suspensions.filter(ends_on=None).update(incident=incident)


def explain_by_resumption(suspension: Any, actor: Any, *, cause: str, fix: str) -> None:
    """Write cause and remedy of a resumption to the incident that led to the suspension."""
    incident = suspension.incident
    if incident is not None and incident.status == "acknowledged":
        perform(incident, "explain", actor=actor, version=incident.version, cause=cause, fix=fix)


def acknowledge(incident: Any, _actor: Any, severity: str) -> None:
    """Note the hour and the harm as the office judges it."""
    incident.acknowledged_at, incident.severity = clock.now(), severity


def close(incident: Any, _actor: Any, lesson: str) -> None:
    """End the case with what was learned; the reporter's address is no longer needed."""
    incident.lesson, incident.ended_at, incident.reporter_email = lesson, clock.now(), ""


def dismiss(incident: Any, _actor: Any, reasons: str) -> None:
    """End the case without it counting; the reporter's address is no longer needed."""
    incident.dismissal, incident.ended_at, incident.reporter_email = reasons, clock.now(), ""
