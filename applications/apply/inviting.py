"""Naming joint applicants and asking an officer to sign: each under the draft's lock, with its entry in the trail."""

from typing import Any

from django.db import transaction

from applications import links
from applications.apply.drafting import lock_draft
from applications.models import Application, CoApplicant, Company, Statement
from applications.notices import papers as notices
from applications.workflow.papers import JOINT, TRUTH
from casework import audit, clock, outbox
from casework.transitions import perform, touch


def invite(application: Application, *, actor: Any, **content: Any) -> CoApplicant:
    """Name a joint applicant on a draft and send the link. Raises Stale when it was filed."""
    with transaction.atomic():
        locked = lock_draft(application)
        partner = CoApplicant(
            application=locked,
            company=Company.objects.filter(corporate_number=content["corporate_number"]).first(),
            invited_at=clock.now(),
            invited_by=actor,
            **content,
        )
        _begin(partner, actor, "invite", JOINT)
        touch(locked, version=None, saved_at=clock.now())
        outbox.post(partner, notices.partner_invited(partner, actor, {}))
    return partner


def ask_signature(application: Application, *, actor: Any, **officer: Any) -> Statement:
    """Ask an officer to sign; a request that is still open is withdrawn. Raises Stale."""
    with transaction.atomic():
        locked = lock_draft(application)
        for before in locked.statements.filter(status="requested"):
            perform(before, "withdraw", actor=actor, version=before.version)
        statement = Statement(application=locked, asked_at=clock.now(), asked_by=actor, **officer)
        _begin(statement, actor, "ask_signature", TRUTH)
        outbox.post(statement, notices.signature_asked(statement, actor, {}))
    return statement


def _begin(case: Any, actor: Any, step: str, basis: str) -> None:
    case.save()
    links.open_link(case)  # the token is made from the key of the case
    case.save()
    audit.append(case, step=step, source="", actor=actor, role="filer", basis=basis)
