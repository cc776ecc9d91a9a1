"""Handovers: the preview is what happens; refusals; undoing; a deputy for an absence still works."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from applications.handover import planning
from applications.models import Application, Handover
from applications.tasks import hand_over
from casework import audit, clock
from casework.models import Notice, User
from casework.transitions import Blocked
from tests import factories as make
from tests.applications import talking
from zones.models import Appointment, Membership
from zones.roles import holds
from zones.staffing_views import appointment_of

pytestmark = pytest.mark.django_db
MARCH = datetime(2027, 3, 15, 9, tzinfo=clock.JST)
APRIL = datetime(2027, 4, 1, 9, tzinfo=clock.JST)


@pytest.fixture
def head(ministry):
    """Who administers the ministry's office."""
    return make.add_member(ministry.organisation, "administrator")


@pytest.fixture
def successor(ministry):
    return make.add_member(ministry.organisation, "examiner")


def order(ministry, successor, head, on=None, leaver=None):
    made = Handover.objects.create(
        organisation=ministry.organisation,
        leaver=leaver or ministry.examiner,
        successor=successor,
        effective_on=on or clock.today(),
    )
    return make.step(made, "take", head)


def fresh(user):
    return User.objects.get(pk=user.pk)


@pytest.fixture
def work(town, ministry, company):
    """A case examined by the leaver with a notice to send, a proposal drafted, a chain with them."""
    case = make.examine(make.make_draft(town, ministry, company), ministry)
    case.delay_notices.create(
        number=1, due_on=clock.today(), drafted_on=clock.today(), duty="house"
    )
    return case


def propose(case, drafter, ministry, person=None):
    proposal = case.measures.get().proposals.create(
        content={}, content_hash="0" * 64, drafted_by=drafter, drafted_by_name="x",
        drafting_office=ministry.organisation, drafted_at=clock.now(),
    )  # fmt: skip
    proposal.lines.create(
        position=1, kind="concur", organisation=ministry.organisation, person=person
    )
    proposal.lines.create(position=2, kind="decide", organisation=ministry.organisation)
    return proposal


def kinds(moves):
    return [(move.kind, not move.why) for move in moves]


def test_preview_is_what_happens(work, ministry, successor, head):
    propose(work, ministry.examiner, ministry)
    preview = Handover(
        organisation=ministry.organisation, leaver=ministry.examiner, successor=successor,
        effective_on=clock.today(),
    )  # fmt: skip
    expected = kinds(planning.moves_of(preview))
    assert expected == [("application", True), ("delay", True), ("proposal", True)]
    done = order(ministry, successor, head)
    done.refresh_from_db()
    lines = done.lines.exclude(kind__in=["role", "deputy"])
    assert [(line.kind, line.moved) for line in lines] == expected
    case = Application.objects.get(pk=work.pk)
    assert (done.status, case.examiner) == ("effective", successor)
    assert case.assignments.last().reason == f"人事異動 {done.number}"
    entry = audit.trail(case).last()
    assert (entry.step, entry.data["handover"]) == (
        "hand_over", f"applications.handover:{done.pk}",
    )  # fmt: skip
    assert case.measures.get().proposals.get().drafted_by == successor
    assert not holds(fresh(ministry.examiner), ministry.organisation.pk, "examiner")
    assert Notice.objects.filter(kind="handover.done").count() == 1
    assert not Notice.objects.filter(kind="application.assigned").exists()


def test_consultation_and_line_go_over(town, company, work, ministry, head, successor):
    proposal = propose(work, head, ministry, person=ministry.examiner)
    order(ministry, successor, head)
    assert proposal.lines.get(position=1).person == successor
    leaver = town.examiner
    consultation = talking.make_consultation(town, company)
    make.step(consultation, "answer", leaver, body="説明会を。", **talking.GUIDANCE)
    order(town, town.administrator, town.approver, leaver=leaver)
    consultation.refresh_from_db()
    assert consultation.adviser == town.administrator


def test_declared_interest_stays_with_its_reason(work, ministry, successor, head):
    make.step(work, "declare_interest", successor, kind="family", text="親族")
    done = order(ministry, successor, head)
    line = done.lines.get(kind="application")
    assert (line.moved, bool(line.reasons)) == (False, True)
    assert Application.objects.get(pk=work.pk).examiner == ministry.examiner
    assert done.lines.get(kind="delay").moved is False


def test_separation_of_duties_keeps_a_deciding_line(town, work, ministry, head):
    """Who takes the examination over cannot take the countersignature of the same case over."""
    proposal = propose(work, head, ministry)
    both = make.add_member(ministry.organisation, "examiner")
    make.add_member(ministry.organisation, "approver", both)
    proposal.lines.filter(position=1).update(kind="countersign", person=ministry.examiner)
    done = order(ministry, both, head)
    assert [(x.kind, x.moved) for x in done.lines.exclude(kind="role")] == [
        ("application", True), ("delay", True), ("line", False),
    ]  # fmt: skip


def test_no_second_factor_no_work(settings, work, ministry, successor, head):
    settings.OFFICE_NEEDS_SECOND_FACTOR = True
    done = order(ministry, successor, head)
    assert [line.moved for line in done.lines.filter(kind="application")] == [False]


def test_only_who_appoints_orders(ministry, successor, town, company):
    for person in (ministry.examiner, ministry.reviewer, town.administrator, company.owner):
        with pytest.raises(PermissionDenied):
            order(ministry, successor, person)


