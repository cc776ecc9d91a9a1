"""Hearings, bridges and overlaps: what is allowed, refused and shown."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from applications.models import Exemption, Letter, Overlap
from applications.office.work import exemption_tasks
from casework import clock
from casework.transitions import Blocked
from tests import factories as make
from tests.applications.life import (
    ask,
    bridge,
    on,
    settle,
)

pytestmark = pytest.mark.django_db


def later(days):
    """Return the day a number of days from today."""
    return clock.today() + timedelta(days=days)


def needs(exemption):
    """Return what waits of an exemption, by office and due day."""
    tasks = exemption_tasks(Exemption.objects.get(pk=exemption.pk))
    return {task.needs: task.due_on for task in tasks if task.waits_here}


def soup(client, address, user=None):
    if user is not None:
        client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


# --- hearing ----------------------------------------------------------------------------------------


@pytest.fixture
def called(running, ministry):
    """A hearing called for twenty days from today."""
    notice = {"hearing_on": later(20), "place": "第1会議室", "reasons": "条件に違反した。"}
    make.step(running, "open_hearing", ministry.approver, **notice)
    return running.hearings.get()


def test_notice_holds_what_the_law_asks(called):
    letter = Letter.objects.get(kind="hearing")
    for words in (called.basis, "条件に違反した。", "第1会議室", called.office, called.intended):
        assert words in letter.body


def test_presider_is_not_of_the_deciding_line(called, ministry, town):
    for user in (ministry.approver, ministry.examiner, town.approver, None):
        with pytest.raises(Blocked):
            make.step(called, "name_presider", ministry.approver, presider=user)
    named = make.step(called, "name_presider", ministry.approver, presider=ministry.reviewer)
    assert named.presider == ministry.reviewer


def test_file_is_asked_for_and_answered_before_the_hearing(called, ministry, company):
    make.step(called, "name_presider", ministry.approver, presider=ministry.reviewer)
    with pytest.raises(Blocked):
        make.step(called, "answer_inspection", ministry.approver, granted=True, answer="窓口")
    make.step(called, "ask_inspection", company.owner, what="記録")
    minutes = {"attendance": "absent", "minutes": "当事者は出頭しなかった。"}
    with on(later(20)), pytest.raises(Blocked):
        make.step(called, "hold", ministry.reviewer, held_on=clock.today(), **minutes)
    make.step(called, "answer_inspection", ministry.approver, granted=True, answer="窓口で")
    with on(later(20)):
        held = make.step(called, "hold", ministry.reviewer, held_on=clock.today(), **minutes)
    answered = called.inspections.get()
    assert (held.status, answered.granted, answered.answer) == ("held", True, "窓口で")


def test_no_minutes_before_the_day_and_none_by_others(called, ministry):
    make.step(called, "name_presider", ministry.approver, presider=ministry.reviewer)
    minutes = {"attendance": "appeared", "minutes": "陳述", "held_on": clock.today()}
    with pytest.raises(Blocked):
        make.step(called, "hold", ministry.reviewer, **minutes)


def test_decision_against_the_report_says_why(running, called, ministry, company):
    with on(later(20)):
        make.hear(running, ministry, company.owner, opinion="not_grounded")
        with pytest.raises(Blocked):
            make.step(running, "revoke", ministry.approver, reasons="違反")
        words = {"reasons": "違反", "departure": "新たな証拠による。"}
        gone = make.step(running, "revoke", ministry.approver, **words)
    hearing = gone.hearings.get()
    assert (gone.status, hearing.decision, hearing.departure) == (
        "revoked",
        "revoked",
        "新たな証拠による。",
    )
    assert Letter.objects.filter(kind="revocation").count() == 1
    assert gone.measure.public_notices.filter(kind="revocation").count() == 1
    final = gone.reports.get(kind="final")
    assert (final.status, final.period_end) == ("due", later(20))


def test_dismissal_against_the_report_says_why(running, called, ministry, company):
    with on(later(20)):
        make.hear(running, ministry, company.owner)
        with pytest.raises(Blocked):
            make.step(running, "dismiss", ministry.approver, reasons="軽微")
        words = {"reasons": "軽微", "departure": "すでに改められた。"}
        kept = make.step(running, "dismiss", ministry.approver, **words)
    assert (kept.status, kept.hearings.get().decision) == ("suspended", "kept")


def test_hearing_is_resumed_on_a_new_day(running, called, ministry, company):
    with on(later(20)):
        make.hear(running, ministry, company.owner)
        soon = {"reasons": "新しい証拠", "hearing_on": later(13), "place": "会議室"}
        with pytest.raises(Blocked):
            make.step(called, "resume", ministry.approver, **soon)
        again = {**soon, "hearing_on": later(14)}
        resumed = make.step(called, "resume", ministry.approver, **again)
    assert (resumed.status, resumed.exemption.hearing_on) == ("called", resumed.hearing_on)


def test_hearing_stands_on_the_pages_of_both_sides_and_not_in_public(
    client, running, called, ministry, company
):
    for user, prefix in ((ministry.approver, "/console"), (company.owner, "/apply")):
        page = soup(client, f"{prefix}/exemptions/{running.pk}/", user)
        assert "条件に違反した。" in page.select_one("#hearings").text
    client.logout()
    public = soup(client, f"/register/exemptions/{running.public_number}/")
    assert (public.select_one("#hearings"), "条件に違反した。" in public.text) == (None, False)


# --- bridge -----------------------------------------------------------------------------------------


def test_bridge_is_told_on_every_page(client, running, ministry, company):
    bridge(running, ministry, company.owner, running.ends_on + timedelta(days=60))
    with on(running.ends_on + timedelta(days=1)):
        register = soup(client, f"/register/exemptions/{running.public_number}/")
        assert register.select_one("[data-bridged]") is not None
        verify = soup(client, f"/verify/{running.public_number}/")
        assert verify.select_one("[data-standing]")["data-standing"] == "in_force"
        assert verify.select_one("[data-standing]").has_attr("data-bridged")
        for user, prefix in ((ministry.approver, "/console"), (company.owner, "/apply")):
            page = soup(client, f"{prefix}/exemptions/{running.pk}/", user)
            assert page.select_one("[data-bridged]") is not None


def test_bridge_lays_out_reports_and_moves_the_end(running, ministry, company):
    from applications.tasks import complete_exemptions

    until = running.ends_on + timedelta(days=60)
    bridge(running, ministry, company.owner, until)
    assert running.reports.filter(period_start__gt=running.ends_on).exists()
    with on(running.ends_on + timedelta(days=2)):
        assert complete_exemptions.func() == 0
    with on(until + timedelta(days=1)):
        assert complete_exemptions.func() == 1
    ended = Exemption.objects.get(pk=running.pk)
    assert (ended.status, ended.reports.get(kind="final").period_end) == ("completed", until)


@pytest.mark.parametrize(
    "wrong",
    [{"after": 0}, {"after": 400}, {"basis": ""}, {"why_safe": " "}, {"until": None}],
    ids=str,
)
def test_bridge_without_end_basis_or_safety_is_refused(running, ministry, company, wrong):
    asked, wrong = ask(running, company.owner), dict(wrong)
    inputs = {"until": running.ends_on + timedelta(days=9), "basis": "法", "why_safe": "安全"}
    if "after" in wrong:
        wrong["until"] = running.ends_on + timedelta(days=wrong.pop("after"))
    with pytest.raises(Blocked):
        make.step(asked, "grant", ministry.approver, **{**inputs, **wrong})


def test_one_request_at_a_time_and_one_bridge_only(running, ministry, company):
    first = ask(running, company.owner)
    with pytest.raises(Blocked):
        ask(running, company.owner)
    make.step(first, "decline", ministry.approver, reasons="成果がない。")
    bridge(running, ministry, company.owner, running.ends_on + timedelta(days=9))
    with pytest.raises(Blocked):
        ask(running, company.owner)


def test_request_is_not_public_until_it_carries(client, running, company):
    ask(running, company.owner)
    page = soup(client, f"/register/exemptions/{running.public_number}/")
    assert page.select_one("#bridges") is None


# --- overlap ----------------------------------------------------------------------------------------


@pytest.fixture
def overlap(running, town, ministry, company):
    make.run(make.make_exemption(town, ministry, company), company.owner)
    return Overlap.objects.get()


def test_grant_finds_the_overlap_and_puts_it_into_the_work(overlap, running):
    assert (overlap.first, overlap.status) == (running, "found")
    assert "settle_overlap" in needs(overlap.exemption)


def test_settled_overlap_stands_on_both_public_pages(client, overlap, ministry):
    settle(overlap, ministry)
    assert "settle_overlap" not in needs(overlap.exemption)
    for side in (overlap.first, overlap.exemption):
        page = soup(client, f"/register/exemptions/{side.public_number}/")
        other = overlap.other(side).public_number
        assert page.select_one(f'#overlaps a[href$="/{other}/"]') is not None
    page = soup(client, f"/verify/{overlap.exemption.public_number}/")
    assert page.select_one("[data-standing]")["data-standing"] == "excluded"


@pytest.mark.parametrize(
    "wrong", [{"kind": "x"}, {"reasons": ""}, {"legal_basis": ""}, {"prevails": None}, {"from": -1}]
)
def test_rule_that_lacks_something_is_refused(overlap, ministry, wrong):
    wrong = dict(wrong)
    if "from" in wrong:
        wrong["from_on"] = later(wrong.pop("from"))
    with pytest.raises(Blocked):
        settle(overlap, ministry, **wrong)


def test_other_provision_or_time_does_not_overlap(running, town, ministry, company):
    after = make.grant_inputs(starts_on=later(400), ends_on=later(500))
    make.disclose(make.make_draft(town, ministry, company), ministry, town, **after)
    other = make.make_draft(town, ministry, company)
    other.measures.update(article="第132条の85")
    make.disclose(other, ministry, town)
    assert Overlap.objects.count() == 0


def test_width_and_spaces_of_the_article_make_no_difference(running, town, ministry, company):
    draft = make.make_draft(town, ministry, company)
    draft.measures.update(article="第１３２条の８６ ")
    make.disclose(draft, ministry, town)
    assert Overlap.objects.count() == 1


@pytest.mark.parametrize(("place", "code"), [("存在しない町", 422), ("", 200)])
def test_verify_names_an_unknown_place(client, running, place, code):
    answer = client.get(f"/verify/{running.public_number}/", {"place": place})
    assert answer.status_code == code
    assert set(answer.context["form"].errors) == ({"place"} if place else set())
