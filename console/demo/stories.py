"""The stories of applications and exemptions, scene by scene. Each ``yield`` waits for a day."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from applications.codes import CRITERIA
from applications.facts import current_schema
from applications.models import Application, Opinion, Report, RequestedMeasure
from casework import clock
from casework.calendar import add_business_days
from casework.transitions import perform, touch
from console.demo import life, reviews, supports
from console.demo.cast import Cast
from console.demo.plans import Plan
from console.demo.timeline import Story
from zones.models import Organisation

CONDITIONS = [
    {
        "text": "利用の記録を毎月提出すること。",
        "reason": "効果と安全を確かめるため",
        "check_method": "報告の確認",
        "owner": "特区の担当課",
        "every_months": 3,
    },
    {
        "text": "事故があったときは24時間以内に報告し、運用を止めること。",
        "reason": "住民の安全",
        "check_method": "立入りと記録の照合",
    },
]
REASON_WORDS = {
    "safety": "安全を確保する代わりの措置が示されていない。",
    "consent": "影響を受ける住民の同意を得る方法が不十分である。",
    "law": "この特例では適用を除外できない規定に反する。",
    "scope": "実証に必要な範囲を超えている。",
    "existing": "現行の制度で実施できる。",
}


def step(case: Any, name: str, actor: Any, **inputs: Any) -> Any:
    """Take a step on the case as it stands."""
    fresh = type(case)._base_manager.get(pk=case.pk)
    return perform(fresh, name, actor=actor, version=fresh.version, **inputs)


class Scene:
    """What one application's story needs: its plan, its people, its dice."""

    def __init__(
        self, *, cast: Cast, plan: Plan, today: date, seed: int, with_reviews: bool
    ) -> None:
        self.cast, self.plan, self.today = cast, plan, today
        self.with_reviews = with_reviews
        self.application: Any = None
        self.exemption: Any = None
        self.review: Any = None
        self.random = Random(seed)  # noqa: S311
        self.holder = cast.people[f"{plan.company}.owner"]
        self.zone = cast.zones[plan.zone]
        self.town = plan.zone
        self.office_key = plan.zone if plan.authority == "town" else plan.authority
        self.examiner = cast.people[f"{self.office_key}.examiner"]
        self.approver = cast.people[f"{self.office_key}.approver"]
        self.starts_on = today - timedelta(days=plan.days_ago - 80)
        self.ends_on = self.starts_on + timedelta(days=30 * plan.months)

    def authority(self) -> Organisation:
        """Return the office that determines the measure."""
        return self.cast.offices[self.office_key]


def _draft(scene: Scene) -> Application:
    plan = scene.plan
    application = Application.objects.create(
        company=scene.cast.companies[plan.company],
        zone=scene.zone,
        procedure_id=plan.procedure,
        title=plan.title,
        plan=plan.content(starts_on=scene.starts_on.isoformat(), ends_on=scene.ends_on.isoformat()),
        created_by=scene.holder,
        created_at=clock.now(),
        saved_at=clock.now(),
    )
    application.measures.create(
        law_title=plan.law, article=plan.article, text_asked=plan.asked, authority=scene.authority()
    )
    supports.ask(application, scene.holder)
    return application


def _move_to_present_form(scene: Scene, application: Application) -> None:
    """Answer the present form where another one held on the day on which the draft was begun."""
    fresh = Application.objects.get(pk=application.pk)
    if fresh.plan_schema != current_schema():
        days = {"starts_on": scene.starts_on.isoformat(), "ends_on": scene.ends_on.isoformat()}
        touch(fresh, version=None, plan=scene.plan.content(**days), plan_schema=current_schema())


def _unfinished(application: Application) -> None:
    plan = {**application.plan, "safeguards": "", "funding_sources": []}
    Application.objects.filter(pk=application.pk).update(plan=plan)


def _criteria(*, granted: bool, reasons: tuple[str, ...]) -> list[dict[str, Any]]:
    failed = "runs_smoothly" if set(reasons) & {"consent", "scope"} else "breaks_no_law"
    return [
        {
            "code": code,
            "met": granted or code != failed,
            "reason": "計画の記載と意見照会の結果から適合すると認める。"
            if granted or code != failed
            else "".join(REASON_WORDS[r] for r in reasons),
        }
        for code in CRITERIA
    ]


def _determination(scene: Scene) -> dict[str, Any]:
    plan, today = scene.plan, clock.today()
    refused = plan.ending == "refused"
    outcome = "refused" if refused else "with_changes" if plan.granted else "as_asked"
    return {
        "outcome": outcome,
        "criteria": _criteria(granted=not refused, reasons=plan.reasons),
        "reason_codes": list(plan.reasons) if outcome != "as_asked" else [],
        "reasons": "".join(REASON_WORDS[r] for r in plan.reasons) if outcome != "as_asked" else "",
        "text_granted": plan.granted,
        "starts_on": None if refused else today + timedelta(days=10),
        "ends_on": None if refused else today + timedelta(days=10 + 30 * plan.months),
        "conditions": [] if refused else CONDITIONS,
    }