def test_refused_successors_and_days(ministry, head, town):
    reader = make.add_member(ministry.organisation, "viewer")
    for person, day in (
        (reader, clock.today()),
        (town.examiner, clock.today()),
        (ministry.examiner, clock.today()),
        (head, clock.today() - timedelta(days=1)),
    ):
        with pytest.raises(Blocked):
            order(ministry, person, head, on=day)


def test_it_takes_effect_on_its_day(work, ministry, successor, head):
    with clock.set_to(MARCH):
        made = order(ministry, successor, head, on=date(2027, 4, 1))
        assert made.status == "planned"
        assert hand_over.call() == 0
        assert holds(fresh(ministry.examiner), ministry.organisation.pk, "examiner")
        assert Application.objects.get(pk=work.pk).examiner == ministry.examiner
    with clock.set_to(APRIL):
        assert not holds(fresh(ministry.examiner), ministry.organisation.pk, "examiner")
        assert (hand_over.call(), hand_over.call()) == (1, 0)
        assert Application.objects.get(pk=work.pk).examiner == successor
    until = Membership.objects.get(user=ministry.examiner).valid_until
    assert until == date(2027, 3, 31)


def test_cancel_before_the_day_gives_the_roles_back(work, ministry, successor, head):
    with clock.set_to(MARCH):
        made = order(ministry, successor, head, on=date(2027, 4, 1))
        make.step(made, "cancel", head)
        assert Membership.objects.get(user=ministry.examiner).valid_until is None


def test_undo_on_the_day_puts_everything_back(work, ministry, successor, head):
    proposal = propose(work, ministry.examiner, ministry)
    done = order(ministry, successor, head)
    make.step(done, "undo", head)
    case = Application.objects.get(pk=work.pk)
    proposal.refresh_from_db()
    assert (case.examiner, proposal.drafted_by) == (ministry.examiner, ministry.examiner)
    assert holds(fresh(ministry.examiner), ministry.organisation.pk, "examiner")
    assert [e.step for e in audit.trail(case)][-2:] == ["hand_over", "hand_over"]
    assert [e.step for e in audit.trail(done)] == ["take", "carry_out", "undo"]


def test_no_undo_once_somebody_acted_or_the_day_is_over(work, ministry, successor, head):
    done = order(ministry, successor, head)
    with clock.set_to(clock.now() + timedelta(days=1)), pytest.raises(Blocked):
        make.step(done, "undo", head)
    make.step(work, "consult", fresh(successor))
    with pytest.raises(Blocked):
        make.step(done, "undo", head)


def test_the_last_administrator_keeps_the_role(ministry, head, successor):
    done = order(ministry, successor, ministry.approver, leaver=head)
    assert [line.moved for line in done.lines.filter(kind="role")] == [False]


def test_a_deputy_for_an_absence_works_until_the_principal_leaves(ministry, successor, head):
    deputy = Appointment.objects.create(
        organisation=ministry.organisation, role="approver", kind="deputy",
        user=successor, deputy_for=ministry.approver, made_by_name="x",
        valid_from=clock.today(), valid_until=clock.today() + timedelta(days=30),
    )  # fmt: skip
    make.step(deputy, "confirm", head)
    assert holds(fresh(successor), ministry.organisation.pk, "approver")
    day = clock.today() + timedelta(days=10)
    done = order(ministry, head, head, on=day, leaver=ministry.approver)
    assert [line.kind for line in done.lines.all()] == ["role", "deputy"]
    assert holds(fresh(successor), ministry.organisation.pk, "approver")
    with clock.set_to(clock.now() + timedelta(days=10)):
        assert not holds(fresh(successor), ministry.organisation.pk, "approver")
    assert appointment_of(Membership.objects.get(user=ministry.approver)).status == "ended"


def test_preview_then_order_in_the_browser(client, work, ministry, successor, head):
    client.force_login(head)
    page = reverse("console:handover")
    data = {
        "office": ministry.organisation.pk,
        "leavers": [ministry.examiner.pk],
        "successor": successor.pk,
        "effective_on": clock.today().isoformat(),
    }
    shown = client.post(page, {**data, "preview": "1"})
    assert shown.status_code == 200
    assert kinds(shown.context["previews"][0]["moves"]) == [("application", True), ("delay", True)]
    assert Handover.objects.count() == 0
    assert client.post(page, {**data, "successor": ministry.examiner.pk}).status_code == 422
    assert client.post(page, data).status_code == 302
    made = Handover.objects.get()
    assert made.status == "effective"
    assert client.get(made.get_absolute_url()).status_code == 200
    client.force_login(successor)
    assert client.post(page, data).status_code == 403


def test_preview_costs_the_same_for_one_and_three_cases(
    town, ministry, company, successor, django_assert_num_queries
):
    for number in range(3):
        case = make.examine(make.make_draft(town, ministry, company), ministry)
        propose(case, ministry.examiner, ministry)
        preview = Handover(
            organisation=ministry.organisation, leaver=ministry.examiner,
            successor=fresh(successor), effective_on=clock.today(),
        )  # fmt: skip
        if number in {0, 2}:
            with django_assert_num_queries(QUERIES):
                assert len(planning.moves_of(preview)) == 2 * (number + 1)


QUERIES = 16
