"""What tests of retention share: a closed case long ago, and its disposal through the pages' doors."""

from datetime import datetime

from applications.models import Application, DisposalBatch, DisposalItem
from applications.office import disclosure as office_disclosure
from casework import clock
from tests import factories as make

CLOSED = datetime(2026, 6, 10, 9, tzinfo=clock.JST)
LATER = datetime(2032, 4, 1, 9, tzinfo=clock.JST)  # 5 years from 1 April 2027 are over


def refused(town, ministry, company, at=CLOSED, **fields):
    """Return an application refused and disclosed on a day."""
    with clock.set_to(at):
        draft = make.make_draft(town, ministry, company, **fields)
        return make.disclose(draft, ministry, town, **make.refusal_inputs())


def propose(application, actor, outcome="disposed"):
    """Propose one file for disposal."""
    term = application.retention()
    batch = DisposalBatch.objects.create(office=application.examining_office, fiscal_year=2032)
    DisposalItem.objects.create(
        batch=batch,
        application=application,
        outcome=outcome,
        retention=term.code,
        ended_on=term.ended_on,
        expires_on=term.expires_on,
    )
    return make.step(batch, "propose", actor)


def dispose(application, ministry, outcome="disposed"):
    """Bring a file to its disposal, the examiner proposing, the approver approving."""
    batch = propose(application, ministry.examiner, outcome)
    make.step(batch, "approve", ministry.approver)
    return make.step(batch, "execute", ministry.examiner, confirmed=True)


def get(application):
    """Return the application as it is in the database now."""
    return Application.objects.get(pk=application.pk)


def ask_disclosure(application, ministry):
    return office_disclosure.receive(
        application, actor=ministry.examiner, office=ministry.organisation.pk,
        requester_name="請求 者", requester_address="養父市", scope="全部", received_on=clock.today(),
    )  # fmt: skip
