"""What the demo shows of the decision chain today: notices of delay to be sent, a proposal on its way."""

from typing import Any

from applications import proposals
from applications.codes import CRITERIA
from applications.delays import draft_delays
from applications.models import Proposal, RequestedMeasure
from applications.roles import EXAMINERS
from casework import clock
from casework.changes import note
from casework.transitions import perform
from zones.models import Membership


def prepare() -> None:
    """Draft the notices of delay that are due, and let one proposal circulate."""
    with clock.set_to(clock.now()):
        draft_delays()
        _circulate()


def _circulate() -> None:
    pending = RequestedMeasure.objects.filter(
        status="pending", application__status="consulting", application__examiner__isnull=False
    ).select_related("application__examining_office", "authority")
    for measure in pending.order_by("pk"):
        drafter = measure.application.examiner
        held = Membership.objects.current().filter(
            user=drafter, organisation=measure.application.examining_office, role__in=EXAMINERS
        )
        if held.exists():
            _propose(measure, drafter)
            return


def _propose(measure: Any, drafter: Any) -> None:
    plan = measure.application.plan
    content = proposals.content_of(
        {
            "outcome": "as_asked",
            "criteria": [
                {"code": code, "met": True, "reason": "計画の記載から適合すると認める。"}
                for code in CRITERIA
            ],
            "starts_on": plan["starts_on"],
            "ends_on": plan["ends_on"],
            "conditions": [
                {
                    "text": "利用の記録を毎月提出すること。",
                    "reason": "効果と安全を確かめるため",
                    "check_method": "報告の確認",
                    "owner": measure.application.zone.lead.name,
                    "due": "毎月末",
                }
            ],
        }
    )
    proposal = Proposal.objects.create(
        measure=measure,
        content=content,
        content_hash=proposals.digest_of(content),
        note="評価委員会の意見を待って決裁を受けたい。（デモ）",
        drafted_by=drafter,
        drafted_by_name=drafter.get_full_name(),
        drafting_office=measure.application.examining_office,
        drafted_at=clock.now(),
    )
    lines = [("concur", measure.application.zone.lead), ("decide", measure.authority)]
    for position, (kind, office) in enumerate(lines, start=1):
        proposal.lines.create(position=position, kind=kind, organisation=office)
    note(proposal)
    perform(proposal, "circulate", actor=drafter, version=proposal.version)
