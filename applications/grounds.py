"""Grounds on which information is not disclosed: coded, with the article that each rests on.

Ministries apply 行政機関の保有する情報の公開に関する法律 第5条; a municipality applies its own
ordinance, whose numbering differs from place to place, so that only the ordinance is named.
"""

from typing import Any

from django.db import models
from django.utils.translation import pgettext_lazy

from zones.models.organisations import OrganisationKind

ACT = "行政機関の保有する情報の公開に関する法律"
MARK = "■■■"


class Ground(models.TextChoices):
    """Why something is withheld."""

    PERSON = "person", pgettext_lazy("ground", "About a person")
    BUSINESS = "business", pgettext_lazy("ground", "Legitimate interests of a company")
    CONFIDENCE = "confidence", pgettext_lazy("ground", "Given on condition of confidence")
    SECURITY = "security", pgettext_lazy("ground", "Public safety and order")
    DELIBERATION = "deliberation", pgettext_lazy("ground", "Deliberation within the administration")
    OPERATIONS = "operations", pgettext_lazy("ground", "Proper conduct of public affairs")


BY_APPLICANT = (Ground.PERSON, Ground.BUSINESS, Ground.CONFIDENCE)
ARTICLES = {
    Ground.PERSON: "5条1号",
    Ground.BUSINESS: "5条2号イ",
    Ground.CONFIDENCE: "5条2号ロ",
    Ground.SECURITY: "5条4号",
    Ground.DELIBERATION: "5条5号",
    Ground.OPERATIONS: "5条6号",
}
SHORT = {
    Ground.PERSON: "個人情報",
    Ground.BUSINESS: "法人情報",
    Ground.CONFIDENCE: "任意提供情報",
    Ground.SECURITY: "公共安全情報",
    Ground.DELIBERATION: "審議検討情報",
    Ground.OPERATIONS: "事務事業情報",
}


def applicant_choices() -> list[tuple[str, Any]]:
    """Return the grounds that an applicant may claim."""
    return [(ground.value, ground.label) for ground in BY_APPLICANT]


def is_municipal(office: Any) -> bool:
    """Tell whether an office discloses under its own ordinance."""
    return office is not None and office.kind in {
        OrganisationKind.MUNICIPALITY,
        OrganisationKind.PREFECTURE,
    }


def blacked_out(ground: str, office: Any) -> str:
    """Return what stands in the place of withheld information, with its ground and article."""
    known = Ground(ground)
    article = "情報公開条例" if is_municipal(office) else ARTICLES[known]
    return f"{MARK}（{SHORT[known]}・{article}）"
