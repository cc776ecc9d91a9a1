"""What must hold before a standard measure is published, offered or withdrawn."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.rules import rule


@rule(_("Write the name, the law, the article, the text and at least one condition first."))
def is_complete(standard: Any) -> bool:
    """A package without its conditions would be a permission, not a measure."""
    texts = (standard.name, standard.law_title, standard.article, standard.text, standard.summary)
    has_conditions = any(row.get("text", "").strip() for row in standard.conditions)
    return all(text.strip() for text in texts) and has_conditions


@rule(_("Name the indicators to report, and complete the design of the evaluation."))
def measures_something(standard: Any) -> bool:
    """What is copied must be measured again: question, comparison, method and threshold."""
    needed = ("question", "comparison", "method", "threshold")
    parts = [str(standard.evaluation.get(part, "")).strip() for part in needed]
    return bool(standard.indicators) and all(parts)


@rule(_("Nothing differs from the published version: change something first."))
def differs_from_before(standard: Any) -> bool:
    """A version says something new."""
    before = standard.before()
    return before is None or before.content() != standard.content()


@rule(_("Who drafted it may not publish it: ask another approver of the office."), needs="actor")
def publisher_did_not_draft(standard: Any, actor: Any) -> bool:
    """Two people see a package before anybody builds on it."""
    return standard.drafted_by_id is None or standard.drafted_by_id != actor.pk


@rule(_("Give the reasons."), needs="inputs")
def has_reasons(_case: Any, inputs: dict[str, Any]) -> bool:
    """Those who built on it must be able to know why."""
    return bool(str(inputs.get("reasons", "")).strip())


@rule(_("The zone is not designated, or it has ended."))
def zone_is_open(offer: Any) -> bool:
    """Only an open zone can take anything over."""
    return offer.zone.is_open()


@rule(_("This version is withdrawn, or a newer one is published. Take over the newest version."))
def package_is_current(offer: Any) -> bool:
    """What is taken over is the newest published version."""
    return offer.standard.is_current()
