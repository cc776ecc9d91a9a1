"""What an agent may do with a power of attorney: each step asks for one act, and an unknown step for none."""

from __future__ import annotations

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from applications.membership import FILING, Act, company_roles, may, powers_of

# The act that each step of a company asks for; a step may also name its own: ``custom={"act": …}``.
# A step that stands nowhere is open to the company's own people only.
ACT_OF: dict[tuple[str, str], Act] = {
    ("applications.application", "submit"): Act.FILE,
    ("applications.application", "withdraw"): Act.WITHDRAW,
    ("applications.coapplicant", "resend"): Act.DRAFT,
    ("applications.coapplicant", "remove"): Act.DRAFT,
    ("applications.statement", "resend"): Act.DRAFT,
    ("applications.statement", "withdraw"): Act.DRAFT,
    ("applications.clarification", "answer"): Act.ANSWER,
    ("applications.exemption", "gather_consent"): Act.REPORT,
    ("applications.exemption", "start"): Act.REPORT,
    ("applications.exemption", "suspend"): Act.REPORT,
    ("applications.exemption", "surrender"): Act.WITHDRAW,
    ("applications.exemption", "request_bridge"): Act.REPORT,
    ("applications.bridge", "withdraw"): Act.REPORT,
    ("applications.hearing", "ask_inspection"): Act.ANSWER,
    ("applications.hearing", "state"): Act.ANSWER,
    ("applications.order", "explain"): Act.ANSWER,
    ("applications.report", "submit"): Act.REPORT,
}
COMPANY_ROLES = {"filer", "holder"}
ONLY_THE_COMPANY = _(
    "A power of attorney does not reach this step: the company itself has to take it."
)


def side_of(case: Any) -> tuple[int, Any]:
    """Return the company that acts on a case, and the application on which the case hangs."""
    exemption = getattr(case, "exemption", case)
    if hasattr(exemption, "holder_id"):
        return exemption.holder_id, exemption.application
    application = getattr(case, "application", case)
    return application.company_id, application


def acts_as_agent(user: Any, company_id: int, application: Any) -> bool:
    """Tell whether a power of attorney in force today, whatever its acts, reaches the application."""
    return any(power.covers(company_id, application) for power in powers_of(user))


def limit_of(case: Any, actor: Any, transition: Any) -> Any:
    """Return why an agent cannot take a company's step, or None.

    Holds for who acts only by a power of attorney; a person who holds the step in another role, or as
    a member of the company, is not limited.
    """
    if not COMPANY_ROLES & set(transition.permission.codes):
        return None
    held = transition.permission.matching(case, actor)
    if held is None or held.code not in COMPANY_ROLES:
        return None
    company_id, application = side_of(case)
    if company_roles(actor, company_id) & FILING:
        return None
    act = transition.custom.get("act") or ACT_OF.get((case.case_type, transition.name))
    if act is None:
        return ONLY_THE_COMPANY
    return None if may(actor, act, company_id=company_id, application=application) else refusal(act)


def refusal(act: str) -> Any:
    """Return the reason shown to an agent whose power does not name an act."""
    return format_lazy(
        _(
            "Your power of attorney does not include “{act}”. Ask the company for a power that names it."
        ),
        act=Act(act).label,
    )
