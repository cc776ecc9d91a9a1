"""What may happen to a registration, from application to erasure."""

from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.actors import is_system
from casework.fsm import Case, StateField
from digitalresidents import effects, notices, roles, rules
from zones.roles import is_zone_examiner
from zones.rules import has_reasons

SCHEME = "特区のデジタル住民要綱（ふるさと住民登録制度の区分に準拠）"
REASONED = "特区のデジタル住民要綱（行政手続法第8条・第14条に準じ理由を示す）"


class RegistrationStatus(models.TextChoices):
    """Where a registration stands."""

    PROVISIONAL = "provisional", pgettext_lazy("registration status", "Provisional")
    BASIC = "basic", pgettext_lazy("registration status", "Basic")
    PREMIUM = "premium", pgettext_lazy("registration status", "Premium")
    SUSPENDED = "suspended", pgettext_lazy("registration status", "Suspended")
    LAPSED = "lapsed", pgettext_lazy("registration status", "Lapsed")
    LEFT = "left", pgettext_lazy("registration status", "Left")
    ERASED = "erased", pgettext_lazy("registration status", "Erased")


S = RegistrationStatus
OPEN = (S.PROVISIONAL, S.BASIC, S.PREMIUM, S.SUSPENDED)
PREMIUM_RULES = [
    rules.is_in_force,
    rules.identity_is_verified,
    rules.has_three_activities,
    rules.premium_limit_not_reached,
    rules.residence_is_known,
    rules.lives_elsewhere,
]
is_self_or_clerk = roles.is_own_resident | roles.is_clerk_for_resident


