"""What must hold before a public notice is changed, published or corrected."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from casework import clock
from casework.rules import rule


@rule(_("A public notice needs a title and a text."), needs="inputs")
def has_title_and_text(_notice: Any, inputs: dict[str, Any]) -> bool:
    """Neither is empty."""
    return all(str(inputs.get(name) or "").strip() for name in ("title", "body"))


@rule(_("Enter the day of publication."), needs="inputs")
def names_the_day(_notice: Any, inputs: dict[str, Any]) -> bool:
    """A notice is published from a day on."""
    return bool(inputs.get("published_on"))


@rule(_("The last day needs a day of publication before it."), needs="inputs")
def ends_after_it_begins(_notice: Any, inputs: dict[str, Any]) -> bool:
    """The end, where there is one, is no earlier than the beginning."""
    start, end = inputs.get("published_on"), inputs.get("until")
    return end is None or (start is not None and end >= start)


@rule(_("The day of publication is past: enter today or a later day."), needs="inputs")
def begins_today_or_later(_notice: Any, inputs: dict[str, Any]) -> bool:
    """Nothing is published with a day on which it could not be read."""
    start = inputs.get("published_on")
    return start is None or start >= clock.today()


@rule(_("A notice that has been public keeps its first day."), needs="inputs")
def keeps_its_first_day(notice: Any, inputs: dict[str, Any]) -> bool:
    """The day moves only while it is still to come, and then not into the past."""
    start = inputs.get("published_on")
    if notice.published_on <= clock.today():
        return start == notice.published_on
    return start is None or start >= clock.today()


@rule(_("Say what was wrong: readers see the correction."), needs="inputs")
def says_what_was_wrong(_notice: Any, inputs: dict[str, Any]) -> bool:
    """A correction has reasons."""
    return bool(str(inputs.get("reasons") or "").strip())
