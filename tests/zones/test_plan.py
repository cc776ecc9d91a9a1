"""From concept to designation and to the end: hearing, consents, changes, demands, revocation, closing."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from casework import audit, clock
from casework.calendar import add_legal_months
from casework.models import Notice
from casework.transitions import Blocked, perform
from tests import factories as make
from tests.zones.planning import DAY, Plan, measure
from zones.differences import lines_of
from zones.hearing import give_opinion
from zones.models import Demand, Revocation, Zone, ZoneChange

pytestmark = pytest.mark.django_db
OPINION = {"given_by": "person", "name": "住民", "body": "夜の便もほしい。"}


@pytest.fixture
def plan():
    return Plan()


@pytest.fixture(autouse=True)
def new_hour():
    """Nobody has used a public form yet."""
    cache.clear()


def blocked(call, *args, **kwargs):
    with pytest.raises(Blocked) as refused:
        call(*args, **kwargs)
    return refused.value.reasons


def later(days):
    return clock.set_to(clock.now() + timedelta(days=days))


def applied(plan):
    plan.hear()
    with later(31):
        plan.apply()
    return plan


@pytest.mark.parametrize(
    ("change", "held"),
    [
        ({"until": 29}, False),
        ({"until": 30}, True),
        ({"text": " "}, False),
        ({"bodies": []}, False),
    ],
)
def test_hearing_needs_thirty_days_a_text_and_bodies(plan, change, held):
    if "until" in change:
        change = {"until": clock.today() + change["until"] * DAY}
    if held:
        assert plan.hear(**change).status == "hearing"
    else:
        assert len(blocked(plan.hear, **change)) == 1
        assert plan.fresh().status == "concept"


def test_anybody_gives_an_opinion_to_the_end_of_the_last_day(plan):
    assert len(blocked(give_opinion, plan.zone, **OPINION)) == 1
    plan.hear()
    with later(30):
        assert give_opinion(plan.zone, **OPINION).status == "received"
    with later(31):
        assert len(blocked(give_opinion, plan.zone, **OPINION)) == 1
    assert plan.zone.opinions.count() == 1


def test_public_form_takes_five_opinions_an_hour_from_one_address(client, plan):
    plan.hear()
    url = reverse("zone_hearing", args=[plan.zone.slug])
    assert client.post(url, {**OPINION, "body": ""}).status_code == 422
    answers = [client.post(url, OPINION).status_code for _again in range(6)]
    assert (answers, plan.zone.opinions.count()) == ([302] * 5 + [429], 5)
    assert client.post(url, OPINION, headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 429
    assert client.post(url, OPINION, REMOTE_ADDR="192.0.2.8").status_code == 302


def test_closed_hearing_refuses_without_counting(client, plan):
    url = reverse("zone_hearing", args=[plan.zone.slug])
    closed = [client.post(url, OPINION).status_code for _again in range(6)]
    plan.hear()
    assert client.post(url, OPINION).status_code == 302
    assert set(closed) <= {404, 422}


def test_plan_is_filed_only_after_the_period_with_every_opinion_answered(plan):
    plan.hear()
    opinion = give_opinion(plan.zone, **OPINION)
    assert len(blocked(plan.apply)) == 2
    with later(31):
        assert len(blocked(plan.apply)) == 1
        with pytest.raises(PermissionDenied):
            make.step(opinion, "answer", plan.town.approver, reply="検討します。")
        assert len(blocked(make.step, opinion, "answer", plan.town.examiner, reply=" ")) == 1
        answered = make.step(opinion, "answer", plan.town.examiner, reply="夜の便を加えます。")
        assert (answered.reply, answered.replied_by) == ("夜の便を加えます。", "養父市役所")
        zone = plan.apply()
    assert (zone.status, zone.decision_due_on) == ("applied", add_legal_months(zone.applied_on, 3))
    assert [c.ministry_id for c in zone.consents.all()] == [plan.ministry.organisation.pk]
    assert set(Notice.objects.values_list("kind", flat=True)) >= {
        "zone.applied",
        "zone.consent_asked",
    }


def test_who_prepared_the_plan_does_not_sign_it(plan):
    make.add_member(plan.town.organisation, "approver", plan.town.administrator)
    plan.hear()
    ministries = {"RCX": plan.ministry.organisation}
    with later(31):
        reasons = blocked(plan.step, "apply", plan.town.administrator, ministries=ministries)
        assert len(reasons) == 1
        assert len(blocked(plan.step, "apply", plan.town.approver, ministries={})) == 1


def test_nothing_is_certified_without_the_ministers_consent(plan):
    consent = applied(plan).zone.consents.get()
    assert len(blocked(plan.step, "designate", plan.cabinet.approver)) == 1
    with pytest.raises(PermissionDenied):
        make.step(consent, "consent", plan.cabinet.approver)
    assert len(blocked(make.step, consent, "refuse", plan.ministry.approver, reasons="")) == 1
    make.step(consent, "refuse", plan.ministry.approver, reasons="安全が示されていない。")
    assert len(blocked(plan.step, "designate", plan.cabinet.approver)) == 1
    make.step(consent, "consent", plan.ministry.approver)
    assert plan.step("designate", plan.cabinet.approver).status == "designated"
    assert len(blocked(make.step, consent, "consent", plan.ministry.approver)) == 1


def test_who_filed_for_the_town_does_not_decide(plan):
    consent = applied(plan).zone.consents.get()
    make.step(consent, "consent", plan.ministry.approver)
    make.add_member(plan.cabinet.organisation, "approver", plan.town.approver)
    assert len(blocked(plan.step, "designate", plan.town.approver)) == 1


def propose(plan, **proposed):
    plan.register()
    actor = plan.town.administrator
    return plan.begin(ZoneChange, "prepare", actor, proposed=proposed, reasons="実情に合わせる。")


def test_minor_change_is_the_towns_own_and_recorded(plan):
    change = propose(plan, summary="通学の足も確かめる。")
    assert len(blocked(make.step, change, "file", plan.town.approver, ministries={})) == 1
    done = make.step(change, "record_minor", plan.town.approver)
    assert (done.status, plan.fresh().summary) == ("recorded", "通学の足も確かめる。")
    assert [(line.old, line.new) for line in lines_of(done)] == [
        ("通院の足を確かめる。", "通学の足も確かめる。")
    ]


def test_major_change_needs_a_new_certification(plan):
    new = measure("RCY", "農地の取得")
    ends = (clock.today() + 4000 * DAY).isoformat()
    change = propose(plan, measures=["RCX", "RCY"], expires_on=ends)
    assert len(blocked(make.step, change, "record_minor", plan.town.approver)) == 1
    assert len(blocked(make.step, change, "file", plan.town.approver, ministries={})) == 1
    ministries = {"RCY": plan.ministry.organisation}
    filed = make.step(change, "file", plan.town.approver, ministries=ministries)
    assert filed.decision_due_on == add_legal_months(clock.today(), 3)
    assert len(blocked(make.step, change, "approve", plan.cabinet.approver)) == 1
    make.step(filed.consents.get(), "consent", plan.ministry.approver)
    assert plan.fresh().expires_on.isoformat() != ends
    make.step(change, "approve", plan.cabinet.approver)
    zone = plan.fresh()
    assert set(zone.measures.all()) == {new, measure()}
    assert zone.expires_on.isoformat() == ends
    assert [line.old for line in lines_of(ZoneChange.objects.get())] == [
        lines_of(filed)[0].old,
        "RCX 自家用車による有償の運送",
    ]


def test_refused_or_withdrawn_change_leaves_the_plan(plan):
    change = propose(plan, area_text="大屋地区")
    assert (
        len(
            blocked(
                make.step, change, "prepare", plan.town.administrator, proposed={}, reasons="理由"
            )
        )
        == 1
    )
    make.step(change, "file", plan.town.approver, ministries={})
    assert len(blocked(make.step, change, "refuse", plan.cabinet.approver, reasons=" ")) == 1
    make.step(change, "refuse", plan.cabinet.approver, reasons="区域が狭すぎる。")
    assert plan.fresh().area_text == "養父市の全域"


def demand_inputs(days=14):
    return {"text": "報告を出す。", "due_on": clock.today() + days * DAY}


def test_measures_are_demanded_answered_and_settled(plan):
    plan.register()
    office = {"office": plan.ministry.organisation}
    demand = Demand.objects.create(zone=plan.zone, **office)
    with pytest.raises(PermissionDenied):
        make.step(demand, "demand", plan.cabinet.approver, **demand_inputs())
    assert (
        len(blocked(make.step, demand, "demand", plan.ministry.approver, **demand_inputs(13))) == 1
    )
    make.step(demand, "demand", plan.ministry.approver, **demand_inputs())
    with later(15):
        assert Demand.objects.get().is_late
        make.step(demand, "answer", plan.town.approver, answer="出しました。")
        make.step(demand, "demand_again", plan.ministry.approver, **demand_inputs())
        make.step(demand, "answer", plan.town.approver, answer="直しました。")
        assert make.step(demand, "settle", plan.ministry.approver).status == "settled"


def notice_inputs(days=14):
    return {
        "ground": "第9条第1項",
        "facts": "要件を欠く。",
        "hearing_on": clock.today() + days * DAY,
        "hearing_place": "内閣府",
    }


def test_designation_is_revoked_only_after_the_town_was_heard(plan):
    plan.register()
    assert len(blocked(plan.step, "revoke", plan.cabinet.approver, reasons="欠いた。")) == 1
    case = Revocation.objects.create(zone=plan.zone)
    with pytest.raises(PermissionDenied):
        make.step(case, "notify", plan.cabinet.approver, **notice_inputs())
    assert len(blocked(make.step, case, "notify", plan.cabinet.examiner, **notice_inputs(13))) == 1
    make.step(case, "notify", plan.cabinet.examiner, **notice_inputs())
    make.step(case, "state", plan.town.approver, statement="直しました。")
    assert (
        len(blocked(make.step, case, "record_hearing", plan.cabinet.examiner, minutes="陳述")) == 1
    )
    with later(14):
        make.step(case, "record_hearing", plan.cabinet.examiner, minutes="陳述のとおり。")
        make.add_member(plan.cabinet.organisation, "approver", plan.cabinet.examiner)
        assert len(blocked(plan.step, "revoke", plan.cabinet.examiner, reasons="欠いた。")) == 1
        assert plan.step("revoke", plan.cabinet.approver, reasons="欠いた。").status == "revoked"
    assert Revocation.objects.get().status == "decided"


def test_nobody_outside_knows_of_a_revocation_before_it_is_decided(plan, client):
    plan.register()
    case = Revocation.objects.create(zone=plan.zone)
    make.step(case, "notify", plan.cabinet.examiner, **notice_inputs())
    other = make.make_town("else")
    address = reverse("zone_history", args=[plan.zone.slug])
    assert b"revoked-" not in client.get(address).content
    seen = [
        Revocation.objects.visible_to(user).exists()
        for user in (other.approver, plan.town.viewer, plan.cabinet.reviewer)
    ]
    assert seen == [False, True, True]


def closing_inputs(**changes):
    return {
        "closes_on": add_legal_months(clock.today(), 6),
        "reasons": "目的を果たした。",
        "plan": "期限までに終える。",
        **changes,
    }


def test_closing_is_announced_six_months_ahead(plan):
    plan.register()
    soon = add_legal_months(clock.today(), 6) - DAY
    signer = plan.town.approver
    assert (
        len(blocked(plan.step, "announce_closing", signer, **closing_inputs(closes_on=soon))) == 1
    )
    assert len(blocked(plan.step, "announce_closing", signer, **closing_inputs(plan=""))) == 1
    zone = plan.step("announce_closing", signer, **closing_inputs())
    assert (zone.is_open(), zone.is_winding_down()) == (True, True)
    assert len(blocked(plan.step, "announce_closing", signer, **closing_inputs())) == 1
    assert len(blocked(plan.step, "close", signer)) == 1
    with clock.set_to(clock.now() + (zone.closes_on - clock.today())):
        assert plan.step("close", signer).status == "closed"
    assert plan.fresh().ended_on == zone.closes_on


def test_closing_zone_takes_nothing_new_and_may_go_on(town):
    zone = town.zone
    assert Zone.objects.taking().filter(pk=zone.pk).exists()
    make.step(zone, "announce_closing", town.approver, **closing_inputs())
    assert not Zone.objects.taking().filter(pk=zone.pk).exists()
    make.step(zone, "take_back_closing", town.approver, reasons="続ける。")
    assert Zone.objects.taking().filter(pk=zone.pk).exists()


def test_zone_is_over_after_its_last_day_without_any_job(plan):
    plan.register()
    zone = plan.step("announce_closing", plan.town.approver, **closing_inputs())
    last = zone.closes_on
    found = [Zone.objects.open_on(day).filter(pk=zone.pk).exists() for day in (last, last + DAY)]
    assert (found, zone.is_open(last), zone.is_open(last + DAY)) == ([True, False], True, False)


def test_holders_plan_the_end_before_the_zone_closes(draft, ministry, town, company):
    exemption = make.run(make.make_exemption(town, ministry, company), company.owner)
    make.step(town.zone, "announce_closing", town.approver, **closing_inputs())
    asked = exemption.wind_downs.get()
    closes = Zone.objects.get(pk=town.zone.pk).closes_on
    late = {"ends_on": closes + DAY, "plan": "返却する。"}
    assert len(blocked(make.step, asked, "submit", company.owner, **late)) == 1
    make.step(asked, "submit", company.owner, ends_on=closes, plan="機器を返し、データを渡す。")
    assert make.step(asked, "accept", town.administrator).status == "accepted"
    assert Notice.objects.filter(kind="wind_down.asked").count() == 1
    with clock.set_to(clock.now() + (closes - clock.today())):
        zone = Zone.objects.get(pk=town.zone.pk)
        reasons = blocked(perform, zone, "close", actor=town.approver, version=zone.version)
        assert exemption.public_number in reasons[0]
        make.step(exemption, "surrender", company.owner, **surrender_inputs())
        assert make.step(zone, "close", town.approver).status == "closed"


def surrender_inputs():
    return {"reasons": "特区の終了による。"}


def test_trail_of_the_zone_is_whole(plan):
    applied(plan)
    trail = audit.trail(plan.zone)
    assert [entry.step for entry in trail.order_by("seq")] == ["open_hearing", "apply"]
    assert not list(audit.broken_entries(trail.order_by("seq")))
