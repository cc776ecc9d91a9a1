"""Makes invitations, members and powers of attorney, through the same doors as the product."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from applications import links, membership, tokens
from applications.apply import inviting
from applications.content import content_sha256
from applications.models import Application, Invitation, PowerOfAttorney
from casework import clock, files
from casework.transitions import perform
from tests import factories as make


def invite(company, email="new@example.jp", role="filer", by=None):
    """Send an invitation."""
    invitation = Invitation.objects.create(
        company=company, email=email, role=role, invited_by=by or company.owner
    )
    return make.step(invitation, "send", by or company.owner)


def taken(case, user, **changes):
    """Return the inputs with which a person takes a one-time link."""
    return {"token": tokens.token_of(case), "address": user.email, "confirmed": True, **changes}


def join(company, user, role="filer"):
    """Make a person a member by invitation; return the membership."""
    invitation = invite(company, user.email, role)
    make.step(invitation, "accept", user, **taken(invitation, user))
    return company.members.get(user=user)


def offer(company, agent, acts=("draft", "file", "answer", "notices"), **fields):
    """Offer a power of attorney to a person."""
    today = clock.today()
    values = {
        "agent_name": "出島 次郎",
        "agent_email": agent.email,
        "agent_office": "デモ行政書士事務所",
        "qualification": "gyoseishoshi",
        "registration_number": "12345678",
        "valid_from": today,
        "valid_until": today + timedelta(days=30),
        **fields,
    }
    power = PowerOfAttorney.objects.create(company=company, acts=list(acts), **values)
    return make.step(power, "grant", company.owner)


def signed(application):
    """Have an officer sign the statement of truth for a draft as it stands."""
    statement = inviting.ask_signature(
        application,
        actor=application.created_by,
        officer_name="出島 花子",
        officer_title="代表取締役",
        officer_email="hanako@example.jp",
    )
    bearer = links.bearer_of(statement)
    statement = make.step(statement, "send_code", bearer)
    digest = content_sha256(type(application).objects.get(pk=application.pk))
    perform(
        statement,
        "sign",
        actor=bearer,
        version=statement.version,
        name="出島 花子",
        code=statement.code(),
        content_sha256=digest,
    )
    return type(application).objects.get(pk=application.pk)


def empower(company, agent, acts=("draft", "file", "answer", "notices"), **fields):
    """Give a person a power of attorney that they have accepted."""
    power = offer(company, agent, acts, **fields)
    power = make.step(power, "accept", agent, **taken(power, agent))
    membership.forget(agent)
    return power


def on_paper(town, ministry, company, *, days_ago=3, scan=True, clerk=None):
    """Enter a filing on paper, up to the recording of its arrival."""
    application = make.make_draft(town, ministry, company)
    clerk = clerk or town.examiner
    Application.objects.filter(pk=application.pk).update(
        channel="paper",
        original_arrived_on=clock.today() - timedelta(days_ago),
        created_by=clerk,
    )
    application = Application.objects.get(pk=application.pk)
    if scan:
        upload = SimpleUploadedFile("original.pdf", b"%PDF-1.7\n")
        files.store(application, upload, slot="original", actor=clerk)
    return application
