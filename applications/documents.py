"""The kinds of document that an application carries, and which of them a procedure requires."""

from typing import Any

from django.db import models
from django.utils.translation import pgettext_lazy

from applications.intakes import intake_of
from casework.files import files_of


class DocumentKind(models.TextChoices):
    """What a file on an application is; the code is the file's slot."""

    PLAN = "plan", pgettext_lazy("document", "Explanation of the plan")
    DRAWING = "drawing", pgettext_lazy("document", "Drawing or map of the place")
    CONSENT = "consent", pgettext_lazy("document", "Form by which consent is given")
    SAFETY = "safety", pgettext_lazy("document", "Safety measures")
    FUNDS = "funds", pgettext_lazy("document", "Proof of funds")
    MANDATE = "mandate", pgettext_lazy("document", "Power of attorney")
    ATTACHMENT = "attachment", pgettext_lazy("document", "Other")


def kinds() -> list[tuple[str, Any]]:
    """Return the kinds of document that a procedure or a zone can ask for, with their labels."""
    unasked = {DocumentKind.MANDATE.value, DocumentKind.ATTACHMENT.value}
    return [choice for choice in DocumentKind.choices if choice[0] not in unasked]


def label_of(slot: str) -> str:
    """Return what a kind of document is called; its code when it is unknown."""
    return str(dict(DocumentKind.choices).get(slot, slot))


def required(application: Any) -> list[str]:
    """Return the kinds that the procedure or the zone's intake requires, in the order of the kinds."""
    intake = intake_of(application)
    asked = {
        *(application.procedure.required_documents or []),
        *(intake.documents if intake else []),
    }
    return [kind for kind in DocumentKind.values if kind in asked]


def missing(application: Any) -> list[str]:
    """Return the kinds that are required and of which no file stands on the application."""
    kinds = required(application)
    if not kinds:
        return []
    there = set(files_of(application).exclude(scan="infected").values_list("slot", flat=True))
    return [kind for kind in kinds if kind not in there]
