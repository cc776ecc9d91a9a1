"""The facts of a company: asked once, used for every application."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.facts.registry import KEEP_COMPANY, Fact, Kind, Owner, register

# What the public register of companies says anyway; all else goes with the company's last file.
PUBLIC_KEYS = (
    "corporate_number",
    "company_name",
    "company_address",
    "representative",
    "company_kana",
)


def _company(key: str, label: Any, kind: Kind, purpose: Any, **more: Any) -> Fact:
    return register(
        Fact(
            key,
            label,
            Owner.COMPANY,
            kind,
            purpose,
            "産業競争力強化法 第8条の2第1項",
            KEEP_COMPANY,
            **more,
        )
    )


_company(
    "corporate_number",
    _("Corporate number"),
    Kind.CORPORATE_NUMBER,
    _("Tells the applicant apart"),
    help=_("13 digits. The check digit is verified."),
    fetched_from="corporate_number",
)
_company(
    "company_name",
    _("Name of the company"),
    Kind.TEXT,
    _("Names the applicant"),
    fetched_from="name",
)
_company(
    "company_address", _("Head office"), Kind.TEXT, _("Address of notices"), fetched_from="location"
)
_company(
    "representative",
    _("Representative"),
    Kind.TEXT,
    _("Who answers for the application"),
    fetched_from="representative_name",
)
_company("contact_name", _("Person in charge"), Kind.TEXT, _("Whom the office asks"))
_company("contact_phone", _("Telephone"), Kind.TEXT, _("Whom the office asks"), required=False)
for _key, _label, _kind, _field in (
    ("company_kana", _("Reading of the name"), Kind.TEXT, "kana"),
    ("established_on", _("Day of establishment"), Kind.DATE, "date_of_establishment"),
    ("capital", _("Capital (yen)"), Kind.MONEY, "capital_stock"),
    ("employees", _("Employees"), Kind.NUMBER, "employee_number"),
):
    _company(
        _key,
        _label,
        _kind,
        _("Helps the office to know the applicant; never asked"),
        fetched_from=_field,
        required=False,
        asked=False,
    )
