"""Who examines, who stepped back, and who is therefore refused: each rule for whom and for whom not."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from applications.models import Application, Assignment, InterestDeclaration
from casework import audit, clock
from casework.models import Notice
from casework.transitions import Blocked, steps_for
from tests import factories as make
from tests.applications.office import errors, now, post
from zones import policy

pytestmark = pytest.mark.django_db
SHARES = {"kind": "shares", "text": "配偶者が株式を持っている。"}


@pytest.fixture
def second(ministry):
    """Another examiner of the ministry."""
    return make.add_member(ministry.organisation, "examiner")


@pytest.fixture
def both(ministry):
    """Somebody who examines and signs for the ministry, as in an office with few people."""
    user = make.add_member(ministry.organisation, "examiner")
    return make.add_member(ministry.organisation, "approver", user)


def refused(case, name, actor, **inputs):
    """Return the reasons for which a step is refused."""
    with pytest.raises(Blocked) as blocked:
        make.step(case, name, actor, **inputs)
    return len(blocked.value.reasons)


def reasons_against(case, user, name):
    """Return what the screen says against a step before anything is entered."""
    fresh = type(case)._base_manager.get(pk=case.pk)
    return next(len(s.unmet) for s in steps_for(fresh, user) if s.name == name)


# Assignment


def test_start_makes_the_actor_the_examiner_and_keeps_it(draft, ministry):
    application = make.examine(draft, ministry)
    assert application.examiner == ministry.examiner
    kept = application.assignments.get()
    assert (kept.examiner, kept.reason) == (ministry.examiner, "")


def test_assignment_by_the_approver_binds_who_starts(draft, ministry, second):
    application = make.step(make.submit(draft), "assign", ministry.approver, examiner=second)
    assert (application.status, application.examiner) == ("arrived", second)
    assert refused(application, "start_examination", ministry.examiner) == 1
    started = make.step(application, "start_examination", second)
    assert (started.status, started.assignments.count()) == ("examining", 1)
    assert [n.kind for n in Notice.objects.filter(kind="application.assigned")] == [
        "application.assigned"
    ]


def test_reassignment_needs_a_reason_and_tells_both(examined, ministry, second):
    assert refused(examined, "assign", ministry.approver, examiner=second, reason=" ") == 1
    done = make.step(examined, "assign", ministry.approver, examiner=second, reason="異動のため")
    assert done.examiner == second
    told = {
        n.kind: [r.user for r in n.recipients.all()]
        for n in Notice.objects.filter(kind__in=["application.assigned", "application.reassigned"])
    }
    assert told == {
        "application.assigned": [second],
        "application.reassigned": [ministry.examiner],
    }
    assert [a.reason for a in done.assignments.all()] == ["", "異動のため"]
    entry = list(audit.trail(done))[-1]
    assert (entry.step, entry.data["examiner"]) == ("assign", f"casework.user:{second.pk}")
    assert set(entry.data["reason"]) == {"sha256"}


def test_assignment_refuses_who_cannot_examine(examined, ministry, town, company):
    insider = make.add_member(ministry.organisation, "examiner")
    company.members.create(user=insider, role="reader")
    for examiner in (town.examiner, ministry.reviewer, company.owner, insider, examined.examiner):
        count = refused(examined, "assign", ministry.approver, examiner=examiner, reason="理由")
        assert count == (2 if examiner == company.owner else 1)
    assert now(examined).examiner == ministry.examiner


def test_assignment_is_not_for_examiners_or_the_town(examined, ministry, town, second):
    for actor in (ministry.examiner, town.administrator, make.make_user("su", is_superuser=True)):
        with pytest.raises(PermissionDenied):
            make.step(examined, "assign", actor, examiner=second, reason="理由")


def test_take_is_for_cases_without_an_examiner(draft, ministry, second, company):
    application = make.submit(draft)
    taken = make.step(application, "take", second)
    assert (taken.status, taken.examiner) == ("arrived", second)
    assert refused(application, "take", ministry.examiner) == 1
    with pytest.raises(PermissionDenied):
        make.step(application, "take", ministry.approver)


def test_reassigning_from_the_screen_keeps_what_was_entered(client, examined, ministry, second):
    answer = post(
        client, ministry.approver, "application", examined, "assign", examiner=second.pk, reason=""
    )
    assert (answer.status_code, errors(answer)) == (422, {"reason"})
    assert answer.context["form"]["examiner"].value() == str(second.pk)
    done = post(
        client,
        ministry.approver,
        "application",
        examined,
        "assign",
        examiner=second.pk,
        reason="異",
    )
    assert (done.status_code, now(examined).examiner) == (302, second)


# Who ever examined does not determine


def test_handing_a_case_over_does_not_free_its_examiner_to_determine(
    draft, ministry, town, both, second
):
    application = make.step(make.submit(draft), "start_examination", both)
    application = make.step(
        application, "assign", ministry.approver, examiner=second, reason="休暇"
    )
    application = make.step(application, "consult", second)
    make.step(
        application.opinions.get(), "give", town.examiner, view="no_objection", text="異存なし",
        reason_codes=[],
    )  # fmt: skip
    measure = application.measures.get()
    assert refused(measure, "determine", both, **make.grant_inputs()) == 1
    assert reasons_against(measure, both, "determine") == 1
    done = make.step(measure, "determine", ministry.approver, **make.grant_inputs())
    assert done.status == "determined"


def test_who_was_only_assigned_and_let_go_may_determine(draft, ministry, town, both):
    application = make.step(make.submit(draft), "assign", ministry.approver, examiner=both)
    application = make.step(
        application, "assign", ministry.approver, examiner=ministry.examiner, reason="訂正"
    )
    application = make.step(application, "start_examination", ministry.examiner)
    application = make.step(application, "consult", ministry.examiner)
    opinion = {"view": "no_objection", "text": "異存なし", "reason_codes": []}
    make.step(application.opinions.get(), "give", town.examiner, **opinion)
    done = make.step(application.measures.get(), "determine", both, **make.grant_inputs())
    assert done.status == "determined"


# Declared interests


def test_declared_interest_bars_every_step_and_sets_the_examiner_free(
    draft, ministry, town, both, company
):
    application = make.examine(draft, ministry)
    version = application.version
    done = make.step(application, "declare_interest", ministry.examiner, **SHARES)
    assert (done.status, done.examiner, done.version) == ("examining", None, version)
    kept = done.declarations.get()
    assert (kept.user, kept.kind, kept.office_name) == (ministry.examiner, "shares", "国土交通省")
    correction = {
        "fields": ["goal"], "reason_code": "incomplete", "message": "数で", "example": "120世帯",
        "due_on": clock.today() + timedelta(days=30), "effect": "pause",
    }  # fmt: skip
    assert refused(application, "request_clarification", ministry.examiner, **correction) == 1
    assert refused(application, "consult", ministry.examiner) == 1
    assert refused(application, "take", ministry.examiner) == 1
    assert refused(application, "declare_interest", ministry.examiner, kind="none") == 1
    assert make.step(application, "take", both).examiner == both
    assert company.owner not in [
        r.user
        for n in Notice.objects.filter(kind="application.recused")
        for r in n.recipients.all()
    ]


def test_declared_interest_bars_opinion_determination_and_disclosure(draft, ministry, town, both):
    application = make.step(make.examine(draft, ministry), "consult", ministry.examiner)
    make.step(application, "declare_interest", town.examiner, kind="family", text="兄弟")
    opinion = application.opinions.get()
    given = {"view": "no_objection", "text": "異存なし", "reason_codes": []}
    assert refused(opinion, "give", town.examiner, **given) == 1
    make.step(opinion, "give", town.administrator, **given)
    measure = application.measures.get()
    make.step(application, "declare_interest", both, kind="other", text="友人")
    assert refused(measure, "determine", both, **make.grant_inputs()) == 1
    make.step(measure, "determine", ministry.approver, **make.grant_inputs())
    assert refused(measure, "disclose", both) == 1
    assert make.step(measure, "disclose", ministry.approver).status == "disclosed"


def test_declared_interest_bars_the_exemption_and_its_reports_later(
    town, ministry, company, monkeypatch
):
    exemption = make.run(make.make_exemption(town, ministry, company), company.owner)
    InterestDeclaration.objects.create(
        application=exemption.application, user=ministry.approver, name="x", kind="employment",
        declared_at=clock.now(),
    )  # fmt: skip
    assert refused(exemption, "suspend", ministry.approver, reasons="事故") == 1
    assert make.step(exemption, "suspend", company.owner, reasons="事故").status == "suspended"
    assert refused(exemption, "resume", ministry.approver, cause="不明", fix="交換") == 1


def test_interest_is_declared_only_by_officials_concerned(draft, ministry, town, company):
    application = make.examine(draft, ministry)
    other = make.make_town("other", "別の町役場")
    for actor in (company.owner, other.administrator, town.viewer):
        with pytest.raises(PermissionDenied):
            make.step(application, "declare_interest", actor, **SHARES)
    assert refused(application, "declare_interest", town.examiner, kind="friend", text="x") == 1
    assert refused(application, "declare_interest", town.examiner, kind="family", text=" ") == 1


def test_text_of_an_interest_is_read_by_those_who_assign_and_its_author_alone(
    client, examined, ministry, town, second
):
    make.step(examined, "declare_interest", second, **SHARES)
    seen = {}
    for user in (ministry.approver, second, ministry.examiner, town.administrator):
        client.force_login(user)
        page = client.get(reverse("console:application", args=[examined.pk]))
        seen[user] = (
            [row["is_readable"] for row in page.context["interests"]],
            SHARES["text"] in page.content.decode(),
            page.context["is_recused"],
        )
    assert seen == {
        ministry.approver: ([True], True, False),
        second: ([True], True, True),
        ministry.examiner: ([False], False, False),
        town.administrator: ([False], False, False),
    }


def test_company_reads_nothing_of_interests(client, examined, ministry, second, company):
    make.step(examined, "declare_interest", second, **SHARES)
    client.force_login(company.owner)
    page = client.get(reverse("apply_application", args=[examined.pk])).content.decode()
    assert (SHARES["text"] in page, second.get_full_name() in page) == (False, False)


def test_policy_may_ask_everybody_to_declare_first(draft, ministry, town, monkeypatch):
    asked = policy.Policy(needs_interest_declaration=True)
    monkeypatch.setattr("applications.rules.duties.policy_of", lambda _zone: asked)
    application = make.submit(draft)
    assert refused(application, "start_examination", ministry.examiner) == 1
    make.step(application, "declare_interest", ministry.examiner, kind="none")
    application = make.step(application, "start_examination", ministry.examiner)
    application = make.step(application, "consult", ministry.examiner)
    opinion = {"view": "no_objection", "text": "異存なし", "reason_codes": []}
    make.step(application.opinions.get(), "give", town.examiner, **opinion)
    measure = application.measures.get()
    assert refused(measure, "determine", ministry.approver, **make.grant_inputs()) == 1
    make.step(application, "declare_interest", ministry.approver, kind="none")
    assert make.step(measure, "determine", ministry.approver, **make.grant_inputs()).status == (
        "determined"
    )


@pytest.mark.parametrize("model", [Assignment, InterestDeclaration])
def test_assignments_and_declarations_cannot_be_changed(examined, ministry, second, model):
    make.step(examined, "declare_interest", second, **SHARES)
    row = model.objects.get()
    for change in (row.delete, lambda: model.objects.update(application=row.application)):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert Application.objects.get(pk=examined.pk).declarations.count() == 1
