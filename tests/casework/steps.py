"""Every step of every case with the codes of the roles that may take it."""

from tests.casework import plan_steps

EXPECTED = {
    "zones.zone": {
        "open_hearing": {"zone_administrator"},
        "apply": {"zone_approver"},
        "designate": {"cabinet_approver"},
        "refuse": {"cabinet_approver"},
        "register_existing": {"system"},
        "revoke": {"cabinet_approver"},
        "announce_closing": {"zone_approver"},
        "take_back_closing": {"zone_approver"},
        "close": {"zone_approver"},
    },
    "applications.application": {
        "submit": {"filer"},
        "file_paper": {"counter_clerk"},
        "discard": {"filer", "system"},
        "start_examination": {"examiner"},
        "request_clarification": {"examiner"},
        "consult": {"examiner"},
        "remind": {"examiner"},
        "hear_committee": {"examiner"},
        "record_decided": {"system"},
        "record_disclosed": {"system"},
        "withdraw": {"filer"},
        "assign": {"assigner"},
        "take": {"examiner"},
        "declare_interest": {"concerned"},
        "hand_over": {"system"},
        "extend_retention": {"records_manager"},
        "dispose": {"system"},
    },
    "applications.requestedmeasure": {
        "determine": {"authority"},
        "disclose": {"authority"},
        "withdraw": {"system"},
        "record_findings": {"examiner"},
    },
    "applications.clarification": {
        "answer": {"filer"},
        "close": {"examiner", "system"},
        "withdraw": {"examiner"},
    },
    "applications.opinion": {
        "give": {"consulted"},
        "revise": {"consulted"},
        "extend": {"examiner"},
        "lapse": {"system"},
    },
    "applications.exemption": {
        "gather_consent": {"holder"},
        "start": {"holder"},
        "suspend": {"holder", "exemption_authority", "system"},
        "resume": {"exemption_authority"},
        "open_hearing": {"exemption_authority"},
        "revoke": {"exemption_authority"},
        "dismiss": {"exemption_authority"},
        "surrender": {"holder"},
        "complete": {"report_examiner", "system"},
    },
    "applications.incident": {
        "acknowledge": {"report_examiner", "exemption_authority"},
        "explain": {"holder", "report_examiner", "exemption_authority"},
        "close": {"report_examiner", "exemption_authority"},
        "dismiss": {"report_examiner", "exemption_authority"},
    },
    "applications.supportcase": {
        "start_examination": {"zone_examiner"},
        "propose": {"zone_examiner"},
        "grant": {"zone_approver"},
        "refuse": {"zone_approver"},
        "disclose": {"zone_approver"},
        "pay": {"zone_examiner"},
        "reduce": {"zone_approver"},
        "order_repayment": {"zone_approver"},
        "repay": {"zone_examiner"},
        "end": {"zone_approver"},
        "withdraw": {"filer"},
    },
    "applications.report": {
        "submit": {"holder"},
        "send_back": {"report_examiner"},
        "accept": {"report_examiner"},
    },
}
EXPECTED["applications.exemption"] |= {
    "take_up_again": {"system"},
    "check_condition": {"report_examiner", "exemption_authority"},
    "name_revision": {"exemption_authority"},
    "announce_order": {"exemption_authority"},
    "request_bridge": {"holder"},
}
EXPECTED["applications.hearing"] = {
    "name_presider": {"exemption_authority"},
    "ask_inspection": {"holder"},
    "answer_inspection": {"exemption_authority"},
    "state": {"holder"},
    "hold": {"presider"},
    "hand_in": {"presider"},
    "resume": {"exemption_authority"},
}
EXPECTED["applications.order"] = {
    "explain": {"holder"},
    "issue": {"exemption_authority"},
    "drop": {"exemption_authority"},
}
EXPECTED["applications.bridge"] = {
    "grant": {"exemption_authority"},
    "decline": {"exemption_authority"},
    "withdraw": {"holder"},
    "conclude": {"exemption_authority"},
}
EXPECTED["applications.overlap"] = {
    "settle": {"overlap_authority"},
    "reopen": {"overlap_authority"},
}
EXPECTED["applications.proposal"] = {
    "amend": {"drafter"},
    "circulate": {"drafter"},
    "concur": {"on_the_line"},
    "approve": {"proposal_authority"},
    "send_back": {"on_the_line", "proposal_authority"},
    "withdraw": {"drafter", "system"},
    "enact": {"system"},
    "acknowledge": {"on_the_line"},
}
EXPECTED["applications.publicnotice"] = {
    step: {"publisher"} for step in ("edit", "publish", "correct")
}
EXPECTED["applications.delaynotice"] = {"send": {"examiner"}, "drop": {"examiner"}}
EXPECTED["applications.coapplicant"] = {
    "confirm": {"joint_applicant", "link_bearer"},
    "decline": {"joint_applicant", "link_bearer"},
    "resend": {"filer"},
    "remove": {"filer"},
}
EXPECTED["applications.secretmark"] = {
    "accept": {"examiner"},
    "reject": {"examiner"},
    "withdraw": {"filer"},
}
EXPECTED["applications.disclosurerequest"] = {
    "extend": {"disclosure_officer"},
    "consult": {"disclosure_officer"},
    "give_opinion": {"filer"},
    "decide": {"disclosure_approver"},
    "refuse": {"disclosure_approver"},
    "release": {"disclosure_officer"},
    "withdraw": {"disclosure_officer"},
}
EXPECTED["applications.statement"] = {
    "send_code": {"link_bearer"},
    "sign": {"link_bearer"},
    "decline": {"link_bearer"},
    "resend": {"filer"},
    "withdraw": {"filer"},
}
EXPECTED["applications.application"] |= {"reopen": {"system"}, "reopen_consulted": {"system"}}
EXPECTED["applications.requestedmeasure"] |= {"reopen": {"system"}}
EXPECTED["applications.appeal"] = {
    "lodge": {"filer"},
    "order_correction": {"reviewing_approver"},
    "correct": {"filer"},
    "designate": {"reviewing_approver"},
    "defend": {"defender"},
    "reply": {"filer"},
    "conclude": {"review_officer"},
    "reject": {"reviewing_approver"},
    "dismiss": {"reviewing_approver"},
    "uphold": {"reviewing_approver"},
    "withdraw": {"filer"},
}
EXPECTED["applications.changerequest"] = {
    "propose": {"filer"},
    "accept": {"examiner"},
    "decline": {"examiner"},
    "withdraw": {"filer", "system"},
}
EXPECTED["applications.reissue"] = {
    "request": {"filer"},
    "issue": {"dispatcher"},
    "decline": {"dispatcher"},
    "report_found": {"filer"},
    "withdraw": {"filer"},
}
EXPECTED["applications.succession"] = {
    "file": {"transferor"},
    "confirm": {"successor"},
    "record": {"examiner"},
    "decline": {"examiner", "successor"},
    "withdraw": {"transferor"},
    "take_effect": {"system"},
}
EXPECTED["applications.dispatch"] = {
    "send": {"dispatcher"},
    "hand_over": {"dispatcher"},
    "record_delivery": {"dispatcher"},
    "record_return": {"dispatcher"},
    "send_again": {"dispatcher"},
    "post_notice": {"dispatcher"},
    "record_service": {"dispatcher"},
    "send_to_found": {"dispatcher"},
}
EXPECTED["applications.companymember"] = {
    "change_role": {"company_owner"},
    "remove": {"company_owner", "oneself"},
    "verify": {"system"},
    "yield_to_verified": {"system"},
}
EXPECTED["applications.invitation"] = {
    "send": {"company_owner"},
    "issue": {"counter_clerk"},
    "resend": {"company_owner"},
    "accept": {"invitee"},
    "withdraw": {"company_owner"},
}
EXPECTED["applications.powerofattorney"] = {
    "grant": {"company_owner"},
    "enter": {"counter_clerk"},
    "accept": {"invitee"},
    "decline": {"invitee"},
    "revoke": {"company_owner", "counter_clerk"},
    "resign": {"agent"},
}
RESIDENT_OFFICE = {"zone_examiner"}
SELF_OR_CLERK = {"resident", "clerk_for_resident"}
EXPECTED["digitalresidents.registration"] = {
    "clear_duplicate": RESIDENT_OFFICE,
    "confirm": {"system"} | RESIDENT_OFFICE,
    "decline": RESIDENT_OFFICE,
    "verify_in_person": RESIDENT_OFFICE,
    "promote": RESIDENT_OFFICE,
    "renew_premium": RESIDENT_OFFICE,
    "return_to_basic": {"system"} | RESIDENT_OFFICE,
    "renew": SELF_OR_CLERK,
    "suspend": RESIDENT_OFFICE,
    "resume": RESIDENT_OFFICE,
    "lapse": {"system"} | RESIDENT_OFFICE,
    "leave": SELF_OR_CLERK,
    "erase": {"system"},
}
EXPECTED["digitalresidents.activityproof"] = {
    "approve": RESIDENT_OFFICE,
    "reject": RESIDENT_OFFICE,
}
EXPECTED["kpis.evidencereview"] = {
    "agree_to_plan": {"regulator"},
    "register_plan": {"zone_administrator"},
    "start_collecting": {"zone_administrator", "system"},
    "draft": {"zone_examiner"},
    "ask_about_harm": {"zone_administrator"},
    "answer_about_harm": {"regulator"},
    "open_public_comment": {"zone_administrator", "system"},
    "decide": {"verdict_reviewer"},
    "extend": {"verdict_reviewer"},
    "record_implementation": {"regulator"},
}
EXPECTED["applications.consultation"] = {
    "answer": {"adviser"},
    "ask_again": {"asker"},
    "pass_on": {"adviser"},
    "close": {"adviser", "asker", "system"},
    "withdraw": {"asker"},
}
EXPECTED["kpis.reviewcomment"] = {"answer": {"zone_examiner"}}
EXPECTED["applications.proposal"] |= {"hand_over": {"system"}, "hand_over_line": {"system"}}
EXPECTED["applications.consultation"]["hand_over"] = {"system"}
EXPECTED |= plan_steps.EXPECTED
EXPECTED["zones.appointment"]["take_back_end"] = {"system"}
EXPECTED["applications.handover"] = {
    "take": {"staff_administrator"},
    "carry_out": {"system"},
    "cancel": {"staff_administrator"},
    "undo": {"staff_administrator"},
}
EXPECTED["applications.disposalbatch"] = {
    "propose": {"records_manager"},
    "approve": {"disposal_approver"},
    "send_back": {"disposal_approver"},
    "withdraw": {"records_manager"},
    "execute": {"records_manager"},
    "hand_over": {"records_manager"},
}
EXPECTED["zones.intake"] = {
    step: {"zone_administrator"} for step in ("open", "change", "pause", "resume", "close")
}
EXPECTED["zones.criteriaversion"] = {
    "publish": {"criteria_publisher", "system"},
    "drop": {"criteria_publisher"},
}
EXPECTED["applications.standardmeasure"] = {
    "publish": {"standard_publisher"},
    "withdraw": {"standard_publisher"},
    "drop": {"standard_drafter"},
    "follow_verdict": {"system"},
}
EXPECTED["applications.standardoffer"] = {
    step: {"zone_administrator"} for step in ("offer", "stop")
}

EXPECTED["applications.standardmeasure"] = {
    "publish": {"standard_publisher"},
    "withdraw": {"standard_publisher"},
    "drop": {"standard_drafter"},
    "follow_verdict": {"system"},
}
EXPECTED["applications.report"] |= {
    step: {"holder"} for step in ("take_back", "take_back_again", "take_back_correction", "correct")
}
EXPECTED["applications.apitoken"] = {"issue": {"company_owner"}, "revoke": {"company_owner"}}
EXPECTED["applications.standardoffer"] = {
    step: {"zone_administrator"} for step in ("offer", "stop")
}
