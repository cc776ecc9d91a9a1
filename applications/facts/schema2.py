"""The second form of a plan: sites, participants and funds row by row, and questions asked on conditions."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications.facts import schema1
from applications.facts.conditions import when
from applications.facts.registry import YES_NO, Fact, Kind, plan_fact
from applications.facts.revising import Move, revised

VEHICLES = (
    ("none", pgettext_lazy("vehicle", "None")),
    ("drone", pgettext_lazy("vehicle", "Drones (unmanned aircraft)")),
    ("vehicle", pgettext_lazy("vehicle", "Road vehicles")),
    ("other", pgettext_lazy("vehicle", "Other machines that move (boats, robots)")),
)
ASKED_HOW = (
    ("written", pgettext_lazy("consent", "In writing")),
    ("online", pgettext_lazy("consent", "Online")),
    ("oral", pgettext_lazy("consent", "Orally, with a record")),
)
SOURCES = (
    ("own", pgettext_lazy("funding", "Own funds")),
    ("loan", pgettext_lazy("funding", "Loan")),
    ("subsidy", pgettext_lazy("funding", "Subsidy")),
    ("other", pgettext_lazy("funding", "Other")),
)
SMOOTHLY = _("Judges whether it will run smoothly")
SPACE = _("Limits the trial in space")
AFFECTED = _("Limits who is affected")


def _sites() -> Fact:
    def column(key: str, label: Any, kind: Kind = Kind.TEXT, **more: Any) -> Fact:
        return plan_fact(3, key, label, SPACE, kind, **more)

    columns = (
        column("name", pgettext_lazy("site", "Name of the site"), example=_("Former Oya school")),
        column("municipality", _("Municipality"), example=_("Yabu City")),
        column("address", _("Address, or what marks the site"), Kind.LONG_TEXT),
        column(
            "latitude",
            _("Latitude"),
            Kind.DEGREES,
            required=False,
            lowest=20,
            highest=46,
            example="35.4048",
        ),
        column(
            "longitude",
            _("Longitude"),
            Kind.DEGREES,
            required=False,
            required_if=(when("latitude"),),
            lowest=122,
            highest=154,
            example="134.7675",
        ),
        column("used_from", _("Used from"), Kind.DATE, required=False),
        column("used_until", _("Used until"), Kind.DATE, required=False),
    )
    return plan_fact(
        3,
        "sites",
        _("Sites of the trial"),
        SPACE,
        Kind.GROUP,
        columns=columns,
        row_label=pgettext_lazy("row", "Site"),
        help=_("One row for each site. Leave the days empty where the whole period is meant."),
    )


def _participants() -> Fact:
    def column(key: str, label: Any, kind: Kind, **more: Any) -> Fact:
        return plan_fact(4, key, label, AFFECTED, kind, **more)

    columns = (
        column(
            "who", _("Who they are"), Kind.LONG_TEXT, example=_("Households of the Oya district")
        ),
        column("number", _("How many people"), Kind.NUMBER, example="120"),
        column("asked_how", _("How consent is asked"), Kind.CHOICE, choices=ASKED_HOW),
        column(
            "may_be_harmed",
            _("May the trial harm their rights?"),
            Kind.CHOICE,
            choices=YES_NO,
            help=_("For example people who live under the route and do not take part."),
        ),
        column(
            "harm",
            _("Which harm, and how it is prevented"),
            Kind.LONG_TEXT,
            shown_if=(when("may_be_harmed", "yes"),),
        ),
    )
    return plan_fact(
        4,
        "participant_groups",
        _("Who takes part or may be affected"),
        AFFECTED,
        Kind.GROUP,
        columns=columns,
        row_label=pgettext_lazy("row", "Group of people"),
        help=_("One row for each group of people. Describe the group; do not name persons."),
    )


def _sources() -> Fact:
    def column(key: str, label: Any, kind: Kind, **more: Any) -> Fact:
        return plan_fact(5, key, label, SMOOTHLY, kind, **more)

    columns = (
        column("source", _("Source"), Kind.CHOICE, choices=SOURCES),
        column(
            "lender",
            _("From whom"),
            Kind.TEXT,
            shown_if=(when("source", "loan", "subsidy", "other"),),
            help=_("The bank, the office and the name of the subsidy, or who gives the money."),
        ),
        column("amount", _("Amount (yen)"), Kind.MONEY, example="8000000"),
        column("secured", _("Is the money secured?"), Kind.CHOICE, choices=YES_NO),
    )
    return plan_fact(
        5,
        "funding_sources",
        _("Sources of the funds"),
        SMOOTHLY,
        Kind.GROUP,
        columns=columns,
        row_label=pgettext_lazy("row", "Source"),
        help=_("One row for each source. The amounts must add up to the amount needed."),
    )


def _machines() -> tuple[Fact, ...]:
    moving = when("machines", "drone", "vehicle", "other")
    return (
        plan_fact(
            2,
            "machines",
            _("Are drones or vehicles used?"),
            SMOOTHLY,
            Kind.CHOICE,
            choices=VEHICLES,
        ),
        plan_fact(
            2,
            "insurance",
            _("Insurance for damage to others"),
            _("Shows that damage to others can be made good"),
            shown_if=(moving,),
            example=_("Liability insurance of 100 million yen per accident, for the whole period"),
        ),
    )


def _people() -> tuple[Fact, ...]:
    data, kept_safe = (when("personal_data", "yes"),), _("Protects the people who take part")
    return (
        plan_fact(4, "minors", _("Do minors take part?"), AFFECTED, Kind.CHOICE, choices=YES_NO),
        plan_fact(
            4,
            "guardian_consent",
            _("How their guardians consent"),
            kept_safe,
            shown_if=(when("minors", "yes"),),
        ),
        plan_fact(
            4,
            "personal_data",
            _("Is personal data handled?"),
            kept_safe,
            Kind.CHOICE,
            choices=YES_NO,
        ),
        plan_fact(4, "data_kinds", _("Which personal data"), kept_safe, shown_if=data),
        plan_fact(4, "data_purpose", _("What the data is used for"), kept_safe, shown_if=data),
        plan_fact(
            4,
            "data_safety",
            _("How the data is kept safe, and when it is deleted"),
            kept_safe,
            shown_if=data,
        ),
    )


FACTS = revised(
    schema1.FACTS,
    removed={"participants"},
    changed={
        "place": {
            "label": _("Area of the trial, in one line"),
            "kind": Kind.TEXT,
            "help": _("The register shows this line. The sites follow below."),
            "example": _("Oya district of Yabu City"),
        },
        "consent_method": {
            "help": _(
                "Say in what order people are asked, what they are told, and how they can leave at any time."
            ),
        },
        "funding": {
            "label": _("Remarks on the funds"),
            "required": False,
            "help": _("For example when money that is not secured yet will be."),
        },
    },
    added={
        "regulatory_analysis": _machines(),
        "place": (_sites(),),
        "consent_method": _people(),
        "funds": (_sources(),),
    },
    first={4: (_participants(),)},
)
# What was written under the first form is shown in its new place when a draft moves.
MOVES = (Move("participants", "participant_groups.1.who"),)
