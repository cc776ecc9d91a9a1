"""Agents: a power of attorney opens exactly what it names, where and while it holds."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from applications import membership, tokens
from applications.membership import Act
from applications.models import Application, PowerOfAttorney
from applications.notices import company_people
from casework import audit, clock
from casework.models import AuditEntry
from casework.transitions import Blocked, steps_for
from tests import factories as make
from tests.applications import people

pytestmark = pytest.mark.django_db


def again(user):
    """Return the user as the next request reads it."""
    return type(user).objects.get(pk=user.pk)


@pytest.fixture
def agent(db):
    return make.make_user("agent")


def test_agent_files_and_the_trail_names_agent_and_principal(draft, agent):
    people.empower(draft.company, agent)
    application = make.submit(people.signed(draft), again(agent))
    entry = audit.trail(application).get()
    assert entry.actor_name == "行政書士 出島 次郎"
    assert entry.actor_organisation == "代理人 デモ行政書士事務所（委任: デモ空輸株式会社）"
    assert application.submitted_by == agent


def test_act_that_the_power_does_not_name_is_refused_with_the_reason(draft, agent):
    people.empower(draft.company, agent, acts=["draft"])
    people.signed(draft)
    with pytest.raises(Blocked) as refused:
        make.submit(draft, again(agent))
    assert len(refused.value.reasons) == 1
    assert str(Act.FILE.label) in refused.value.reasons[0]
    (step,) = [s for s in steps_for(draft, again(agent)) if s.name == "submit"]
    assert (step.is_open, len(step.unmet)) == (False, 1)


def test_withdrawing_needs_a_special_mandate(draft, agent):
    people.empower(draft.company, agent)
    application = make.submit(draft)
    with pytest.raises(Blocked):
        make.step(application, "withdraw", again(agent))
    people.empower(draft.company, agent, acts=["withdraw"])
    assert make.step(application, "withdraw", again(agent)).status == "withdrawn"


def test_step_that_no_act_covers_is_the_company_s_own(draft, agent, monkeypatch):
    from applications import powers

    people.empower(draft.company, agent, acts=Act.values)
    monkeypatch.delitem(powers.ACT_OF, ("applications.application", "submit"))
    people.signed(draft)
    with pytest.raises(Blocked) as refused:
        make.submit(draft, again(agent))
    assert refused.value.reasons == [str(powers.ONLY_THE_COMPANY)]
    assert make.submit(draft).status == "arrived"


def test_power_holds_from_its_first_to_its_last_day(draft, agent):
    day = clock.today()
    people.empower(
        draft.company, agent, valid_from=day + timedelta(1), valid_until=day + timedelta(3)
    )
    user = again(agent)
    seen = []
    for offset in range(5):
        with clock.set_to(clock.now() + timedelta(days=offset)):
            seen.append(Application.objects.visible_to(user).count())
    assert seen == [0, 1, 1, 1, 0]
    with clock.set_to(clock.now() + timedelta(days=4)), pytest.raises(PermissionDenied):
        make.submit(draft, again(agent))


@pytest.mark.parametrize("limit", ["zone", "procedure", "application"])
def test_power_reaches_only_what_its_limit_lets_through(town, ministry, company, agent, limit):
    other_town = make.make_town("other")
    inside = make.make_draft(town, ministry, company)
    procedure = make.make_procedure("other")
    outside = make.make_draft(other_town, ministry, company)
    Application.objects.filter(pk=outside.pk).update(procedure=procedure)
    value = {"zone": inside.zone, "procedure": inside.procedure, "application": inside}[limit]
    people.empower(company, agent, **{limit: value})
    user = again(agent)
    assert list(Application.objects.visible_to(user)) == [inside]
    assert make.submit(people.signed(inside), user).status == "arrived"
    with pytest.raises(PermissionDenied):
        make.submit(Application.objects.get(pk=outside.pk), user)


def test_power_reaches_the_exemption_and_its_reports(town, ministry, company, agent):
    exemption = make.make_exemption(town, ministry, company)
    people.empower(company, agent, acts=["report"], zone=town.zone)
    with pytest.raises(Blocked):
        make.step(exemption, "surrender", again(agent), reasons="やめる")
    running = make.run(exemption, again(agent))
    assert running.status == "running"
    names = AuditEntry.objects.filter(case_type="applications.exemption", step="start")
    assert [e.actor_name for e in names] == ["行政書士 出島 次郎"]


def test_power_for_one_zone_does_not_open_an_exemption_elsewhere(town, ministry, company, agent):
    exemption = make.make_exemption(town, ministry, company)
    people.empower(company, agent, acts=Act.values, zone=make.make_town("other").zone)
    assert type(exemption).objects.visible_to(again(agent)).count() == 0
    with pytest.raises(PermissionDenied):
        make.step(exemption, "gather_consent", again(agent))


def test_agent_receives_notices_only_when_the_power_says_so(draft, agent):
    second = make.make_user("second")
    people.empower(draft.company, agent, acts=["notices"], zone=draft.zone)
    people.empower(draft.company, second, acts=["file"])
    assert company_people(draft.company, draft) == (draft.company.owner, agent)
    assert company_people(draft.company) == (draft.company.owner,)


def test_agent_judges_nothing_of_the_principal(draft, ministry):
    official = ministry.examiner
    people.empower(draft.company, official, acts=["notices"])
    application = make.submit(draft)
    with pytest.raises(Blocked):
        make.step(application, "start_examination", again(official))


def test_who_filed_as_an_agent_never_judges_even_after_the_power_ended(draft, ministry):
    official = ministry.examiner
    power = people.empower(draft.company, official)
    application = make.submit(people.signed(draft), again(official))
    make.step(power, "resign", again(official))
    with pytest.raises(Blocked):
        make.step(application, "start_examination", again(official))


@pytest.mark.parametrize("end", ["revoke", "resign"])
def test_ended_power_opens_nothing(draft, agent, end):
    power = people.empower(draft.company, agent)
    if end == "revoke":
        make.step(power, "revoke", draft.company.owner, reasons="契約の終了")
    else:
        make.step(power, "resign", again(agent))
    assert Application.objects.visible_to(again(agent)).count() == 0
    with pytest.raises(PermissionDenied):
        make.submit(draft, again(agent))


@pytest.mark.parametrize("who", ["stranger", "reader", "agent"])
def test_only_the_owner_revokes(company, agent, who):
    power = people.empower(company, agent)
    reader = people.join(company, make.make_user("reader"), "reader").user
    actor = {"stranger": make.make_user("stranger"), "reader": reader, "agent": agent}[who]
    with pytest.raises(PermissionDenied):
        make.step(power, "revoke", again(actor), reasons="x")


def test_offer_is_taken_once_by_its_link(client, company, agent):
    power = people.offer(company, agent)
    address = tokens.path_of(power)
    client.force_login(agent)
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 302
    assert PowerOfAttorney.objects.get(pk=power.pk).agent == agent
    assert client.get(address).status_code == 404


def test_offer_is_declined(client, company, agent):
    power = people.offer(company, agent)
    client.force_login(agent)
    assert client.post(tokens.path_of(power), {"decline": "1"}).status_code == 302
    assert PowerOfAttorney.objects.get(pk=power.pk).status == "declined"
    assert membership.represented_by(again(agent)) == set()


def test_member_is_not_an_agent_of_the_own_company(company):
    power = people.offer(company, company.owner)
    with pytest.raises(Blocked):
        make.step(power, "accept", company.owner, **people.taken(power, company.owner))


def _entry(**changes):
    today = clock.today()
    return {
        "agent_name": "出島 次郎",
        "agent_email": "agent@example.jp",
        "qualification": "gyoseishoshi",
        "registration_number": "12345678",
        "acts": ["draft", "file"],
        "valid_from": today.isoformat(),
        "valid_until": (today + timedelta(days=90)).isoformat(),
        **changes,
    }


def test_owner_grants_a_power_with_its_document(client, company):
    client.force_login(company.owner)
    upload = SimpleUploadedFile("ininjo.pdf", b"%PDF-1.7\n")
    answer = client.post(reverse("apply_power_new", args=[company.pk]), _entry(document=upload))
    power = PowerOfAttorney.objects.get()
    assert (answer.status_code, power.status) == (302, "granted")
    shown = client.get(reverse("apply_power", args=[power.pk]))
    (stored,) = shown.context["files"]
    got = client.get(reverse("apply_power_file", args=[power.pk, stored.pk]))
    assert b"".join(got) == b"%PDF-1.7\n"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"acts": []}, "acts"),
        ({"registration_number": ""}, "registration_number"),
        ({"valid_until": "2001-01-01"}, "valid_until"),
        ({"agent_email": "x"}, "agent_email"),
        ({"qualification": ""}, "qualification"),
        ({"valid_until": "2099-01-01"}, "valid_until"),
        ({"document": SimpleUploadedFile("a.pdf", b"MZ")}, "document"),
    ],
)
def test_power_that_lacks_something_names_the_field(client, company, changes, field):
    client.force_login(company.owner)
    answer = client.post(reverse("apply_power_new", args=[company.pk]), _entry(**changes))
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {field})
    assert not PowerOfAttorney.objects.exists()


def test_only_an_owner_empowers(client, company, agent):
    filer = people.join(company, make.make_user("filer")).user
    client.force_login(filer)
    assert client.get(reverse("apply_power_new", args=[company.pk])).status_code == 403
    people.empower(company, agent, acts=Act.values)
    client.force_login(agent)
    assert client.get(reverse("apply_power_new", args=[company.pk])).status_code == 404
    assert client.get(reverse("apply_people", args=[company.pk])).status_code == 404
    assert client.get(reverse("apply_company_edit", args=[company.pk])).status_code == 404


def test_agent_s_landing_page_shows_principals_and_cases(client, draft, agent):
    power = people.empower(draft.company, agent)
    client.force_login(agent)
    shown = client.get(reverse("apply"))
    assert [row["power"] for row in shown.context["principals"]] == [power]
    assert [row["case"] for row in shown.context["cases"]] == [draft]
    assert [todo.title for todo in shown.context["todos"]] == [draft.title]


def test_agent_writes_only_with_the_act_and_within_the_limits(client, draft, agent):
    people.empower(draft.company, agent, acts=["file"])
    client.force_login(agent)
    item = reverse("apply_item", args=[draft.pk, 1])
    assert client.get(item).status_code == 403
    people.empower(draft.company, agent, acts=["draft"], zone=draft.zone)
    assert client.get(item).status_code == 200
    start = f"{reverse('apply_new')}?zone={draft.zone.slug}"
    values = {"procedure": draft.procedure_id, "company": draft.company_id, "title": "新しい"}
    assert client.post(start, values).status_code == 302
    assert Application.objects.get(title="新しい").created_by == agent
    other = make.make_town("other").zone
    values["title"] = "別の特区"
    refused = client.post(f"{reverse('apply_new')}?zone={other.slug}", values)
    assert (refused.status_code, set(refused.context["form"].errors)) == (422, {"company"})
    assert not Application.objects.filter(title="別の特区").exists()


def test_agent_s_writing_is_saved_as_it_goes_only_with_the_act(client, draft, agent):
    people.empower(draft.company, agent, acts=["file"])
    client.force_login(agent)
    entry = {"item": 2, "method": "代理人の書いた方法", "version": draft.version}
    address = reverse("apply_autosave", args=[draft.pk])
    assert client.post(address, entry).status_code == 403
    people.empower(draft.company, agent, acts=["draft"])
    assert client.post(address, entry).status_code == 200
    draft.refresh_from_db()
    assert draft.plan["method"] == "代理人の書いた方法"