class RegistrationWorkflow(Case):
    """The steps of a registration, in the order in which they are taken."""

    status = StateField(_("status"), choices=S.choices, default=S.PROVISIONAL)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=S.PROVISIONAL,
        target=S.PROVISIONAL,
        conditions=[rules.has_open_duplicate],
        permission=is_zone_examiner,
        custom={
            "label": _("Record that it is another person"),
            "basis": "個人情報の保護に関する法律 第65条（正確性の確保）",
            "form": "ReasonsForm",
            "requires": [rules.is_not_own_case, has_reasons],
        },
    )
    def clear_duplicate(self, *, actor: Any, reasons: str) -> None:
        """A human has compared the two and found two people."""
        self.duplicate_of = None

    @fsm.transition(
        field=status,
        source=S.PROVISIONAL,
        target=S.BASIC,
        conditions=[
            rules.scheme_is_open,
            rules.has_guardian_if_minor,
            rules.has_no_open_duplicate,
        ],
        permission=is_system | is_zone_examiner,
        custom={
            "label": _("Confirm the registration"),
            "basis": SCHEME,
            "requires": [rules.contact_is_confirmed, rules.is_not_own_case],
            "notices": notices.confirmed,
            "emphasis": "primary",
        },
    )
    def confirm(self, *, actor: Any) -> None:
        """The person belongs to the zone for a year: by the console on a confirmed address, else by a clerk."""
        effects.begin_basic(self)

    @fsm.transition(
        field=status,
        source=S.PROVISIONAL,
        target=S.LAPSED,
        permission=is_zone_examiner,
        custom={
            "label": _("Do not register"),
            "basis": REASONED,
            "form": "ReasonsForm",
            "requires": [rules.is_not_own_case, has_reasons],
            "notices": notices.declined,
            "emphasis": "danger",
        },
    )
    def decline(self, *, actor: Any, reasons: str) -> None:
        """The same person twice, or somebody who does not exist; the reasons are given in writing."""
        effects.end(self, reasons=reasons)

    @fsm.transition(
        field=status,
        source=S.PREMIUM,
        target=S.PREMIUM,
        permission=is_zone_examiner,
        custom={
            "label": _("Record the identity check"),
            "basis": SCHEME,
            "form": "IdentityForm",
            "requires": [rules.is_not_own_case, rules.names_document],
            "record": ("document",),
        },
    )
    @fsm.transition(
        field=status,
        source=S.BASIC,
        target=S.BASIC,
        permission=is_zone_examiner,
        custom={
            "label": _("Record the identity check"),
            "basis": SCHEME,
            "form": "IdentityForm",
            "requires": [rules.is_not_own_case, rules.names_document],
            "record": ("document",),
        },
    )
    def verify_in_person(self, *, actor: Any, document: str) -> None:
        """A clerk saw a document; its kind is kept, never its number or a copy."""
        effects.record_identity(self, document=document)

    @fsm.transition(
        field=status,
        source=S.BASIC,
        target=S.PREMIUM,
        conditions=PREMIUM_RULES,
        permission=is_zone_examiner,
        custom={
            "label": _("Promote to premium"),
            "basis": SCHEME,
            "requires": [rules.is_not_own_case],
            "notices": notices.promoted,
            "emphasis": "primary",
        },
    )
    def promote(self, *, actor: Any) -> None:
        """Three activities, a verified person, three municipalities at most, from outside: for a year."""
        effects.begin_premium(self)

    @fsm.transition(
        field=status,
        source=S.PREMIUM,
        target=S.PREMIUM,
        conditions=[rules.premium_ends_soon, *PREMIUM_RULES],
        permission=is_zone_examiner,
        custom={
            "label": _("Renew premium"),
            "basis": SCHEME,
            "requires": [rules.is_not_own_case],
            "notices": notices.promoted,
        },
    )
    def renew_premium(self, *, actor: Any) -> None:
        """Another year of premium on the activities of the last one."""
        effects.begin_premium(self)

    @fsm.transition(
        field=status,
        source=S.PREMIUM,
        target=S.BASIC,
        conditions=[rules.premium_has_ended],
        permission=is_system | is_zone_examiner,
        custom={
            "label": _("Return to basic"),
            "basis": SCHEME,
            "requires": [rules.is_not_own_case],
        },
    )
    def return_to_basic(self, *, actor: Any) -> None:
        """The year of premium is over; the state follows what the dates already said."""
        self.premium_until = None

    @fsm.transition(
        field=status,
        source=S.PREMIUM,
        target=S.PREMIUM,
        conditions=[rules.renewal_window_is_open],
        permission=is_self_or_clerk,
        custom={"label": _("Renew for a year"), "basis": SCHEME, "emphasis": "primary"},
    )
    @fsm.transition(
        field=status,
        source=S.BASIC,
        target=S.BASIC,
        conditions=[rules.renewal_window_is_open],
        permission=is_self_or_clerk,
        custom={"label": _("Renew for a year"), "basis": SCHEME, "emphasis": "primary"},
    )
    def renew(self, *, actor: Any) -> None:
        """The person wants to belong for another year; nothing is asked again."""
        effects.renew_basic(self)

    @fsm.transition(
        field=status,
        source=[S.BASIC, S.PREMIUM],
        target=S.SUSPENDED,
        permission=is_zone_examiner,
        custom={
            "label": _("Suspend"),
            "basis": REASONED,
            "form": "ReasonsForm",
            "requires": [rules.is_not_own_case, has_reasons],
            "notices": notices.suspended,
            "emphasis": "danger",
        },
    )
    def suspend(self, *, actor: Any, reasons: str) -> None:
        """A breach of the rules; the person is told why and may reply to the office."""
        effects.stop_periods(self)
        self.suspension_reasons = reasons

    @fsm.transition(
        field=status,
        source=S.SUSPENDED,
        target=S.BASIC,
        conditions=[rules.is_in_force],
        permission=is_zone_examiner,
        custom={
            "label": _("Lift the suspension"),
            "basis": REASONED,
            "form": "ReasonsForm",
            "requires": [rules.is_not_own_case, has_reasons],
            "notices": notices.resumed,
            "emphasis": "primary",
        },
    )
    def resume(self, *, actor: Any, reasons: str) -> None:
        """The cause is gone; the person is basic again, premium is granted anew."""
        effects.resume_basic(self)

    @fsm.transition(
        field=status,
        source=S.PROVISIONAL,
        target=S.LAPSED,
        conditions=[rules.provisional_time_is_over],
        permission=is_system | is_zone_examiner,
        custom={
            "label": _("Close as lapsed"),
            "basis": SCHEME,
            "requires": [rules.is_not_own_case],
            "notices": notices.lapsed,
        },
    )
    @fsm.transition(
        field=status,
        source=[S.BASIC, S.PREMIUM, S.SUSPENDED],
        target=S.LAPSED,
        conditions=[rules.validity_has_ended],
        permission=is_system | is_zone_examiner,
        custom={
            "label": _("Close as lapsed"),
            "basis": SCHEME,
            "requires": [rules.is_not_own_case],
            "notices": notices.lapsed,
        },
    )
    def lapse(self, *, actor: Any) -> None:
        """The year is over and nobody renewed it, or an application was never completed."""
        effects.end(self)

    @fsm.transition(
        field=status,
        source=[*OPEN, S.LAPSED],
        target=S.LEFT,
        permission=is_self_or_clerk,
        custom={
            "label": _("Leave"),
            "basis": "特区のデジタル住民要綱・個人情報の保護に関する法律 第61条第2項",
            "notices": notices.left,
            "emphasis": "danger",
        },
    )
    def leave(self, *, actor: Any) -> None:
        """The person leaves, at any time and without giving reasons; erased within 30 days."""
        effects.end(self)

    @fsm.transition(
        field=status,
        source=S.LAPSED,
        target=S.ERASED,
        conditions=[rules.retention_is_over],
        permission=is_system,
        custom={
            "label": _("Erase"),
            "basis": "個人情報の保護に関する法律 第61条第2項",
            "internal": True,
        },
    )
    @fsm.transition(
        field=status,
        source=S.LEFT,
        target=S.ERASED,
        permission=is_system,
        custom={
            "label": _("Erase"),
            "basis": "個人情報の保護に関する法律 第61条第2項",
            "internal": True,
        },
    )
    def erase(self, *, actor: Any) -> None:
        """What names the person is destroyed, the pseudonym's key too; only counts stay."""
        effects.erase(self)
