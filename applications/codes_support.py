"""Codes of support cases and their ledger."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SupportShape(models.TextChoices):
    """In what shape a support reaches whoever has it."""

    SUBSIDY = "subsidy", pgettext_lazy("support shape", "Subsidy")
    TAX = "tax", pgettext_lazy("support shape", "Tax relief")
    INTEREST = "interest", pgettext_lazy("support shape", "Interest subsidy")
    BOND = "bond", pgettext_lazy("support shape", "Local bond")
    DONATION = "donation", pgettext_lazy("support shape", "Corporate donation")
    STAFF = "staff", pgettext_lazy("support shape", "Staff")


SHAPE_OF_KIND = {
    "tax": SupportShape.TAX,
    "local_tax": SupportShape.TAX,
    "interest": SupportShape.INTEREST,
    "grant": SupportShape.SUBSIDY,
    "bond": SupportShape.BOND,
    "donation": SupportShape.DONATION,
    "people": SupportShape.STAFF,
}


class CostKind(models.TextChoices):
    """For what the money is meant; two supports for one cost collide."""

    EQUIPMENT = "equipment", pgettext_lazy("eligible cost", "Equipment")
    BUILDING = "building", pgettext_lazy("eligible cost", "Building")
    SYSTEM = "system", pgettext_lazy("eligible cost", "Software and systems")
    STAFF = "staff", pgettext_lazy("eligible cost", "Staff")
    RUNNING = "running", pgettext_lazy("eligible cost", "Running cost")
    INTEREST = "interest", pgettext_lazy("eligible cost", "Interest on a loan")
    LAND = "land", pgettext_lazy("eligible cost", "Land")
    OTHER = "other", pgettext_lazy("eligible cost", "Other")


class SupportRefusal(models.TextChoices):
    """Why a support is refused."""

    CONDITIONS = "conditions", _("The conditions of the instrument are not met")
    CEILING = "ceiling", _("The ceiling or the budget is used up")
    DOUBLE = "double", _("The same cost is supported already")
    COST = "cost", _("The cost is not eligible")
    EXPIRED = "expired", _("The instrument is not in force")
    DOCUMENTS = "documents", _("What proves the cost is missing")


class RepaymentReason(models.TextChoices):
    """Why money is to be paid back."""

    PURPOSE = "purpose", _("Used for another purpose")
    CONDITION = "condition", _("A condition was broken")
    FALSE = "false", _("Obtained by a false or dishonest request")
    SETTLED = "settled", _("The settled cost is lower than planned")
    TRIAL = "trial", _("The trial ended early")


class EntryKind(models.TextChoices):
    """What a line of the ledger says."""

    GRANTED = "granted", pgettext_lazy("ledger", "Granted")
    REDUCED = "reduced", pgettext_lazy("ledger", "Reduced")
    PAID = "paid", pgettext_lazy("ledger", "Paid")
    ORDERED = "ordered", pgettext_lazy("ledger", "Repayment ordered")
    REPAID = "repaid", pgettext_lazy("ledger", "Repaid")