def _give_opinions(scene: Scene, application: Application) -> Iterator[int]:
    day = (clock.today() - scene.today).days
    for opinion in Opinion.objects.filter(application=application, status="asked").order_by("pk"):
        key = next(k for k, o in scene.cast.offices.items() if o.pk == opinion.organisation_id)
        day += scene.random.randint(4, 14)
        yield day
        view = "conditional" if scene.random.random() < 0.3 else "no_objection"
        text = "記録の保存を条件に異存ありません。" if view == "conditional" else "異存ありません。"
        step(
            opinion,
            "give",
            scene.cast.people[f"{key}.examiner"],
            view=view,
            text=text,
            reason_codes=[],
        )


def _correction(scene: Scene, application: Application, effect: str = "pause") -> None:
    step(
        application,
        "request_clarification",
        scene.examiner,
        fields=["safeguards", "consent_method"],
        reason_code="incomplete",
        message="代わりの安全措置と、影響を受ける近隣住民の同意の取り方を具体的に書いてください。",
        example="例：飛行の30分前に航路下の12世帯へ通知し、希望があれば迂回する。",
        due_on=add_business_days(clock.today(), 10),
        effect=effect,
    )


def _answer(scene: Scene, application: Application) -> None:
    step(
        application.clarifications.get(status="open"),
        "answer",
        scene.holder,
        answers={
            "safeguards": "遠隔監視員2名を置き、通信が切れたときは自動で停止する。損害保険の証券を添付する。",
            "consent_method": "区域と近隣の全世帯を戸別に訪ね、書面で説明して同意を得る。不同意の世帯の周囲では運用しない。",
        },
    )


def _intake(scene: Scene, plan: Plan) -> Iterator[int]:
    """From the draft to the end of the examination, as far as the story goes."""
    start = -plan.days_ago
    yield start
    application = _draft(scene)
    scene.application = application
    if plan.ending == "draft":
        _unfinished(application)
        return
    yield min(start + scene.random.randint(2, 6), 0)
    _move_to_present_form(scene, application)
    step(application, "submit", scene.holder, declared=True)
    if plan.ending == "arrived":
        return
    if plan.ending == "withdrawn":
        yield start + 20
        step(application, "withdraw", scene.holder)
        return
    yield min(start + scene.random.randint(7, 10), 0)
    step(application, "start_examination", scene.examiner)
    if plan.ending == "examining":
        return
    if plan.ending in {"correcting", "corrected"} or scene.random.random() < 0.5:
        yield start + 14
        _correction(scene, application, "restart" if scene.random.random() < 0.2 else "pause")
        if plan.ending == "correcting":
            return
        yield start + 14 + scene.random.randint(3, 12)
        _answer(scene, application)
        if plan.ending == "corrected":
            return


def _opinions(scene: Scene, plan: Plan) -> Iterator[int]:
    application = scene.application
    if not Application.objects.get(pk=application.pk).procedure.needs_opinions:
        return
    day = (clock.today() - scene.today).days
    yield min(day + 2, -1)
    step(application, "consult", scene.examiner)
    if plan.ending == "consulting" and plan.days_ago < 30:
        return
    for day in _give_opinions(scene, application):
        yield min(day, -1)
    if Application.objects.get(pk=application.pk).committees():
        statement = "計画は審査基準に適合すると考える。各機関の意見は別紙のとおり。"
        step(application, "hear_committee", scene.examiner, statement=statement)
        if plan.ending != "consulting":
            for day in _give_opinions(scene, application):
                yield min(day, -1)


def application_story(scene: Scene) -> Story:
    """Play one application; grants go on as exemptions."""
    plan = scene.plan
    yield from _intake(scene, plan)
    if plan.ending in {"draft", "arrived", "withdrawn", "examining", "correcting", "corrected"}:
        return
    yield from _opinions(scene, plan)
    if plan.ending == "consulting":
        return
    day = (clock.today() - scene.today).days
    yield min(day + scene.random.randint(3, 9), -1)
    measure = RequestedMeasure.objects.get(application=scene.application)
    step(measure, "determine", scene.approver, **_determination(scene))
    if plan.ending == "decided":
        return
    yield min((clock.today() - scene.today).days + 3, -1)
    step(measure, "disclose", scene.approver)
    if plan.ending not in {"refused", "granted"}:
        yield from _exemption(scene)


