"""Operators prepare and never decide; calls are open to whoever joins in the window."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from applications.models import CallEntry, ZoneProposal
from casework import audit, clock
from casework.labels import case_models
from casework.models import Notice
from casework.transitions import Blocked, perform, transitions_of
from tests import factories as make
from tests.zones.planning import DAY, Plan, announced_call, mandate, operator
from zones.models import Call, Mandate, Preparation
from zones.operators import REFUSED
from zones.roles import entrusted_zones

pytestmark = pytest.mark.django_db


def blocked(call, *args, **kwargs):
    with pytest.raises(Blocked) as refused:
        call(*args, **kwargs)
    return refused.value.reasons


def later(days):
    return clock.set_to(clock.now() + timedelta(days=days))


def refused(case):
    return [e.data["step"] for e in audit.trail(case).filter(step=REFUSED).order_by("seq")]


def test_no_step_of_a_zone_is_an_operators_and_every_attempt_is_kept(town):
    firm = operator()
    mandate(town.zone, firm)
    steps = sorted({t.name for t in transitions_of(type(town.zone)) if t.source == "designated"})
    for step in steps:
        for person in (firm.administrator, firm.approver):
            with pytest.raises(PermissionDenied):
                make.step(town.zone, step, person)
    assert refused(town.zone) == [step for step in steps for _person in range(2)]
    assert not list(audit.broken_entries(audit.trail(town.zone).order_by("seq")))


def test_operator_decides_no_application(draft, ministry, town):
    firm = operator()
    mandate(town.zone, firm)
    case = make.submit(draft)
    with pytest.raises(PermissionDenied):
        make.step(case, "start_examination", firm.approver)
    with pytest.raises(PermissionDenied):
        make.step(case.measures.get(), "withdraw", firm.approver)
    assert refused(case) == ["start_examination"]
    assert refused(case.measures.get()) == ["withdraw"]
    assert type(case).objects.get(pk=case.pk).status == "arrived"


def test_attempt_over_the_web_is_403_and_kept(client, town):
    firm = operator()
    mandate(town.zone, firm)
    client.force_login(firm.approver)
    answer = client.post(reverse("console:zone_step", args=[town.zone.pk, "announce_closing"]), {})
    assert (answer.status_code, refused(town.zone)) == (403, ["announce_closing"])


def text_of(answer):
    return BeautifulSoup(answer.content, "html.parser").get_text()


@pytest.fixture
def unseen(town, ministry, company):
    """An application, an exemption and a report that no operator may see."""
    report = make.run(make.make_exemption(town, ministry, company), company.owner).reports.first()
    return [
        (report, "console:report_step", "accept"),
        (report, "apply_report_step", "submit"),
        (report.exemption, "console:exemption_step", "revoke"),
        (report.exemption.application, "console:application_step", "start_examination"),
    ]


def test_attempt_on_what_an_operator_may_not_see_is_404_and_kept(client, town, unseen):
    firm = operator()
    mandate(town.zone, firm)
    client.force_login(firm.approver)
    for case, route, step in unseen:
        before = refused(case)
        answer = client.post(reverse(route, args=[case.pk, step]), {"version": 1})
        nothing = client.post(reverse(route, args=[case.pk + 1000, step]), {"version": 1})
        assert (answer.status_code, nothing.status_code) == (404, 404)
        assert text_of(answer) == text_of(nothing)
        assert refused(case) == [*before, step]
        assert not list(audit.broken_entries(audit.trail(case).order_by("seq")))


def test_unseen_cases_keep_no_attempt_of_others_nor_of_unknown_steps(client, town, unseen):
    firm = operator()
    mandate(town.zone, firm)
    strangers = [make.make_town("other").approver, make.make_user()]
    for case, route, step in unseen:
        for person, tried in [(firm.approver, "no_such_step"), *((p, step) for p in strangers)]:
            client.force_login(person)
            answer = client.post(reverse(route, args=[case.pk, tried]), {"version": 1})
            assert answer.status_code in {403, 404}
        assert refused(case) == []


def test_others_attempts_leave_no_entry(town):
    with pytest.raises(PermissionDenied):
        make.step(town.zone, "announce_closing", town.viewer)
    assert audit.trail(town.zone).filter(step=REFUSED).count() == 0


def mandate_inputs(firm, **changes):
    return {
        "operator": firm.organisation,
        "tasks": ["form_check"],
        "contract": "令和8年第1号",
        "valid_from": clock.today(),
        "valid_until": clock.today() + 10 * DAY,
        **changes,
    }


@pytest.mark.parametrize(
    "change", [{"tasks": []}, {"operator": None}, {"valid_until": clock.today() - DAY}]
)
def test_mandate_names_operator_tasks_and_period(town, change):
    case = Mandate.objects.create(zone=town.zone)
    inputs = mandate_inputs(operator(), **change)
    assert len(blocked(make.step, case, "prepare", town.administrator, **inputs)) == 1


def test_only_an_operator_is_entrusted_and_not_by_whoever_prepared(town, ministry):
    case = Mandate.objects.create(zone=town.zone)
    assert (
        len(blocked(make.step, case, "prepare", town.administrator, **mandate_inputs(ministry)))
        == 1
    )
    firm = operator()
    make.step(case, "prepare", town.administrator, **mandate_inputs(firm))
    make.add_member(town.organisation, "approver", town.administrator)
    assert len(blocked(make.step, case, "entrust", town.administrator)) == 1
    make.step(case, "entrust", town.approver)
    assert entrusted_zones(firm.examiner, "form_check") == [town.zone.pk]
    assert entrusted_zones(firm.examiner, "pages") == []
    with later(11):
        assert entrusted_zones(firm.examiner) == []
    make.step(case, "end", town.approver, reasons="契約の終了")
    assert entrusted_zones(firm.examiner) == []


def test_what_an_operator_prepares_waits_for_an_official(town):
    firm = operator()
    held = mandate(town.zone, firm)
    work = Preparation.objects.create(mandate=held)
    words = {"subject": "申請1号", "text": "様式に漏れはありません。"}
    assert len(blocked(make.step, work, "prepare", firm.examiner, task="pages", **words)) == 1
    make.step(work, "prepare", firm.examiner, task="form_check", **words)
    with pytest.raises(PermissionDenied):
        make.step(work, "adopt", firm.approver)
    make.step(work, "send_back", town.examiner, reasons="日付を。")
    make.step(work, "prepare", firm.examiner, task="form_check", **words)
    assert make.step(work, "adopt", town.examiner).status == "adopted"


def call_inputs(**changes):
    return {
        "title": "移動の運営者",
        "text": "予約と配車",
        "criteria": "安全の体制",
        "capacity": 1,
        "opens_on": clock.today(),
        "closes_on": clock.today() + 14 * DAY,
        **changes,
    }


def test_call_is_announced_for_two_weeks_by_another_person(town):
    case = Call.objects.create(zone=town.zone)
    assert len(blocked(make.step, case, "announce", town.approver)) == 1
    short = call_inputs(closes_on=clock.today() + 13 * DAY)
    make.step(case, "prepare", town.administrator, **short)
    assert len(blocked(make.step, case, "announce", town.approver)) == 1
    make.step(case, "prepare", town.administrator, **call_inputs())
    assert make.step(case, "announce", town.approver).announced_on == clock.today()


def join(call, company, plan="担います。"):
    case = CallEntry.objects.create(call=call, company=company)
    return make.step(case, "join", company.owner, plan=plan)


@pytest.fixture
def second():
    return make.make_company("8000012010038", "デモ別会社")


def test_second_company_joins_in_the_window_and_nobody_after_it(town, company, second):
    call = announced_call(town.zone)
    assert join(call, company).is_new_entrant
    with later(14):
        assert join(call, second).status == "received"
    third = make.make_company("2000012010019", "デモ第三")
    with later(15):
        entry = CallEntry.objects.create(call=call, company=third)
        assert len(blocked(make.step, entry, "join", third.owner, plan="遅れました。")) == 1
    before = announced_call(town.zone, opens_on=clock.today() + DAY)
    early = CallEntry.objects.create(call=before, company=third)
    assert len(blocked(make.step, early, "join", third.owner, plan="早すぎます。")) == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        CallEntry.objects.create(call=call, company=company)


def test_outcome_is_secret_until_published_and_respects_the_places(client, town, company, second):
    call = announced_call(town.zone)
    first, other = join(call, company), join(call, second)
    assert len(blocked(make.step, first, "choose", town.examiner, reasons="優れる")) == 1
    assert len(blocked(make.step, call, "conclude", town.approver, reasons="選定")) == 2
    with later(15):
        make.step(first, "choose", town.examiner, reasons="優れる")
        make.step(other, "choose", town.examiner, reasons="優れる")
        assert CallEntry.objects.get(pk=first.pk).status_outside == "received"
        assert client.get(call.public_url()).context["chosen"] == ()
        assert len(blocked(make.step, call, "conclude", town.approver, reasons="選定")) == 1
        make.step(other, "pass_over", town.examiner, reasons="体制が弱い")
        make.step(call, "conclude", town.approver, reasons="体制により選定した。")
        shown = client.get(call.public_url()).context["chosen"]
        assert [entry.company for entry in shown] == [company]
    assert CallEntry.objects.get(pk=other.pk).status_outside == "passed_over"
    assert Notice.objects.filter(kind="call.outcome").count() == 2


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_calls_has_a_fixed_number_of_queries(client, town, django_assert_num_queries, rows):
    client.get(reverse("calls"))
    for _number in range(rows):
        announced_call(town.zone)
    with django_assert_num_queries(QUERIES):
        client.get(reverse("calls"))


QUERIES = 2


def test_proposal_is_answered_with_reasons_in_thirty_days(town, company):
    case = ZoneProposal.objects.create(company=company)
    words = {"title": "薬の配送", "text": "素案", "basis_text": ""}
    inputs = {"office": None, **words}
    assert len(blocked(make.step, case, "submit", company.owner, **inputs)) == 1
    case = make.step(case, "submit", company.owner, **{**inputs, "office": town.organisation})
    assert case.due_on == clock.today() + 30 * DAY
    with pytest.raises(PermissionDenied):
        make.step(case, "decline", town.administrator, reasons="理由")
    assert len(blocked(make.step, case, "decline", town.approver, reasons=" ")) == 1
    with later(31):
        assert ZoneProposal.objects.get().is_late
        make.step(case, "decline", town.approver, reasons="財源がない。")
    assert Notice.objects.filter(kind="zone_proposal.answered").count() == 1


def test_company_proposes_over_the_web(client, town, company):
    client.force_login(company.owner)
    address = reverse("apply_zone_proposal_new")
    data = {"office": town.organisation.pk, "title": "薬の配送", "text": "素案", "basis_text": ""}
    assert client.post(address, {**data, "text": "", "version": 1}).status_code == 422
    assert ZoneProposal.objects.count() == 0
    assert client.post(address, {**data, "version": 1}).status_code == 302
    assert ZoneProposal.objects.get().status == "submitted"


def test_zone_of_a_concept_starts_no_call():
    plan = Plan()
    case = Call.objects.create(zone=plan.zone)
    assert (
        len(
            blocked(
                perform, case, "prepare", actor=plan.town.administrator, version=1, **call_inputs()
            )
        )
        == 1
    )


def test_operators_only_prepare():
    """No step that decides, signs or publishes is ever an operator's."""
    steps = {
        (model._meta.label_lower, t.name)
        for model in case_models()
        for t in transitions_of(model)
        if "zone_operator" in t.permission.codes
    }
    assert steps == {("zones.call", "prepare"), ("zones.preparation", "prepare")}
