"""Role × step of what hangs on a zone: who may take which step, and where each machine ends."""

EXPECTED: dict[str, dict[str, set[str]]] = {}
EXPECTED["zones.hearingopinion"] = {"answer": {"zone_examiner"}}
EXPECTED["zones.consent"] = {
    "consent": {"regulating_minister"},
    "refuse": {"regulating_minister"},
}
EXPECTED["zones.zonechange"] = {
    "prepare": {"zone_administrator"},
    "file": {"zone_approver"},
    "record_minor": {"zone_approver"},
    "approve": {"cabinet_approver"},
    "refuse": {"cabinet_approver"},
    "withdraw": {"zone_approver", "zone_administrator"},
}
EXPECTED["zones.demand"] = {
    "demand": {"demanding_authority"},
    "answer": {"zone_approver"},
    "demand_again": {"demanding_authority"},
    "settle": {"demanding_authority"},
}
EXPECTED["zones.revocation"] = {
    "notify": {"cabinet_examiner"},
    "state": {"zone_approver"},
    "record_hearing": {"cabinet_examiner"},
    "dismiss": {"cabinet_approver"},
    "conclude": {"system"},
}
EXPECTED["zones.call"] = {
    "prepare": {"zone_administrator", "zone_operator"},
    "announce": {"zone_approver"},
    "conclude": {"zone_approver"},
    "cancel": {"zone_approver"},
}
EXPECTED["zones.mandate"] = {
    "prepare": {"zone_administrator"},
    "entrust": {"zone_approver"},
    "end": {"zone_approver"},
}
EXPECTED["zones.preparation"] = {
    "prepare": {"zone_operator"},
    "adopt": {"zone_examiner"},
    "send_back": {"zone_examiner"},
}
EXPECTED["applications.callentry"] = {
    "join": {"joiner"},
    "choose": {"zone_examiner"},
    "pass_over": {"zone_examiner"},
    "withdraw": {"joiner"},
}
EXPECTED["applications.zoneproposal"] = {
    "submit": {"joiner"},
    "adopt": {"proposal_office"},
    "decline": {"proposal_office"},
    "withdraw": {"joiner"},
}
EXPECTED["applications.winddown"] = {
    "submit": {"holder"},
    "accept": {"zone_administrator"},
    "drop": {"system"},
}
EXPECTED["zones.appointment"] = {
    "confirm": {"staff_administrator", "principal", "system"},
    "accept": {"lender"},
    "decline": {"lender"},
    "withdraw": {"staff_administrator", "principal"},
    "end": {"staff_administrator", "principal", "lender"},
}
ENDS = {
    "zones.hearingopinion": ["answered"],
    "zones.consent": ["consented"],
    "zones.zonechange": ["approved", "recorded", "refused", "withdrawn"],
    "zones.demand": ["settled"],
    "zones.revocation": ["decided", "dismissed"],
    "zones.call": ["concluded", "canceled"],
    "zones.mandate": ["ended"],
    "zones.preparation": ["adopted"],
    "applications.callentry": [],
    "applications.zoneproposal": ["adopted", "declined", "withdrawn"],
    "applications.winddown": ["dropped"],
}
