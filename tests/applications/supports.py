"""Making support cases for tests, through the product's own doors."""

from datetime import timedelta

from applications.costs import recording
from applications.models import SupportCase
from casework import clock
from tests import factories as make
from zones.models import SupportLimit
from zones.reference import load_reference

SUBSIDY = "town-subsidy"


def asked(town, ministry, company, *codes):
    """Return the support cases of a granted application that asked for instruments."""
    load_reference()
    draft = make.make_draft(town, ministry, company)
    for code in codes or (SUBSIDY,):
        draft.support_requests.create(instrument_id=code, fit="unknown", requested_by=company.owner)
    application = make.disclose(draft, ministry, town)
    return list(SupportCase.objects.filter(application=application).order_by("pk"))


def proposal(**changes):
    """Return the inputs of a proposal of half of two million yen."""
    today = clock.today()
    return {
        "shape": "subsidy",
        "payer": "town",
        "cost_kind": "equipment",
        "cost_item": "機体3機",
        "eligible_cost": 2_000_000,
        "proposed": 1_000_000,
        "starts_on": today,
        "ends_on": today + timedelta(days=200),
        "findings": "見積書と計画を確かめた。",
        **changes,
    }


def proposed(case, town, **changes):
    """Examine a case and propose an amount."""
    make.step(case, "start_examination", town.examiner)
    return make.step(case, "propose", town.examiner, **proposal(**changes))


def granted(case, town, amount=1_000_000, *, disclosed=True, **changes):
    """Bring a case to its grant."""
    proposed(case, town, **{"proposed": amount, "eligible_cost": 2 * amount, **changes})
    is_published = changes.get("shape") != "tax"
    case = make.step(case, "grant", town.approver, amount=amount, is_published=is_published)
    return make.step(case, "disclose", town.approver) if disclosed else case


def limit(code=SUBSIDY, *, zone=None, **values):
    """Record a limit of an instrument from today on."""
    return SupportLimit.objects.create(
        code=f"{code}-{zone.slug if zone else 'all'}-{SupportLimit.objects.count()}",
        instrument_id=code,
        zone=zone,
        valid_from=clock.today(),
        recorded_at=clock.now(),
        **{"nature": "contract", "payer": "town", "basis": "要綱", **values},
    )


def cost(town, **values):
    """Record a cost of the town's zone."""
    return recording.record_cost(
        actor=town.examiner,
        zone=town.zone,
        **{
            "level": "town",
            "kind": "contract",
            "amount": 100_000,
            "fiscal_year": 2026,
            "source_text": "決算書 1頁",
            **values,
        },
    )


def support_arguments(town, ministry, company):
    """Return the arguments of the routes of support cases, for the world of routes."""
    found = asked(town, ministry, company)[0]
    case, zone = {"pk": found.pk}, {"slug": town.zone.slug}
    return {
        "public_zone_costs": zone,
        "public_measure_costs": {
            **zone,
            "number": found.application.exemptions.get().public_number,
        },
        "console:zone_costs": {"pk": town.zone.pk},
        "console:cost_new": {"pk": town.zone.pk, "what": "cost"},
        "console:cost_correct": {"pk": cost(town).pk},
        "console:work_log": {"pk": found.application_id},
        "console:zone_plans": {"pk": town.zone.pk},
        "console:support_limits": {"pk": town.zone.pk},
        "apply_hours": {"pk": found.application_id},
        "console:support_case": case,
        "console:support_step": {**case, "step": "start_examination"},
        "apply_support_case": case,
        "apply_support_step": {**case, "step": "withdraw"},
    }
