"""A zone's settings: a closed list, validated, from a day on, kept for ever; no dead ends."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from applications.models import Application
from applications.office import graph
from applications.workflow import ApplicationStatus
from casework import audit, clock
from casework.transitions import Blocked
from tests import factories as make
from zones.models import Zone, ZonePolicy
from zones.models.policy import adopt
from zones.policy import DEFAULT, Policy, policy_of, validated, word


def set_policy(town, day=None, **data):
    return adopt(
        town.zone,
        data,
        actor=town.administrator,
        role="zone_administrator",
        valid_from=day or clock.today(),
        basis="事務決裁規程",
    )


@pytest.mark.parametrize(
    ("data", "fields"),
    [
        ({}, set()),
        ({"needs_proposal": True}, set()),
        ({"correction_min_days": 5}, set()),
        ({"correction_min_days": 4}, {"correction_min_days"}),  # the law's fair period
        ({"examination_start_days": 8}, {"examination_start_days"}),
        ({"digest_hour": True}, {"digest_hour"}),
        ({"digest_hour": "8"}, {"digest_hour"}),
        ({"needs_proposal": 1}, {"needs_proposal"}),
        ({"correction_min_days": 20}, {"correction_days"}),  # the proposal would undercut it
        ({"step": "new"}, {"step"}),
        ({"glossary": {"law": "x"}}, {"glossary"}),
        ({"glossary": {"application": "x" * 41}}, {"glossary"}),
        ({"texts": {"start": 1}}, {"texts"}),
    ],
)
def test_only_the_closed_list_within_its_range(data, fields):
    if not fields:
        assert validated(data) == data or data == {"correction_min_days": 5}
        return
    with pytest.raises(ValidationError) as refused:
        validated(data)
    assert set(refused.value.message_dict) == fields


def test_only_what_differs_is_kept():
    data = {"needs_proposal": True, "digest_hour": DEFAULT.digest_hour, "glossary": {}}
    assert validated(data) == {"needs_proposal": True}


@pytest.mark.django_db
def test_settings_hold_from_their_day_without_a_query(town, django_assert_num_queries):
    later = clock.today() + timedelta(days=10)
    set_policy(town, needs_proposal=True)
    set_policy(town, later, correction_days=20)
    zone = Zone.objects.get(pk=town.zone.pk)
    with django_assert_num_queries(0):
        found = [
            policy_of(zone, day) for day in (clock.today() - timedelta(1), clock.today(), later)
        ]
    assert found == [DEFAULT, Policy(needs_proposal=True), Policy(correction_days=20)]


@pytest.mark.django_db
def test_adopted_settings_are_append_only_and_stand_in_the_trail(town):
    policy = set_policy(town, digest_hour=9)
    entry = audit.trail(town.zone).last()
    assert (entry.step, entry.data["policy"]) == ("adopt_policy", 1)
    for sql in ("UPDATE zones_zonepolicy SET number = 2", "DELETE FROM zones_zonepolicy"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    assert ZonePolicy.objects.get() == policy


@pytest.mark.django_db
def test_settings_of_one_zone_change_no_other(town):
    other = make.make_town("other", "別の町")
    set_policy(town, correction_min_days=10, correction_days=15)
    assert policy_of(other.zone) == DEFAULT


@pytest.mark.django_db
def test_needed_proposal_bars_the_direct_way(draft, ministry, town):
    measure = make.consult(draft, ministry, town).measures.get()
    set_policy(town, needs_proposal=True)
    with pytest.raises(Blocked) as refused:
        make.step(measure, "determine", ministry.approver, **make.grant_inputs())
    assert len(refused.value.reasons) == 1


@pytest.mark.django_db
def test_least_days_bind_a_correction(draft, ministry, town):
    make.examine(draft, ministry)
    set_policy(town, correction_min_days=20, correction_days=20)
    asked = {
        "fields": ["goal"],
        "reason_code": "incomplete",
        "message": "具体的に",
        "example": "例",
        "effect": "pause",
    }
    with clock.set_to(datetime(2026, 11, 24, 9, tzinfo=clock.JST)), pytest.raises(Blocked):
        make.step(
            draft, "request_clarification", ministry.examiner, due_on=date(2026, 12, 10), **asked
        )


@pytest.mark.django_db
def test_words_of_a_zone_fall_back_to_the_usual(town):
    usual = word(town.zone, "application")
    set_policy(town, glossary={"application": "提案"})
    assert (word(town.zone, "application"), usual != "提案") == ("提案", True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "policy", [DEFAULT, Policy(needs_proposal=True), Policy(needs_countersign=True)]
)
def test_graph_has_no_dead_end_under_any_setting(town, policy):
    found = graph.graph_of(town.zone, policy)
    assert found.dead_ends == []
    assert ("proposal" in found.states) == (policy.needs_proposal or policy.needs_countersign)
    assert {e.name for e in found.edges} >= {"submit", "consult", "withdraw", "record_disclosed"}


@pytest.mark.django_db
def test_dead_end_and_unreachable_state_are_named(town):
    found = graph.graph_of(town.zone, DEFAULT)
    broken = graph.Graph(
        states={**found.states, "limbo": "limbo", "island": "island"},
        edges=[
            *found.edges,
            graph.Edge("x", "x", ApplicationStatus.DRAFT.value, "limbo", (), "", ""),
        ],
    )
    assert len(list(graph.dead_ends(broken))) == 2


@pytest.mark.django_db
def test_missing_people_are_named(town, ministry):
    assert graph.graph_of(town.zone, DEFAULT).warnings == []
    alone = graph.graph_of(town.zone, Policy(needs_countersign=True)).warnings
    assert len(alone) == 1
    make.add_member(ministry.organisation, "approver")
    assert graph.graph_of(town.zone, Policy(needs_countersign=True)).warnings == []
    ministry.organisation.memberships.filter(role="approver").delete()
    assert len(graph.graph_of(town.zone, DEFAULT).warnings) == 3  # assign, determine, disclose


@pytest.mark.django_db
def test_page_previews_then_adopts(client, town):
    page = reverse("console:zone_policy", args=[town.zone.pk])
    client.force_login(town.administrator)
    shown = client.get(page).context["form"]
    data = {
        name: shown[name].value() or "" for name in shown.fields if shown[name].value() is not True
    }
    data |= {"needs_proposal": "on", "corrections_close": "on", "basis": "決裁規程第3条"}
    data["valid_from"] = clock.today().isoformat()
    preview = client.post(page, {**data, "preview": "1"})
    assert (len(preview.context["changes"]), ZonePolicy.objects.count()) == (1, 0)
    assert client.post(page, {**data, "correction_days": "1"}).status_code == 422
    assert client.post(page, {**data, "valid_from": "2020-01-01"}).status_code == 422
    assert client.post(page, data).status_code == 302
    assert policy_of(Zone.objects.get(pk=town.zone.pk)) == Policy(needs_proposal=True)
    assert client.post(page, data).status_code == 422  # the same day again


@pytest.mark.django_db
def test_only_who_leads_the_zone_sets_it(client, town):
    page = reverse("console:zone_policy", args=[town.zone.pk])
    client.force_login(town.examiner)
    assert (client.get(page).status_code, client.post(page, {}).status_code) == (200, 403)
    assert Application.objects.count() == 0
