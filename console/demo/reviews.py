"""The stories of evidence reviews: one verdict of each of the five kinds."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from casework import clock
from casework.transitions import perform
from kpis import reviewing, snapshots
from kpis.computed import refresh_computed
from kpis.models import EvidenceReview, Indicator

JUDGED_BY = ("K26", "K27", "K29")
FOUND = {
    "nationwide": (
        "手続時間は開始時の58分から約37分へ短くなり、事故率は千利用当たり0.7件まで下がった（四半期の値の幅±3分、±0.3件）。",
        "利用者が手続に慣れた効果を含む可能性がある。冬期の値は少ない。",
    ),
    "continue": (
        "常用雇用は2人から約7人へ増えたが、冬期の利用が少なく幅が広い。",
        "観光客の増加など、特例によらない要因を分けられていない。",
    ),
    "correct": (
        "時間は短くなったが、事故率が下がらず、写真確認の手順に漏れがあった。",
        "事故の多くは軽微で、報告が丁寧になったために増えた可能性がある。",
    ),
    "abolish": (
        "事故率と手続時間がともに開始時より悪くなった。",
        "開始直後の水準がもともと良かった。比較できる島がない。",
    ),
    "inconclusive": (
        "推定の幅が判断の基準をまたぎ、よくなったとも悪くなったとも言えない。",
        "参加した農家が少なく、前後の天候の違いが大きい。",
    ),
}
REASONS = {
    "nationwide": "あらかじめ登録した基準をすべて満たし、規制所管省庁から弊害の立証がなかったため。",
    "continue": "一部の基準を満たすが、季節の偏りがあり、期限を付けて特区で続ける必要があるため。",
    "correct": "基準の一部を満たさず、手順を是正すれば満たす見込みがあるため。",
    "abolish": "基準を満たさず、規制所管省庁が弊害を証拠により示したため。",
    "inconclusive": "登録した方法では効果の有無を判断できないため。一度に限り期間を延ばす。",
}


def _now(scene: Any) -> int:
    return (clock.today() - scene.today).days


def _step(review: EvidenceReview, name: str, actor: Any, **inputs: Any) -> EvidenceReview:
    fresh = EvidenceReview.objects.get(pk=review.pk)
    return perform(fresh, name, actor=actor, version=fresh.version, **inputs)


def register(scene: Any) -> None:
    """Open the review of a granted exemption and freeze its plan before the trial begins."""
    town = scene.cast.people[f"{scene.town}.administrator"]
    scene.review = reviewing.open_review(
        exemption=scene.exemption,
        regulator=scene.authority(),
        actor=town,
        indicators=Indicator.objects.filter(code__in=JUDGED_BY),
        question=f"「{scene.plan.title}」は、安全を保ったまま手続の時間と費用を減らすか。",
        baseline="開始前の四半期の値（手続時間58分、事故率は千利用当たり1.6件）",
        comparison="同じ県内で人口と高齢化率が近い自治体、および開始前の同じ区域",
        method="四半期の値の前後比較。比較先との差は区間とともに示す。",
        threshold="手続時間が2割以上短くなり、事故率が開始時を上回らないこと。",
    )
    _step(scene.review, "agree_to_plan", scene.cast.people[f"{scene.office_key}.reviewer"])
    _step(scene.review, "register_plan", town)


def collect(scene: Any) -> None:
    """Begin to collect once the trial runs."""
    _step(scene.review, "start_collecting", scene.cast.people[f"{scene.town}.administrator"])


def judge(scene: Any) -> Iterator[int]:
    """From the draft to the verdict, after the trial has ended."""
    town, examiner = (scene.cast.people[f"{scene.town}.{r}"] for r in ("administrator", "examiner"))
    verdict, review = scene.plan.verdict, scene.review
    yield _now(scene) + 25
    cited = [
        snapshots.freeze(
            zone=scene.zone, indicator=Indicator.objects.get(code=code), actor=examiner
        ).slug
        for code in JUDGED_BY
    ]
    estimate, counter = FOUND[verdict]
    _step(review, "draft", examiner, estimate=estimate, counter_evidence=counter, snapshots=cited)
    yield _now(scene) + 3
    _step(review, "ask_about_harm", town)
    yield from _harm(scene)
    yield _now(scene) + 2
    _step(review, "open_public_comment", town)
    yield from _comments(scene, examiner)
    yield _now(scene) + 31
    promise = None if verdict == "inconclusive" else clock.today() + timedelta(days=270)
    _step(
        review,
        "decide",
        scene.cast.people["cao.reviewer"],
        verdict=verdict,
        reasons=REASONS[verdict],
        owner=f"{scene.authority().name} 担当課（デモ）",
        promise_on=promise,
        snapshots=cited,
    )
    if verdict == "abolish":
        yield _now(scene) + 40
        _step(
            review,
            "record_implementation",
            scene.cast.people[f"{scene.office_key}.reviewer"],
            law_revision="",
            note="特例の新たな認定を終え、参加者に終了を知らせた。（デモ）",
        )


def _harm(scene: Any) -> Iterator[int]:
    if scene.plan.verdict == "nationwide":
        yield _now(scene) + 31  # silence, to be recorded
        return
    yield _now(scene) + 14
    harm = scene.plan.verdict in {"abolish", "correct"}
    _step(
        scene.review,
        "answer_about_harm",
        scene.cast.people[f"{scene.office_key}.reviewer"],
        answer="harm" if harm else "none",
        statement="実証中に事故率が下がらなかった。" if harm else "弊害は認められない。",
        evidence="四半期報告の事故率の系列（固定した表示を引用）" if harm else "",
    )


def _comments(scene: Any, examiner: Any) -> Iterator[int]:
    yield _now(scene) + 9
    comment = reviewing.comment(
        scene.review, name="デモ 住民", body="買物の時間が短くなった。雪の日の運用も示してほしい。"
    )
    yield _now(scene) + 8
    perform(
        comment,
        "answer",
        actor=examiner,
        version=comment.version,
        reply="冬期の値を別に掲げ、評価案に雪の日の運用の条件を加えた。",
    )


def refresh(scene: Any) -> None:
    """Bring the computed indicators of the zone up to the month, as the scheduled job does."""
    refresh_computed(zone=scene.zone, month=clock.today())
