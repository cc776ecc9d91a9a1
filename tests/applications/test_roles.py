"""Role × step by trying: who may take each step of a case in each of its states, and who is refused."""

import pytest
from django.core.exceptions import PermissionDenied

from casework.transitions import Blocked, perform, transitions_of
from tests import factories as make

pytestmark = pytest.mark.django_db

# Which people of the scene hold which role on the scene's cases.
HOLDERS = {
    "filer": {"owner"},
    "holder": {"owner"},
    "examiner": {"ministry_examiner"},
    "authority": {"ministry_approver"},
    "exemption_authority": {"ministry_approver"},
    "report_examiner": {"ministry_examiner", "town_examiner", "town_administrator"},
    "system": {"system"},
    "overlap_authority": {"ministry_approver"},
    "assigner": {"ministry_approver"},
    "concerned": {
        "ministry_examiner",
        "ministry_approver",
        "ministry_reviewer",
        "town_administrator",
        "town_examiner",
        "town_approver",
    },
    "records_manager": {"ministry_examiner"},
    "counter_clerk": set(),  # these drafts are written online
}


@pytest.fixture
def scene(town, ministry, company):
    from casework.actors import SYSTEM

    other_town, other_company = (
        make.make_town("other"),
        make.make_company("8000012010038", "別会社"),
    )
    people = {
        "owner": company.owner,
        "other_owner": other_company.owner,
        "ministry_examiner": ministry.examiner,
        "ministry_approver": ministry.approver,
        "ministry_reviewer": ministry.reviewer,
        "town_administrator": town.administrator,
        "town_examiner": town.examiner,
        "town_approver": town.approver,
        "town_viewer": town.viewer,
        "other_administrator": other_town.administrator,
        "other_approver": other_town.approver,
        "operator": make.make_user("operator", is_staff=True, is_superuser=True),
        "system": SYSTEM,
    }
    return town, ministry, company, people


def _allowed(case, transition, actor):
    """Tell whether the door lets this person to the rules of the step."""
    try:
        perform(case, transition.name, actor=actor, version=case.version)
    except PermissionDenied:
        return False
    except (Blocked, TypeError, KeyError, AttributeError):
        return True
    return True


def _table(case, people):
    """Return step → people who are let in, trying each in a savepoint that is undone."""
    from django.db import transaction

    found = {}
    for transition in transitions_of(type(case)):
        if transition.source != case.status:
            continue
        let_in = set()
        for name, actor in people.items():
            sid = transaction.savepoint()
            if _allowed(case, transition, actor):
                let_in.add(name)
            transaction.savepoint_rollback(sid)
        found[transition.name] = let_in
    return found


def _expected(case):
    return {
        t.name: set().union(*(HOLDERS[code] for code in t.permission.codes))
        for t in transitions_of(type(case))
        if t.source == case.status
    }


APPLICATION_STATES = {
    "draft": lambda t, m, c: make.make_draft(t, m, c),
    "arrived": lambda t, m, c: make.submit(make.make_draft(t, m, c)),
    "examining": lambda t, m, c: make.examine(make.make_draft(t, m, c), m),
    "consulting": lambda t, m, c: make.consult(make.make_draft(t, m, c), m, t),
    "decided": lambda t, m, c: make.decide(make.make_draft(t, m, c), m, t),
    "disclosed": lambda t, m, c: make.disclose(make.make_draft(t, m, c), m, t),
}


@pytest.mark.parametrize("state", APPLICATION_STATES)
def test_application_and_measure_by_role(scene, state):
    town, ministry, company, people = scene
    application = APPLICATION_STATES[state](town, ministry, company)
    assert application.status == state
    assert _table(application, people) == _expected(application)
    measure = application.measures.get()
    expected = _expected(measure)
    if state == "draft":  # no office examines a draft yet
        expected["record_findings"] = set()
    assert _table(measure, people) == expected


def _exemption(scene, *steps):
    town, ministry, company, _people = scene
    exemption = make.make_exemption(town, ministry, company)
    for name in steps:
        if name == "run":
            exemption = make.run(exemption, company.owner)
        else:
            actor = company.owner if name == "gather_consent" else ministry.approver
            inputs = {"reasons": "理由"} if name != "gather_consent" else {}
            if name == "open_hearing":
                from datetime import timedelta

                from casework import clock

                inputs |= {"hearing_on": clock.today() + timedelta(days=20), "place": "会議室"}
            exemption = make.step(exemption, name, actor, **inputs)
    return exemption


@pytest.mark.parametrize(
    "steps",
    [(), ("gather_consent",), ("run",), ("run", "suspend"), ("run", "open_hearing")],
    ids=lambda s: "-".join(s) or "granted",
)
def test_exemption_by_role(scene, steps):
    exemption = _exemption(scene, *steps)
    assert _table(exemption, scene[3]) == _expected(exemption)


def test_report_by_role(scene):
    exemption = _exemption(scene, "run")
    report = exemption.reports.order_by("pk").first()
    assert _table(report, scene[3]) == _expected(report)


def test_nobody_decides_what_they_examined(scene):
    town, ministry, company, _people = scene
    make.add_member(ministry.organisation, "approver", ministry.examiner)
    application = make.consult(make.make_draft(town, ministry, company), ministry, town)
    with pytest.raises(Blocked):
        make.step(application.measures.get(), "determine", ministry.examiner, **make.grant_inputs())


def test_nobody_decides_for_their_own_company(scene):
    from applications.membership import forget
    from applications.models import CompanyMember

    town, ministry, company, _people = scene
    application = make.consult(make.make_draft(town, ministry, company), ministry, town)
    CompanyMember.objects.create(company=company, user=ministry.approver, role="reader")
    forget(ministry.approver)
    with pytest.raises(Blocked):
        make.step(application.measures.get(), "determine", ministry.approver, **make.grant_inputs())


def test_nobody_gives_an_opinion_on_their_own_companys_application(scene):
    from applications.membership import forget
    from applications.models import CompanyMember

    town, ministry, company, _people = scene
    application = make.examine(make.make_draft(town, ministry, company), ministry)
    application = make.step(application, "consult", ministry.examiner)
    CompanyMember.objects.create(company=company, user=town.examiner, role="reader")
    forget(town.examiner)
    opinion = application.opinions.get(organisation=town.organisation)
    with pytest.raises(Blocked):
        make.step(
            opinion, "give", town.examiner, view="no_objection", text="異存なし", reason_codes=[]
        )
    opinion.refresh_from_db()
    assert opinion.status == "asked"
