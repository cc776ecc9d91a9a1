"""The stories of the invented digital residents."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from allauth.account.models import EmailAddress

from casework import clock
from casework.models import User
from casework.transitions import perform
from console.demo.cast import Cast
from console.demo.timeline import Story
from digitalresidents import activities, registering
from digitalresidents.models import PurposeNotice, Registration, ResidentScheme
from digitalresidents.purposes import load_notices
from zones.models import Municipality, Zone

FAMILY = [
    ("佐藤", "サトウ"), ("鈴木", "スズキ"), ("高橋", "タカハシ"), ("田中", "タナカ"), ("伊藤", "イトウ"),
    ("渡辺", "ワタナベ"), ("山本", "ヤマモト"), ("中村", "ナカムラ"), ("小林", "コバヤシ"), ("加藤", "カトウ"),
    ("吉田", "ヨシダ"), ("山田", "ヤマダ"), ("髙橋", "タカハシ"), ("斎藤", "サイトウ"), ("松本", "マツモト"),
]  # fmt: skip
GIVEN = [
    ("陽菜", "ヒナ"), ("蓮", "レン"), ("結衣", "ユイ"), ("湊", "ミナト"), ("葵", "アオイ"), ("樹", "イツキ"),
    ("凛", "リン"), ("大和", "ヤマト"), ("さくら", "サクラ"), ("健一", "ケンイチ"), ("和子", "カズコ"),
    ("恵子", "ケイコ"), ("誠", "マコト"), ("明美", "アケミ"), ("翔", "ショウ"),
]  # fmt: skip
HOW_MANY = {
    "yabu": 72,
    "semboku": 56,
    "digital-denen": 44,
    "tsuwano": 30,
    "suo-oshima": 22,
    "tomi": 3,
}
FIRST_DAY = -225


def open_schemes(cast: Cast) -> None:
    """Load the purpose notices and open the zones' schemes."""
    load_notices(PurposeNotice)
    opened = max(
        clock.today() + timedelta(days=FIRST_DAY - 1),
        PurposeNotice.objects.order_by("-effective_on").values_list("effective_on", flat=True)[0],
    )
    for slug in HOW_MANY:
        zone = cast.zones[slug]
        ResidentScheme.objects.get_or_create(
            zone=zone,
            defaults={
                "name": f"{zone.name} デジタル住民（デモ）",
                "basis": "デジタル住民要綱（デモ）",
                "opens_on": opened,
                "contact": f"{zone.lead.name} 特区担当（デモ）",
            },
        )


def _user(index: int, name: str) -> User:
    user = User(email=f"resident{index:03d}@demo.example.jp", name=name)
    user.set_unusable_password()
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def _step(registration: Registration, name: str, actor: Any, **inputs: Any) -> None:
    fresh = Registration.objects.get(pk=registration.pk)
    perform(fresh, name, actor=actor, version=fresh.version, **inputs)


class Resident:
    """One invented person: where they register, and the dice that decide the rest."""

    def __init__(self, *, cast: Cast, slug: str, index: int, today: date, homes: list[Any]) -> None:
        self.random = Random(7_000 + index)  # noqa: S311
        self.cast, self.slug, self.index, self.today = cast, slug, index, today
        self.zone: Zone = cast.zones[slug]
        self.clerk = cast.people[f"{slug}.administrator"]
        self.home = self.random.choice(homes)
        family, given = self.random.choice(FAMILY), self.random.choice(GIVEN)
        self.name, self.kana = f"{family[0]} {given[0]}", f"{family[1]} {given[1]}"
        self.user: User | None = None

    def day(self) -> int:
        """Return the present day, counted from today."""
        return (clock.today() - self.today).days

    @property
    def actor(self) -> Any:
        """Return who acts: the person, or the clerk for a person without an account."""
        return self.user or self.clerk

    def step(self, name: str, actor: Any, **inputs: Any) -> None:
        """Take a step on the registration as it stands."""
        fresh = Registration.objects.get(pk=self.registration.pk)
        perform(fresh, name, actor=actor, version=fresh.version, **inputs)

    def story(self, first_day: int) -> Story:
        """Register, and perhaps take part, become premium, be suspended or leave."""
        yield self.random.randint(first_day, -2)
        self._register()
        yield min(self.day() + self.random.randint(1, 4), -1)
        fate = self.random.random()
        state = Registration.objects.get(pk=self.registration.pk)
        if state.status == "provisional" and state.duplicate_of_id is None and fate < 0.9:
            self.step("confirm", self.clerk)
        if Registration.objects.get(pk=self.registration.pk).status == "basic":
            yield from self._later(fate)

    def _register(self) -> None:
        if self.index == 0:
            self.user = self.cast.people["resident"]
            self.name, self.kana = "出島 住子（デモ）", "でじま すみこ"
            EmailAddress.objects.get_or_create(
                user=self.user, email=self.user.email, defaults={"verified": True, "primary": True}
            )
        elif self.random.random() > 0.15:
            self.user = _user(self.index, self.name)
        born = date(
            self.random.randint(1945, 2004), self.random.randint(1, 12), self.random.randint(1, 28)
        )
        self.registration = registering.register(
            zone=self.zone,
            actor=self.actor,
            user=self.user,
            person=registering.Person(
                name=self.name,
                kana=self.kana,
                birth_date=born,
                prefecture=self.home.prefecture,
                municipality=self.home,
            ),
            municipality=self.zone.municipalities.order_by("code").first(),
            purposes=("news", "trials") if self.random.random() < 0.6 else (),
        )

    def _later(self, fate: float) -> Iterator[int]:
        if fate < 0.24 or self.index == 0:
            yield from self._activities(many=fate < 0.12 or self.index == 0)
        elif fate > 0.95 and self.day() < -20:
            yield min(self.day() + self.random.randint(10, 90), -1)
            self.step("leave", self.actor)
        elif fate > 0.92 and self.day() < -40:
            yield self.day() + 30
            self.step(
                "suspend",
                self.clerk,
                reasons="連絡先が事実と異なるため、確認できるまで停止する。（デモ）",
            )

    def _activities(self, *, many: bool) -> Iterator[int]:
        kinds = ["community", "farming", "event", "skill"]
        for kind in self.random.sample(kinds, 3 if many else 1):
            day = self.day() + self.random.randint(5, 25)
            if day >= -3:
                return
            yield day
            proof = activities.report_activity(
                registration=Registration.objects.get(pk=self.registration.pk),
                actor=self.actor,
                kind=kind,
                activity_on=clock.today(),
                description="デモの活動",
            )
            yield day + 2
            perform(proof, "approve", actor=self.clerk, version=proof.version)
        if many:
            self.step("verify_in_person", self.clerk, document="driving_licence")
            self.step("promote", self.clerk)


def stories(cast: Cast, today: date) -> Iterator[Story]:
    """Yield the stories of all residents."""
    opened = ResidentScheme.objects.order_by("-opens_on").values_list("opens_on", flat=True)[0]
    first_day = max(FIRST_DAY, (opened - today).days + 1)
    homes = list(
        Municipality.objects.filter(prefecture__in=["13", "23", "27", "40"]).order_by("code")
    )
    index = 0
    for slug, number in HOW_MANY.items():
        for _person in range(number):
            person = Resident(cast=cast, slug=slug, index=index, today=today, homes=homes)
            yield person.story(first_day)
            index += 1