def _exemption(scene: Scene) -> Iterator[int]:
    exemption = scene.exemption = scene.application.exemptions.get()
    yield (clock.today() - scene.today).days + 4
    step(exemption, "gather_consent", scene.holder)
    if scene.plan.verdict and scene.with_reviews:
        reviews.register(scene)
    if scene.plan.ending == "gathering":
        return
    yield max((exemption.starts_on - scene.today).days, (clock.today() - scene.today).days + 12)
    consents = scene.random.randint(60, 140)
    scene.exemption = step(
        exemption,
        "start",
        scene.holder,
        began_on=clock.today(),
        consents=consents,
        refusals=scene.random.randint(2, 20),
        affected=consents // 3,
    )
    if scene.review is not None:
        reviews.collect(scene)
    yield from _life(scene)


def _life(scene: Scene) -> Iterator[int]:
    """Reports by quarter, until the story's turning point; then what follows."""
    ending, random = scene.plan.ending, scene.random
    turn = {"suspended": -25, "hearing": -30, "revoked": -120, "surrendered": -70}.get(ending)
    last = (scene.exemption.ends_on - scene.today).days
    for report in list(scene.exemption.reports.order_by("period_start")):
        day = (report.period_end - scene.today).days + random.randint(6, 26)
        if random.random() < 0.12:
            day += 25
        if day >= -3 or (turn is not None and day >= turn):
            break
        yield day
        _report(scene, report)
        accept_on = day + random.randint(2, 12)
        if accept_on < -2 and (turn is None or accept_on < turn):
            yield accept_on
            step(report, "accept", scene.cast.people[f"{scene.town}.examiner"])
    if turn is not None:
        yield turn
        yield from _turn(scene, ending)
    elif last < -1:
        yield from _over(scene, last + 1)


def _over(scene: Scene, day: int) -> Iterator[int]:
    """The period is over, unless a bridge carries the exemption on: final report and verdict."""
    yield day
    if life.is_carried(scene.exemption):
        return
    step(scene.exemption, "complete", scene.cast.people[f"{scene.town}.examiner"])
    if scene.review is not None:
        yield from _final_report(scene)
        yield from reviews.judge(scene)


def _final_report(scene: Scene) -> Iterator[int]:
    report = scene.exemption.reports.get(kind="final")
    yield (clock.today() - scene.today).days + 15
    _report(scene, report)
    yield (clock.today() - scene.today).days + 6
    step(report, "accept", scene.cast.people[f"{scene.town}.examiner"])


def _report(scene: Scene, report: Report) -> None:
    elapsed = (report.period_end - scene.exemption.began_on).days / 365
    random, better = scene.random, -1 if scene.plan.verdict in {"abolish", "correct"} else 1
    values = {
        "K14": min(99, 78 + 4 * elapsed * better + random.uniform(-2, 2)),
        "K25": min(95, 42 + 9 * elapsed * better + random.uniform(-4, 4)),
        "K26": max(0, round(2 + 3 * elapsed * better + random.uniform(-1, 1))),
        "K27": max(0, 1.6 - 0.5 * elapsed * better + random.uniform(-0.3, 0.3)),
        "K29": max(5, 58 - 11 * elapsed * better + random.uniform(-3, 3)),
    }
    figures = [
        {
            "indicator_code": code,
            "value": Decimal(str(round(values[code], 1))),
            "unit": "%" if code in {"K14", "K25"} else "",
            "note": "",
        }
        for code in scene.exemption.report_indicators
    ]
    step(
        report,
        "submit",
        scene.holder,
        figures=figures,
        narrative="計画のとおり実施した。重大な事故はなかった。（デモ）",
    )


def _turn(scene: Scene, ending: str) -> Iterator[int]:
    exemption = scene.exemption
    if ending == "surrendered":
        step(
            exemption,
            "surrender",
            scene.holder,
            reasons="催しの中止に伴い、特例の適用を必要としなくなったため。",
        )
        return
    if ending == "suspended":
        yield from life.accident(scene)
        return
    step(
        exemption,
        "suspend",
        scene.holder,
        reasons="設備の不具合により利用者が転倒した（けがは軽傷1人）。原因の調査のため停止する。",
    )
    yield (clock.today() - scene.today).days + 6
    step(
        exemption,
        "open_hearing",
        scene.approver,
        reasons="記録の提出が続けて行われず、条件に違反する疑いがある。",
        hearing_on=clock.today() + timedelta(days=21),
        place=f"{exemption.zone.lead.name} 第2会議室",
    )
    life.prepare_hearing(scene)
    if ending == "hearing":
        return
    yield (clock.today() - scene.today).days + 22
    life.hold_hearing(scene)
    yield (clock.today() - scene.today).days + 8
    reasons = "聴聞の結果、条件に違反して記録を提出せず、改善の見込みがないと認められるため。"
    step(exemption, "revoke", scene.approver, reasons=reasons)
