"""Makes zones at every point of their plan, through the product's own doors."""

from datetime import timedelta
from typing import Any

from applications.models import CallEntry, WindDown, ZoneProposal
from casework import clock
from casework.actors import SYSTEM
from casework.models import User
from tests import factories as make
from zones.models import Call, Law, Mandate, Organisation, SpecialMeasure, Zone

DAY = timedelta(days=1)


def measure(code: str = "RCX", name: str = "自家用車による有償の運送") -> SpecialMeasure:
    """Make a special measure of invented content."""
    law, _made = Law.objects.get_or_create(law_id="LAWX", defaults={"title": "試験法"})
    values = {
        "name": name,
        "law": law,
        "law_text": "試験法",
        "relaxed": "許可を要しない。",
        "programme": "structural_reform",
        "programme_text": "構造改革特区",
        "programme_law": law,
        "programme_basis": "別表",
        "authority": "prime_minister",
        "started_precision": "none",
        "ended_precision": "none",
        "outcome": "continuing",
        "verification": "statute",
        "verification_text": "-",
        "source_text": "-",
    }
    return SpecialMeasure.objects.get_or_create(code=code, defaults=values)[0]


def approver_of(office: Organisation) -> User:
    """Return an approver of an office, made when there is none."""
    held = office.memberships.filter(role="approver").first()
    return held.user if held else make.add_member(office, "approver")


class Plan:
    """A town, the Cabinet Office, a ministry and a zone that is a concept."""

    def __init__(self, code: str = "plan") -> None:
        town_roles = ("administrator", "examiner", "approver", "viewer")
        self.town = make.make_office(code, "municipality", town_roles, "養父市役所")
        cabinet_roles = ("examiner", "approver", "reviewer")
        self.cabinet = make.make_office(f"{code}-cao", "cabinet", cabinet_roles, "内閣府")
        self.ministry = make.make_ministry(f"{code}-mlit")
        self.zone = Zone.objects.create(
            slug=code,
            name="移動特区",
            lead=self.town.organisation,
            legal_basis=make.make_basis(),
            summary="通院の足を確かめる。",
            area_text="養父市の全域",
            expires_on=clock.today() + 3650 * DAY,
            source_url="https://example.jp/",
            designated_text="2020-04-01",
        )
        self.zone.municipalities.add(make.make_municipality())
        self.zone.measures.add(measure())

    def fresh(self) -> Zone:
        """Return the zone as it is now."""
        return Zone.objects.get(pk=self.zone.pk)

    def step(self, name: str, actor: Any, **inputs: Any) -> Zone:
        """Take a step on the zone."""
        return make.step(self.zone, name, actor, **inputs)

    def hear(self, **changes: Any) -> Zone:
        """Open the hearing, for thirty days from today."""
        inputs = {
            "text": "通院の足を確かめる。",
            "until": clock.today() + 30 * DAY,
            "bodies": ["デモ乗合", "兵庫県"],
            **changes,
        }
        return self.step("open_hearing", self.town.administrator, **inputs)

    def apply(self) -> Zone:
        """File the plan; the hearing must be over."""
        ministries = {"RCX": self.ministry.organisation}
        return self.step("apply", self.town.approver, ministries=ministries)

    def register(self) -> Zone:
        """Designate the zone as one that existed before."""
        return self.step("register_existing", SYSTEM)

    def begin(self, model: Any, step: str, actor: Any, *, fields: Any = None, **inputs: Any) -> Any:
        """Write a case that hangs on the zone, and take its first step."""
        case = model.objects.create(zone=self.zone, **(fields or {}))
        return make.step(case, step, actor, **inputs)


def announced_call(zone: Zone, **changes: Any) -> Any:
    """Write a call whose window is open today, as it stands after its announcement."""
    values = {
        "title": "移動の運営者",
        "text": "予約と配車を担う者を求める。",
        "criteria": "安全の体制があること。",
        "capacity": 1,
        "opens_on": clock.today() - DAY,
        "closes_on": clock.today() + 14 * DAY,
        "announced_on": clock.today() - DAY,
        "status": "open",
        **changes,
    }
    return Call.objects.create(zone=zone, **values)


def operator(code: str = "operator-co") -> make.Office:
    """Make an operator whose people even hold the roles of an administrator and an approver."""
    return make.make_office(code, "operator", ("administrator", "examiner", "approver"), "デモ運営")


def mandate(zone: Zone, to: make.Office, **changes: Any) -> Any:
    """Write a mandate that holds today."""
    values = {
        "tasks": ["form_check", "report_check", "calls"],
        "contract": "令和8年第1号",
        "valid_from": clock.today() - DAY,
        "valid_until": clock.today() + 365 * DAY,
        "status": "entrusted",
        **changes,
    }
    return Mandate.objects.create(zone=zone, operator=to.organisation, **values)


def planning_arguments(zone: Zone, company: Any, exemption: Any) -> dict[str, dict[str, Any]]:
    """Return the arguments of the routes of a zone's plan, with one of everything."""
    called = announced_call(zone)
    entry = CallEntry.objects.create(
        call=called,
        company=company,
        plan="配車を担う。",
        status="received",
        received_on=clock.today(),
    )
    mandated = mandate(zone, operator(f"operator-{zone.slug}"))
    opinion = zone.opinions.create(given_by="person", body="夜の便を。", made_at=clock.now())
    proposal = ZoneProposal.objects.create(
        company=company,
        office=zone.lead,
        title="薬の配送",
        text="素案",
        status="submitted",
        submitted_on=clock.today(),
        due_on=clock.today() + 30 * DAY,
    )
    winding = WindDown.objects.create(exemption=exemption, asked_on=clock.today())
    slug, key = {"slug": zone.slug}, {"pk": zone.pk}
    return {
        "zone_hearing": slug,
        "zone_history": slug,
        "call": {"pk": called.pk},
        "console:zone_plan": key,
        "console:zone_opinion_new": key,
        "console:zone_begin": {**key, "kind": "change"},
        "console:overlay_step": {"kind": "opinion", "pk": opinion.pk, "step": "answer"},
        "console:call": {"pk": called.pk},
        "console:mandate": {"pk": mandated.pk},
        "console:preparation_new": {"pk": mandated.pk},
        "console:zone_proposal_step": {"pk": proposal.pk, "step": "adopt"},
        "console:call_entry_step": {"pk": entry.pk, "step": "choose"},
        "console:wind_down_step": {"pk": winding.pk, "step": "accept"},
        "apply_call": {"pk": called.pk},
        "apply_joining_step": {"kind": "proposal", "pk": proposal.pk, "step": "withdraw"},
    }
