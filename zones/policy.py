"""What a zone may set for itself: a closed list of optional steps, days and words.

``policy_of(zone)`` is the only reader. Adopted versions stand, append-only, in ``ZonePolicy``; a copy on
the zone's own row (``policy_versions``) lets every rule read them without a query. Where a zone has set
nothing, the defaults here hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework import clock

MAX_WORD, MAX_TEXT = 40, 1000


@dataclass(frozen=True)
class Policy:
    """A zone's settings. Days are business days unless the name says otherwise."""

    correction_min_days: int = 5
    correction_days: int = 10
    draft_reminder_days: int = 14
    examination_start_days: int = 7
    consultation_days: int = 7
    needs_proposal: bool = False
    needs_countersign: bool = False
    needs_recommendation: bool = False
    one_correction_at_a_time: bool = True
    corrections_close: bool = True
    correction_grace_days: int = 5
    needs_interest_declaration: bool = False
    enterer_may_examine: bool = True
    appeal_review_months: int = 3
    retention_years_granted: int = 5
    retention_years_other: int = 5
    retention_years_appealed: int = 10
    digest_hour: int = 8
    glossary: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)


DEFAULT = Policy()


@dataclass(frozen=True)
class Setting:
    """One setting: what it changes, and the range that the law and the house leave open."""

    name: str
    label: Any
    help: Any
    least: int = 0
    most: int = 0
    basis: str = ""

    @property
    def default(self) -> Any:
        """Return what holds where nothing is set."""
        return getattr(DEFAULT, self.name)

    @property
    def is_switch(self) -> bool:
        """Tell whether it is on or off."""
        return isinstance(self.default, bool)


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "needs_proposal",
        gettext_lazy("A determination passes a decision chain (起案・決裁)"),
        gettext_lazy(
            "Off: the approver determines on one screen. On: drafted, circulated, approved first."
        ),
    ),
    Setting(
        "needs_countersign",
        gettext_lazy("A second approver countersigns"),
        gettext_lazy(
            "The same content needs two approvers of the authority; both differ from the examiner."
        ),
    ),
    Setting(
        "needs_recommendation",
        gettext_lazy("The town gives its recommendation (副申) before it forwards"),
        gettext_lazy("The town's view goes with the application to the authority."),
    ),
    Setting(
        "needs_interest_declaration",
        gettext_lazy("Everybody who acts declares first whether they have an interest"),
        gettext_lazy("Examining and determining open only after the declaration."),
    ),
    Setting(
        "corrections_close",
        gettext_lazy("A correction without an answer closes by itself"),
        gettext_lazy(
            "After its due day and the days of grace below; the case goes on with what there is."
        ),
        basis="行政手続法 第7条",
    ),
    Setting(
        "correction_min_days",
        gettext_lazy("Least days for a correction"),
        gettext_lazy("Business days that the applicant has at least."),
        5,
        30,
        "行政手続法 第7条（相当の期間）",
    ),
    Setting(
        "correction_days",
        gettext_lazy("Days proposed for a correction"),
        gettext_lazy("Business days filled in when a correction is asked."),
        5,
        60,
        "行政手続法 第7条（相当の期間）",
    ),
    Setting(
        "correction_grace_days",
        gettext_lazy("Days of grace after a correction's due day"),
        gettext_lazy("Business days until an unanswered correction closes by itself."),
        0,
        30,
    ),
    Setting(
        "examination_start_days",
        gettext_lazy("Days until the examination starts"),
        gettext_lazy("Business days from arrival; it stands in the list of work."),
        1,
        7,
        "行政手続法 第7条（遅滞なく）",
    ),
    Setting(
        "draft_reminder_days",
        gettext_lazy("Days until a draft is recalled to its author"),
        gettext_lazy("Calendar days without a change."),
        7,
        90,
    ),
    Setting(
        "appeal_review_months",
        gettext_lazy("Months in which an appeal is to be ruled"),
        gettext_lazy("Standard period of the reviewing office."),
        1,
        12,
        "行政不服審査法 第16条",
    ),
    Setting(
        "retention_years_granted",
        gettext_lazy("Years for which the file of a granted application is kept"),
        gettext_lazy("From 1 April after the year in which the exemption ended."),
        1,
        30,
        "公文書等の管理に関する法律施行令 別表（許認可等：効力の終了する日の翌年度から5年）／市町村の文書管理規程",
    ),
    Setting(
        "retention_years_other",
        gettext_lazy("Years for which the file of a refused or withdrawn application is kept"),
        gettext_lazy("From 1 April after the year in which the case ended."),
        1,
        30,
        "公文書等の管理に関する法律 第5条／市町村の文書管理規程",
    ),
    Setting(
        "retention_years_appealed",
        gettext_lazy("Years for which the file of an appeal is kept"),
        gettext_lazy("From 1 April after the year of the ruling."),
        1,
        30,
        "公文書等の管理に関する法律施行令 別表（不服申立て：裁決の翌年度から10年）",
    ),
    Setting(
        "digest_hour",
        gettext_lazy("Hour of the daily digest"),
        gettext_lazy("At which hour the office's people receive what is to be done."),
        5,
        12,
    ),
)
WORDS: dict[str, Any] = {
    "application": gettext_lazy("application"),
    "exemption": gettext_lazy("exemption"),
    "zone_office": gettext_lazy("the zone's office"),
    "resident": gettext_lazy("digital resident"),
}
TEXTS: dict[str, Any] = {
    "start": gettext_lazy("Shown when an application is started"),
    "submit": gettext_lazy("Shown before an application is filed"),
    "receipt": gettext_lazy("Shown on the receipt"),
}
BY_NAME = {setting.name: setting for setting in SETTINGS}


