"""What must hold before a step of an application."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.intakes import intake_of
from applications.membership import Verification, standing_of
from applications.rules.duties import actor_did_not_file as actor_did_not_file
from casework import clock
from casework.calendar import add_business_days, wareki
from casework.rules import rule
from zones.models.intake import Phase
from zones.policy import policy_of


@rule(_("Name at least one measure: the law, the article, and the text you ask for."))
def has_a_measure(application: Any) -> bool:
    """An application asks for at least one measure."""
    return application.pk is not None and application.measures.exists()


@rule(_("The zone does not accept applications now: it is not designated, or has ended."))
def zone_is_open(application: Any) -> bool:
    """Applications go to zones that are designated on this day."""
    return application.zone.is_open()


def _day(intake: Any) -> str:
    return wareki(intake.accepts_from) if intake.accepts_from else ""


def _why_no_intake(application: Any) -> str:
    intake = intake_of(application)
    if intake is None or intake.status == "prepared":
        return gettext("This zone has not opened an intake for this procedure: ask its office.")
    words = {"phase": intake.phase().label, "from": _day(intake), "reasons": intake.reasons}
    if intake.phase() is Phase.BEFORE:
        return (
            gettext("The intake for this procedure opens on %(from)s. Your draft is kept.") % words
        )
    return (
        gettext("%(phase)s: nothing can be filed now. Your draft is kept. %(reasons)s") % words
    ).strip()


@rule(_why_no_intake)
def intake_is_open(application: Any) -> bool:
    """Online filing in the period that the zone has made public; what comes on paper is taken (行政手続法7条)."""
    intake = intake_of(application)
    return intake is not None and intake.takes_now


@rule(_("The company's corporate number is missing or wrong. Correct it in the company's record."))
def company_is_identified(application: Any) -> bool:
    """The applicant is a company that can be told apart."""
    return bool(application.company.corporate_number)


@rule(_("The application is not tied to a zone."))
def zone_is_named(application: Any) -> bool:
    """A zone's office can be told."""
    return application.zone_id is not None


@rule(_("Declare that the application is true: tick the box at the end."), needs="inputs")
def is_declared_true(_application: Any, inputs: dict[str, Any]) -> bool:
    """A false application is punishable; the person says that they know."""
    return inputs.get("declared") is True


@rule(_("A correction is open: wait for its answer, or close it first."))
def has_no_open_clarification(application: Any) -> bool:
    """One correction at a time, and nothing is decided while one is open."""
    return not any(c.is_holding() for c in application.clarifications.all())


@rule(
    _(
        "With gBizID Entry you can prepare an application, not file it. Sign in with gBizID Prime or "
        "Member, or ask the company's owner to invite you."
    ),
    needs="actor",
)
def actor_is_more_than_entry(application: Any, actor: Any) -> bool:
    """gBizID Entry says nothing of for whom a person acts."""
    how = standing_of(actor).verified.get(application.company_id, "")
    return how != Verification.GBIZID_ENTRY


@rule(_("Say what is to be corrected, and give an example of a good answer."), needs="inputs")
def has_message(_application: Any, inputs: dict[str, Any]) -> bool:
    """The applicant must be able to know what to do."""
    return bool(inputs.get("message", "").strip() and inputs.get("example", "").strip())


@rule(
    _(
        "Leave the applicant the least period that the zone has set for corrections (business days)."
    ),
    needs="inputs",
)
def due_is_fair(application: Any, inputs: dict[str, Any]) -> bool:
    """A fair period (行政手続法7条); how many business days at least is the zone's policy."""
    due, least = inputs.get("due_on"), policy_of(application.zone).correction_min_days
    return due is not None and due >= add_business_days(clock.today(), least)


@rule(_("A measure is still pending."))
def all_measures_are_determined(application: Any) -> bool:
    """All measures not withdrawn are determined or disclosed."""
    return not application.measures.filter(status="pending").exists()


@rule(_("A measure is not yet disclosed."))
def all_measures_are_disclosed(application: Any) -> bool:
    """All measures not withdrawn are disclosed."""
    return not application.measures.filter(status__in=["pending", "determined"]).exists()


@rule(
    _(
        "A determination has been disclosed: the application can no longer be withdrawn. Give up the exemption instead."
    )
)
def nothing_is_disclosed(application: Any) -> bool:
    """What has been disclosed cannot be taken back by withdrawing."""
    return not application.measures.filter(status="disclosed").exists()


@rule(_("The procedure does not have the committee heard, or no committee is registered."))
def committee_is_to_be_heard(application: Any) -> bool:
    """The evaluation committee is heard where the statute says so (産業競争力強化法14条の2)."""
    return bool(application.committees())


@rule(_("The committee has been asked already."))
def committee_was_not_asked(application: Any) -> bool:
    """The committee is heard once."""
    return not application.opinions.filter(organisation__kind="committee").exists()


@rule(_("Write the authority's statement for the committee (見解書)."), needs="inputs")
def statement_is_written(_application: Any, inputs: dict[str, Any]) -> bool:
    """The committee hears the authority's own view first."""
    return bool(str(inputs.get("statement", "")).strip())
