"""What the people of the journeys write: answers, determination, plan, figures, verdict."""

import hashlib
from datetime import timedelta

from casework.calendar import quarter_bounds

TITLE = "山間部の夜間ドローン配送"
MEASURE = {
    "law_title": "航空法",
    "article": "第132条の86",
    "text_asked": "夜間の目視外飛行について、補助者の配置に代えて遠隔監視装置によることができる。",
}
CORRECTION = {
    "fields": ["safeguards", "consent_method"],
    "reason_code": "incomplete",
    "message": "代わりの安全措置と、同意の取り方を具体的に書いてください。",
    "example": "例：飛行の30分前に航路下の12世帯へ通知する。",
}
ANSWERS = {
    "safeguards": "遠隔監視員2名を置き、通信が切れたときは自動で停止する。",
    "consent_method": "区域と近隣の全世帯を戸別に訪ね、書面で同意を得る。",
}
CONDITION = {
    "condition_1_text": "利用の記録を毎月提出すること。",
    "condition_1_reason": "効果と安全を確かめるため",
    "condition_1_check_method": "報告の確認",
}
PLAN = {
    "question": "遠隔監視は、安全を保ったまま手続の時間を減らすか。",
    "indicators": ["K27", "K29"],
    "baseline": "開始前の四半期の値（手続時間58分）",
    "comparison": "開始前の同じ区域",
    "method": "四半期の値の前後比較",
    "threshold": "手続時間が2割以上短くなること。",
}
REPORTED = {"K14", "K25", "K26", "K29"}
FIGURES = {
    "figure_K14": "93.2",
    "figure_K25": "64.5",
    "figure_K26": "2",
    "figure_K29": "41.5",
    "narrative": "大きな事故はなかった。",
}
FINDINGS = {
    "estimate": "手続時間は58分から41.5分へ短くなった（±3分）。",
    "counter_evidence": "利用者が手続に慣れた効果を含む可能性がある。",
}
NO_HARM = {"answer": "none", "statement": "弊害は認められない。"}
VERDICT = {
    "verdict": "nationwide",
    "reasons": "登録した基準を満たし、弊害の立証がなかったため。",
    "owner": "国土交通省 担当課（デモ）",
}


def items(today):
    """Return the answers to the eight items, by number."""
    return {
        1: {"goal": "夜間の配送を、同じ安全を保ちながら安くできるかを確かめる。"},
        2: {
            "technology": "小型無人航空機の遠隔監視",
            "method": "同意を得た参加者に限って運用し、すべて記録する。",
            "regulatory_analysis": "代わりの措置で利益が守られるかを記録から分析する。",
            "machines": "drone",
            "insurance": "対人・対物1億円の賠償責任保険",
        },
        3: {
            "starts_on": (today + timedelta(days=10)).isoformat(),
            "ends_on": (today + timedelta(days=150)).isoformat(),
            "place": "養父市大屋地区",
            "sites.1.name": "旧大屋小学校",
            "sites.1.municipality": "養父市",
            "sites.1.address": "養父市大屋町",
        },
        4: {
            "participant_groups.1.who": "同意した住民",
            "participant_groups.1.number": "120",
            "participant_groups.1.asked_how": "written",
            "participant_groups.1.may_be_harmed": "no",
            "consent_method": "書面で説明する。",
            "minors": "no",
            "personal_data": "no",
        },
        5: {
            "funds": "12,000,000",
            "funding_sources.1.source": "own",
            "funding_sources.1.amount": "12,000,000",
            "funding_sources.1.secured": "yes",
            "funding": "自己資金",
        },
        6: {"provisions": "航空法 第132条の86"},
        7: {"safeguards": "遠隔監視"},
        8: {"other": ""},
    }


ALL_FIELDS = {
    "goal", "technology", "method", "regulatory_analysis", "starts_on", "ends_on", "place",
    "consent_method", "minors", "personal_data", "funds", "funding", "provisions", "safeguards", "other",
}  # fmt: skip


def determination(today):
    """Return a grant as asked, from ten days on, for 140 days."""
    criteria = ("fits_policy", "runs_smoothly", "breaks_no_law")
    return {
        **{f"criterion_{code}_met": "yes" for code in criteria},
        **{f"criterion_{code}_reason": "計画の記載から適合すると認める。" for code in criteria},
        "outcome": "as_asked",
        "starts_on": (today + timedelta(days=10)).isoformat(),
        "ends_on": (today + timedelta(days=150)).isoformat(),
    }


def refusal():
    """Return a refusal: one criterion not met, with coded reasons and reasons in words."""
    met = {"fits_policy": "yes", "runs_smoothly": "no", "breaks_no_law": "yes"}
    return {
        **{f"criterion_{code}_met": judged for code, judged in met.items()},
        **{f"criterion_{code}_reason": "計画の記載から判断した。" for code in met},
        "outcome": "refused",
        "reason_codes": ["safety", "consent"],
        "reasons": "夜間の安全と、航路下の世帯の同意の取り方が示されていない。",
    }


def quarter_end(day):
    """Return the last day of a day's quarter."""
    return quarter_bounds(day)[1]


def pdf() -> bytes:
    """Return a small, whole PDF of one empty page."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    )
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj%sendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(body)
    body += b"xref\n0 4\n0000000000 65535 f \n" + table
    return body + b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start


def upload(name="plan.pdf", content=None):
    """Return a file as the browser uploads it."""
    return {"name": name, "mimeType": "application/pdf", "buffer": content or pdf()}


def sha256() -> str:
    """Return the hash that the receipt has to show."""
    return hashlib.sha256(pdf()).hexdigest()
