"""Consultations and messages for tests, made through the product's own doors."""

from typing import Any

from applications.consulting.scope import takes_messages
from applications.consulting.voices import addressee_of, applicant_voice, office_voice
from applications.effects.consultation import open_consultation
from applications.notices.consultation import message_written
from casework import threads
from tests import factories as make


def make_consultation(town: make.Office, company: Any, **facts: Any) -> Any:
    """Open a consultation of a company with a town's office, through the product's door."""
    values = {
        "office": town.organisation,
        "company": company,
        "subject": "夜間配送の許可",
        "special_measure": None,
        "law_title": "航空法",
        "article": "第132条の86",
        "question": "補助者なしで夜間に飛ばせますか。",
        **facts,
    }
    return open_consultation(actor=company.owner, zone=town.zone, **values)


GUIDANCE = {
    "kind": "guidance",
    "purpose": "落下の危険を減らすため",
    "officer": "養父市役所 企画課長 出島 一郎",
}


def say(case: Any, side: str, user: Any, body: str = "確認しました。", **guidance: Any) -> Any:
    """Write on an application's thread as the company or an office, through the product's door."""
    voice = applicant_voice if side == "applicant" else office_voice
    given = threads.Guidance(**guidance) if guidance else None
    return threads.post(
        case,
        threads.Letter(side, body, given),
        author=voice(case, user),
        is_open=takes_messages,
        tell=lambda message: message_written(case, message),
        addressee=addressee_of(case) if given else (None, ""),
    )
