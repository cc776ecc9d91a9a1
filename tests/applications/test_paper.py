"""Filings on paper: they arrive with their original, by a clerk who never decides them."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from applications import tokens
from applications.models import Application, Company, Invitation
from applications.office.entry.views import issue_code
from casework import audit, clock
from casework.models import User
from casework.transitions import Blocked, steps_for, touch
from tests import factories as make
from tests.applications import people
from zones.criteria_views import draft_of
from zones.loader import load_first_criteria, regime

pytestmark = pytest.mark.django_db
NEW = "8000012010038"


def pdf():
    return SimpleUploadedFile("original.pdf", b"%PDF-1.7\n")


def entered(zone, procedure, **changes):
    return {
        "channel": "counter",
        "original_arrived_on": (clock.today() - timedelta(2)).isoformat(),
        "original": pdf(),
        "title": "紙の申請",
        "zone": zone.pk,
        "procedure": procedure.pk,
        "corporate_number": NEW,
        "company_name": "デモ紙申請株式会社",
        "company_address": "兵庫県養父市八鹿町",
        "representative": "出島 三郎",
        "contact_name": "出島 四郎",
        **changes,
    }


def test_paper_arrives_on_the_day_of_its_original(town, ministry, company):
    case = make.step(people.on_paper(town, ministry, company), "file_paper", town.examiner)
    day = clock.today() - timedelta(3)
    assert (case.status, case.arrived_on(), case.clock().start) == (
        "arrived",
        day,
        case.clock().start,
    )
    assert case.clock().start >= day
    assert case.entered_by == town.examiner
    assert case.submitted_by is None
    assert case.entered_at.astimezone(clock.JST).date() == clock.today()
    entry = audit.trail(case).get()
    assert (entry.step, entry.actor_organisation) == ("file_paper", town.organisation.name)


def test_number_is_of_the_fiscal_year_of_arrival(town, ministry, company):
    from datetime import date, datetime

    with clock.set_to(datetime(2027, 4, 5, 12, tzinfo=clock.JST)):
        application = people.on_paper(town, ministry, company)
        Application.objects.filter(pk=application.pk).update(original_arrived_on=date(2027, 3, 31))
        case = make.step(application, "file_paper", town.examiner)
    assert case.number.startswith("2026-")


def test_incomplete_paper_arrives_all_the_same(town, ministry, company):
    application = people.on_paper(town, ministry, company)
    Application.objects.filter(pk=application.pk).update(plan={})
    assert make.step(application, "file_paper", town.examiner).status == "arrived"


def test_paper_without_the_scan_of_its_original_does_not_arrive(town, ministry, company):
    with pytest.raises(Blocked) as refused:
        make.step(people.on_paper(town, ministry, company, scan=False), "file_paper", town.examiner)
    assert len(refused.value.reasons) == 1


def test_paper_does_not_arrive_in_the_future(town, ministry, company):
    with pytest.raises(Blocked):
        make.step(
            people.on_paper(town, ministry, company, days_ago=-1), "file_paper", town.examiner
        )


@pytest.mark.parametrize("who", ["owner", "approver", "viewer", "ministry", "other"])
def test_only_examiners_of_the_zone_s_office_record_paper(town, ministry, company, who):
    actor = {
        "owner": company.owner,
        "approver": town.approver,
        "viewer": town.viewer,
        "ministry": ministry.examiner,
        "other": make.make_town("other").examiner,
    }[who]
    with pytest.raises(PermissionDenied):
        make.step(people.on_paper(town, ministry, company), "file_paper", actor)


def test_company_does_not_file_what_the_office_enters_nor_see_it_before_it_arrives(
    client, town, ministry, company
):
    application = people.on_paper(town, ministry, company)
    client.force_login(company.owner)
    address = reverse("apply_application", args=[application.pk])
    assert client.get(address).status_code == 404
    with pytest.raises(Blocked):
        make.submit(application, company.owner)
    make.step(application, "file_paper", town.examiner)
    assert client.get(address).status_code == 200


def test_office_does_not_file_what_a_company_writes(town, draft):
    assert [s.name for s in steps_for(draft, town.examiner)] == []
    with pytest.raises(PermissionDenied):
        make.step(draft, "file_paper", town.examiner)


def test_who_entered_may_examine_and_never_determines(town, company):
    procedure = make.make_procedure(
        "local", examiner_kind="municipality", authority_kind="municipality", needs_opinions=False
    )
    clerk = make.add_member(town.organisation, "approver", town.examiner)
    application = people.on_paper(town, town, company, clerk=clerk)
    Application.objects.filter(pk=application.pk).update(procedure=procedure)
    case = make.step(application, "file_paper", clerk)
    case = make.step(case, "start_examination", town.administrator)
    measure = case.measures.get()
    with pytest.raises(Blocked) as refused:
        make.step(measure, "determine", User.objects.get(pk=clerk.pk), **make.grant_inputs())
    assert len(refused.value.reasons) == 1
    assert (
        make.step(measure, "determine", town.approver, **make.grant_inputs()).status == "determined"
    )


def test_zone_may_keep_who_entered_from_examining(town, ministry, company, monkeypatch):
    from applications.rules import paper
    from zones.policy import Policy

    clerk = make.add_member(ministry.organisation, "examiner", town.examiner)
    case = make.step(people.on_paper(town, ministry, company), "file_paper", clerk)
    fresh = User.objects.get(pk=clerk.pk)
    monkeypatch.setattr(paper, "policy_of", lambda _zone: Policy(enterer_may_examine=False))
    with pytest.raises(Blocked):
        make.step(case, "start_examination", fresh)
    monkeypatch.undo()
    assert make.step(case, "start_examination", fresh).status == "examining"


def test_clerk_enters_a_filing_of_a_company_that_is_new(client, town, ministry):
    client.force_login(town.examiner)
    values = entered(town.zone, make.make_procedure())
    answer = client.post(reverse("console:entry_new"), values)
    application = Application.objects.get()
    assert (answer.status_code, answer.url) == (
        302,
        reverse("console:entry", args=[application.pk]),
    )
    assert (application.channel, application.company.name) == ("counter", values["company_name"])
    assert application.company.members.count() == 0
    page = reverse("console:entry", args=[application.pk])
    assert client.get(page).status_code == 200
    version = Application.objects.get().version
    assert client.post(page, {"version": version, "goal": "目的"}).status_code == 302
    assert Application.objects.get().plan["goal"] == "目的"
    measures = reverse("console:entry_measures", args=[application.pk])
    measure = {
        "law_title": "航空法",
        "article": "第132条",
        "text_asked": "夜間",
        "authority": ministry.organisation.pk,
        "version": Application.objects.get().version,
    }
    assert client.post(measures, {**measure, "law_title": ""}).status_code == 422
    assert client.post(measures, measure).status_code == 302
    step = reverse("console:entry_step", args=[application.pk, "file_paper"])
    receipt = reverse("console:entry_receipt", args=[application.pk])
    done = client.post(step, {"version": Application.objects.get().version})
    assert (done.status_code, done.url) == (302, receipt)
    assert client.get(receipt).status_code == 200
    assert client.get(page).url == receipt
    case_page = client.get(reverse("console:application", args=[application.pk]))
    assert (case_page.status_code, case_page.context["came_on_paper"]) == (200, True)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"original_arrived_on": "2099-01-01"}, "original_arrived_on"),
        ({"original": ""}, "original"),
        ({"corporate_number": "8000012010039"}, "corporate_number"),
        ({"company_name": ""}, "company_name"),
        ({"channel": "online"}, "channel"),
        ({"title": ""}, "title"),
    ],
)
def test_entry_that_lacks_something_names_the_field(client, town, changes, field):
    client.force_login(town.examiner)
    answer = client.post(
        reverse("console:entry_new"), entered(town.zone, make.make_procedure(), **changes)
    )
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {field})
    assert not Application.objects.exists()
    assert not Company.objects.exists()


def test_registered_company_is_found_by_its_number_alone(client, town, company):
    client.force_login(town.examiner)
    values = entered(town.zone, make.make_procedure(), corporate_number=company.corporate_number)
    for key in ("company_name", "company_address", "representative", "contact_name"):
        values[key] = ""
    assert client.post(reverse("console:entry_new"), values).status_code == 302
    assert Application.objects.get().company == company
    assert company.members.count() == 1


def test_entries_are_for_the_zone_s_examiners_only(client, town, ministry, company):
    application = people.on_paper(town, ministry, company)
    page = reverse("console:entry", args=[application.pk])
    for user, status in (
        (town.approver, 404),
        (make.make_town("other").examiner, 404),
        (ministry.examiner, 404),
        (company.owner, 403),
    ):
        client.force_login(user)
        assert client.get(page).status_code == status
    assert client.get(reverse("console:entry_new")).status_code == 403


def test_company_opens_its_account_with_the_code_on_the_receipt(client, town, ministry, company):
    company.members.all().delete()
    case = make.step(people.on_paper(town, ministry, company), "file_paper", town.examiner)
    client.force_login(town.examiner)
    receipt = reverse("console:entry_receipt", args=[case.pk])
    assert client.post(receipt).status_code == 302
    code = client.get(receipt).context["code"]
    assert client.post(receipt).status_code == 302
    assert client.get(receipt).context["code"] == code
    person = make.make_user("person")
    client.force_login(person)
    wrong = client.post(reverse("apply_claim"), {"code": f"{code[:-1]}0"})
    assert (wrong.status_code, set(wrong.context["form"].errors)) == (422, {"code"})
    found = client.post(reverse("apply_claim"), {"code": code.lower()})
    assert found.status_code == 302
    assert client.post(found.url).status_code == 302
    member = company.members.get()
    assert (member.user, member.role, member.verified_by) == (person, "owner", "receipt")
    assert client.get(reverse("apply_application", args=[case.pk])).status_code == 200
    assert client.post(reverse("apply_claim"), {"code": code}).status_code == 422


def test_code_opens_nothing_once_the_company_has_an_owner(town, ministry, company):
    company.members.all().delete()
    case = make.step(people.on_paper(town, ministry, company), "file_paper", town.examiner)
    invitation = issue_code(case, town.examiner)
    late = make.make_user("late")
    company.members.create(user=make.make_user("first"), role="owner")
    with pytest.raises(Blocked):
        make.step(invitation, "accept", late, **people.taken(invitation, late))
    assert tokens.code_is_right(invitation, tokens.code_of(invitation)) is True


def test_company_with_an_owner_gets_no_code(town, ministry, company):
    case = make.step(people.on_paper(town, ministry, company), "file_paper", town.examiner)
    with pytest.raises(Blocked):
        issue_code(case, town.examiner)
    assert not Invitation.objects.exists()


def test_clerk_does_not_enter_for_the_own_company(client, town, ministry, company):
    company.members.create(user=town.examiner, role="reader")
    application = people.on_paper(town, ministry, company)
    client.force_login(town.examiner)
    assert client.get(reverse("console:entry", args=[application.pk])).status_code == 404


def enter(client, application, **fields):
    version = Application.objects.get(pk=application.pk).version
    page = reverse("console:entry", args=[application.pk])
    return client.post(page, {"version": version, **fields})


def test_clerk_enters_rows_adds_and_removes_them(client, town, ministry, company):
    application = people.on_paper(town, ministry, company)
    client.force_login(town.examiner)
    first = {"sites.1.name": "旧大屋小学校", "sites.1.municipality": "養父市"}
    answer = enter(client, application, goal="目的", **first, add="sites")
    assert (answer.status_code, answer.url.partition("#")[2]) == (302, "group-sites")
    assert [row["id"] for row in plan_of(application)["sites"]] == ["1", "2"]
    enter(client, application, **first, **{"sites.2.name": "大屋市民センター"})
    assert [row["name"] for row in plan_of(application)["sites"]] == [
        "旧大屋小学校",
        "大屋市民センター",
    ]
    enter(client, application, **first, **{"sites.2.name": "消す行"}, remove="sites.2")
    assert [row["name"] for row in plan_of(application)["sites"]] == ["旧大屋小学校"]
    enter(client, application, **{"sites.x7.name": "画面で足した行"})
    assert [row["name"] for row in plan_of(application)["sites"]] == ["画面で足した行"]
    assert plan_of(application)["goal"] == "目的"


def plan_of(application):
    return Application.objects.get(pk=application.pk).plan


def test_what_cannot_be_read_is_kept_and_named_on_its_field(client, town, ministry, company):
    application = people.on_paper(town, ministry, company)
    client.force_login(town.examiner)
    assert enter(client, application, starts_on="来年の春").status_code == 302
    answer = client.get(reverse("console:entry", args=[application.pk]))
    errors = {name for item in answer.context["items"] for name in item["form"].errors}
    third = answer.context["items"][2]["form"]
    assert (errors, third["starts_on"].value()) == ({"starts_on"}, "来年の春")


def test_entry_that_another_clerk_overtook_overwrites_nothing(client, town, ministry, company):
    application = people.on_paper(town, ministry, company)
    client.force_login(town.examiner)
    seen = Application.objects.get(pk=application.pk).version
    enter(client, application, goal="先に書いた目標")
    page = reverse("console:entry", args=[application.pk])
    late = client.post(page, {"version": seen, "goal": "後から書いた目標"})
    assert (late.status_code, late.context["items"][0]["form"]["goal"].value()) == (
        409,
        "後から書いた目標",
    )
    assert plan_of(application)["goal"] == "先に書いた目標"


def test_paper_is_examined_by_the_criteria_of_the_day_it_arrived(town, ministry, company):
    application = people.on_paper(town, ministry, company, days_ago=3)
    load_first_criteria(application.procedure, regime()["criteria"])
    first = application.procedure.criteria_versions.get()
    newer = draft_of(ministry.organisation, application.procedure)
    newer = touch(newer, version=newer.version, criteria=newer.criteria[:1])
    make.step(newer, "publish", ministry.approver, valid_from=clock.today())
    assert make.step(application, "file_paper", town.examiner).criteria_version == first
