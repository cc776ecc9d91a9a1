"""Consent to reuse a company's facts: a versioned text, given and withdrawn by those who may file.

A consent holds for the version of the text to which it was given: a new version asks anew.
A withdrawal works for the future; what an application has used, it keeps.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from applications.ledger.codes import ConsentAct
from casework import clock

TEXTS: dict[int, Any] = {
    1: _(
        "The facts that this company has told (the facts of the company, and the answers of filed "
        "applications that are named as “offered again”) are used for the company's later "
        "applications to any zone, so that they are not asked again. They are shown to the offices "
        "that handle those applications, and to nobody else. Nothing is taken over into a plan "
        "before somebody of the company accepts it. The consent can be withdrawn at any time; "
        "then new applications ask again, and applications filed before stay as they are."
    ),
}
VERSION = max(TEXTS)


def latest(company: Any) -> Any:
    """Return the last act of consent; None when there was none."""
    return company.reuse_consents.order_by("-pk").first()


def is_consented(company: Any) -> bool:
    """Tell whether the company's facts may be reused now."""
    last = latest(company)
    return last is not None and last.act == ConsentAct.GIVEN and last.text_version == VERSION


@transaction.atomic
def record(company: Any, act: ConsentAct, *, by: Any) -> Any:
    """Give or withdraw the consent; what already stands so is left as it is."""
    locked = type(company)._base_manager.select_for_update().get(pk=company.pk)
    if is_consented(locked) == (act == ConsentAct.GIVEN):
        return latest(locked)
    with override("ja"):
        text = str(TEXTS[VERSION])
    return locked.reuse_consents.create(
        act=act, text_version=VERSION, text=text, by=by, at=clock.now()
    )
