"""Incidents and complaints: who reports, the hours, suspension by rule alone, who is told."""

from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied

from applications.incidents.public import public_incidents
from applications.models import Incident, Opinion
from casework import clock
from casework.actors import SYSTEM
from casework.models import AuditEntry, Notice, WorkRow
from casework.transitions import Blocked
from tests import factories as make
from tests.applications.incidents import report

pytestmark = pytest.mark.django_db
GRAVE = {"severity": "serious", "harmed": 1}


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


@pytest.fixture
def exemption(draft, ministry, town):
    granted = make.disclose(draft, ministry, town).exemptions.get()
    return make.run(granted, granted.application.created_by)


@pytest.fixture
def holder(exemption):
    return exemption.application.created_by


def fresh(case):
    return type(case)._base_manager.get(pk=case.pk)


def status_after(case):
    return fresh(case).status


@pytest.mark.parametrize("severity", ["death", "serious"])
def test_grave_incident_of_the_holder_suspends_at_once(exemption, holder, severity):
    incident = report(exemption, actor=holder, source="holder", severity=severity, harmed=1)
    suspension = exemption.suspensions.get()
    assert (status_after(exemption), suspension.incident, suspension.starts_on) == (
        "suspended",
        incident,
        clock.today(),
    )
    entry = AuditEntry.objects.filter(case_type="applications.exemption", step="suspend").get()
    assert (entry.actor_kind, entry.actor_role) == ("system", "system")


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"severity": "minor", "harmed": 2},
        {"kind": "complaint", "severity": "serious", "harmed": 1},
    ],
)
def test_nothing_else_suspends(exemption, holder, changes):
    report(exemption, actor=holder, source="holder", **changes)
    assert status_after(exemption) == "running"


def test_console_suspends_nothing_without_a_grave_incident(exemption, holder):
    report(exemption, actor=holder, source="holder", severity="minor", harmed=1)
    with pytest.raises(Blocked):
        make.step(exemption, "suspend", SYSTEM, reasons="理由")
    assert status_after(exemption) == "running"


def test_grave_report_of_anybody_suspends_when_the_office_confirms_it(exemption, town):
    incident = report(exemption, **GRAVE)
    before = status_after(exemption)
    make.step(incident, "acknowledge", town.examiner, severity="serious")
    assert (before, status_after(exemption)) == ("running", "suspended")


def test_office_may_correct_the_harm_of_a_report(exemption, town):
    incident = report(exemption, **GRAVE)
    make.step(incident, "acknowledge", town.examiner, severity="none")
    assert (status_after(exemption), fresh(incident).severity) == ("running", "none")


def test_resumption_waits_for_the_incident_and_writes_cause_and_remedy_to_it(
    exemption, holder, ministry, town
):
    incident = report(exemption, actor=holder, source="holder", **GRAVE)
    with pytest.raises(Blocked):
        make.step(exemption, "resume", ministry.approver, cause="強風", fix="基準を下げた")
    make.step(incident, "acknowledge", town.examiner, severity="serious")
    make.step(exemption, "resume", ministry.approver, cause="強風", fix="基準を下げた")
    known = fresh(incident)
    assert (status_after(exemption), known.status, known.cause, known.fix) == (
        "running",
        "explained",
        "強風",
        "基準を下げた",
    )
    make.step(known, "close", town.examiner, lesson="風の基準を先に決める。")
    assert [one.lesson for one in public_incidents(exemption)["lessons"]] == [
        "風の基準を先に決める。"
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"severity": "unknown"},
        {"severity": "minor", "harmed": 0},
        {"severity": "none", "harmed": 3},
        {"text": " "},
    ],
)
def test_a_report_that_does_not_hold_is_refused(exemption, holder, wrong):
    with pytest.raises(Blocked):
        report(exemption, actor=holder, source="holder", **wrong)
    assert Incident.objects.count() == 0


def test_a_report_lies_between_the_grant_and_now(exemption, holder):
    for moment in (clock.now() + timedelta(minutes=1), clock.now() - timedelta(days=2)):
        with pytest.raises(Blocked):
            report(exemption, actor=holder, source="holder", happened_at=moment)
    assert Incident.objects.count() == 0


def test_each_side_reports_for_itself_only(exemption, holder, town):
    for actor, source in ((town.examiner, "holder"), (holder, "office"), (holder, "public")):
        with pytest.raises(PermissionDenied):
            report(exemption, actor=actor, source=source)
    assert Incident.objects.count() == 0


@pytest.mark.parametrize("name", ["acknowledge", "dismiss"])
def test_holder_neither_acknowledges_nor_dismisses(exemption, holder, name):
    incident = report(exemption, actor=holder, source="holder")
    with pytest.raises(PermissionDenied):
        make.step(incident, name, holder, severity="none", reasons="理由")


def test_lesson_and_reasons_are_required(exemption, holder, town):
    incident = report(exemption, actor=holder, source="holder")
    with pytest.raises(Blocked):
        make.step(incident, "dismiss", town.examiner, reasons=" ")
    make.step(incident, "acknowledge", town.examiner, severity="none")
    with pytest.raises(Blocked):
        make.step(incident, "explain", holder, cause="風", fix="")
    make.step(incident, "explain", holder, cause="風", fix="基準")
    with pytest.raises(Blocked):
        make.step(incident, "close", town.examiner, lesson="")
    assert status_after(incident) == "explained"


