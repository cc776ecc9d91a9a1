"""Whom each step of a support case is told; what is decided is told when it is disclosed."""

from typing import Any

from django.utils.translation import gettext as _

from applications.codes_support import RepaymentReason, SupportRefusal
from applications.notices.people import OFFICE_ROLES, company_people, office_people
from casework.outbox import Draft


def _words(case: Any) -> dict[str, Any]:
    return {
        "number": case.number,
        "instrument": case.instrument.name,
        "office": case.office.name,
        "basis": case.basis or case.instrument.citation,
    }


def _amount(amount: Any) -> str:
    return _("%(amount)s yen") % {"amount": f"{amount or 0:,}"}


def _to_company(case: Any, kind: str, subject: str, body: str) -> Draft:
    people = company_people(case.company, case.application)
    return Draft(f"support.{kind}", subject, body, people, f"/apply/support/{case.pk}/")


def _to_office(case: Any, kind: str, subject: str, body: str) -> Draft:
    people = office_people(case.office_id, *OFFICE_ROLES)
    return Draft(f"support.{kind}", subject, body, people, f"/console/support/{case.pk}/")


def opened(case: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The office is asked to examine; the company learns that its request goes on."""
    words = _words(case)
    return [
        _to_office(
            case,
            "opened",
            _("[To do] Support asked for: %(instrument)s") % words,
            _("A measure was granted. Examine the request for support %(number)s.") % words,
        ),
        _to_company(
            case,
            "opened",
            _("[Notice] Your request for support is examined: %(instrument)s") % words,
            _("Number: %(number)s. %(office)s examines it.") % words,
        ),
    ]


def _appeal(case: Any) -> str:
    if case.appeal_notice:
        return f"{_('Appeal notice')}\n{case.appeal_notice}"
    return _(
        "This decision is not an administrative disposition, so that no request for review "
        "under the Administrative Complaint Review Act can be made. Ask the office that decided."
    )


def disclosed(case: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The company is told of the grant or the refusal, its basis and reasons."""
    words = _words(case)
    if case.status == "refused":
        codes = "、".join(str(SupportRefusal(code).label) for code in case.reason_codes)
        subject = _("[Determination] Support refused: %(instrument)s") % words
        body = f"{codes}\n\n{case.reasons}\n\n{_appeal(case)}"
    else:
        subject = _("[Determination] Support granted: %(instrument)s") % words
        lines = [
            _("Number: %(number)s") % words,
            _("Amount: %(amount)s") % {"amount": _amount(case.balance.granted)},
            _("Legal basis: %(basis)s") % words,
            case.reasons,
            _appeal(case),
        ]
        body = "\n".join(line for line in lines if line)
    return [_to_company(case, "disclosed", subject, body)]


def paid(case: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The company learns what was paid, or which relief took effect."""
    words = {**_words(case), "amount": _amount(inputs.get("amount"))}
    subject = _("[Notice] Paid: %(instrument)s, %(amount)s") % words
    return [_to_company(case, "paid", subject, inputs.get("note", ""))]


def reduced(case: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The company learns by how much its grant is reduced, and why."""
    words = {**_words(case), "amount": _amount(inputs.get("amount"))}
    subject = _("[Determination] Support reduced by %(amount)s: %(instrument)s") % words
    return [
        _to_company(case, "reduced", subject, f"{inputs.get('reasons', '')}\n\n{_appeal(case)}")
    ]


def repayment_ordered(case: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The company learns what it has to pay back, and why."""
    words = {**_words(case), "amount": _amount(inputs.get("amount"))}
    subject = _("[Determination] Pay back %(amount)s: %(instrument)s") % words
    code = inputs.get("reason_code", "")
    label = str(RepaymentReason(code).label) if code in RepaymentReason.values else ""
    body = f"{label}\n\n{inputs.get('reasons', '')}\n\n{_appeal(case)}"
    return [_to_company(case, "repayment_ordered", subject, body)]


def repaid(case: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The company learns that its repayment has come."""
    words = {**_words(case), "amount": _amount(inputs.get("amount"))}
    subject = _("[Notice] Repayment received: %(instrument)s, %(amount)s") % words
    return [_to_company(case, "repaid", subject, inputs.get("note", ""))]


def ended(case: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The company learns that the support is settled."""
    words = {**_words(case), "amount": _amount(case.balance.received)}
    subject = _("[Notice] Support settled: %(instrument)s") % words
    return [_to_company(case, "ended", subject, _("Settled at %(amount)s.") % words)]


def withdrawn(case: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The office need not go on."""
    subject = _("[Notice] Request for support withdrawn: %(number)s") % _words(case)
    return [_to_office(case, "withdrawn", subject, "")]
