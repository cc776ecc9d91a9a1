"""What of the decision chain waits on which desk: proposals for a stamp, delays to be told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.models.delay import DelayNotice
from applications.models.proposal import Proposal
from casework.queue import Task

NEEDS = {
    "stamp": _("Stamp the proposal"),
    "approve": _("Approve the proposal"),
    "mend_proposal": _("Finish the proposal and circulate it"),
    "carry_out": _("Determine what was approved"),
    "tell_delay": _("Send the notice of delay"),
    "hear_committee": _("Put to the evaluation committee"),
}
DRAFTERS = ("drafting", "returned")


def chain_tasks(application: Any, make: Any, *, desks: tuple[str, str], due: Any) -> Iterator[Task]:
    """Yield the tasks of an application's proposals and delays.

    ``make`` makes a task of a case and its words; ``desks`` are those of examination and signature.
    """
    proposals = Proposal.objects.live().filter(measure__application=application)
    for proposal in proposals.select_related("measure__authority").prefetch_related(
        "lines__organisation", "lines__stamps"
    ):
        proposal.measure.application = application
        for office, desk, words in _waiting(proposal, desks):
            yield make(
                proposal,
                office=office,
                desk=desk,
                title=str(proposal),
                company=application.company.name,
                due_on=due,
                party=application.company_id,
                **words,
            )
    for delay in DelayNotice.objects.filter(
        application=application, status="drafted"
    ).select_related("opinion__organisation"):
        delay.application = application
        yield make(
            delay,
            office=application.examining_office_id,
            desk=desks[0],
            title=f"{application}（{delay.subject()}）",
            company=application.company.name,
            needs="tell_delay",
            waits_for=application.examining_office.name,
            due_on=delay.drafted_on,
            person=application.examiner_id,
            party=application.company_id,
        )


def _waiting(
    proposal: Proposal, desks: tuple[str, str]
) -> Iterator[tuple[int, str, dict[str, Any]]]:
    examination, signature = desks
    authority = proposal.measure.authority
    if proposal.status in DRAFTERS:
        words = {
            "needs": "mend_proposal",
            "waits_for": proposal.drafted_by_name,
            "person": proposal.drafted_by_id,
        }
        yield proposal.drafting_office_id, examination, words
        return
    if proposal.status == "approved":
        words = {"needs": "carry_out", "waits_for": authority.name}
        yield authority.pk, signature, words
        return
    lines = proposal.ordered_lines()
    missing = [x for x in lines if x.valid_stamp(proposal.content_hash) is None]
    before = [x for x in missing if x.kind != "decide"]
    for line in before or missing:
        words = {
            "needs": "approve" if line.kind == "decide" else "stamp",
            "waits_for": line.organisation.name,
            "person": line.person_id,
            "not_person": proposal.drafted_by_id,
        }
        yield line.organisation_id, signature, words
        if line.kind == "concur":
            yield line.organisation_id, examination, words
