"""Joint applicants: who may confirm, who may read, and who may not act for the office."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from applications.content import content_sha256
from applications.models import CoApplicant, CompanyMember
from applications.office.scope import office_applications
from applications.rules.duties import belongs_to_an_applicant
from casework import audit
from casework.transitions import Blocked, steps_for, touch
from tests import factories as make
from tests.applications.papers import confirm, fresh, owner_of

pytestmark = pytest.mark.django_db


# Joint applicants


def test_filing_waits_for_every_joint_applicant_and_names_who_is_missing(draft, partner):
    with pytest.raises(Blocked) as refused:
        make.submit(draft)
    assert [partner.name in reason for reason in refused.value.reasons] == [True]
    confirm(partner, owner_of(partner))
    assert make.submit(draft).status == "arrived"


def test_filing_goes_on_without_a_joint_applicant_that_is_taken_off(draft, partner, company):
    make.step(partner, "decline", owner_of(partner), reason="人手がない。")
    with pytest.raises(Blocked):
        make.submit(draft)
    make.step(partner, "remove", company.owner)
    assert make.submit(draft).status == "arrived"


def test_only_the_organization_asked_confirms_for_itself(draft, partner, company, ministry):
    reader = make.make_user()
    CompanyMember.objects.create(company=partner.company, user=reader, role="reader")
    for user in (company.owner, reader, ministry.approver, make.make_user()):
        with pytest.raises(PermissionDenied):
            confirm(partner, user)
    assert fresh(partner).status == "invited"


def test_people_of_a_joint_applicant_read_the_case_and_no_more(draft, partner, client):
    owner = owner_of(partner)
    client.force_login(owner)
    draft_url = f"/apply/applications/{draft.pk}/draft/"
    assert client.get(draft_url).status_code == 404
    assert client.get(f"/apply/partners/{partner.pk}/").status_code == 200
    confirm(partner, owner)
    assert client.get(draft_url).status_code == 200
    refused = {
        page: client.get(f"/apply/applications/{draft.pk}/{page}").status_code
        for page in ("items/1/", "measures/")
    }
    assert refused == {"items/1/": 403, "measures/": 403}
    assert client.post(f"/apply/applications/{draft.pk}/partners/", {}).status_code == 403
    assert client.post(f"/apply/applications/{draft.pk}/statement/", {}).status_code == 403
    assert steps_for(fresh(draft), owner) == []
    make.submit(draft)
    assert client.get(f"/apply/applications/{draft.pk}/").status_code == 200
    assert client.get(f"/apply/applications/{draft.pk}/steps/withdraw/").status_code == 403


def test_who_declined_or_was_taken_off_reads_nothing(draft, partner, company, client):
    client.force_login(owner_of(partner))
    confirm(partner, owner_of(partner))
    make.step(partner, "remove", company.owner)
    assert client.get(f"/apply/applications/{draft.pk}/draft/").status_code == 404
    assert client.get(f"/apply/partners/{partner.pk}/").status_code == 404


@pytest.mark.parametrize("tied", [True, False])
def test_people_of_a_joint_applicant_do_not_act_for_the_office(
    draft, partner, ministry, town, tied
):
    insider = owner_of(partner)
    for office in (ministry, town):
        make.add_member(office.organisation, "examiner", insider)
        make.add_member(office.organisation, "approver", insider)
    confirm(partner, insider)
    if not tied:
        CoApplicant.objects.filter(pk=partner.pk).update(company=None)
    filed = make.submit(draft)
    with pytest.raises(Blocked):
        make.step(filed, "start_examination", insider)
    filed = make.step(filed, "start_examination", ministry.examiner)
    filed = make.step(filed, "consult", ministry.examiner)
    with pytest.raises(Blocked):
        make.step(
            filed.opinions.get(), "give", insider, view="no_objection", text="可", reason_codes=[]
        )
    make.step(
        filed.opinions.get(), "give", town.examiner, view="no_objection", text="可", reason_codes=[]
    )
    with pytest.raises(Blocked):
        make.step(filed.measures.get(), "determine", insider, **make.grant_inputs())
    assert office_applications(insider).filter(pk=filed.pk).exists() is False
    assert office_applications(ministry.examiner).filter(pk=filed.pk).exists() is True


def test_officials_without_a_company_cost_no_query(
    draft, partner, ministry, django_assert_num_queries
):
    belongs_to_an_applicant(draft, ministry.examiner)
    with django_assert_num_queries(0):
        assert belongs_to_an_applicant(draft, ministry.examiner) is False


def test_link_confirms_without_an_account_and_only_once(draft, partner):
    url = partner.link_path()
    visitor = Client()
    assert visitor.get(url).status_code == 200
    data = {
        "step": "confirm",
        "name": "出島 三郎",
        "declared": "on",
        "content_sha256": content_sha256(draft),
    }
    assert visitor.post(url, {**data, "declared": ""}).status_code == 422
    assert visitor.post(url, data).status_code == 200
    done = fresh(partner)
    assert (done.status, done.confirmed_name, done.confirmed_by) == ("confirmed", "出島 三郎", None)
    entry = audit.trail(done).last()
    assert (entry.actor_kind, entry.actor_role, entry.actor_ref) == ("link", "link_bearer", "")
    assert visitor.get(url).status_code == 404
    assert visitor.post(url, {"step": "decline", "decline-reason": "やめる"}).status_code == 404


def test_joint_applicant_confirms_what_was_shown(draft, partner, company):
    seen = content_sha256(draft)
    touch(draft, version=None, plan={**draft.plan, "goal": "別の目標"})
    with pytest.raises(Blocked):
        confirm(partner, owner_of(partner), content_sha256=seen)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("corporate_number", "8000012010039"),
        ("corporate_number", "7000012050002"),
        ("work", ""),
        ("role", "lead"),
        ("contact_email", "saburo"),
    ],
)
def test_wrong_entries_are_named_and_kept(client, draft, company, field, value):
    client.force_login(company.owner)
    data = {
        "corporate_number": "8000012010038",
        "name": "デモ大学",
        "role": "partner",
        "work": "測定",
        "contact_name": "三郎",
        "contact_email": "s@example.jp",
        field: value,
    }
    answer = client.post(f"/apply/applications/{draft.pk}/partners/", data)
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {field})
    assert answer.context["form"]["name"].value() == "デモ大学"
    assert draft.co_applicants.count() == 0


def test_same_organization_is_named_once(client, draft, partner, company):
    client.force_login(company.owner)
    data = {
        "corporate_number": partner.corporate_number,
        "name": "同じ",
        "role": "joint",
        "work": "同じ",
        "contact_name": "同じ",
        "contact_email": "s@example.jp",
    }
    answer = client.post(f"/apply/applications/{draft.pk}/partners/", data)
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"corporate_number"})


def test_parties_of_a_filed_application_stand(draft, partner, company, client):
    confirm(partner, owner_of(partner))
    make.submit(draft)
    with pytest.raises(Blocked):
        make.step(partner, "remove", company.owner)
    client.force_login(company.owner)
    data = {
        "corporate_number": "7010001008844",
        "name": "x",
        "role": "joint",
        "work": "x",
        "contact_name": "x",
        "contact_email": "s@example.jp",
    }
    answer = client.post(f"/apply/applications/{draft.pk}/partners/", data)
    assert (answer.status_code, draft.co_applicants.count()) == (409, 1)
