"""One of everything, for the role × route matrix."""

from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from casework import clock, files
from casework.models import User
from cms.seed import seed_site
from kpis import reviewing, snapshots
from kpis.models import Indicator
from kpis.reference import load_catalogue
from tests import factories as make
from tests.digitalresidents import makers as residents
from zones.models import SpecialMeasure
from zones.reference import load_reference


@dataclass
class World:
    """The people by kind, and the arguments of each route."""

    people: dict[str, User | None]
    arguments: dict[str, dict[str, Any]]


def build() -> World:
    """Make the world: a draft, a case with an open correction, an exemption, a report, a review."""
    load_reference()
    load_catalogue()
    town, ministry, company = make.make_town("town"), make.make_ministry(), make.make_company()
    other_town = make.make_town("other", "別の町役場")
    other_company = make.make_company("8000012010038", "デモ別会社")
    zone = town.zone
    residents.open_scheme(zone)
    resident = residents.make_resident_user()
    registration = residents.make_registration(zone, user=resident)
    draft = make.make_draft(town, ministry, company)
    stored = files.store(
        draft, SimpleUploadedFile("a.pdf", b"%PDF-1.7\n"), slot="plan", actor=company.owner
    )
    correcting = _with_correction(town, ministry, company)
    exemption = make.run(make.make_exemption(town, ministry, company), company.owner)
    consulting = exemption.application
    report = exemption.reports.order_by("pk").first()
    other_exemption = make.make_exemption(town, ministry, company)
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
    seed_site()
    zone_kwargs, pk = {"slug": zone.slug}, lambda case, **more: {"pk": case.pk, **more}
    arguments = {
        "console:application": pk(correcting),
        "console:application_step": pk(correcting, step="consult"),
        "console:measure_step": pk(consulting.measures.get(), step="disclose"),
        "console:clarification_step": pk(correcting.clarifications.get(), step="close"),
        "console:opinion_step": pk(consulting.opinions.get(), step="give"),
        "console:exemption": pk(exemption),
        "console:exemption_step": pk(exemption, step="suspend"),
        "console:report": pk(report),
        "console:report_step": pk(report, step="accept"),
        "console:zone": pk(zone),
        "console:zone_step": pk(zone, step="close"),
        "console:file": pk(stored),
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
        "apply_company_edit": pk(company),
        "apply_application": pk(correcting),
        "apply_draft": pk(draft),
        "apply_item": pk(draft, item=1),
        "apply_autosave": pk(draft),
        "apply_measures": pk(draft),
        "apply_measure": pk(draft, measure=draft.measures.get().pk),
        "apply_files": pk(draft),
        "apply_file": pk(draft, file=stored.pk),
        "apply_receipt": pk(correcting),
        "apply_step": pk(draft, step="submit"),
        "apply_clarification_step": pk(correcting.clarifications.get(), step="answer"),
        "apply_exemption": pk(exemption),
        "apply_exemption_step": pk(exemption, step="suspend"),
        "apply_report": pk(report),
        "apply_report_step": pk(report, step="submit"),
        "resident_register": zone_kwargs,
        "resident_registration": pk(registration),
        "resident_correct": pk(registration),
        "resident_confirm": pk(registration),
        "resident_consent": pk(registration, purpose="news"),
        "resident_activity": pk(registration),
        "resident_step": pk(registration, step="leave"),
        "register_measure": {"code": SpecialMeasure.objects.order_by("pk").first().pk},
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


def _activity(registration: Any) -> Any:
    from digitalresidents.activities import report_activity

    return report_activity(
        registration=registration,
        actor=registration.resident.user,
        kind="community",
        activity_on=clock.today(),
    )
