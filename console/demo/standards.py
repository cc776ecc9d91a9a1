"""What the demo shows of standard measures: one proved here, one that failed, one real and long in use."""

from typing import Any

from applications.codes_standard import CONDITION_PARTS
from applications.models import Exemption, StandardMeasure
from applications.standards import beginning, taking
from casework import clock
from casework.transitions import perform, touch
from console.demo.cast import Cast
from zones.models import SpecialMeasure

PROVED, FAILED, REAL = "山間部の夜間ドローン配送", "空き家の短期貸しの営業日数", "RC26"
OFFERED = {PROVED: ("tsuwano",), REAL: ("tsuwano", "tomi")}
WORDS: dict[str, dict[str, Any]] = {
    PROVED: {
        "summary": "夜間の目視外飛行を、補助者の配置に代えて遠隔監視装置で行うための一式です。"
        "人手の限られた山間部の買物と配薬を想定しています。",
        "sectors": ["mobility"],
    },
    FAILED: {
        "summary": "島内の空き家の短期貸しの日数を延ばすための一式です。元の特例は基準を満たさず、廃止と判定されました。"
        "同じ内容で始める前に、判定の理由を確かめてください。",
        "sectors": ["tourism"],
    },
    REAL: {
        "summary": "農家民宿などが濁酒や果実酒を少量で造るための一式です。20年以上、特区で続いています。",
        "conditions": [
            (
                "原料の米や果実は、特区の区域内で自ら生産したものを用いる。",
                "特区の区域の農業を支えるため",
                "製造の記録と収穫の記録の照合",
                "特区の市町村",
                "四半期ごと",
            ),
            (
                "酒類の提供は、自ら営む民宿または飲食店で行う。",
                "流通の管理と酒税の保全のため",
                "提供の記録の確認",
                "特区の市町村",
                "四半期ごと",
            ),
        ],
        "indicators": ["K26", "K27"],
        "evaluation": {
            "question": "少量の製造は、酒税の保全を損なわずに農家民宿の利用を増やすか。",
            "baseline": "開始前の四半期の利用者数と苦情の件数",
            "comparison": "同じ県内の、特例を用いない農家民宿",
            "method": "四半期の値の前後比較。比較先との差は区間とともに示す。",
            "threshold": "利用者が1割以上増え、製造の管理に関する苦情が開始前を上回らないこと。",
        },
    },
}
PLAN = {
    "goal": "同じ安全を保ちながら、人手の限られた地域の費用と時間を減らせるかを確かめる。",
    "method": "同意を得た参加者に限って運用し、すべての利用を記録して月ごとに集計する。",
    "consent_method": "認定証を示して書面で説明し同意を得る。近隣の住民にも説明し、いつでも離脱できる。",
}


def prepare(cast: Cast, stage: str) -> None:
    """Publish the packages, and let zones offer them; one company begins a draft from one."""
    with clock.set_to(clock.now()):
        made = [_from_real(cast)]
        if stage == "review":
            made += [_from_exemption(cast, title) for title in (PROVED, FAILED)]
        for standard, key in zip(made, (REAL, PROVED, FAILED), strict=False):
            for zone in OFFERED.get(key, ()) if standard else ():
                taking.offer(standard, cast.zones[zone], cast.people[f"{zone}.administrator"])
        _begin(cast, made[0])


def _begin(cast: Cast, standard: StandardMeasure | None) -> None:
    procedure = cast.zones["tomi"].intakes.order_by("pk").first()
    if standard is not None and procedure is not None:
        taking.take_over(
            standard,
            zone=cast.zones["tomi"],
            company=cast.companies["sake"],
            procedure=procedure.procedure,
            actor=cast.people["sake.owner"],
        )


def _from_real(cast: Cast) -> StandardMeasure | None:
    measure = SpecialMeasure.objects.filter(pk=REAL).first()
    if measure is None:
        return None
    draft = beginning.from_measure(cast.offices["cao"], measure, cast.people["cao.reviewer"])
    return _publish(cast, draft, REAL)


def _from_exemption(cast: Cast, title: str) -> StandardMeasure | None:
    exemption = Exemption.objects.filter(title=title).order_by("pk").first()
    if exemption is None:
        return None
    draft = beginning.from_exemption(cast.offices["cao"], exemption, cast.people["cao.reviewer"])
    return _publish(cast, draft, title)


def _publish(cast: Cast, draft: StandardMeasure, key: str) -> StandardMeasure:
    words = {**WORDS[key], "plan_parts": {**PLAN, **draft.plan_parts}}
    if "conditions" in words:
        words["conditions"] = [
            dict(zip(CONDITION_PARTS, row, strict=True)) for row in words["conditions"]
        ]
    words["note"] = "条件と評価の設計はデモのために書いたものです。"
    case = touch(draft, version=None, **words)
    return perform(case, "publish", actor=cast.people["cao.approver"], version=case.version)
