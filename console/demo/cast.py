"""Who plays: offices, companies and their people. Invented people; real offices."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from applications.ledger import reuse, writing
from applications.ledger.codes import ConsentAct
from applications.models import Company
from casework import clock
from casework.models import User
from casework.transitions import perform
from zones.codes import corporate_check_digit
from zones.models import Intake, Membership, Organisation, Procedure, Zone

PASSWORD = "dejima-demo-2026"  # noqa: S105
SINCE = date(2020, 4, 1)
TOWN_ROLES = {
    "administrator": "特区担当",
    "examiner": "審査担当",
    "approver": "決裁者",
}
NATIONAL_ROLES = {"examiner": "担当官", "approver": "決裁者", "reviewer": "評価官"}
ZONES = {
    "yabu": "養父",
    "semboku": "仙北",
    "digital-denen": "吉備中央",
    "suo-oshima": "周防大島",
    "tsuwano": "津和野",
    "tomi": "東御",
}
COMPANIES = [
    ("sora", "デモ空輸株式会社", "デモクウユ", "東京都港区（デモ）", "空野 翼"),
    ("norai", "株式会社デモ乗合", "デモノリアイ", "京都府京都市（デモ）", "道野 走"),
    ("kusuri", "デモ遠隔薬局株式会社", "デモエンカクヤッキョク", "福岡県福岡市（デモ）", "薬師 静"),
    ("hatake", "農業法人デモ畑株式会社", "デモハタケ", "兵庫県養父市（デモ）", "畑中 実"),
    ("sake", "合同会社デモ醸造", "デモジョウゾウ", "島根県津和野町（デモ）", "酒井 醸"),
    ("mori", "デモ森林機械株式会社", "デモシンリンキカイ", "秋田県仙北市（デモ）", "森本 茂"),
    ("yado", "株式会社デモ空き家宿", "デモアキヤヤド", "山口県周防大島町（デモ）", "宿谷 泊"),
    ("jido", "デモ自動運転株式会社", "デモジドウウンテン", "愛知県名古屋市（デモ）", "速水 進"),
    ("hikari", "デモ電波株式会社", "デモデンパ", "長野県茅野市（デモ）", "光田 波"),
    ("jui", "株式会社デモ遠隔獣医", "デモエンカクジュウイ", "岡山県吉備中央町（デモ）", "牛尾 守"),
]


def demo_corporate_number(index: int) -> str:
    """Return a number with a right check digit in a range that is not handed out (9999…)."""
    body = f"999900{index:06d}"
    return f"{corporate_check_digit(body)}{body}"


@dataclass
class Cast:
    """Everybody by short names: ``people["yabu.approver"]``, ``zones["yabu"]``."""

    people: dict[str, User] = field(default_factory=dict)
    zones: dict[str, Zone] = field(default_factory=dict)
    offices: dict[str, Organisation] = field(default_factory=dict)
    companies: dict[str, Company] = field(default_factory=dict)

    def accounts(self) -> list[tuple[str, str]]:
        """Return (address, what the person does) of the accounts that a visitor will want."""
        wanted = {
            "sora.owner": "会社（申請者）",
            "yabu.administrator": "養父市 特区担当（審査も行う）",
            "yabu.approver": "養父市 決裁者",
            "mlit.examiner": "国土交通省 担当官（審査）",
            "mlit.approver": "国土交通省 決裁者",
            "cao.reviewer": "内閣府 評価官（判定）",
            "resident": "デジタル住民",
            "editor": "公開ページの編集者（/cms/）",
        }
        return [(self.people[k].email, text) for k, text in wanted.items() if k in self.people]


def _person(key: str, name: str, **fields: Any) -> User:
    address = f"{key.replace('.', '-')}@demo.example.jp"
    user = User.objects.filter(email=address).first() or User(email=address, name=name, **fields)
    if user.pk is None:
        user.password = _hashed()
        user.save()
    return user


_hash: list[str] = []


def _hashed() -> str:
    from django.contrib.auth.hashers import make_password  # noqa: PLC0415

    if not _hash:
        _hash.append(make_password(PASSWORD))
    return _hash[0]


def _staff(cast: Cast, key: str, office: Organisation, roles: dict[str, str]) -> None:
    cast.offices[key] = office
    for role, title in roles.items():
        user = _person(f"{key}.{role}", f"デモ {office.name} {title}")
        Membership.objects.get_or_create(
            user=user, organisation=office, role=role, defaults={"valid_from": SINCE}
        )
        cast.people[f"{key}.{role}"] = user


def _company(cast: Cast, index: int, row: tuple[str, str, str, str, str]) -> None:
    key, name, kana, address, head = row
    owner = _person(f"{key}.owner", f"{head}（デモ）")
    number = demo_corporate_number(index)
    company = Company.objects.filter(corporate_number=number).first() or writing.register(
        by=owner,
        values={
            "corporate_number": number,
            "company_name": name,
            "company_kana": kana,
            "company_address": address,
            "representative": f"{head}（デモ）",
            "contact_name": f"{head}（デモ）",
        },
        electronic_delivery=index % 3 != 0,
        is_demo=True,
    )
    reuse.record(company, ConsentAct.GIVEN, by=owner)
    cast.companies[key], cast.people[f"{key}.owner"] = company, owner


def _open_intakes(zone: Zone, administrator: User) -> None:
    for procedure in Procedure.objects.order_by("pk"):
        intake = Intake.objects.get_or_create(zone=zone, procedure=procedure)[0]
        if intake.status == "prepared":
            with clock.set_to(clock.now()):  # invented, as everything in the demo
                perform(
                    intake,
                    "open",
                    actor=administrator,
                    version=intake.version,
                    accepts_from=SINCE,
                    accepts_until=None,
                )


def assemble() -> Cast:
    """Make offices' staff, companies and the other accounts; safe to run again."""
    cast = Cast()
    for slug in ZONES:
        zone = Zone.objects.select_related("lead").get(slug=slug)
        cast.zones[slug] = zone
        _staff(cast, slug, zone.lead, TOWN_ROLES)
        _open_intakes(zone, cast.people[f"{slug}.administrator"])
    for office in Organisation.objects.exclude(kind="municipality"):
        _staff(cast, office.code, office, NATIONAL_ROLES)
    for index, row in enumerate(COMPANIES, start=1):
        _company(cast, index, row)
    cast.people["resident"] = _person("resident", "出島 住子（デモ）")
    cast.people["editor"] = _person("editor", "デモ 編集者", is_staff=True)
    return cast
