"""The first form of a plan. A filed plan stays on its form, so this list never changes."""

from django.utils.translation import gettext_lazy as _

from applications.facts.registry import Kind, check, plan_fact

FACTS = check(
    (
        plan_fact(
            1,
            "goal",
            _("What the trial is to show"),
            _("Judges whether the trial fits the basic policy"),
            example=_(
                "Whether deliveries by drone can serve 120 households within 30 minutes without accidents"
            ),
        ),
        plan_fact(
            2, "technology", _("New technology or business"), _("Judges what is new"), carried=True
        ),
        plan_fact(
            2, "method", _("How the trial is done"), _("Judges whether it will run smoothly")
        ),
        plan_fact(
            2,
            "regulatory_analysis",
            _("How the rule will be analysed"),
            _("A trial must analyse the rule itself"),
            carried=True,
        ),
        plan_fact(3, "starts_on", _("First day"), _("Limits the trial in time"), Kind.DATE),
        plan_fact(3, "ends_on", _("Last day"), _("Limits the trial in time"), Kind.DATE),
        plan_fact(
            3,
            "place",
            _("Place of the trial"),
            _("Limits the trial in space"),
            help=_("Name the district, road or building."),
        ),
        plan_fact(4, "participants", _("Who takes part"), _("Limits who is affected")),
        plan_fact(
            4,
            "consent_method",
            _("How consent is obtained"),
            _("Consent includes people whose rights may be harmed"),
            help=_("Say also how people who may be affected are asked, and how they can leave."),
            carried=True,
        ),
        plan_fact(
            5,
            "funds",
            _("Amount needed (yen)"),
            _("Judges whether it will run smoothly"),
            Kind.MONEY,
        ),
        plan_fact(
            5,
            "funding",
            _("How the funds are raised"),
            _("Judges whether it will run smoothly"),
            carried=True,
        ),
        plan_fact(
            6,
            "provisions",
            _("Laws and articles concerned"),
            _("Finds the ministers concerned"),
            carried=True,
        ),
        plan_fact(
            7,
            "safeguards",
            _("What replaces the rule's protection"),
            _("A measure needs safety of its own"),
            carried=True,
        ),
        plan_fact(
            8,
            "other",
            _("Anything else"),
            _("Leaves room for what the items do not cover"),
            required=False,
        ),
    )
)
