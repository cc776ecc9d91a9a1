"""What of a case file is emptied at disposal, table by table; what stays is the skeleton.

What stays: numbers, dates, states, codes, names of offices, companies and officials, the law asked
about, determination, ruling, exemption and its conditions, published notices, titles and hashes of
letters, reported figures, and the trail. A test compares these lists with the models: a new text
column stands here, or among what is kept, before the build passes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps

from applications.facts.company import PUBLIC_KEYS
from applications.facts.registry import company_facts

NOBODY = "erased@invalid.example"
DASH = "－"


@dataclass(frozen=True)
class Part:
    """The rows of one table that belong to an application (``path``), and what is emptied how."""

    model: str
    path: str
    blank: dict[str, Any]
    locked: bool = False

    def rows(self, key: int) -> Any:
        """Return the rows that belong to the application with this key."""
        manager = apps.get_model(self.model)._base_manager
        return manager.filter(**{self.path: key}).order_by("pk")


def _texts(*names: str, **more: Any) -> dict[str, Any]:
    return {**dict.fromkeys(names, ""), **more}


ASKED = _texts("reason", "answer", "asked_by_name")
PARTS: tuple[Part, ...] = (
    Part("applications.application", "pk", _texts("withdrawal_reason", plan={})),
    Part("applications.planrevision", "application", _texts("made_by", plan={})),
    Part("applications.requestedmeasure", "application", {}),
    Part("applications.winddown", "exemption__application", _texts("plan")),
    Part("applications.supportrequest", "application", {}),
    Part("applications.supportcase", "application", _texts("findings", "cost_item")),
    Part("applications.standarduse", "measure__application", _texts("taken_by_name")),
    Part(
        "applications.incident",
        "exemption__application",
        _texts("text", "place", "done", "reporter_email", reporter=None),
    ),
    Part(
        "applications.clarification",
        "application",
        _texts("message", "example", "withdrawal_reason", snapshot={}, answers=None),
    ),
    Part(
        "applications.opinion",
        "application",
        _texts("text", "statement", "extension_reason", minority=[]),
    ),
    Part(
        "applications.opinionversion",
        "opinion__application",
        _texts("text", minority=[]),
        locked=True,
    ),
    Part(
        "applications.appeal",
        "application",
        _texts(
            "grounds",
            "late_reason",
            "suspension_reason",
            "suspension_words",
            "lodged_by_name",
            "correction_message",
            "defence",
            "reply_text",
            "officer_opinion",
        ),
    ),
    Part("applications.consultation", "application", _texts("subject")),
    Part("applications.delaynotice", "application", _texts("reasons")),
    Part("applications.secretmark", "application", _texts("reason", "decision_reason")),
    Part(
        "applications.disclosurerequest",
        "application",
        _texts(
            "requester_name",
            "requester_address",
            "scope",
            "extended_reasons",
            "opinion_text",
            "opinion_given_by",
            "reasons",
            withheld=[],
        ),
    ),
    Part("applications.letter", "application", _texts("body")),
    Part("applications.dispatch", "letter__application", _texts("address", "searched")),
    Part(
        "applications.sending",
        "dispatch__letter__application",
        _texts("address", "receiver", "tracking"),
    ),
    Part("applications.assignment", "application", _texts("reason"), locked=True),
    Part("applications.interestdeclaration", "application", _texts("text"), locked=True),
    Part("applications.finding", "measure__application", _texts("reason", links=[]), locked=True),
    Part(
        "applications.proposal",
        "measure__application",
        _texts("note", "return_reasons", content={}),
    ),
    Part(
        "applications.stamp",
        "line__proposal__measure__application",
        _texts("comment", "on_behalf_of"),
        locked=True,
    ),
    Part("applications.changerequest", "application", {**ASKED, "changes": {}, "snapshot": {}}),
    Part("applications.reissue", "application", ASKED),
    Part("applications.succession", "application", ASKED),
    Part("applications.carriedanswer", "application", _texts("by_name")),
    Part(
        "applications.coapplicant",
        "application",
        _texts("work", "contact_name", "confirmed_name", "declined_reason", contact_email=NOBODY),
    ),
    Part(
        "applications.statement",
        "application",
        _texts(
            "officer_name",
            "officer_title",
            "signed_name",
            "declined_reason",
            officer_email=NOBODY,
            signed_address="",
        ),
    ),
    Part("applications.invitation", "application", {"email": NOBODY}),
    Part(
        "applications.powerofattorney",
        "application",
        _texts("agent_name", "agent_office", "registration_number", agent_email=NOBODY),
    ),
    Part(
        "applications.conditioncheck",
        "condition__exemption__application",
        {"seen": ""},
        locked=True,
    ),
    Part(
        "applications.hearing",
        "exemption__application",
        _texts("facts", "statement", "minutes", "report", "resumed_because"),
    ),
    Part(
        "applications.inspection",
        "hearing__exemption__application",
        _texts("what", "answer", "asked_by_name"),
    ),
    Part("applications.order", "exemption__application", _texts("facts", "explanation")),
    Part("applications.bridge", "exemption__application", _texts("asked_by_name")),
    Part("applications.suspension", "exemption__application", _texts("cause", "fix")),
    Part(
        "applications.report",
        "exemption__application",
        _texts(
            "narrative",
            "return_reasons",
            "correction_reasons",
            compliance=[],
            entry={},
            before={},
        ),
    ),
    Part("applications.reportfigure", "report__exemption__application", _texts("note")),
    Part("applications.exemption", "application", {}),
)
MESSAGE = _texts("subject", "addressee", "body", "power", attachments=[]) | {
    "author_name": DASH,
    "purpose": DASH,
    "officer": DASH,
}
# Text that stays, and why: by table the columns, as the skeleton named above.
KEPT: dict[str, str] = {
    "applications.application": "number title status channel outward_status",
    "applications.planrevision": "cause",
    "applications.requestedmeasure": "status law_title article text_asked",
    "applications.supportrequest": "fit",
    "applications.supportcase": "status number shape payer cost_kind basis reason_codes reasons "
    "appeal_notice signer_name",
    "applications.costentry": "level kind rate_source source_text note recorded_by_name",
    "applications.worklog": "level step recorded_by_name",
    "applications.applicanthours": "recorded_by_name",
    "applications.supportentry": "kind reason_code note recorded_by_name",
    "applications.standarduse": "conditions indicators evaluation",
    "applications.winddown": "status",
    "applications.incident": "status kind source severity cause fix lesson dismissal",
    "applications.clarification": "status fields reason_code effect",
    "applications.opinion": "status view reason_codes given_by_name",
    "applications.opinionversion": "view reason_codes given_by_name",
    "applications.appeal": "status kind relief suspension officer_name defended_by_name "
    "ruling_reasons changed_text ruled_by_name",
    "applications.consultation": "status number law_title article",
    "applications.delaynotice": "status duty sent_by_name",
    "applications.secretmark": "status target ground decided_by_name",
    "applications.disclosurerequest": "status number ground decided_by_name",
    "applications.letter": "kind title body_sha256 channel",
    "applications.dispatch": "status notice_body",
    "applications.sending": "method outcome sent_by_name",
    "applications.assignment": "examiner_name assigned_by_name",
    "applications.interestdeclaration": "name office_name kind",
    "applications.finding": "criterion judgment by_name",
    "applications.proposal": "status content_hash drafted_by_name",
    "applications.proposalline": "kind",
    "applications.stamp": "name office mode content_hash",
    "applications.changerequest": "status effect answered_by_name",
    "applications.reissue": "status cause answered_by_name",
    "applications.succession": "status kind answered_by_name",
    "applications.carriedanswer": "key",
    "applications.coapplicant": "status name corporate_number role content_sha256 link_nonce link_hash",
    "applications.statement": "status content_sha256 link_nonce link_hash code_nonce",
    "applications.invitation": "status role nonce",
    "applications.powerofattorney": "status qualification acts nonce",
    "applications.suspension": "reasons",
    "applications.report": "status kind",
    "applications.reportfigure": "indicator_code",
    "applications.determination": "outcome criteria reason_codes reasons text_granted conditions "
    "basis appeal_notice signer_name signer_office",
    "applications.exemption": "status public_number title law_title article text place end_reasons "
    "hearing_place hearing_facts hearing_result report_indicators",
    "applications.condition": "text reason check_method owner due",
    "applications.conditioncheck": "result by_name by_office",
    "applications.binding": "revision participants",
    "applications.site": "name address municipality_text",
    "applications.edition": "text conditions",
    "applications.hearing": "status intended basis place office presider_name attendance opinion "
    "decision decision_reasons departure",
    "applications.inspection": "answered_by_name",
    "applications.order": "status kind intended basis committee reasons issued_by_name before new_text "
    "condition_text",
    "applications.bridge": "status request reason basis why_safe answer answered_by_name conclusion",
    "applications.overlap": "status kind reasons basis settled_by_name",
    "applications.exemptiontext": "search_text",
    "applications.publicnotice": "status kind title body published_by_name corrections",
    "applications.applicationtext": "words grams",
    "applications.concern": "state",
    "applications.factuse": "key mode",
    "applications.factvalue": "key source",
    "applications.retentionextension": "reason by_name",
    "applications.disposalitem": "outcome retention",
}


def facts_of(company: int, application: int, *, is_last: bool) -> Any:
    """Return the ledger's rows that go with a file: answers given in it alone; with the company's
    last file all but its public facts (最後の申請の完結後の保存期間)."""
    values = apps.get_model("applications", "FactValue")._base_manager
    if is_last:
        return values.filter(company=company).exclude(key__in=PUBLIC_KEYS).order_by("pk")
    carried = (
        apps.get_model("applications", "CarriedAnswer")
        ._base_manager.filter(application__disposed_at=None)
        .exclude(application=application)
    )
    own = values.filter(application=application).exclude(key__in=PUBLIC_KEYS)
    company_keys = [fact.key for fact in company_facts()]
    return own.exclude(key__in=company_keys).exclude(pk__in=carried.values("value")).order_by("pk")


def is_last_file(application: Any) -> bool:
    """Tell whether the company has no other file here that is kept."""
    others = (
        type(application)
        ._base_manager.filter(company=application.company_id, disposed_at=None)
        .exclude(pk=application.pk)
    )
    return not others.exists()
