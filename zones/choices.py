"""Code lists of the reference data; labels are for people, codes are for the database."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Precision(models.TextChoices):
    """How exactly a source gives a date; the date kept is the first day meant."""

    DAY = "day", pgettext_lazy("date precision", "Day")
    MONTH = "month", pgettext_lazy("date precision", "Month")
    YEAR = "year", pgettext_lazy("date precision", "Year")
    NONE = "none", pgettext_lazy("date precision", "No date given")


class MunicipalityType(models.TextChoices):
    """Kinds of municipality in 地方自治法."""

    DESIGNATED_CITY = (
        "designated_city",
        pgettext_lazy("municipality type", "Designated city"),
    )
    CITY = "city", pgettext_lazy("municipality type", "City")
    SPECIAL_WARD = "special_ward", pgettext_lazy("municipality type", "Special ward")
    TOWN = "town", pgettext_lazy("municipality type", "Town")
    VILLAGE = "village", pgettext_lazy("municipality type", "Village")


class KasoStatus(models.TextChoices):
    """Standing under 過疎法 as of 2022-04-01, as MIC's list gives it."""

    WHOLE = "whole", pgettext_lazy("kaso status", "Whole area")
    PARTIAL = "partial", pgettext_lazy("kaso status", "Part of the area")
    DEEMED = "deemed", pgettext_lazy("kaso status", "Deemed")
    NONE = "none", pgettext_lazy("kaso status", "Not designated")


class Programme(models.TextChoices):
    """The existing programmes a special measure or a zone rests on."""

    NATIONAL_STRATEGIC = (
        "national_strategic",
        pgettext_lazy("programme", "National Strategic Special Zone"),
    )
    STRUCTURAL_REFORM = (
        "structural_reform",
        pgettext_lazy("programme", "Special Zone for Structural Reform"),
    )
    REGULATORY_SANDBOX = (
        "regulatory_sandbox",
        pgettext_lazy("programme", "Regulatory sandbox"),
    )
    NEW_BUSINESS_EXCEPTION = (
        "new_business_exception",
        pgettext_lazy("programme", "Special exception for new business"),
    )


class MeasureAuthority(models.TextChoices):
    """Who grants a measure under its programme's law."""

    PRIME_MINISTER = (
        "prime_minister",
        pgettext_lazy("measure authority", "Prime Minister"),
    )
    COMPETENT_MINISTERS = (
        "competent_ministers",
        pgettext_lazy("measure authority", "Competent ministers"),
    )


class MeasureOutcome(models.TextChoices):
    """What became of a historical special measure."""

    NATIONWIDE = "nationwide", pgettext_lazy("measure outcome", "Became nationwide law")
    PARTLY_NATIONWIDE = (
        "partly_nationwide",
        pgettext_lazy("measure outcome", "Became nationwide in part"),
    )
    CONTINUING = "continuing", pgettext_lazy("measure outcome", "Continues in zones")
    CLARIFIED = (
        "clarified",
        pgettext_lazy("measure outcome", "Settled by interpretation"),
    )
    GRANTED = "granted", pgettext_lazy("measure outcome", "Granted")
    TRANSFERRED = (
        "transferred",
        pgettext_lazy("measure outcome", "Moved to another programme"),
    )
    NARROWED = "narrowed", pgettext_lazy("measure outcome", "Narrowed")
    SUPERSEDED = "superseded", pgettext_lazy("measure outcome", "Superseded")


class Verification(models.TextChoices):
    """How a historical measure was checked."""

    STATUTE = "statute", pgettext_lazy("verification", "Checked in the text of the law")
    OFFICIAL = (
        "official",
        pgettext_lazy("verification", "Checked in an official document"),
    )
    SECONDARY = (
        "secondary",
        pgettext_lazy("verification", "Known from a secondary source"),
    )


class Sector(models.TextChoices):
    """Our classification of special measures by the field of life they touch."""

    CHILDCARE = "childcare", pgettext_lazy("sector", "Childcare")
    MEDICAL = "medical", pgettext_lazy("sector", "Medical care")
    FARMING = "farming", pgettext_lazy("sector", "Farming, forestry and fishery")
    MOBILITY = "mobility", pgettext_lazy("sector", "Mobility")
    TOURISM = "tourism", pgettext_lazy("sector", "Tourism")
    EDUCATION = "education", pgettext_lazy("sector", "Education")
    ENERGY = "energy", pgettext_lazy("sector", "Energy")
    FINANCE = "finance", pgettext_lazy("sector", "Finance")
    LABOR = "labor", pgettext_lazy("sector", "Labor")
    FOOD = "food", pgettext_lazy("sector", "Food and drink")
    OTHER = "other", pgettext_lazy("sector", "Other")


class SupportKind(models.TextChoices):
    """In what a support instrument consists."""

    TAX = "tax", pgettext_lazy("support kind", "National tax")
    LOCAL_TAX = "local_tax", pgettext_lazy("support kind", "Local tax")
    INTEREST = "interest", pgettext_lazy("support kind", "Interest subsidy")
    GRANT = "grant", pgettext_lazy("support kind", "Grant")
    BOND = "bond", pgettext_lazy("support kind", "Local bond")
    DONATION = "donation", pgettext_lazy("support kind", "Corporate donation")
    PEOPLE = "people", pgettext_lazy("support kind", "People")
    REGULATION = "regulation", pgettext_lazy("support kind", "Review of rules")


class SupportRecipient(models.TextChoices):
    """Who may have a support instrument."""

    COMPANY = "company", pgettext_lazy("support recipient", "Companies")
    MUNICIPALITY = "municipality", pgettext_lazy("support recipient", "Municipalities")
    OTHER = "other", pgettext_lazy("support recipient", "Others (investors, donors, sellers)")


class SupportNature(models.TextChoices):
    """What the decision on a support is in law; only a disposition carries the appeal notice."""

    DISPOSITION = "disposition", pgettext_lazy("support nature", "Disposition")
    CONTRACT = "contract", pgettext_lazy("support nature", "Contract or grant under a guideline")
    DECLARATION = "declaration", pgettext_lazy("support nature", "Tax return of the company itself")


class Payer(models.TextChoices):
    """Who bears the money of a support, or the cost of a zone."""

    STATE = "state", pgettext_lazy("payer", "State")
    PREFECTURE = "prefecture", pgettext_lazy("payer", "Prefecture")
    TOWN = "town", pgettext_lazy("payer", "Municipality")