def test_clock_runs_by_the_hour_over_midnight(exemption, holder):
    evening = datetime.combine(clock.today() + timedelta(days=3), datetime.min.time(), clock.JST)
    happened = evening + timedelta(hours=23, minutes=30)
    late = []
    for hours, minutes in ((23, 59), (24, 1)):
        with clock.set_to(happened + timedelta(hours=hours, minutes=minutes)):
            made = report(exemption, actor=holder, source="holder", happened_at=happened)
        late.append((made.was_reported_late(), made.due_at - made.reported_at))
    assert late == [(False, timedelta(hours=24)), (True, timedelta(hours=24))]
    overdue = []
    for minutes in (0, 1):
        with clock.set_to(made.due_at + timedelta(minutes=minutes)):
            overdue.append(fresh(made).is_overdue())
    assert overdue == [False, True]


def test_every_authority_concerned_is_told(exemption, holder, ministry, town):
    other = make.make_ministry("committee")
    opinion = Opinion.objects.filter(application=exemption.application).get()
    opinion.pk, opinion.organisation, opinion.view = None, other.organisation, "conditional"
    opinion.save(force_insert=True)
    report(exemption, actor=holder, source="holder", **GRAVE)
    told = Notice.objects.filter(kind="incident.reported")
    people = {user.pk for notice in told for user in notice_people(notice)}
    wanted = (holder, town.examiner, town.administrator, ministry.approver, other.approver)
    assert {user.pk for user in wanted} <= people
    links = {n.link for n in told if other.approver in notice_people(n)}
    assert links == {f"/register/exemptions/{exemption.public_number}/"}


def notice_people(notice):
    return [delivery.user for delivery in notice.recipients.select_related("user")]


def test_incident_waits_on_the_desks_until_it_ends(exemption, holder, town):
    incident = report(exemption, actor=holder, source="holder")

    def rows():
        found = WorkRow.objects.filter(case_type="applications.incident", case_id=incident.pk)
        return sorted(found.values_list("office", "needs", "waits_here"))

    offices = sorted({exemption.zone.lead_id, exemption.authority_id})
    assert rows() == [(office, "acknowledge_incident", True) for office in offices]
    make.step(incident, "acknowledge", town.examiner, severity="none")
    assert rows() == [(office, "explain_incident", False) for office in offices]
    make.step(incident, "dismiss", town.examiner, reasons="別の事業の事故である。")
    assert rows() == []


def test_public_page_counts_without_persons(exemption, holder, town):
    report(exemption, actor=holder, source="holder", severity="minor", harmed=4)
    report(exemption, kind="complaint")
    gone = report(exemption, actor=holder, source="holder", **GRAVE)
    make.step(gone, "dismiss", town.examiner, reasons="二重の報告")
    said = public_incidents(exemption)
    assert [number for _label, number in said["rows"]] == [0, 0, 1, 0]
    assert (said["complaints"], said["harmed"], said["is_small"]) == (1, None, True)
    report(exemption, actor=holder, source="holder", severity="minor", harmed=1)
    assert public_incidents(exemption)["harmed"] == 5


def fields(**changes):
    moment = (clock.now() - timedelta(minutes=5)).astimezone(clock.JST)
    return {
        "kind": "complaint",
        "happened_on": moment.date().isoformat(),
        "happened_time": moment.strftime("%H:%M"),
        "text": "音が大きい。",
        "severity": "none",
        "harmed": "0",
        **changes,
    }


def test_holder_reports_on_a_phone_in_two_taps(client, exemption, holder):
    client.force_login(holder)
    url = f"/apply/exemptions/{exemption.pk}/incident/"
    assert url in client.get(f"/apply/exemptions/{exemption.pk}/").content.decode()
    answer = client.post(url, fields(kind="incident", severity="serious", harmed="1"))
    incident = Incident.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, incident.company_url())
    assert (status_after(exemption), client.get(incident.company_url()).status_code) == (
        "suspended",
        200,
    )


def test_public_form_takes_a_report_without_an_account(client, exemption, town):
    url = f"/register/exemptions/{exemption.public_number}/report/"
    answer = client.post(url, fields(reporter_email="someone@example.jp"))
    incident = Incident.objects.get()
    entry = AuditEntry.objects.get(case_type="applications.incident")
    assert (answer.status_code, incident.source, incident.reporter) == (302, "public", None)
    assert (entry.actor_kind, entry.actor_ref) == ("public", "")
    make.step(incident, "dismiss", town.examiner, reasons="別の事業")
    assert fresh(incident).reporter_email == ""


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": ""}, "text"),
        ({"happened_on": "きのう"}, "happened_on"),
        ({"severity": ""}, "severity"),
        ({"severity": "minor"}, "harmed"),
        ({"reporter_email": "ちがう"}, "reporter_email"),
    ],
)
def test_public_form_refuses_at_the_field(client, exemption, wrong, field):
    url = f"/register/exemptions/{exemption.public_number}/report/"
    answer = client.post(url, fields(**wrong))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert Incident.objects.count() == 0


def test_public_form_is_limited_by_the_hour(client, exemption):
    url = f"/register/exemptions/{exemption.public_number}/report/"
    answers = [client.post(url, fields()).status_code for _again in range(6)]
    assert (answers, Incident.objects.count()) == ([302] * 5 + [429], 5)


@pytest.mark.parametrize("rows", [1, 3])
def test_office_list_has_a_literal_number_of_queries(
    client, exemption, holder, town, rows, django_assert_num_queries
):
    client.force_login(town.examiner)
    for _row in range(rows):
        report(exemption, actor=holder, source="holder")
    with django_assert_num_queries(5):
        page = client.get("/console/incidents/")
    assert len(page.context["page"].rows) == rows
