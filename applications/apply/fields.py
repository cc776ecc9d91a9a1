"""Form fields composed of facts, and fields for dates and numbers as people type them."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _

from applications.apply import reading
from applications.facts import Fact, Kind, Slot
from zones.codes import validate_corporate_number

MAX_TEXT = 200
MAX_LONG_TEXT = 10_000
NUMERIC = {"inputmode": "numeric", "autocomplete": "off"}


def day_input(shown: str = "") -> forms.Widget:
    """Return the browser's date picker, or a text box while what is kept is not a date."""
    try:
        date.fromisoformat(shown or "2000-01-01")
    except ValueError:
        return forms.TextInput()
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DayField(forms.CharField):
    """A date; its cleaned value is a ``date``, or None when empty and not required."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", day_input())
        super().__init__(**kwargs)

    def clean(self, value: Any) -> date | None:
        """Return the day."""
        text = super().clean(value)
        return reading.read_date(text) if text else None


class CountField(forms.CharField):
    """A whole number of 0 or more; its cleaned value is an ``int``, or None when empty."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs=NUMERIC))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> int | None:
        """Return the number."""
        text = super().clean(value)
        return reading.read_whole_number(text) if text else None


class FigureField(forms.CharField):
    """A figure of a report; its cleaned value is a ``Decimal``; percentages end at 100."""

    def __init__(self, *, unit: str = "", **kwargs: Any) -> None:
        self.unit = unit
        kwargs.setdefault("widget", forms.TextInput(attrs={**NUMERIC, "inputmode": "decimal"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Decimal | None:
        """Return the figure."""
        text = super().clean(value)
        if not text:
            return None
        figure = reading.read_figure(text)
        if self.unit == "%" and figure > 100:
            raise ValidationError(
                _("%(text)s is more than 100 %%. Enter a percentage between 0 and 100.")
                % {"text": text},
                code="percentage",
            )
        return figure


class FactField(forms.CharField):
    """The field of one fact; its cleaned value is text as the plan keeps it (dates in ISO form).

    ``insist`` False lets an empty answer pass: a draft is saved with what there is. ``name`` is how
    messages call the field where its label alone does not tell (a cell of a row).
    """

    composes_fact = True

    def __init__(
        self,
        fact: Fact,
        *,
        shown: str = "",
        insist: bool = False,
        limit: int = 0,
        name: str = "",
        required: bool | None = None,
    ) -> None:
        self.fact, self.insist = fact, insist
        self.limit = limit or (MAX_LONG_TEXT if fact.kind == Kind.LONG_TEXT else MAX_TEXT)
        super().__init__(
            required=fact.required if required is None else required,
            label=name or fact.label,
            help_text=help_of(fact),
            widget=widget_of(fact, shown),
            error_messages={
                "required": _("“%(label)s” is missing. Fill it in.") % {"label": name or fact.label}
            },
        )

    def validate(self, value: Any) -> None:
        """Ask for an answer only when insisting."""
        if self.insist:
            super().validate(value)

    def to_python(self, value: Any) -> str:
        """Return the answer in the form in which it is kept; ValidationError names the remedy."""
        text = super().to_python(value).replace("\r\n", "\n")
        return read_fact(self.fact, text, limit=self.limit) if text else ""


def field_of(slot: Slot, *, shown: str = "", insist: bool = False) -> FactField:
    """Return the field of a place in a plan; required where the fact is, once its question is asked."""
    required = slot.is_required or slot.fact.required
    found = FactField(slot.fact, shown=shown, insist=insist, name=slot.label, required=required)
    if slot.group is not None and slot.fact.kind == Kind.LONG_TEXT:
        found.widget.attrs["rows"] = 3
    return found


def help_of(fact: Fact) -> Any:
    """Return the help of a fact, with its example."""
    if not fact.example:
        return fact.help
    example = _("Example: %(example)s") % {"example": fact.example}
    return format_html("{}<br>{}", fact.help, example) if fact.help else example


def widget_of(fact: Fact, shown: str) -> forms.Widget:
    """Return the input for a kind of fact; ``shown`` is what it will hold."""
    if fact.kind == Kind.LONG_TEXT:
        return forms.Textarea(attrs={"rows": 6})
    if fact.kind == Kind.CHOICE:
        return forms.RadioSelect(choices=fact.choices)
    if fact.kind == Kind.DATE:
        return day_input(shown)
    if fact.kind == Kind.DEGREES:
        return forms.TextInput(attrs={**NUMERIC, "inputmode": "decimal"})
    if fact.kind in (Kind.MONEY, Kind.NUMBER, Kind.CORPORATE_NUMBER):
        return forms.TextInput(attrs=NUMERIC)
    return forms.TextInput()


def read_fact(fact: Fact, text: str, *, limit: int) -> str:
    """Return an answer as it is kept; ValidationError when it cannot be one."""
    if fact.kind == Kind.DATE:
        return reading.read_date(text).isoformat()
    if fact.kind in (Kind.MONEY, Kind.NUMBER):
        return str(reading.read_whole_number(text))
    if fact.kind == Kind.DEGREES:
        return reading.read_degrees(text, fact.lowest or -180, fact.highest or 180)
    if fact.kind == Kind.CHOICE:
        return reading.read_choice(text, dict(fact.choices), str(fact.label))
    if fact.kind == Kind.CORPORATE_NUMBER:
        number = reading.read_corporate_number(text)
        validate_corporate_number(number)
        return number
    if len(text) > limit:
        raise ValidationError(
            _("%(length)d characters are too many: shorten the text to %(limit)d.")
            % {"length": len(text), "limit": limit},
            code="too_long",
        )
    return text
