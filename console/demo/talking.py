"""Consultations before applications, and what is said on cases. Companies and people are invented."""

from collections.abc import Iterator
from typing import Any

from applications.consulting.scope import takes_messages
from applications.consulting.voices import addressee_of, applicant_voice, office_voice
from applications.effects.consultation import open_consultation
from applications.models import Application
from applications.notices.consultation import message_written
from casework import threads
from casework.transitions import perform
from console.demo.cast import Cast
from console.demo.timeline import Story

GUIDANCE = {
    "kind": "guidance",
    "purpose": "航路の下に住む方の不安と落下の危険を減らすため。",
    "officer": "養父市役所 企画課長（デモ）",
}
# Zone, company, days ago, subject, law, article, question, then what follows: (days later, what).
ASKED: list[tuple[str, str, int, str, str, str, str, list[tuple[int, dict[str, Any]]]]] = [
    (
        "yabu", "sora", 34, "夜間の見回り飛行に必要な手続", "航空法", "第132条の86",
        "猪と鹿の見回りのため、夜間に集落の上を飛ばしたいと考えています。毎回の承認が必要でしょうか。",
        [
            (3, {"body": "夜間の飛行には承認が必要です。年間の飛行をまとめて承認する特例を求めることができます。"}),
            (5, {"body": "航路を公表し、集落ごとに説明会を開いてください。", **GUIDANCE}),
        ],
    ),
    (
        "yabu", "norai", 4, "通院の送迎で運賃を受け取れるか", "道路運送法", "第78条",
        "通学バスの空席に通院の方を乗せ、燃料代の実費を受け取りたいのですが、許可が要りますか。",
        [],
    ),
    (
        "semboku", "hatake", 15, "休耕田で魚を育てるときの農地転用", "農地法", "第4条",
        "休耕田に水を張って3年だけ養魚に使います。農地転用の許可が必要になりますか。",
        [(12, {"ask": "図面を用意しました。担当の方に見ていただけますか。"})],
    ),
    (
        "tsuwano", "sake", 60, "酒蔵の見学中の量り売り", "酒税法", "第20条",
        "見学に来た方に量り売りをしたいのですが、詰替えの届出だけで足りますか。",
        [(2, {"body": "販売場の免許の範囲であれば、詰替えの届出で足ります。"}), (10, {"close": True})],
    ),
]  # fmt: skip
TALK = "冬期の医薬品ドローン便"


def stories(cast: Cast) -> Iterator[Story]:
    """Return the consultations and one talk on a case."""
    for asked in ASKED:
        yield _consultation(cast, *asked)
    yield _talk(cast)


def _step(case: Any, name: str, actor: Any, **inputs: Any) -> None:
    fresh = type(case)._base_manager.get(pk=case.pk)
    perform(fresh, name, actor=actor, version=fresh.version, **inputs)


def _consultation(
    cast: Cast,
    zone: str,
    company: str,
    days: int,
    subject: str,
    law: str,
    article: str,
    question: str,
    turns: list[tuple[int, dict[str, Any]]],
) -> Story:
    asker, examiner = cast.people[f"{company}.owner"], cast.people[f"{zone}.examiner"]
    yield -days
    case = open_consultation(
        actor=asker,
        zone=cast.zones[zone],
        office=cast.offices[zone],
        company=cast.companies[company],
        subject=subject,
        special_measure=None,
        law_title=law,
        article=article,
        question=question,
    )
    for later, turn in turns:
        yield later - days
        if "close" in turn:
            _step(case, "close", examiner)
        elif "ask" in turn:
            _step(case, "ask_again", asker, body=turn["ask"])
        else:
            _step(case, "answer", examiner, **turn)


def _talk(cast: Cast) -> Story:
    yield -30
    case = Application.objects.filter(title=TALK).select_related("zone", "company").first()
    if case is None:
        return
    owner, examiner = cast.people["sora.owner"], cast.people["mlit.examiner"]
    _say(
        case,
        "applicant",
        owner,
        "機上カメラの映像の見本を用意しました。いつお見せすればよいでしょうか。",
    )
    yield -29
    _say(
        case, "office", examiner, "ありがとうございます。次の火曜日の午後に画面を共有してください。"
    )
    _say(case, "internal", examiner, "降雪時の画質を市にも確かめてもらいたい。")
    yield -2
    _say(case, "applicant", owner, "先日の映像について、追加で必要な資料はありますか。")


def _say(case: Application, side: str, user: Any, body: str) -> None:
    voice = applicant_voice if side == "applicant" else office_voice
    threads.post(
        case,
        threads.Letter(side, body),
        author=voice(case, user),
        is_open=takes_messages,
        tell=lambda message: message_written(case, message),
        addressee=addressee_of(case),
    )
