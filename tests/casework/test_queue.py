"""The queue: written with the step, equal to what the cases give, paged across kinds and desks."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from casework import clock, queue
from casework.models import WorkRow
from casework.models.work import FAR
from casework.work import MOST_COUNTED, Queue, WorkItem, WorkQuery, totals, work_of
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


def rows():
    return sorted(WorkRow.objects.values_list("case_type", "office", "desk", "needs", "waits_here"))


def fill(office, number, **values):
    """Put rows on a desk that no case stands behind, due one a day from TODAY."""
    first = {
        "root_type": "tests.root",
        "root_id": 1,
        "case_type": "applications.application",
        "office": office.pk,
        "desk": "examination",
        "waits_here": True,
        "url": "/",
        "needs": "examine",
        "waits_for": office.name,
        "due_on": TODAY,
        **values,
    }
    WorkRow.objects.bulk_create(
        WorkRow(**{**first, "case_id": 10_000 + n, "title": f"{n}", "search": f"{n}"})
        for n in range(number)
    )


def test_queue_holds_after_every_step_what_the_cases_give(draft, ministry, town, company):
    assert (rows(), list(queue.differences())) == ([], [])
    lead, authority = town.organisation.pk, ministry.organisation.pk
    application = make.submit(draft)
    case = ("applications.application", authority, "examination")
    assert rows() == [(*case, "start_examination", True)]
    application = make.step(application, "start_examination", ministry.examiner)
    assert rows() == [(*case, "examine", True)]
    make.step(application, "consult", ministry.examiner)
    opinion = ("applications.opinion", lead)
    assert rows() == [
        (*case, "give_opinion", False),
        (*opinion, "examination", "give_opinion", True),
        (*opinion, "signature", "give_opinion", True),
    ]
    give = {"view": "no_objection", "text": "異存なし", "reason_codes": []}
    make.step(application.opinions.get(), "give", town.examiner, **give)
    measure = ("applications.requestedmeasure", authority, "signature")
    assert rows() == [(*case, "determine", False), (*measure, "determine", True)]
    make.step(application.measures.get(), "determine", ministry.approver, **make.grant_inputs())
    assert rows() == [(*measure, "disclose", True)]
    make.step(application.measures.get(), "disclose", ministry.approver)
    assert (rows(), list(queue.differences())) == ([], [])


def test_withdrawn_application_leaves_the_queue(draft, ministry, company):
    application = make.examine(draft, ministry)
    make.step(application, "withdraw", company.owner)
    assert rows() == []


def test_queue_of_a_step_rolled_back_is_as_before(draft, ministry):
    make.submit(draft)
    before = rows()
    with pytest.raises(RuntimeError), transaction.atomic():
        _start_and_fail(draft, ministry)
    assert rows() == before


def _start_and_fail(draft, ministry):
    make.step(draft, "start_examination", ministry.examiner)
    raise RuntimeError


def test_reports_of_a_running_exemption_are_shown_only_when_late(town, ministry, company):
    exemption = make.run(make.make_exemption(town, ministry, company), company.owner)
    held = WorkRow.objects.filter(case_type="applications.report")
    offices = {exemption.zone.lead_id, exemption.application.examining_office_id}
    assert held.count() == exemption.reports.count() * len(offices)
    assert [r.shows_on - r.due_on for r in held] == [timedelta(1)] * held.count()
    assert work_of(town.examiner) == []


def test_rebuilding_mends_and_checking_tells(draft, ministry):
    application = make.submit(draft)
    call_command("rebuild_queue", "--check")
    WorkRow.objects.update(title="falsch")
    with pytest.raises(CommandError, match=f"applications.application:{application.pk}"):
        call_command("rebuild_queue", "--check")
    assert (queue.rebuild(), queue.rebuild()) == (1, 0)
    assert WorkRow.objects.get().title == str(application)


def test_rebuilding_drops_rows_of_what_no_longer_waits(draft, ministry):
    make.submit(draft)
    WorkRow.objects.filter().update(root_id=10**9)
    assert list(queue.differences()) == [
        f"applications.application:{draft.pk}",
        "applications.application:1000000000",
    ]
    assert queue.rebuild() == 2
    assert list(WorkRow.objects.values_list("root_id", flat=True)) == [draft.pk]


@pytest.mark.parametrize("live", [0, 7])
def test_pages_run_forth_and_back_over_all_kinds_without_loss(ministry, live):
    office = ministry.organisation
    with clock.set_to(clock.now().replace(year=2026, month=11, day=24)):
        fill(office, 60)
        WorkRow.objects.filter(case_id__gte=10_030).update(due_on=FAR)
        computed = [
            WorkItem("kpis.review", n, f"{n}", "/", "", "", "", due_on=None if n % 2 else TODAY)
            for n in range(live)
        ]
        waiting = Queue.of(ministry.examiner, WorkQuery(), computed)
        everything = [item.case for item in waiting.everything()]
        assert len(everything) == len(set(everything)) == 60 + live
        forth, page = [], waiting.page(size=13)
        pages = [page]
        while page.next:
            page = waiting.page(after=page.next, size=13)
            pages.append(page)
        forth = [item.case for page in pages for item in page.items]
        back = [pages[-1]]
        while back[-1].previous:
            back.append(waiting.page(before=back[-1].previous, size=13))
        assert forth == everything
        assert [i.case for page in reversed(back) for i in page.items] == everything
        assert pages[0].previous == pages[-1].next == back[-1].previous == ""


@pytest.mark.parametrize("cursor", ["", "x", "2026-13-01~0~1~", "2026-11-24~0~1", "~~~"])
def test_cursor_that_cannot_be_read_gives_the_first_page(ministry, cursor):
    fill(ministry.organisation, 3)
    page = Queue.of(ministry.examiner, WorkQuery(), []).page(after=cursor, size=2)
    assert ([item.title for item in page.items], page.previous) == (["0", "1"], "")


def test_page_costs_one_query_however_much_waits(ministry, django_assert_num_queries):
    fill(ministry.organisation, 500, person=ministry.examiner.pk)
    waiting = Queue.of(ministry.examiner, WorkQuery(whose="mine"), [])
    with django_assert_num_queries(2):
        assert len(waiting.page(size=50).items) == 50
        assert totals([waiting])[0].all == 500


def test_totals_are_exact_up_to_their_limit(ministry):
    fill(ministry.organisation, MOST_COUNTED + 5)
    (counted,) = totals([Queue.of(ministry.examiner, WorkQuery(), [])])
    assert (counted.all, counted.is_more) == (MOST_COUNTED, True)


def test_desks_decide_who_sees_what(ministry, town, company):
    fill(ministry.organisation, 1)
    fill(ministry.organisation, 1, desk="signature", case_type="applications.exemption")

    def seen(user, **query):
        found = Queue.of(user, WorkQuery(**query), []).page().items
        return [item.case_type.split(".")[1] for item in found]

    assert seen(ministry.examiner) == ["application"]
    assert seen(ministry.approver) == ["exemption"]
    assert (seen(ministry.reviewer), seen(town.examiner), seen(company.owner)) == ([], [], [])
    both = make.add_member(ministry.organisation, "approver", ministry.examiner)
    assert sorted(seen(both)) == ["application", "exemption"]


def test_case_on_two_desks_of_one_person_is_shown_once(ministry):
    both = make.add_member(ministry.organisation, "approver", ministry.examiner)
    fill(ministry.organisation, 1)
    fill(ministry.organisation, 1, desk="signature")
    assert len(Queue.of(both, WorkQuery(), []).page().items) == 1


def test_nobody_sees_work_on_their_own_companys_case(draft, ministry, company):
    make.submit(draft)
    assert len(work_of(ministry.examiner)) == 1
    company.members.create(user=ministry.examiner, role="reader")
    ministry.examiner.__dict__.pop("_companies", None)
    assert work_of(ministry.examiner) == []


def test_whose_tells_mine_the_offices_and_what_waits_for_others(ministry):
    office, colleague = ministry.organisation, make.add_member(ministry.organisation, "examiner")
    fill(office, 1, person=ministry.examiner.pk)
    fill(office, 1, case_type="applications.report", person=colleague.pk)
    fill(office, 1, case_type="applications.opinion")
    fill(office, 1, case_type="applications.clarification", waits_here=False)
    fill(office, 1, case_type="applications.exemption", not_person=ministry.examiner.pk)

    def seen(whose):
        found = Queue.of(ministry.examiner, WorkQuery(whose=whose), []).page().items
        return sorted(item.case_type.split(".")[1] for item in found)

    assert seen("mine") == ["application", "opinion"]
    assert seen("office") == ["application", "exemption", "opinion", "report"]
    assert seen("waiting") == ["clarification"]
    assert len(seen("all")) == 5
