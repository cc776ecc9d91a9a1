"""Scenes from the life of exemptions: checks of conditions, an ordered change, a bridge, an overlap, hearings."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from applications.effects.incident import report_incident
from applications.models import Exemption, Overlap
from applications.rules.bridge import latest_end
from applications.rules.hearing import may_preside
from casework import clock
from casework.transitions import perform
from console.demo.cast import Cast
from console.demo.timeline import Story
from zones.models.organisations import Membership

CHECKED = ("集落を結ぶ自動運転の定期便", "国有林での無人集材機", "防災無線の臨時中継局")
ORDERED, BRIDGED = CHECKED[0], CHECKED[2]
OVERLAPPING = "林産物の自動運搬車の公道走行"


def step(case: Any, name: str, actor: Any, **inputs: Any) -> Any:
    """Take a step on the case as it stands."""
    fresh = type(case)._base_manager.get(pk=case.pk)
    return perform(fresh, name, actor=actor, version=fresh.version, **inputs)


def _titled(title: str) -> Exemption:
    return Exemption.objects.get(title=title)


def stories(cast: Cast) -> Iterator[Story]:
    """Yield the stories that go on beside those of the applications."""
    yield _checks(cast)
    yield _order(cast)
    yield _bridge(cast)
    yield _overlap(cast)


def _checks(cast: Cast) -> Story:
    for number, day in enumerate(range(-330, -10, 75)):
        yield day
        for title in CHECKED:
            found = Exemption.objects.filter(title=title, status="running").first()
            if found is None:
                continue
            result = "unclear" if number == 2 and title == ORDERED else "kept"
            step(
                found,
                "check_condition",
                cast.people[f"{found.zone.slug}.examiner"],
                condition=found.conditions.on().first(),
                checked_on=clock.today(),
                result=result,
                seen="（デモ）一部の日の記録が届いておらず、照合できなかった。"
                if result == "unclear"
                else "（デモ）提出された記録を運行の記録と照合し、欠けた日がないことを確かめた。",
            )


def _order(cast: Cast) -> Story:
    yield -95
    found = _titled(ORDERED)
    step(
        found,
        "announce_order",
        cast.people["npa.approver"],
        kind="change",
        intended="運行の記録を毎週提出することとする。（デモ）",
        legal_basis="産業競争力強化法 第8条の4第3項",
        facts="一部の日の記録が届かず、条件が守られたかを確かめられなかった。（デモ）",
        explain_by=clock.today() + timedelta(days=14),
    )
    yield -86
    order = found.orders.get()
    step(
        order,
        "explain",
        cast.people["jido.owner"],
        explanation="通信の障害によるもので、記録装置を二重にした。毎週の提出に異存はない。（デモ）",
    )
    yield -70
    step(
        order,
        "issue",
        cast.people["npa.approver"],
        reasons="記録の欠けを早く見つけられるようにするため。（デモ）",
        effective_on=clock.today() + timedelta(days=7),
        heard_on=clock.today() - timedelta(days=5),
        committee="提出の間隔を短くすることは適当である。（デモ）",
        changes={
            "condition": found.conditions.on().first(),
            "condition_text": "利用の記録を毎週提出すること。",
            "every_months": 1,
        },
    )


def _bridge(cast: Cast) -> Story:
    yield -80
    found = _titled(BRIDGED)
    step(
        found,
        "request_bridge",
        cast.people["hikari.owner"],
        request="電波法第4条の免許を要しない無線局に、防災用の臨時中継局を加えること。（デモ）",
        reason="1年の実証で混信の申告は0件であった。終了すると、冬の大雪の時期に中継局がなくなる。（デモ）",
    )
    yield -62
    step(
        found.bridges.get(),
        "grant",
        cast.people["mic.approver"],
        until=latest_end(found),
        basis="電波法 第4条の2（特定実験試験局）による。（デモ）",
        why_safe="出力と設置場所を変えず、混信の申告があれば1時間以内に止める。（デモ）",
    )


def _overlap(cast: Cast) -> Story:
    yield -120
    found = Overlap.objects.filter(exemption__title=OVERLAPPING, status="found").first()
    if found is not None:
        step(
            found,
            "settle",
            cast.people["npa.approver"],
            kind="narrower",
            prevails=found.exemption,
            reasons="同じ路線では、時間帯を限った運搬車の条件を先に適用する。（デモ）",
            legal_basis="道路交通法 第77条第3項",
            from_on=clock.today(),
        )


def is_carried(exemption: Any) -> bool:
    """Tell whether a bridge carries an exemption beyond today."""
    return Exemption.objects.get(pk=exemption.pk).last_day() >= clock.today()


def prepare_hearing(scene: Any) -> None:
    """Name the presider; the holder asks to see the file, and may."""
    exemption = scene.exemption
    hearing = exemption.hearings.get(decided_on=None)
    held = Membership.objects.current().filter(organisation=exemption.authority_id)
    people = [m.user for m in held.select_related("user").order_by("pk")]
    presider = next(user for user in people if may_preside(exemption, user))
    step(hearing, "name_presider", scene.approver, presider=presider)
    step(hearing, "ask_inspection", scene.holder, what="記録の提出の状況をまとめた資料（デモ）")
    step(
        hearing,
        "answer_inspection",
        scene.approver,
        granted=True,
        answer="聴聞の日の前日まで、開庁時間に担当課の窓口で閲覧できます。（デモ）",
    )


def hold_hearing(scene: Any) -> None:
    """The holder states its view; minutes and report follow."""
    hearing = scene.exemption.hearings.get(decided_on=None)
    step(
        hearing,
        "state",
        scene.holder,
        statement="提出が遅れたことは認める。人員を増やして改める。（デモ）",
    )
    step(
        hearing,
        "hold",
        hearing.presider,
        held_on=clock.today(),
        attendance="appeared",
        minutes="行政庁の職員が事実を説明し、当事者が意見を述べ、証拠書類2通が提出された。（デモ）",
    )
    step(
        hearing,
        "hand_in",
        hearing.presider,
        opinion="grounded",
        report="提出の遅れは三回に及び、改善の計画にも期限がない。事実は認められる。（デモ）",
    )


def accident(scene: Any) -> Iterator[int]:
    """A serious injury: the holder reports it, the rule suspends, the office acknowledges."""
    incident = report_incident(
        scene.exemption,
        actor=scene.holder,
        source="holder",
        kind="incident",
        happened_at=clock.now() - timedelta(hours=3),
        place="湖畔の遊歩道（デモ）",
        text="（デモ）カートが段差で止まり、乗っていた1人が転んで骨折した。",
        done="救急車を呼び、全ての運行を止めた。",
        severity="serious",
        harmed=1,
    )
    yield (clock.today() - scene.today).days + 1
    examiner = scene.cast.people[f"{scene.town}.examiner"]
    step(incident, "acknowledge", examiner, severity="serious")
