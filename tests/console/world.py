"""One of everything, for the role × route matrix."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from applications import tokens
from applications.apply import inviting, secrets
from applications.models import Dispatch, DisposalBatch, Handover
from applications.office import disclosure as office_disclosure
from casework import clock, files
from casework.models import Message, User
from cms.seed import seed_site
from kpis import reviewing, snapshots
from kpis.models import Indicator
from kpis.reference import load_catalogue
from tests import factories as make
from tests.applications import people as company_people
from tests.applications import talking
from tests.applications.appeals import make_appeal
from tests.applications.incidents import incident_arguments
from tests.applications.later import arguments_later
from tests.applications.life import life_arguments
from tests.applications.standards import standard_arguments
from tests.applications.supports import support_arguments
from tests.digitalresidents import makers as residents
from tests.zones.planning import planning_arguments
from zones.criteria_views import draft_of
from zones.models import SpecialMeasure
from zones.reference import load_reference
from zones.staffing_views import appointment_of


@dataclass
class World:
    """The people by kind, and the arguments of each route."""

    people: dict[str, User | None]
    arguments: dict[str, dict[str, Any]]


def build(
    codes: tuple[str, str, str] = ("town", "ministry", "other"), number: str = "7000012050002"
) -> World:
    """Make the world: a draft, a case with an open correction, an exemption, a report, a review."""
    load_reference()
    load_catalogue()
    town, ministry, company = (
        make.make_town(codes[0]),
        make.make_ministry(codes[1]),
        make.make_company(number),
    )
    other_town = make.make_town(codes[2], "別の町役場")
    other_company = make.make_company("8000012010038", "デモ別会社")
    residents.open_scheme(zone := town.zone)
    resident = residents.make_resident_user()
    registration = residents.make_registration(zone, user=resident)
    draft = make.make_draft(town, ministry, company)
    stored = files.store(
        draft, SimpleUploadedFile("a.pdf", b"%PDF-1.7\n"), slot="plan", actor=company.owner
    )
    partner, statement = _papers(draft, company, other_company)
    correcting = _with_correction(town, ministry, company)
    mark, disclosure = _secrets(correcting, ministry)
    exemption = make.run(make.make_exemption(town, ministry, company), company.owner)
    consulting = exemption.application
    report = exemption.reports.order_by("pk").first()
    company.electronic_delivery = False
    company.save(update_fields=["electronic_delivery"])
    other_exemption = make.make_exemption(town, ministry, company)
    by_post = Dispatch.objects.get()
    appeal = make_appeal(other_exemption.measure, company)
    review = reviewing.open_review(
        exemption=other_exemption,
        regulator=ministry.organisation,
        actor=town.administrator,
        indicators=Indicator.objects.filter(code__in=["K27"]),
        question="効くか",
        baseline="あり",
        comparison="あり",
        method="前後比較",
        threshold="2割",
    )
    make.step(review, "agree_to_plan", ministry.reviewer)
    make.step(review, "register_plan", town.administrator)
    comment = review.comments.create(round=1, name="住民", body="意見", made_at=clock.now())
    snapshot = snapshots.freeze(
        zone=zone, indicator=Indicator.objects.get(code="K27"), actor=town.administrator
    )
    proof = _activity(registration)
    paper = company_people.on_paper(town, ministry, company)
    arrived_on_paper = make.step(
        company_people.on_paper(town, ministry, company), "file_paper", town.examiner
    )
    invitation = company_people.invite(company)
    power = company_people.offer(company, make.make_user("agent"))
    document = files.store(
        power, SimpleUploadedFile("a.pdf", b"%PDF-1.7\n"), slot="document", actor=company.owner
    )
    proposal, delay = _with_proposal(correcting, ministry), _with_delay(correcting)
    notice = exemption.measure.public_notices.get()
    content = {"title": "公表", "body": "本文", "published_on": clock.today()}
    notice = make.step(notice, "publish", ministry.approver, **content)
    consultation = talking.make_consultation(town, company)
    make.step(consultation, "answer", town.administrator, body="説明会を。", **talking.GUIDANCE)
    sent = {"body": "図面です。", "uploads": [SimpleUploadedFile("b.pdf", b"%PDF-1.7\n")]}
    make.step(consultation, "ask_again", company.owner, **sent)
    advice, drawing = Message.objects.on(consultation)[1:3]
    seed_site()
    ordinance = make.make_procedure("permit", examiner_kind="municipality")
    criteria = draft_of(town.organisation, ordinance)
    zone_kwargs, pk = {"slug": zone.slug}, lambda case, **more: {"pk": case.pk, **more}
    arguments = {
        "console:handover_page": pk(_handover(town)),
        "console:handover_step": pk(_handover(town), step="cancel"),
        "console:disposal": pk(_disposal(correcting)),
        "console:disposal_step": pk(_disposal(correcting), step="withdraw"),
        "console:criteria_version": pk(criteria),
        "console:criteria_step": pk(criteria, step="drop"),
        "procedure": {"code": ordinance.pk},
        "console:member_end": pk(town.examiner.memberships.get()),
        "console:member_new": {"office": town.organisation.pk, "how": "own"},
        "console:appointment": pk(_appointment(town)),
        "console:appointment_step": pk(_appointment(town), step="end"),
        "console:revisions": pk(correcting),
        "console:phrase": pk(_phrase(town)),
        "console:phrase_new": {"office": town.organisation.pk},
        "console:application": pk(correcting),
        "console:propose": pk(proposal.measure),
        "console:proposal": pk(proposal),
        "console:proposal_step": pk(proposal, step="circulate"),
        "console:delay_step": pk(delay, step="send"),
        "console:public_notice": pk(notice),
        "console:public_notice_step": pk(notice, step="correct"),
        "register_notice": pk(notice),
        "console:application_step": pk(correcting, step="consult"),
        "console:application_messages": pk(correcting),
        "console:application_record": pk(correcting),
        "console:consultation": pk(consultation),
        "console:consultation_step": pk(consultation, step="answer"),
        "console:message_file": pk(drawing, number=1),
        "console:guidance_letter": pk(advice),
        "console:measure_step": pk(consulting.measures.get(), step="disclose"),
        "console:clarification_step": pk(correcting.clarifications.get(), step="close"),
        "console:opinion_step": pk(consulting.opinions.get(), step="give"),
        "console:exemption": pk(exemption),
        **incident_arguments(exemption, company.owner),
        **support_arguments(town, ministry, company),
        **standard_arguments(other_exemption, town, company, report),
        **life_arguments(exemption, ministry, company),
        **planning_arguments(zone, company, exemption),
        "console:exemption_step": pk(exemption, step="suspend"),
        "console:report": pk(report),
        "console:report_step": pk(report, step="accept"),
        "console:view": {"page": "work"},
        "support_instrument": {"code": "kaso-23"},
        "console:export": {"page": "work"},
        "console:zone": pk(zone),
        "console:zone_policy": pk(zone),
        "console:zone_intakes": pk(zone),
        "console:zone_intake": pk(zone, code="plan"),
        "console:intake_step": pk(zone, code="plan", step="change"),
        "console:zone_step": pk(zone, step="close"),
        "console:secret_step": pk(mark, step="accept"),
        "console:public_copy": pk(correcting),
        "console:disclosure_new": pk(correcting),
        "console:disclosure": pk(disclosure),
        "console:disclosure_step": pk(disclosure, step="withdraw"),
        "apply_secrets": pk(correcting),
        "apply_public_copy": pk(correcting),
        "apply_secret_step": pk(mark, step="withdraw"),
        "apply_disclosure_step": pk(disclosure, step="give_opinion"),
        "console:file": pk(stored),
        **arguments_later(correcting, other_exemption.application, company, other_company),
        "console:appeal": pk(appeal),
        "console:appeal_step": pk(appeal, step="designate"),
        "apply_appeal": pk(appeal),
        "apply_appeal_step": pk(appeal, step="withdraw"),
        "apply_appeal_new": pk(correcting.measures.get()),
        "console:letter": pk(by_post.letter),
        "console:letter_pdf": pk(by_post.letter),
        "console:dispatch": pk(by_post),
        "console:dispatch_notice": pk(by_post),
        "console:dispatch_step": pk(by_post, step="send"),
        "apply_letter": pk(by_post.letter),
        "apply_letter_pdf": pk(by_post.letter),
        "apply_receipt_pdf": pk(consulting),
        "console:file_inline": pk(stored),
        "console:file_preview": pk(stored),
        "console:document_prefix": pk(town.organisation),
        "console:registration": pk(registration),
        "console:registration_correct": pk(registration),
        "console:registration_step": pk(registration, step="suspend"),
        "console:activity_step": pk(proof, step="approve"),
        "console:registration_assist": zone_kwargs,
        "console:resident_scheme": zone_kwargs,
        "console:review": pk(review),
        "console:review_plan": pk(review),
        "console:review_step": pk(review, step="start_collecting"),
        "console:comment_step": pk(comment, step="answer"),
        "console:review_open": {"exemption_pk": exemption.pk},
        "console:entry": pk(paper),
        "console:entry_measures": pk(paper),
        "console:entry_step": pk(paper, step="file_paper"),
        "console:entry_receipt": pk(arrived_on_paper),
        "apply_people": pk(company),
        "apply_power_new": pk(company),
        "apply_member_step": pk(company.members.first(), step="change_role"),
        "apply_invitation_step": pk(invitation, step="withdraw"),
        "apply_invitation": pk(invitation, token=tokens.token_of(invitation)),
        "apply_power": pk(power),
        "apply_power_file": pk(power, file=document.pk),
        "apply_power_step": pk(power, step="revoke"),
        "apply_power_offer": pk(power, token=tokens.token_of(power)),
        "apply_company_edit": pk(company),
        "apply_company_fetch": pk(company),
        "apply_facts": pk(company),
        "apply_facts_confirm": pk(company),
        "apply_facts_file": pk(company, ext="json"),
        "console:settle_fact": pk(correcting, key="company_name"),
        "apply_fact_contest": pk(company, key="representative"),
        "apply_reuse": pk(company),
        "apply_company_facts": pk(draft),
        "apply_carry": pk(draft),
        "apply_application": pk(correcting),
        "apply_messages": pk(correcting),
        "apply_record": pk(correcting),
        "apply_consultation": pk(consultation),
        "apply_consultation_step": pk(consultation, step="ask_again"),
        "apply_message_file": pk(drawing, number=1),
        "apply_guidance": pk(advice),
        "apply_guidance_request": pk(advice),
        "apply_draft": pk(draft),
        "apply_item": pk(draft, item=1),
        "apply_check": pk(draft),
        "apply_title": pk(draft),
        "apply_move": pk(draft),
        "apply_autosave": pk(draft),
        "apply_measures": pk(draft),
        "apply_measure": pk(draft, measure=draft.measures.get().pk),
        "apply_files": pk(draft),
        "apply_support": pk(draft),
        "apply_file": pk(draft, file=stored.pk),
        "apply_file_inline": pk(draft, file=stored.pk),
        "apply_file_preview": pk(draft, file=stored.pk),
        "apply_partners": pk(draft),
        "apply_statement": pk(draft),
        "apply_partner": pk(partner),
        "apply_partner_file": pk(partner, file=stored.pk),
        "apply_partner_step": pk(partner, step="remove"),
        "apply_statement_step": pk(statement, step="withdraw"),
        "apply_link": {"token": statement.link_path().split("/")[-2]},
        "apply_link_file": {"token": statement.link_path().split("/")[-2], "file": stored.pk},
        "apply_receipt": pk(correcting),
        "apply_step": pk(draft, step="submit"),
        "apply_clarification_step": pk(correcting.clarifications.get(), step="answer"),
        "apply_exemption": pk(exemption),
        "apply_exemption_step": pk(exemption, step="suspend"),
        "apply_report": pk(report),
        "apply_report_file": pk(report),
        "apply_report_template": pk(report),
        "apply_report_step": pk(report, step="submit"),
        "resident_register": zone_kwargs,
        "resident_registration": pk(registration),
        "resident_correct": pk(registration),
        "resident_confirm": pk(registration),
        "resident_consent": pk(registration, purpose="news"),
        "resident_activity": pk(registration),
        "resident_step": pk(registration, step="leave"),
        "register_measure": {"code": SpecialMeasure.objects.order_by("pk").first().pk},
        "reform_measure": {"number": exemption.application.number, "position": 1},
        "reform_log": {"form": "csv"},
        "register_exemption": {"public_number": exemption.public_number},
        "dashboard_zone": zone_kwargs,
        "dashboard_indicator": {**zone_kwargs, "code": "K06"},
        "dashboard_file": {**zone_kwargs, "code": "K06", "ext": "csv"},
        "register_review": {"number": review.number},
        "register_review_comment": {"number": review.number},
        "snapshot": {"slug": snapshot.slug},
        "snapshot_file": {"slug": snapshot.slug, "ext": "json"},
        "zone": zone_kwargs,
        "page_image": {"path": "nothing.png"},
        "api:zone": zone_kwargs,
        "api:measure": {"code": SpecialMeasure.objects.order_by("pk").first().pk},
        "api:exemption": {"number": exemption.public_number},
        "api:review": {"number": review.number},
    }
    people = {
        "anonymous": None,
        "stranger": make.make_user("stranger"),
        "owner": company.owner,
        "other_company": other_company.owner,
        "town": town.administrator,
        "other_town": other_town.administrator,
        "ministry": ministry.examiner,
        "resident": resident,
    }
    return World(people, arguments)


def _appointment(town: Any) -> Any:
    return appointment_of(town.viewer.memberships.get())


def _disposal(application: Any) -> Any:
    office = application.examining_office
    return DisposalBatch.objects.get_or_create(office=office, fiscal_year=2032, status="proposed")[
        0
    ]


def _handover(town: Any) -> Any:
    return Handover.objects.get_or_create(
        organisation=town.organisation,
        leaver=town.examiner,
        successor=town.administrator,
        effective_on=clock.today() + timedelta(days=30),
        status="planned",
    )[0]


def _phrase(town: Any) -> Any:
    return town.organisation.phrases.create(
        fact="goal", reason_code="incomplete", message="数で", example="120世帯",
        changed_at=clock.now(), changed_by_name="x",
    )  # fmt: skip


def _with_correction(town: Any, ministry: Any, company: Any) -> Any:
    application = make.examine(make.make_draft(town, ministry, company), ministry)
    return make.step(
        application,
        "request_clarification",
        ministry.examiner,
        fields=["goal"],
        reason_code="incomplete",
        message="具体的に",
        example="例",
        due_on=clock.today().replace(year=clock.today().year + 1),
        effect="pause",
    )


def _with_proposal(application: Any, ministry: Any) -> Any:
    proposal = application.measures.get().proposals.create(
        content={},
        content_hash="0" * 64,
        drafted_by=ministry.examiner,
        drafted_by_name="x",
        drafting_office=ministry.organisation,
        drafted_at=clock.now(),
    )
    proposal.lines.create(position=1, kind="decide", organisation=ministry.organisation)
    return proposal


def _with_delay(application: Any) -> Any:
    return application.delay_notices.create(
        number=1, due_on=clock.today(), drafted_on=clock.today(), duty="house"
    )


def _papers(draft: Any, company: Any, partner: Any) -> tuple[Any, Any]:
    asked = make.make_partner(draft, partner)
    officer = {"officer_name": "出島 花子", "officer_title": "代表取締役"}
    statement = inviting.ask_signature(
        draft, actor=company.owner, officer_email="hanako@example.jp", **officer
    )
    return asked, statement


def _secrets(application: Any, ministry: Any) -> tuple[Any, Any]:
    owner = application.created_by
    mark = secrets.mark(
        application, actor=owner, target="plan.goal", ground="business", reason="競争上の不利益"
    )
    asked = office_disclosure.receive(
        application,
        actor=ministry.examiner,
        office=ministry.organisation.pk,
        requester_name="出島 市郎",
        requester_address="養父市",
        scope="申請書",
        received_on=clock.today(),
    )
    due = clock.today() + timedelta(days=7)
    return mark, make.step(asked, "consult", ministry.examiner, due_on=due)


def _activity(registration: Any) -> Any:
    from digitalresidents.activities import report_activity

    return report_activity(
        registration=registration,
        actor=registration.resident.user,
        kind="community",
        activity_on=clock.today(),
    )
