"""Makes what tests need, through the same doors as the product."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Any

from applications.facts import current_schema
from applications.ledger import writing
from applications.ledger.codes import ConsentAct
from applications.ledger.reuse import record as record_consent
from applications.models import Application, Company
from casework import clock
from casework.models import User
from casework.transitions import perform
from zones.models import (
    Intake,
    LegalBasis,
    Membership,
    Municipality,
    Organisation,
    Prefecture,
    Procedure,
    Zone,
)

_numbers = count(1)
LONG_AGO = date(2000, 1, 1)
CRITERIA_MET = [
    {"code": "fits_policy", "met": True, "reason": "基本方針に適合する。"},
    {"code": "runs_smoothly", "met": True, "reason": "同意の取得方法が具体的である。"},
    {"code": "breaks_no_law", "met": True, "reason": "特例措置により法令に反しない。"},
]
CRITERIA_FAILED = [
    {**CRITERIA_MET[0], "met": False, "reason": "安全が示されていない。"},
    *CRITERIA_MET[1:],
]


@dataclass
class Office:
    """An organisation and its people by role."""

    organisation: Organisation
    people: dict[str, User] = field(default_factory=dict)
    zone: Zone | None = None

    def __getattr__(self, role: str) -> User:
        try:
            return self.__dict__["people"][role]
        except KeyError:
            raise AttributeError(role) from None


def make_user(name: str = "person", **fields: Any) -> User:
    """Make a user with a unique address."""
    return User.objects.create_user(
        f"{name}{next(_numbers)}@example.jp", "pass-word-1234", name=name, **fields
    )


def add_member(organisation: Organisation, role: str, user: User | None = None) -> User:
    """Give a (new) user a role in an office since long ago."""
    user = user or make_user(f"{organisation.code}-{role}")
    Membership.objects.create(user=user, organisation=organisation, role=role, valid_from=LONG_AGO)
    user.__dict__.pop("_memberships", None)
    return user


def make_municipality(code: str = "282227", name: str = "養父市") -> Municipality:
    """Make a municipality (and its prefecture) under a real code."""
    prefecture, _ = Prefecture.objects.get_or_create(
        code=code[:2], defaults={"name": "兵庫県", "kana": "ヒョウゴケン"}
    )
    municipality, _ = Municipality.objects.get_or_create(
        code=code,
        defaults={
            "prefecture": prefecture,
            "name": name,
            "kana": "ヤブシ",
            "romaji": "Yabu-shi",
            "municipality_type": "city",
            "kaso": "none",
        },
    )
    return municipality


def make_basis(code: str = "pic", **fields: Any) -> LegalBasis:
    """Make a legal basis."""
    return LegalBasis.objects.get_or_create(
        code=code, defaults={"name": "規制のサンドボックス", "article": "第8条の2", **fields}
    )[0]


def make_procedure(code: str = "plan", **fields: Any) -> Procedure:
    """Make a procedure: plan certification by ministers, opinions asked, one month."""
    values = {
        "name": "新技術等実証計画の認定",
        "legal_basis": make_basis(),
        "examiner_kind": "ministry",
        "authority_kind": "ministry",
        "standard_length": 1,
        "standard_unit": "months",
        "regime": "行政手続法",
        "appeal_notice": "この処分に不服があるときは、処分があったことを知った日の翌日から起算して3か月以内に審査請求ができます。",
        **fields,
    }
    return Procedure.objects.get_or_create(code=code, defaults=values)[0]


def make_office(code: str, kind: str, roles: tuple[str, ...], name: str = "") -> Office:
    """Make an organisation with one person in each role."""
    organisation = Organisation.objects.create(code=code, kind=kind, name=name or code)
    return Office(organisation, {role: add_member(organisation, role) for role in roles})


def make_ministry(code: str = "ministry", name: str = "国土交通省") -> Office:
    """Make a ministry with an examiner, an approver and a reviewer."""
    return make_office(code, "ministry", ("examiner", "approver", "reviewer"), name)


def open_intake(zone: Zone, procedure: Procedure) -> Intake:
    """Let a zone take applications under a procedure, which needs no criteria here."""
    values = {"status": "open", "accepts_from": LONG_AGO}
    return Intake.objects.get_or_create(zone=zone, procedure=procedure, defaults=values)[0]


def make_zone(slug: str, lead: Organisation, **fields: Any) -> Zone:
    """Make a zone that was designated before this console, through the door."""
    from casework.actors import SYSTEM

    values = {
        "name": f"{slug}特区",
        "legal_basis": make_basis(),
        "expires_on": date(2031, 3, 31),
        "designated_on": date(2020, 4, 1),
        "designated_text": "2020-04-01",
        "source_url": "https://example.jp/",
        **fields,
    }
    zone = Zone.objects.create(slug=slug, lead=lead, **values)
    zone.municipalities.add(make_municipality())
    open_intake(zone, make_procedure())
    return perform(zone, "register_existing", actor=SYSTEM, version=zone.version)


def make_town(code: str = "town", name: str = "養父市役所") -> Office:
    """Make a town office with its zone, an administrator, an examiner, an approver and a reader."""
    office = make_office(
        code, "municipality", ("administrator", "examiner", "approver", "viewer"), name
    )
    office.zone = make_zone(code, office.organisation)
    return office


def make_company(
    corporate_number: str = "7000012050002", name: str = "デモ空輸株式会社", *, reuse: bool = True
) -> Company:
    """Make a company whose owner is ``company.owner``, and which consents to reuse of its facts."""
    owner = make_user("owner")
    company = writing.register(
        by=owner,
        values={
            "corporate_number": corporate_number,
            "company_name": name,
            "company_address": "東京都千代田区霞が関1-1-1",
            "representative": "出島 花子",
            "contact_name": "出島 太郎",
        },
        electronic_delivery=True,
    )
    if reuse:
        record_consent(company, ConsentAct.GIVEN, by=owner)
    company.owner = owner
    return company


def complete_plan(**changes: Any) -> dict[str, Any]:
    """Return a plan with every statutory item answered."""
    today = clock.today()
    plan = {
        "goal": "山間部120世帯への30分以内の配送が無事故でできるかを確かめる。",
        "technology": "小型無人航空機による夜間配送",
        "method": "週5日、夜間に2路線で配送する。",
        "regulatory_analysis": "夜間飛行の承認の要否を飛行記録から分析する。",
        "starts_on": (today + timedelta(days=60)).isoformat(),
        "ends_on": (today + timedelta(days=425)).isoformat(),
        "place": "大屋地区",
        "participants": "大屋地区の120世帯",
        "consent_method": "戸別説明と書面による同意。航路下の世帯にも説明し、いつでも離脱できる。",
        "funds": "12000000",
        "funding": "自己資金",
        "provisions": "航空法 第132条の86",
        "safeguards": "補助者の配置に代えて遠隔監視装置を設ける。",
        "other": "",
    }
    if current_schema() > 1:
        plan = {**plan, **NEW_ANSWERS}
        del plan["participants"]
    return {**plan, **changes}


NEW_ANSWERS: dict[str, Any] = {
    "machines": "drone",
    "insurance": "対人・対物1億円の賠償責任保険（全期間）",
    "sites": [
        {"id": "1", "name": "旧大屋小学校", "municipality": "養父市", "address": "養父市大屋町"}
    ],
    "participant_groups": [
        {
            "id": "1",
            "who": "大屋地区の120世帯",
            "number": "300",
            "asked_how": "written",
            "may_be_harmed": "no",
        }
    ],
    "minors": "no",
    "personal_data": "no",
    "funding_sources": [
        {"id": "1", "source": "own", "amount": "12000000", "secured": "yes"},
    ],
}


def make_draft(town: Office, ministry: Office, company: Company, **fields: Any) -> Application:
    """Make a complete draft that asks one measure of the ministry."""
    application = Application.objects.create(
        company=company,
        zone=town.zone,
        procedure=make_procedure(),
        title="夜間ドローン配送の実証",
        plan=complete_plan(),
        created_by=company.owner,
        **fields,
    )
    application.measures.create(
        law_title="航空法",
        article="第132条の86",
        text_asked="夜間の目視外飛行について、補助者の配置に代えて遠隔監視装置によることができる。",
        authority=ministry.organisation,
    )
    return application


def step(case: Any, name: str, actor: Any, **inputs: Any) -> Any:
    """Perform a step on a case as it is in the database now."""
    fresh = type(case)._base_manager.get(pk=case.pk)
    return perform(fresh, name, actor=actor, version=fresh.version, **inputs)


def submit(application: Application, actor: Any = None) -> Application:
    """File a draft."""
    return step(application, "submit", actor or application.created_by, declared=True)


def examine(application: Application, ministry: Office) -> Application:
    """File a draft and start its examination."""
    return step(submit(application), "start_examination", ministry.examiner)


def consult(application: Application, ministry: Office, town: Office) -> Application:
    """Bring a draft to the point at which all opinions are in."""
    application = step(examine(application, ministry), "consult", ministry.examiner)
    for opinion in application.opinions.all():
        step(
            opinion,
            "give",
            town.examiner,
            view="no_objection",
            text="異存ありません。",
            reason_codes=[],
        )
    return application


def grant_inputs(**changes: Any) -> dict[str, Any]:
    """Return the inputs of a grant as asked."""
    today = clock.today()
    return {
        "outcome": "as_asked",
        "criteria": CRITERIA_MET,
        "reason_codes": [],
        "reasons": "",
        "starts_on": today,
        "ends_on": today + timedelta(days=365),
        "conditions": [
            {
                "text": "飛行前に航路下の世帯へ通知する。",
                "reason": "安全",
                "check_method": "記録の確認",
            }
        ],
        **changes,
    }


def refusal_inputs(**changes: Any) -> dict[str, Any]:
    """Return the inputs of a refusal."""
    return {
        "outcome": "refused",
        "criteria": CRITERIA_FAILED,
        "reason_codes": ["safety"],
        "reasons": "夜間の安全が示されていない。",
        **changes,
    }


def decide(application: Application, ministry: Office, town: Office, **inputs: Any) -> Application:
    """Bring a draft to its determination, not disclosed."""
    application = consult(application, ministry, town)
    for measure in application.measures.all():
        step(measure, "determine", ministry.approver, **(inputs or grant_inputs()))
    return Application.objects.get(pk=application.pk)


def disclose(
    application: Application, ministry: Office, town: Office, **inputs: Any
) -> Application:
    """Bring a draft to its disclosure."""
    application = decide(application, ministry, town, **inputs)
    for measure in application.measures.all():
        step(measure, "disclose", ministry.approver)
    return Application.objects.get(pk=application.pk)


def make_exemption(town: Office, ministry: Office, company: Company) -> Any:
    """Make a granted exemption, through the whole procedure."""
    application = disclose(make_draft(town, ministry, company), ministry, town)
    return application.exemptions.get()


def run(exemption: Any, holder: Any) -> Any:
    """Bring a granted exemption to running, from today."""
    step(exemption, "gather_consent", holder)
    return step(exemption, "start", holder, began_on=clock.today(), consents=12, refusals=1)


def make_partner(application: Application, company: Company, **content: Any) -> Any:
    """Name a company as a joint applicant of a draft."""
    from applications.apply import inviting

    values = {
        "corporate_number": company.corporate_number,
        "name": company.name,
        "role": "joint",
        "work": "遠隔監視装置の運用",
        "contact_name": "出島 三郎",
        "contact_email": "saburo@example.jp",
        **content,
    }
    return inviting.invite(application, actor=application.created_by, **values)


def hear(exemption: Any, ministry: Office, holder: Any, *, opinion: str = "grounded") -> Any:
    """Take a hearing that was called to its report, on its day; the clock is set by the caller."""
    hearing = exemption.hearings.get(decided_on=None)
    step(hearing, "name_presider", ministry.approver, presider=ministry.reviewer)
    step(hearing, "state", holder, statement="記録は提出した。")
    words = {"held_on": clock.today(), "attendance": "appeared", "minutes": "双方の陳述を聴いた。"}
    step(hearing, "hold", ministry.reviewer, **words)
    return step(hearing, "hand_in", ministry.reviewer, opinion=opinion, report="事実が認められる。")
