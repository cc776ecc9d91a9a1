"""Role × route: who gets which answer from every route, complete by construction.

A route that stands in no row of ``MATRIX`` fails the build. Answers: 200, 302 (to sign-in),
403 (not for this role), 404 (not yours), 405 (only POST).
"""

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from tests.console.world import build

ELSEWHERE = ("cms/", "accounts/", "documents/", "_util/")  # Wagtail's admin and allauth: own suites


def _walk(patterns, prefix="", namespace=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, prefix + str(pattern.pattern), inner)
        else:
            yield f"{namespace}{pattern.name or ''}", prefix + str(pattern.pattern)


ROUTES = list(dict.fromkeys(_walk(get_resolver().url_patterns)))
OWN = [(name, pattern) for name, pattern in ROUTES if not pattern.startswith(ELSEWHERE)]


PEOPLE = (
    "anonymous",
    "stranger",
    "owner",
    "other_company",
    "town",
    "other_town",
    "ministry",
    "resident",
)
S = 302  # to sign-in, or on to where the person belongs
# One answer per person, in the order of PEOPLE.
PUBLIC = (200,) * 8
OFFICES = (S, 403, 403, 403, 200, 200, 200, 403)
CONCERNED = (S, 403, 403, 403, 200, 404, 200, 403)
CONCERNED_EXAMINER_STEPS = (S, 403, 403, 403, 403, 404, 200, 403)
CONCERNED_NO_STEP = (S, 403, 403, 403, 403, 404, 403, 403)
TOWN_ONLY = (S, 403, 403, 403, 200, 404, 404, 403)
TOWN_PLANS = (S, 403, 403, 403, 200, 404, 403, 403)
COMPANY = (S, 404, 200, 404, 404, 404, 404, 404)
RESIDENT = (S, 404, 404, 404, 404, 404, 404, 200)
SIGNED_IN = (S, 200, 200, 200, 200, 200, 200, 200)
ONLY_POST = (405,) * 8
ONLY_POST_SIGNED_IN = (S, 405, 405, 405, 405, 405, 405, 405)

