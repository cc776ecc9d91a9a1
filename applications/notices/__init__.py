"""What each step tells whom. A function (case, actor, inputs) → drafts, also used for the preview."""

from applications.notices.application import (
    clarification_answered,
    clarification_requested,
    determination_disclosed,
    examination_started,
    opinion_given,
    opinions_asked,
    received,
    withdrawn,
)
from applications.notices.corrections import clarification_closed, clarification_withdrawn
from applications.notices.delay import (
    committee_asked,
    delay_told,
    opinion_extended,
)
from applications.notices.duties import assigned, interest_declared
from applications.notices.exemption import (
    completed,
    hearing_called,
    hearing_closed,
    report_accepted,
    report_returned,
    report_submitted,
    report_taken_back,
    resumed,
    revoked,
    surrendered,
    suspended,
    trial_started,
)
from applications.notices.ledger import fact_contested, fact_settled
from applications.notices.people import (
    OFFICE_ROLES,
    company_people,
    office_people,
)
from applications.notices.proposal import (
    proposal_approved,
    proposal_circulated,
    proposal_returned,
    proposal_stamped,
)
from applications.notices.reminding import opinions_reminded

__all__ = [
    "OFFICE_ROLES",
    "assigned",
    "clarification_answered",
    "clarification_closed",
    "clarification_requested",
    "clarification_withdrawn",
    "committee_asked",
    "company_people",
    "completed",
    "delay_told",
    "determination_disclosed",
    "examination_started",
    "fact_contested",
    "fact_settled",
    "hearing_called",
    "hearing_closed",
    "interest_declared",
    "office_people",
    "opinion_extended",
    "opinion_given",
    "opinions_asked",
    "opinions_reminded",
    "proposal_approved",
    "proposal_circulated",
    "proposal_returned",
    "proposal_stamped",
    "received",
    "report_accepted",
    "report_returned",
    "report_submitted",
    "report_taken_back",
    "resumed",
    "revoked",
    "surrendered",
    "suspended",
    "trial_started",
    "withdrawn",
]
