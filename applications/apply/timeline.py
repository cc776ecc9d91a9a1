"""What has happened to a case, as the applicant may know it.

Only steps named here are shown: what is decided and not disclosed has no line to appear in.
"""

from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from applications.models import Application, Exemption
from casework.models import AuditEntry

SHOWN: dict[tuple[str, str], Any] = {
    ("applications.application", "submit"): _("The application arrived"),
    ("applications.application", "start_examination"): _("The examination began"),
    ("applications.application", "request_clarification"): _("A correction was requested"),
    ("applications.clarification", "answer"): _("The correction was answered"),
    ("applications.clarification", "close"): _(
        "The correction request was closed without an answer"
    ),
    ("applications.clarification", "withdraw"): _("The correction request was withdrawn"),
    ("applications.application", "consult"): _("Opinions were asked of the offices concerned"),
    ("applications.application", "hear_committee"): _("The evaluation committee was asked"),
    ("applications.opinion", "give"): _("An opinion was given"),
    ("applications.opinion", "extend"): _("The period for an opinion was extended"),
    ("applications.delaynotice", "send"): _("A notice of delay was sent"),
    ("applications.requestedmeasure", "disclose"): _("A determination was disclosed"),
    ("applications.application", "withdraw"): _("The application was withdrawn"),
    ("applications.exemption", "grant"): _("The exemption was granted"),
    ("applications.exemption", "gather_consent"): _("Consent began to be gathered"),
    ("applications.exemption", "start"): _("The trial began"),
    ("applications.exemption", "suspend"): _("The trial was suspended"),
    ("applications.exemption", "resume"): _("The trial was resumed"),
    ("applications.exemption", "open_hearing"): _("A hearing on revocation was called"),
    ("applications.exemption", "dismiss"): _("The hearing ended without revocation"),
    ("applications.exemption", "revoke"): _("The exemption was revoked"),
    ("applications.exemption", "surrender"): _("The exemption was given up"),
    ("applications.exemption", "complete"): _("The period of the exemption ended"),
}


def _entries(condition: Q) -> list[dict[str, Any]]:
    rows = AuditEntry.objects.filter(condition).order_by("at", "pk")
    return [
        {
            "time": date_format(localtime(row.at), "DATETIME_FORMAT"),
            "title": SHOWN[row.case_type, row.step],
            "text": row.actor_organisation,
        }
        for row in rows
        if (row.case_type, row.step) in SHOWN
    ]


def _of(case_type: str, keys: list[int]) -> Q:
    return Q(case_type=f"applications.{case_type}", case_id__in=keys)


def application_timeline(application: Application) -> list[dict[str, Any]]:
    """Return the lines of an application loaded ``for_page``, oldest first."""
    disclosed = [m.pk for m in application.measures.all() if m.status == "disclosed"]
    return _entries(
        _of("application", [application.pk])
        | _of("clarification", [c.pk for c in application.clarifications.all()])
        | _of("opinion", [o.pk for o in application.opinions.all()])
        | _of("requestedmeasure", disclosed)
        | _of("delaynotice", [d.pk for d in application.delay_notices.all()])
    )


def exemption_timeline(exemption: Exemption) -> list[dict[str, Any]]:
    """Return the lines of an exemption, oldest first."""
    return _entries(_of("exemption", [exemption.pk]))