MATRIX = {
    PUBLIC: """healthz style apply residents resident_privacy resident_files resident_export_schema register register_measure register_exemption register_review
        reform reform_waiting reform_measure reform_log
        register_notices register_notice register_notices_feed
        dashboard dashboard_zone dashboard_indicator dashboard_file snapshot snapshot_file zones zone
        apply_link apply_link_file api:openapi-json api:openapi-view api:zones api:zone api:measures api:measure api:exemptions
        api:exemption api:indicators api:reviews api:resident_counts wagtail_serve""",
    (302,) * 8: "set_language home_after_login",
    (404,) * 8: "page_image api:api-root api:review",
    (422,) * 8: "api:observations",
    OFFICES: """console:work console:applications console:exemptions console:reports console:zones console:zone
        console:notices console:view console:export console:notice_settings console:documents console:documents_file console:audit console:registrations console:reviews""",
    (S, 403, 403, 403, 422, 422, 422, 403): "console:work_several",
    CONCERNED: "console:application console:exemption console:report console:review",
    CONCERNED_EXAMINER_STEPS: "console:application_step console:clarification_step console:delay_step",
    (S, 403, 403, 403, 403, 404, 302, 403): "console:propose",
    (
        S,
        403,
        403,
        403,
        404,
        404,
        200,
        403,
    ): "console:proposal console:proposal_step console:public_notice console:public_notice_step",
    CONCERNED_NO_STEP: "console:measure_step console:exemption_step",
    (S, 403, 403, 403, 422, 404, 403, 403): "console:opinion_step",
    (S, 403, 403, 403, 422, 404, 422, 403): "console:report_step",
    (S, 403, 403, 403, 403, 403, 403, 403): "console:zone_step",
    (S, 403, 403, 403, 404, 404, 404, 403): "console:file",
    TOWN_ONLY: """console:entry console:entry_measures console:entry_step console:entry_receipt
        console:document_prefix console:registration console:registration_step console:activity_step
        console:registration_assist console:resident_scheme""",
    (S, 403, 403, 403, 403, 404, 404, 403): "console:registration_correct",
    TOWN_PLANS: "console:review_plan console:review_step console:comment_step console:review_open",
    (S, 403, 403, 403, 405, 405, 405, 403): "console:snapshot_make",
    (S, 200, S, S, 200, 200, 200, 200): "apply_company",
    (S, S, 200, 200, S, S, S, S): "apply_new",
    (S, 403, 403, 403, 200, 200, 403, 403): "console:entry_new",
    COMPANY: """apply_people apply_power_new apply_member_step apply_invitation_step
        apply_power apply_power_file apply_power_step
        apply_company_edit apply_application apply_draft apply_item apply_measures apply_measure
        apply_files apply_file apply_receipt apply_step apply_clarification_step apply_exemption
        apply_exemption_step apply_report apply_report_step apply_report_file
        apply_report_template apply_company_fetch apply_facts
        apply_facts_file apply_fact_contest apply_reuse apply_company_facts apply_carry
        apply_partners apply_statement apply_partner_step apply_statement_step""",
    (S, 404, 404, 200, 404, 404, 404, 404): "apply_partner apply_partner_file",
    ONLY_POST: "register_review_comment",
    SIGNED_IN: """account resident_register resident_home resident_data apply_invitation apply_claim
        apply_power_offer""",
    RESIDENT: "resident_registration resident_correct resident_activity resident_step resident_export_json resident_export_pdf",
    ONLY_POST_SIGNED_IN: "apply_facts_confirm resident_confirm resident_consent",
}
EXPECTED = {name: answers for answers, names in MATRIX.items() for name in names.split()}
EXPECTED["console:public_notices"] = OFFICES
EXPECTED["console:zone_policy"] = (S, 403, 403, 403, 200, 404, 404, 403)
LETTERS = {
    OFFICES: "console:dispatches console:dispatch_print console:appeals",
    CONCERNED: "console:letter console:letter_pdf",
    (S, 403, 403, 403, S, S, 200, 403): "console:dispatch_print_pdf",
    (S, 403, 403, 403, 404, 404, S, 403): "console:dispatch_notice",
    (S, 404, S, 404, 404, 404, 404, 404): "apply_receipt_pdf",
    COMPANY: """apply_letter apply_letter_pdf apply_appeal apply_appeal_step apply_appeal_new
        apply_change_new apply_change_step apply_reissue_new apply_reissue_step
        apply_succession_new""",
    # The successor is a company of the other_company's owner.
    (S, 404, 200, 200, 404, 404, 404, 404): "apply_succession apply_succession_file",
    (S, 404, 200, 403, 404, 404, 404, 404): "apply_succession_step",
    (S, 405, 405, 405, 405, 405, 405, 405): "apply_amend",
    CONCERNED_EXAMINER_STEPS: "console:change_step console:reissue_step console:succession_step",
    (S, 403, 403, 403, 404, 404, 200, 403): "console:dispatch console:dispatch_step console:appeal",
    (S, 403, 403, 403, 404, 404, 403, 403): "console:appeal_step",
}
EXPECTED |= {name: answers for answers, names in LETTERS.items() for name in names.split()}
TALKING = {
    PUBLIC: "apply_find",
    OFFICES: "console:consultations console:guidance",
    CONCERNED: "console:application_messages console:application_record",
    TOWN_ONLY: """console:consultation console:consultation_step console:message_file
        console:guidance_letter""",
    SIGNED_IN: "apply_consultations apply_consultation_new",
    COMPANY: """apply_messages apply_record apply_consultation apply_consultation_step
        apply_message_file apply_guidance""",
    ONLY_POST_SIGNED_IN: "apply_guidance_request",
}
EXPECTED |= {name: answers for answers, names in TALKING.items() for name in names.split()}
EXPECTED |= dict.fromkeys(("procedures", "procedure"), PUBLIC)
EXPECTED |= dict.fromkeys(("console:criteria", "console:phrases", "console:workload"), OFFICES)
EXPECTED |= dict.fromkeys(
    ("console:zone_intakes", "console:zone_intake", "console:intake_step"), TOWN_ONLY
)
EXPECTED |= {
    "verify": PUBLIC,
    "register_exemption_report": PUBLIC,
    **dict.fromkeys(("apply_certificate", "apply_incident_new", "apply_incident"), COMPANY),
    "apply_incident_step": (S, 404, 422, 404, 404, 404, 404, 404),
    "console:incidents": OFFICES,
    **dict.fromkeys(("console:support_cases", "console:support_ledger"), OFFICES),
    **dict.fromkeys(("console:support_case", "console:support_step"), TOWN_ONLY),
    "apply_support_case": COMPANY,
    "apply_support_step": COMPANY,
    **dict.fromkeys(("public_support_ledger", "public_costs", "public_zone_costs"), PUBLIC),
    "public_measure_costs": PUBLIC,
    "console:costs": OFFICES,
    "console:zone_costs": OFFICES,
    "console:cost_new": (S, 403, 403, 403, 200, 403, 200, 403),
    "console:cost_correct": (S, 403, 403, 403, 200, 403, 200, 403),
    "console:work_log": CONCERNED,
    "console:zone_plans": TOWN_ONLY,
    "console:support_limits": TOWN_ONLY,
    "apply_hours": COMPANY,
    **dict.fromkeys(("console:exemption_certificate", "console:incident"), CONCERNED),
    **dict.fromkeys(("console:incident_new", "console:incident_step"), CONCERNED),
}
EXPECTED |= {
    **dict.fromkeys(("standards", "standard"), PUBLIC),
    **dict.fromkeys(("console:standards", "console:standard"), OFFICES),
    "console:standard_new": (S, 403, 403, 403, 403, 403, 200, 403),
    "console:standard_step": (S, 403, 403, 403, 403, 403, 403, 403),
    "console:standard_take": (S, 403, 403, 403, 200, 200, 403, 403),
    "console:standard_offer_step": (S, 403, 403, 403, 200, 403, 403, 403),
    "apply_standard": SIGNED_IN,
    "apply_standard_proposal": COMPANY,
    "apply_tokens": COMPANY,
    "apply_token_revoke": (S, 404, S, 404, 404, 404, 404, 404),
    "api:reports": (401,) * 8,
    "api:submit_report": ONLY_POST,
}
LIFE = {
    COMPANY: "apply_hearing_step apply_order_step apply_bridge_step apply_check_file",
    CONCERNED: "console:check_file",
    CONCERNED_NO_STEP: """console:hearing_step console:order_step console:bridge_step
        console:overlap_step""",
}
EXPECTED |= {name: answers for answers, names in LIFE.items() for name in names.split()}
EXPECTED["console:settle_fact"] = (S, 403, 403, 403, 403, 404, 404, 403)
EXPECTED |= {"console:unread": OFFICES, "apply_unread": SIGNED_IN}
EXPECTED |= {"support": PUBLIC, "support_instrument": PUBLIC, "apply_support": COMPANY}
EXPECTED["console:members"] = EXPECTED["console:expiring"] = OFFICES
EXPECTED["console:member_end"] = (S, 403, 403, 403, 405, 405, 405, 403)
EXPECTED["console:member_new"] = (S, 403, 403, 403, 200, 403, 403, 403)
EXPECTED["console:appointment"] = (S, 403, 403, 403, 200, 404, 404, 403)
EXPECTED["console:appointment_step"] = (S, 403, 403, 403, 200, 404, 404, 403)
EXPECTED["console:revisions"] = CONCERNED
EXPECTED["console:phrase"] = (S, 403, 403, 403, 200, 404, 404, 403)
EXPECTED["console:phrase_new"] = (S, 403, 403, 403, 200, 403, 403, 403)
EXPECTED["console:retention"] = EXPECTED["console:handover"] = OFFICES
EXPECTED["console:handover_page"] = (S, 403, 403, 403, 200, 404, 404, 403)
EXPECTED["console:handover_step"] = (S, 403, 403, 403, 200, 404, 404, 403)
EXPECTED["console:disposal_new"] = OFFICES
EXPECTED["console:disposal"] = (S, 403, 403, 403, 404, 404, 200, 403)
EXPECTED["console:disposal_step"] = (S, 403, 403, 403, 404, 404, 200, 403)
EXPECTED |= dict.fromkeys(
    ("console:criteria_version", "console:criteria_step"), (S, 403, 403, 403, 200, 404, 404, 403)
)
PLANNING = {
    PUBLIC: "zone_hearing zone_history calls call",
    OFFICES: "console:zone_plan console:call console:zone_proposals",
    (S, 403, 403, 403, 200, 200, 403, 403): "console:zone_new console:zone_places",
    (S, 403, 403, 403, 200, 403, 403, 403): """console:zone_opinion_new console:zone_begin
        console:overlay_step""",
    TOWN_ONLY: "console:mandate console:call_entry_step",
    (S, 403, 403, 403, 403, 404, 404, 403): "console:preparation_new console:zone_proposal_step",
    (S, 403, 403, 403, 422, 404, 403, 403): "console:wind_down_step",
    SIGNED_IN: "apply_joining",
    (S, S, 200, 200, S, S, S, S): "apply_zone_proposal_new",
    (S, S, S, 200, S, S, S, S): "apply_call",  # the owner has joined already
    COMPANY: "apply_joining_step",
}
EXPECTED |= {name: answers for answers, names in PLANNING.items() for name in names.split()}


