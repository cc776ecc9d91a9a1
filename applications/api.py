"""The holder's endpoints: which reports are asked for, and the figures of one. Needs a company's token."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from ninja.responses import Status
from ninja.security import HttpBearer

from applications.apply.forms import CorrectionForm, ReportForm, indicators_of
from applications.models import ApiToken, Report
from casework import clock
from casework.transitions import Blocked, Stale, perform

MOST = 100
STEPS = {"due": "submit", "returned": "submit", "accepted": "correct"}


class CompanyToken(HttpBearer):
    """``Authorization: Bearer dejima_…``: a token of the company, not revoked, not expired."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """Return the token that the secret opens; the use is noted."""
        found = ApiToken.objects.holding(token)
        if found is not None:
            ApiToken.objects.filter(pk=found.pk).update(last_used_at=clock.now())
        return found


router = Router(tags=["reports"], auth=CompanyToken())


class IndicatorAsked(Schema):
    """One figure that a report asks for."""

    code: str
    name: str
    unit: str


class ReportAsked(Schema):
    """A report, what it asks for, and the version to send back."""

    id: int
    exemption: str
    kind: str
    status: str
    period_start: date
    period_end: date
    due_on: date
    version: int
    indicators: list[IndicatorAsked]
    conditions: list[int]


class ComplianceIn(Schema):
    """How a condition was kept: ``kept``, ``partly`` or ``broken``; a note unless it was kept."""

    number: int
    answer: str
    note: str = ""


class ReportIn(Schema):
    """Figures by code, as text or number; ``reasons`` only to correct an accepted report.

    A figure that the console knows itself is not read; ``uses`` are what it divides incidents by.
    """

    version: int
    figures: dict[str, str | float | int]
    uses: dict[str, str | int] = {}
    narrative: str = ""
    compliance: list[ComplianceIn] = []
    reasons: str = ""


class Fault(Schema):
    """One thing that is wrong: the field as it was sent, and the remedy."""

    field: str
    message: str


class Refused(Schema):
    """Nothing was taken over; everything that is wrong."""

    errors: list[Fault]


def _reports(token: ApiToken) -> QuerySet[Report]:
    return Report.objects.filter(exemption__holder=token.company_id).select_related(
        "exemption__zone", "exemption__holder", "exemption__application"
    )


def _shown(report: Report) -> dict[str, Any]:
    return {
        "id": report.pk,
        "exemption": report.exemption.public_number,
        "kind": report.kind,
        "status": report.status,
        "period_start": report.period_start,
        "period_end": report.period_end,
        "due_on": report.due_on,
        "version": report.version,
        "indicators": indicators_of(report),
        "conditions": [c.number for c in report.exemption.conditions.all()],
    }


@router.get("/reports", response=list[ReportAsked])
def reports(request: Any) -> Any:
    """List the company's reports by due date, with what each asks for."""
    found = _reports(request.auth).prefetch_related("exemption__conditions")
    return [_shown(one) for one in found.order_by("due_on", "pk")[:MOST]]


@router.post(
    "/reports/{number}",
    response={200: ReportAsked, 403: Refused, 409: Refused, 422: Refused},
    openapi_extra={
        "requestBody": {
            "content": {
                "application/json": {
                    "example": {
                        "version": 0,
                        "figures": {"K14": "92.5", "K26": 12},
                        "narrative": "計画のとおり実施した。",
                        "compliance": [{"number": 1, "answer": "kept", "note": ""}],
                    }
                }
            }
        }
    },
)
def submit_report(request: Any, number: int, content: ReportIn) -> Any:
    """Submit all figures of a report, or correct an accepted one: all or nothing, as on the form."""
    token: ApiToken = request.auth
    report = get_object_or_404(_reports(token), pk=number)
    step = STEPS.get(report.status, "submit")
    data, unknown = _as_form(report, content)
    kind = CorrectionForm if step == "correct" else ReportForm
    form = kind(case=report, user=token.user, data=data)
    if unknown or not form.is_valid():
        return Status(422, {"errors": unknown + _faults(form)})
    try:
        done = perform(
            report,
            step,
            actor=token.user,
            version=content.version,
            **{**form.inputs(), "entry": {"how": "api", "name": token.name, **form.known_entry()}},
        )
    except Stale:
        return Status(
            409, _refused("version", "報告は他で更新されました。読み直して送ってください。")
        )
    except PermissionDenied as why:
        return Status(403, _refused("", str(why)))
    except Blocked as blocked:
        return Status(422, {"errors": [{"field": "", "message": r} for r in blocked.reasons]})
    return Status(200, _shown(done))


def _refused(field: str, message: str) -> dict[str, Any]:
    return {"errors": [{"field": field, "message": message}]}


def _as_form(report: Report, content: ReportIn) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """Return what the form reads, and what was sent that it does not ask for."""
    codes = {one["code"] for one in indicators_of(report)}
    numbers = {c.number for c in report.exemption.conditions.all()}
    data: dict[str, Any] = {"narrative": content.narrative, "reasons": content.reasons}
    unknown = [
        {"field": f"figures.{code}", "message": "この報告が求めていない指標です。"}
        for code in content.figures
        if code not in codes
    ]
    unknown += [
        {"field": f"uses.{code}", "message": "この報告が求めていない指標です。"}
        for code in content.uses
        if code not in codes
    ]
    data |= {f"figure_{code}": str(value) for code, value in content.figures.items()}
    data |= {f"uses_{code}": str(value) for code, value in content.uses.items()}
    for row in content.compliance:
        if row.number not in numbers:
            field = f"compliance.{row.number}"
            unknown.append({"field": field, "message": "この番号の条件はありません。"})
        data[f"condition_{row.number}"] = row.answer
        data[f"condition_{row.number}_note"] = row.note
    return data, unknown


def _faults(form: Any) -> list[dict[str, str]]:
    form.is_valid()
    return [
        {
            "field": name.replace("figure_", "figures.")
            .replace("uses_", "uses.")
            .replace("condition_", "compliance."),
            "message": str(message),
        }
        for name, messages in form.errors.items()
        for message in messages
    ]
