"""Plans of zones in the demo: a hearing, a change, a demand, a closing, two calls, an operator. Invented."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from applications.models import CallEntry
from casework import clock
from casework.calendar import add_legal_months
from casework.transitions import perform
from console.demo.cast import Cast, _staff
from console.demo.timeline import Story
from zones.blueprints import blueprints
from zones.founding import found
from zones.hearing import give_opinion
from zones.models import Call, Demand, Mandate, Organisation, Preparation, ZoneChange
from zones.models.plan import Channel

OPINIONS = [
    (
        "body",
        "デモ農事組合",
        "農地を借りた法人が途中でやめたときの手当てを決めてください。",
        Channel.OFFICE,
    ),
    ("person", "", "空き家の持ち主に、先に話を聞いてください。", Channel.WEB),
]


def stories(cast: Cast) -> Iterator[Story]:
    """Return the plans."""
    yield _hearing(cast)
    yield _change_and_demand(cast)
    yield _calls(cast)
    yield _operator(cast)
    yield _closing(cast)


def _step(case: Any, name: str, actor: Any, **inputs: Any) -> Any:
    fresh = type(case)._base_manager.get(pk=case.pk)
    return perform(fresh, name, actor=actor, version=fresh.version, **inputs)


def _hearing(cast: Cast) -> Story:
    yield -24
    clerk, office = cast.people["tsuwano.administrator"], cast.offices["tsuwano"]
    town = cast.zones["tsuwano"].municipalities.get()
    plan = blueprints()["farmland"]
    zone = found(blueprint=plan, municipality=town, office=office, name="", actor=clerk)
    yield -20
    until = clock.today() + timedelta(days=30)
    bodies = ["デモ農事組合", "島根県"]
    _step(zone, "open_hearing", clerk, text=zone.summary, until=until, bodies=bodies)
    yield -12
    given = [
        give_opinion(zone, given_by=by, name=name, body=body, channel=channel)
        for by, name, body, channel in OPINIONS
    ]
    yield -6
    reply = "途中でやめた場合に町が農地を引き継ぐ契約を、認定の条件に加えます。"
    _step(given[0], "answer", cast.people["tsuwano.examiner"], reply=reply)


def _change_and_demand(cast: Cast) -> Story:
    yield -30
    zone = cast.zones["yabu"]
    demand = Demand.objects.create(zone=zone, office=cast.offices["cao"])
    text = "前年度の特例の利用状況について、地区別の件数を報告してください。"
    due_on = clock.today() + timedelta(days=21)
    _step(demand, "demand", cast.people["cao.approver"], text=text, due_on=due_on)
    yield -18
    answer = "大屋・関宮の2地区の件数を別紙のとおり報告します。"
    _step(demand, "answer", cast.people["yabu.approver"], answer=answer)
    yield -14
    change = ZoneChange.objects.create(zone=zone)
    proposed = {"area_text": "兵庫県養父市（大屋・関宮の飛行経路の下を含む全域）"}
    reasons = "配送の経路を区域に明記する。"
    clerk = cast.people["yabu.administrator"]
    _step(change, "prepare", clerk, proposed=proposed, reasons=reasons)
    yield -11
    _step(change, "file", cast.people["yabu.approver"], ministries={})


def _call(cast: Cast, slug: str, title: str, days: int) -> Call:
    call = Call.objects.create(zone=cast.zones[slug])
    terms = {
        "title": title,
        "text": "予約と配車、利用者への説明を担う運営者を募集します（デモ）。",
        "criteria": "安全の体制、地域での採用、料金の分かりやすさで選びます。",
        "capacity": 1,
        "opens_on": clock.today(),
        "closes_on": clock.today() + timedelta(days=days),
    }
    _step(call, "prepare", cast.people[f"{slug}.administrator"], **terms)
    return _step(call, "announce", cast.people[f"{slug}.approver"])


def _join(cast: Cast, call: Call, company: str) -> CallEntry:
    entry = CallEntry.objects.create(call=call, company=cast.companies[company])
    plan = "地域の運転者5人を雇い、予約は電話とウェブの両方で受けます（デモ）。"
    return _step(entry, "join", cast.people[f"{company}.owner"], plan=plan)


def _calls(cast: Cast) -> Story:
    yield -60
    closed = _call(cast, "suo-oshima", "空き家宿の共同受付の運営者", 20)
    yield -50
    first, second = _join(cast, closed, "yado"), _join(cast, closed, "norai")
    yield -38
    examiner = cast.people["suo-oshima.examiner"]
    _step(first, "choose", examiner, reasons="安全の体制が最も具体的である。")
    _step(second, "pass_over", examiner, reasons="夜間の対応者が示されていない。")
    yield -35
    reasons = "2者の応募を基準により比べ、安全の体制が最も具体的な者を選びました。"
    _step(closed, "conclude", cast.people["suo-oshima.approver"], reasons=reasons)
    yield -10
    opened = _call(cast, "yabu", "山間の移動の運営者", 40)
    yield -4
    _join(cast, opened, "norai")
    _join(cast, opened, "jido")


def _operator(cast: Cast) -> Story:
    yield -45
    office = Organisation.objects.create(
        code="demo-operator", kind="operator", name="デモまちづくり公社（架空）"
    )
    _staff(cast, "operator", office, {"examiner": "受託者"})
    mandate = Mandate.objects.create(zone=cast.zones["yabu"])
    terms = {
        "operator": office,
        "tasks": ["form_check", "messages", "calls"],
        "contract": "令和8年度業務委託契約第12号（デモ）、秘密保持 第9条",
        "valid_from": clock.today(),
        "valid_until": clock.today() + timedelta(days=365),
    }
    _step(mandate, "prepare", cast.people["yabu.administrator"], **terms)
    _step(mandate, "entrust", cast.people["yabu.approver"])
    yield -8
    work = Preparation.objects.create(mandate=mandate)
    text = "様式の漏れと法人番号の検査数字を確かめました。指摘はありません。"
    words = {"task": "form_check", "subject": "今週届いた申請の形式の確認", "text": text}
    _step(work, "prepare", cast.people["operator.examiner"], **words)


def _closing(cast: Cast) -> Story:
    yield -1
    _step(
        cast.zones["tomi"],
        "announce_closing",
        cast.people["tomi.approver"],
        closes_on=add_legal_months(clock.today(), 7),
        reasons="実証の目的を果たし、全国の制度に移るため（デモ）。",
        plan="実施者は終了日までに実証を終え、利用者に知らせます。デジタル住民は記録を持ち出し、別の特区に登録できます。",
    )
