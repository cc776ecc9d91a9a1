"""The one question that is asked after filing: how long it took. Optional, and asked once."""

from django.utils.translation import gettext_lazy as _

from applications.facts.registry import KEEP_PLAN, Fact, Kind, Owner

APPLICANT_HOURS = Fact(
    key="applicant_hours",
    label=_("Hours that the application took"),
    owner=Owner.PLAN,
    kind=Kind.NUMBER,
    purpose=_("To publish what a special zone costs everybody, applicants included"),
    basis="個人情報の保護に関する法律 第61条",
    retention=KEEP_PLAN,
    required=False,
    help=_(
        "All people of the company together, from the first question to the filing. An estimate will do."
    ),
    lowest=0,
    highest=99_999,
)
