"""Support asked for with three measures: one paid, one refused because of a ceiling, one paid back (デモ)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from applications.models import Application, SupportCase
from applications.support import limits
from casework import clock
from casework.transitions import perform
from console.demo.cast import Cast
from console.demo.timeline import Story
from zones.models import SupportLimit

SUBSIDY = "town-subsidy"
PAID, REFUSED, REPAID = "集落を結ぶ自動運転の定期便", "耕作放棄地の短期貸し", "国有林での無人集材機"
ASKED = {PAID: [SUBSIDY], REFUSED: [SUBSIDY], REPAID: [SUBSIDY]}
LIMITS = {"yabu": ("養父市", 10_000_000), "semboku": ("仙北市", 20_000_000)}


def ask(application: Application, actor: Any) -> None:
    """Ask for the support of a story in the draft."""
    for code in ASKED.get(application.title, []):
        application.support_requests.create(
            instrument_id=code, fit="unknown", requested_by=actor, requested_at=clock.now()
        )


def record_limits(cast: Cast) -> None:
    """Record the ceilings that the two towns' invented guidelines set."""
    for slug, (town, most) in LIMITS.items():
        SupportLimit.objects.get_or_create(
            code=f"demo-{SUBSIDY}-{slug}",
            defaults={
                "instrument_id": SUBSIDY,
                "zone": cast.zones[slug],
                "valid_from": clock.today() - timedelta(days=1_000),
                "nature": "contract",
                "payer": "town",
                "company_year": most,
                "zone_year": most,
                "rate_numerator": 1,
                "rate_denominator": 2,
                "excludes": ["nsz-28"],
                "basis": f"{town} 特区実証補助金交付要綱（デモ）",
                "note": "デモのための架空の要綱です。",
            },
        )


def _step(case: SupportCase, name: str, actor: Any, **inputs: Any) -> SupportCase:
    fresh = SupportCase.objects.get(pk=case.pk)
    return perform(fresh, name, actor=actor, version=fresh.version, **inputs)


def _propose(case: SupportCase, cast: Cast, town: str, amount: int, item: str) -> None:
    examiner = cast.people[f"{town}.examiner"]
    _step(case, "start_examination", examiner)
    _step(
        case,
        "propose",
        examiner,
        shape="subsidy",
        payer="town",
        cost_kind="equipment",
        cost_item=item,
        eligible_cost=2 * amount,
        proposed=amount,
        starts_on=clock.today(),
        ends_on=clock.today() + timedelta(days=180),
        findings="見積書、計画、他の補助金の有無を確かめた。（デモ）",
    )


def _grant(case: SupportCase, cast: Cast, town: str, amount: int) -> None:
    approver = cast.people[f"{town}.approver"]
    _step(case, "grant", approver, amount=amount, is_published=True)
    _step(case, "disclose", approver)


def _pay(case: SupportCase, cast: Cast, town: str, amount: int) -> None:
    note = "概算払（デモ）"
    _step(case, "pay", cast.people[f"{town}.examiner"], amount=amount, on=clock.today(), note=note)


def _case(title: str) -> SupportCase:
    return SupportCase.objects.get(application__title=title)


def _paid(cast: Cast) -> Iterator[int]:
    yield -90
    case = _case(PAID)
    _propose(case, cast, "yabu", 8_000_000, "運行監視の装置一式")
    yield -85
    _grant(case, cast, "yabu", 8_000_000)
    yield -60
    _pay(case, cast, "yabu", 5_000_000)


def _refused(cast: Cast) -> Iterator[int]:
    yield -80
    case = _case(REFUSED)
    _propose(case, cast, "yabu", 3_000_000, "農地の測量機器")
    yield -76
    case = SupportCase.objects.get(pk=case.pk)
    against = " ".join(str(one) for one in limits.collisions(case, amount=3_000_000))
    approver = cast.people["yabu.approver"]
    reasons = f"{against}本年度の予算の範囲で交付できる額がない。（デモ）"
    _step(case, "refuse", approver, reason_codes=["ceiling"], reasons=reasons)
    _step(case, "disclose", approver)


def _repaid(cast: Cast) -> Iterator[int]:
    yield -100
    case = _case(REPAID)
    _propose(case, cast, "semboku", 6_000_000, "無人集材機1台")
    yield -95
    _grant(case, cast, "semboku", 6_000_000)
    yield -70
    _pay(case, cast, "semboku", 6_000_000)
    yield -30
    _step(
        case,
        "order_repayment",
        cast.people["semboku.approver"],
        amount=1_200_000,
        reason_code="settled",
        reasons="実績報告により、対象経費が計画を下回ったことを確認した。（デモ）",
    )
    yield -10
    repaid = {"amount": 1_200_000, "on": clock.today(), "note": "納付を確認（デモ）"}
    _step(case, "repay", cast.people["semboku.examiner"], **repaid)
    _step(case, "end", cast.people["semboku.approver"])


def stories(cast: Cast) -> Iterator[Story]:
    """Return the stories of the three supports; their measures are granted long before."""
    record_limits(cast)
    yield from (_paid(cast), _refused(cast), _repaid(cast))
