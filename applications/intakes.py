"""The intake under which an application is filed: read once per case object."""

from typing import Any

from zones.models import Intake


def intake_of(application: Any) -> Intake | None:
    """Return the intake of the application's zone and procedure; None when none was written down."""
    key = (application.zone_id, application.procedure_id)
    cached = application.__dict__.get("_intake")
    if cached is None or cached[0] != key:
        found = Intake.objects.filter(zone=key[0], procedure=key[1]).first()
        if found is not None:
            found.zone = application.zone
        cached = application.__dict__["_intake"] = (key, found)
    return cached[1]