SECRECY = {
    OFFICES: "console:disclosures",
    CONCERNED: "console:public_copy console:disclosure_new",
    CONCERNED_EXAMINER_STEPS: "console:secret_step",
    (S, 403, 403, 403, 404, 404, 200, 403): "console:disclosure console:disclosure_step",
    (S, 403, 403, 403, 404, 404, 404, 403): "console:file_inline console:file_preview",
    COMPANY: """apply_secrets apply_public_copy apply_secret_step apply_disclosure_step
        apply_file_inline apply_file_preview""",
}
EXPECTED |= {name: answers for answers, names in SECRECY.items() for name in names.split()}
EXPECTED["apply_signed_in"] = SIGNED_IN
EXPECTED["apply_check"] = EXPECTED["apply_title"] = COMPANY
EXPECTED["apply_move"] = (S, 404, S, 404, 404, 404, 404, 404)
EXPECTED["apply_autosave"] = (401, 404, 400, 404, 404, 404, 404, 404)


def _address(name, arguments):
    return "/" if name == "wagtail_serve" else reverse(name, kwargs=arguments.get(name))


def test_every_route_stands_in_the_matrix():
    assert {name for name, _pattern in OWN} == set(EXPECTED)


@pytest.mark.django_db
def test_every_person_gets_the_answer_of_the_matrix_from_every_route():
    world, wrong = build(), []
    for index, person in enumerate(PEOPLE):
        client = Client(raise_request_exception=False)
        if world.people[person] is not None:
            client.force_login(world.people[person])
        for name, answers in EXPECTED.items():
            answer = client.get(_address(name, world.arguments))
            if answer.streaming:
                b"".join(answer)  # a download is read to its end, and closed with it
            status = answer.status_code
            if status != answers[index]:
                wrong.append(f"{person} {name}: {status} instead of {answers[index]}")
    assert wrong == []
