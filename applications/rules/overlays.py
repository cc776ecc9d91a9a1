"""What must hold before a correction is answered or an opinion given."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications import facts
from applications.codes import OpinionView, ReasonCode
from applications.membership import company_roles
from casework.rules import rule


@rule(_("Somebody who files for the company cannot examine its application."), needs="actor")
def actor_did_not_file(overlay: Any, actor: Any) -> bool:
    """Nobody examines what they filed."""
    return not company_roles(actor, overlay.application.company_id)


@rule(_("Only the fields named in the request can be changed."), needs="inputs")
def answers_only_named_fields(clarification: Any, inputs: dict[str, Any]) -> bool:
    """A correction opens the named fields and no others."""
    return set(inputs.get("answers") or {}) <= set(clarification.fields)


@rule(_("Answer every field named in the request."), needs="inputs")
def answers_every_named_field(clarification: Any, inputs: dict[str, Any]) -> bool:
    """All that is asked is answered; an optional fact may stay empty."""
    answers = inputs.get("answers") or {}
    return all(
        answers.get(key) not in (None, "") or not facts.get(key).required
        for key in clarification.fields
    )


@rule(_("Write the opinion."), needs="inputs")
def opinion_has_text(_opinion: Any, inputs: dict[str, Any]) -> bool:
    """An opinion is given in writing."""
    return bool(inputs.get("text", "").strip()) and inputs.get("view") in OpinionView.values


@rule(_("An objection needs at least one coded reason."), needs="inputs")
def objection_has_reason(_opinion: Any, inputs: dict[str, Any]) -> bool:
    """Objections are countable by their reason."""
    codes = inputs.get("reason_codes") or []
    return set(codes) <= set(ReasonCode.values) and (
        inputs.get("view") != OpinionView.OBJECTION or bool(codes)
    )
