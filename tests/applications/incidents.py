"""Making incidents for tests, through the product's own door."""

from datetime import timedelta

from applications.effects.incident import ANYBODY, report_incident
from casework import clock


def facts(**changes):
    """Return the facts of an incident of an hour ago in which nobody was hurt."""
    return {
        "kind": "incident",
        "happened_at": clock.now() - timedelta(hours=1),
        "place": "デモ町1-1",
        "text": "機体が畑に降りた。",
        "done": "飛行を止めた。",
        "severity": "none",
        "harmed": 0,
        **changes,
    }


def report(exemption, *, actor=ANYBODY, source="public", **changes):
    """Report an incident."""
    return report_incident(exemption, actor=actor, source=source, **facts(**changes))


def incident_arguments(exemption, holder):
    """Return the arguments of the routes of certificates and incidents, for the world of routes."""
    incident = report(exemption, actor=holder, source="holder")
    of_exemption, of_incident = {"pk": exemption.pk}, {"pk": incident.pk}
    public = {"public_number": exemption.public_number}
    return {
        "console:exemption_certificate": of_exemption,
        "apply_certificate": of_exemption,
        "verify": public,
        "register_exemption_report": public,
        "console:incident_new": of_exemption,
        "apply_incident_new": of_exemption,
        "console:incident": of_incident,
        "apply_incident": of_incident,
        "console:incident_step": {**of_incident, "step": "acknowledge"},
        "apply_incident_step": {**of_incident, "step": "explain"},
    }