def validated(data: dict[str, Any]) -> dict[str, Any]:
    """Return settings that differ from the defaults; ValidationError names each field and its remedy."""
    errors: dict[str, str] = dict(_faults(data))
    least = data.get("correction_min_days", DEFAULT.correction_min_days)
    proposed = data.get("correction_days", DEFAULT.correction_days)
    if not errors and proposed < least:
        errors["correction_days"] = _(
            "Propose at least the %(days)d days that are the minimum."
        ) % {"days": least}
    if errors:
        raise ValidationError(errors)
    return {
        name: value
        for name, value in data.items()
        if value != getattr(DEFAULT, name) and value != {}
    }


def _faults(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    known = {f.name for f in fields(Policy)}
    for name, value in data.items():
        if name not in known:
            yield name, _("There is no setting “%(name)s”. Remove it.") % {"name": name}
        elif name in {"glossary", "texts"}:
            yield from _word_faults(name, value)
        elif (setting := BY_NAME.get(name)) is not None:
            yield from _value_fault(setting, value)


def _value_fault(setting: Setting, value: Any) -> Iterator[tuple[str, str]]:
    if setting.is_switch:
        if not isinstance(value, bool):
            yield setting.name, _("Switch it on or off.")
    elif isinstance(value, bool) or not isinstance(value, int):
        yield setting.name, _("Enter a whole number.")
    elif not setting.least <= value <= setting.most:
        limits = {"least": setting.least, "most": setting.most}
        yield setting.name, _("Enter a number from %(least)d to %(most)d.") % limits


def _word_faults(name: str, value: Any) -> Iterator[tuple[str, str]]:
    allowed, limit = (WORDS, MAX_WORD) if name == "glossary" else (TEXTS, MAX_TEXT)
    if not isinstance(value, dict) or set(value) - set(allowed):
        yield name, _("Only these words can be set: %(words)s.") % {"words": "、".join(allowed)}
        return
    if any(not isinstance(text, str) or len(text) > limit for text in value.values()):
        yield name, _("A text here has at most %(limit)d characters.") % {"limit": limit}


def policy_of(zone: Any, on: date | None = None) -> Policy:
    """Return the settings that hold for a zone on a day (today); no query."""
    versions = getattr(zone, "policy_versions", None) or []
    day = (on or clock.today()).isoformat()
    holding = [version for version in versions if version["valid_from"] <= day]
    return Policy(**holding[-1]["data"]) if holding else DEFAULT


def word(zone: Any, name: str) -> str:
    """Return the zone's own word for something, else the usual one."""
    return policy_of(zone).glossary.get(name) or str(WORDS[name])
