"""What must hold before criteria are published."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from casework import clock
from casework.rules import rule

CODE = re.compile(r"[a-z][a-z0-9_]{1,29}")


@rule(_("Every criterion needs a code, a name, its text and its basis; codes differ."))
def has_criteria(version: Any) -> bool:
    """Criteria are as concrete as the permission allows (行政手続法5条2項)."""
    rows = version.rows()
    complete = all(
        CODE.fullmatch(row.code) and row.label.strip() and row.text.strip() and row.basis.strip()
        for row in rows
    )
    return bool(rows) and complete and len({row.code for row in rows}) == len(rows)


@rule(_("Nothing differs from the version before: change a criterion first."))
def differs_from_before(version: Any) -> bool:
    """A version says something new."""
    before = version.before()
    return before is None or before.rows() != version.rows()


@rule(
    _("The criteria cannot hold from a day in the past: choose today or a later day."),
    needs="inputs",
)
def is_not_backdated(version: Any, inputs: dict[str, Any]) -> bool:
    """What has arrived is judged by what was public then; only what ships is dated by its law."""
    day = inputs.get("valid_from")
    shipped = version.office_id is None
    return day is not None and (shipped or day >= clock.today())
