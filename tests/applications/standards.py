"""Makes standard measures through their own doors."""

from typing import Any

from applications.models import ApiToken, StandardMeasure
from applications.standards import beginning, taking
from casework import clock
from casework.transitions import touch
from kpis.reference import load_catalogue
from tests import factories as make

CONDITION = {
    "text": "飛行前に航路下の世帯へ通知する。",
    "reason": "住民の安全",
    "check_method": "通知の記録の確認",
    "owner": "特区の市町村",
    "due": "毎月",
}
EVALUATION = {
    "question": "安全を保ったまま時間を減らせるか。",
    "baseline": "開始前の四半期",
    "comparison": "人口と高齢化率が近い自治体",
    "method": "前後比較",
    "threshold": "2割以上短くなること",
}
WORDS: dict[str, Any] = {
    "summary": "夜間の配送を遠隔監視で行うための一式。",
    "conditions": [CONDITION],
    "indicators": ["K26", "K27"],
    "evaluation": EVALUATION,
    "plan_parts": {
        "goal": "山間部で同じ安全を保ちながら時間を減らせるかを確かめる。",
        "safeguards": "遠隔監視装置",
    },
}


def make_cabinet(code: str = "cao") -> make.Office:
    """Make the Cabinet Office with who drafts and who publishes."""
    return make.make_office(code, "cabinet", ("reviewer", "approver", "viewer"), "内閣府")


def make_draft(exemption: Any, cabinet: make.Office, **words: Any) -> StandardMeasure:
    """Make a complete draft of a package from an exemption."""
    load_catalogue()
    draft = beginning.from_exemption(cabinet.organisation, exemption, cabinet.reviewer)
    return touch(draft, version=None, **{**WORDS, **words})


def make_standard(exemption: Any, cabinet: make.Office, **words: Any) -> StandardMeasure:
    """Make a published package from an exemption."""
    return make.step(make_draft(exemption, cabinet, **words), "publish", cabinet.approver)


def take(standard: StandardMeasure, town: make.Office, company: Any) -> Any:
    """Let a town offer a package and a company begin from it there."""
    taking.offer(standard, town.zone, town.administrator)
    return taking.take_over(
        standard,
        zone=town.zone,
        company=company,
        procedure=make.make_procedure(),
        actor=company.owner,
    )


def standard_arguments(
    exemption: Any, town: make.Office, company: Any, report: Any
) -> dict[str, Any]:
    """Return the arguments of the routes of standard measures, and of reports sent by the API."""
    token, _secret = ApiToken.prepare(
        company=company, user=company.owner, name="x", expires_on=clock.today()
    )
    standard = make_standard(exemption, make_cabinet("cabinet"))
    draft = take(standard, town, company)
    use = draft.measures.get().standard_use
    slug = {"slug": standard.slug}
    return {
        "apply_tokens": {"pk": company.pk},
        "apply_token_revoke": {"pk": company.pk, "token": token.pk},
        "api:submit_report": {"number": report.pk},
        "standard": slug,
        "console:standard": {"pk": standard.pk},
        "console:standard_step": {"pk": standard.pk, "step": "withdraw"},
        "console:standard_take": slug,
        "console:standard_offer_step": {"pk": standard.offers.get().pk, "step": "stop"},
        "apply_standard": slug,
        "apply_standard_proposal": {"pk": draft.pk, "use": use.pk},
    }
