"""Binding, checks of conditions, orders: what is allowed, refused and shown."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from applications.effects.binding import sites_of
from applications.models import ConditionCheck, Exemption, Letter
from applications.office.work import exemption_tasks
from casework import clock
from casework.transitions import Blocked
from tests import factories as make
from tests.applications.life import (
    announce,
    check,
    on,
    order_inputs,
)
from tests.applications.office import errors, post

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


# --- binding ----------------------------------------------------------------------------------------


def test_grant_binds_law_sites_participants_and_first_edition(running):
    binding = running.binding
    assert (binding.as_of, binding.revision) == (running.granted_on, "")
    assert binding.participants == [
        {"who": "大屋地区の120世帯", "number": 300, "may_be_harmed": False}
    ]
    assert [(s.name, s.municipality_text) for s in running.sites.all()] == [
        ("旧大屋小学校", "養父市")
    ]
    edition = running.editions.get()
    assert (edition.number, edition.from_on, edition.text) == (1, running.granted_on, running.text)
    assert [c["text"] for c in edition.conditions] == [running.conditions.get().text]


def test_plan_without_rows_of_sites_has_its_area_as_the_site():
    assert sites_of({"place": "養父市大屋地区"}) == [
        {"name": "養父市大屋地区", "municipality": "養父市大屋地区"}
    ]
    assert sites_of({"place": " "}) == []


@pytest.mark.parametrize("revision", ["", "航空法", "327AC0000000231", "327AC0000000231_2026_x"])
def test_revision_that_is_none_is_refused(running, ministry, revision):
    with pytest.raises(Blocked):
        make.step(running, "name_revision", ministry.approver, revision=revision)


def test_named_revision_leads_to_its_text(running, ministry, client):
    revision = "327AC0000000231_20260401_507AC0000000048"
    make.step(running, "name_revision", ministry.approver, revision=revision)
    page = soup(client, f"/register/exemptions/{running.public_number}/")
    address = "https://laws.e-gov.go.jp/law/327AC0000000231/20260401_507AC0000000048"
    assert page.select_one(f'a[href="{address}"]').text == revision


# --- consent ----------------------------------------------------------------------------------------


def test_affected_people_are_reported_when_the_plan_names_them(town, ministry, company):
    exemption = make.make_exemption(town, ministry, company)
    row = {"who": "近隣", "number": 80, "may_be_harmed": True}
    exemption.binding.participants = [row]
    exemption.binding.save()
    make.step(exemption, "gather_consent", company.owner)
    inputs = {"began_on": clock.today(), "consents": 3, "refusals": 0}
    with pytest.raises(Blocked) as blocked:
        make.step(exemption, "start", company.owner, **inputs)
    assert len(blocked.value.reasons) == 1
    begun = make.step(exemption, "start", company.owner, affected=2, **inputs)
    assert (begun.status, begun.affected_consents) == ("running", 2)


# --- checks of conditions -----------------------------------------------------------------------------


def test_check_is_recorded_with_its_document_on_the_page(client, running, town, company):
    upload = SimpleUploadedFile("log.csv", "日,便\n1,4\n".encode())
    fields = {
        "condition": running.conditions.get().pk,
        "checked_on": clock.today().isoformat(),
        "result": "kept",
        "seen": "記録を照合した。",
        "document": upload,
    }
    done = post(client, town.examiner, "exemption", running, "check_condition", **fields)
    assert done.status_code == 302
    found = ConditionCheck.objects.get()
    assert (found.result, found.by_office) == ("kept", town.organisation.name)
    for user, prefix in ((ministry_of(running), "/console"), (company.owner, "/apply")):
        page = soup(client, f"{prefix}/exemptions/{running.pk}/", user)
        link = page.select_one("#conditions tbody a")["href"]
        assert b"".join(client.get(link).streaming_content) == "日,便\n1,4\n".encode()


def ministry_of(exemption):
    """Return who signs for the authority."""
    held = exemption.authority.memberships.filter(role="approver")
    return held.get().user


def test_public_page_counts_checks_and_names_nobody(client, running, town):
    check(running, town.examiner, seen="田中の記録を見た。")
    check(running, town.examiner, result="broken")
    page = soup(client, f"/register/exemptions/{running.public_number}/")
    assert page.select_one("[data-checks]")["data-checks"] == "2"
    assert "田中" not in page.text
    assert town.examiner.get_full_name() not in page.select_one("main").text


@pytest.mark.parametrize(
    "wrong",
    [
        {"result": "fine"},
        {"seen": " "},
        {"condition": None},
        {"days": 1},
        {"days": -400},
    ],
    ids=str,
)
def test_incomplete_check_is_refused(running, town, wrong):
    wrong = dict(wrong)
    if "days" in wrong:
        wrong["checked_on"] = later(wrong.pop("days"))
    with pytest.raises(Blocked):
        check(running, town.examiner, **wrong)
    assert ConditionCheck.objects.count() == 0


def test_check_form_keeps_what_was_entered(client, running, town):
    bad = post(client, town.examiner, "exemption", running, "check_condition", seen="記録を見た。")
    assert (bad.status_code, errors(bad)) == (422, {"condition", "checked_on", "result"})
    assert "記録を見た。" in bad.content.decode()


def test_check_is_append_only(running, town):
    found = check(running, town.examiner)
    found.result = "broken"
    with pytest.raises(TypeError):
        found.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        ConditionCheck.objects.update(result="broken")
    with pytest.raises(DatabaseError), transaction.atomic():
        ConditionCheck.objects.all().delete()
    assert ConditionCheck.objects.get().result == "kept"


def test_check_falls_due_again_after_its_interval(running, town):
    condition = running.conditions.get()
    condition.every_months = 3
    condition.save()
    first = needs(running)["check_condition"]
    assert first == condition.next_check_on()
    with on(first + timedelta(days=3)):
        assert condition.next_check_on() < clock.today()
        check(running, town.examiner)
        second = needs(running)["check_condition"]
        assert (second - clock.today()).days in range(88, 93)


# --- orders -----------------------------------------------------------------------------------------


def test_order_changes_the_text_and_keeps_the_old_edition(client, running, ministry, company):
    old = running.text
    order = announce(running, ministry)
    make.step(order, "explain", company.owner, explanation="異存はない。")
    done = make.step(order, "issue", ministry.approver, **order_inputs(effective_on=later(10)))
    new = done.new_text
    fresh = Exemption.objects.get(pk=running.pk)
    assert [fresh.text_on(later(n)) for n in (0, 9, 10)] == [old, old, new]
    assert [e.number for e in fresh.editions.all()] == [1, 2]
    assert set(Letter.objects.filter(measure=running.measure).values_list("kind", flat=True)) == {
        "determination",
        "explanation",
        "order",
    }
    for day, text in ((9, old), (10, new)):
        page = soup(client, f"/verify/{running.public_number}/?on={later(day).isoformat()}")
        assert text in page.text
    public = soup(client, f"/register/exemptions/{running.public_number}/")
    assert new in public.select_one("#orders").text
    assert "夜間の騒音の申出が続いた。" not in public.text
    client.force_login(company.owner)
    for number, code in ((1, 200), (2, 200), (3, 404)):
        answer = client.get(reverse("apply_certificate", args=[running.pk]), {"edition": number})
        assert answer.status_code == code


def test_order_replaces_a_condition_from_its_day(running, ministry, company):
    condition = running.conditions.get()
    order = announce(running, ministry)
    make.step(order, "explain", company.owner, explanation="ない。")
    changes = {"condition": condition, "condition_text": "毎週通知する。", "every_months": 1}
    inputs = order_inputs(effective_on=later(5), changes=changes)
    make.step(order, "issue", ministry.approver, **inputs)
    fresh = Exemption.objects.get(pk=running.pk)
    assert [[c.number for c in fresh.conditions_on(later(n))] for n in (4, 5)] == [[1], [2]]
    assert [c.number for c in fresh.conditions.on(later(5))] == [2]


def test_announced_order_is_not_public(client, running, ministry):
    announce(running, ministry)
    page = soup(client, f"/register/exemptions/{running.public_number}/")
    assert page.select_one("#orders") is None
    assert "飛行の時間を日没までとする。" not in page.text


def test_no_order_before_the_holder_could_explain(running, ministry):
    order = announce(running, ministry)
    with pytest.raises(Blocked):
        make.step(order, "issue", ministry.approver, **order_inputs())
    with on(later(14)), pytest.raises(Blocked):
        make.step(order, "issue", ministry.approver, **order_inputs())
    with on(later(15)):
        done = make.step(order, "issue", ministry.approver, **order_inputs())
    assert done.status == "issued"


@pytest.mark.parametrize(
    "wrong",
    [
        {"reasons": ""},
        {"heard_on": None},
        {"committee": ""},
        {"changes": {}},
        {"from": -1},
        {"from": 4000},
        {"ends": 4000},
        {"ends": -1},
    ],
    ids=str,
)
def test_order_that_lacks_something_is_refused(running, ministry, company, wrong):
    order = announce(running, ministry)
    make.step(order, "explain", company.owner, explanation="ない。")
    wrong = dict(wrong)
    if "from" in wrong:
        wrong["effective_on"] = later(wrong.pop("from"))
    if "ends" in wrong:
        wrong["changes"] = {"ends_on": later(wrong.pop("ends"))}
    with pytest.raises(Blocked):
        make.step(order, "issue", ministry.approver, **order_inputs(**wrong))
    assert Exemption.objects.get(pk=running.pk).editions.count() == 1


@pytest.mark.parametrize("days", [0, 13])
def test_announcement_leaves_two_weeks_to_explain(running, ministry, days):
    with pytest.raises(Blocked):
        announce(running, ministry, explain_by=later(days))


def test_order_form_shows_each_fault_at_its_field(client, running, ministry, company):
    order = announce(running, ministry)
    make.step(order, "explain", company.owner, explanation="ない。")
    client.force_login(ministry.approver)
    address = f"/console/orders/{order.pk}/steps/issue/"
    fresh = type(order).objects.get(pk=order.pk)
    fields = {"version": fresh.version, "reasons": "理由", "effective_on": clock.today()}
    bad = client.post(address, {**fields, "text": running.text})
    assert (bad.status_code, errors(bad)) == (422, {"text", "committee"})
