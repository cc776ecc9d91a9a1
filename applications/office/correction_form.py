"""The form of a correction request: fields, standard phrases, period, effect on the clock."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from applications import facts, phrases
from applications.clocks import due_after_correction
from applications.codes import ClockEffect, CorrectionReason
from applications.rules import application as rules
from applications.rules import plan as plan_rules
from casework import clock
from casework.calendar import add_business_days
from zones.forms import OfficeForm, date_input, text_area
from zones.policy import policy_of


def fact_choices(schema: int) -> list[tuple[Any, list[tuple[str, Any]]]]:
    """Return the facts of a form as choices, by the eight items."""
    return [
        (f"{number}. {title}", [(f.key, f.label) for f in facts.plan_facts(schema, item=number)])
        for number, title in facts.ITEMS.items()
    ]


def place_choices(application: Any) -> list[tuple[Any, list[tuple[str, Any]]]]:
    """Return what of a plan can be corrected, by the eight items: facts, groups, rows and columns."""
    plan, schema = application.plan, application.plan_schema
    shown = facts.asked(facts.plan_facts(schema), plan)
    return [
        (
            f"{number}. {title}",
            [
                (path, facts.place(path, schema, plan).label)
                for fact in facts.plan_facts(schema, item=number)
                if fact.key in shown
                for path in _paths_of(fact, plan)
            ],
        )
        for number, title in facts.ITEMS.items()
    ]


def _paths_of(fact: facts.Fact, plan: dict[str, Any]) -> list[str]:
    rows = [f"{fact.key}.{row['id']}" for row in facts.rows_of(plan, fact.key)]
    columns = [f"{fact.key}.{facts.ALL_ROWS}.{column.key}" for column in fact.columns if rows]
    return [fact.key, *rows, *columns]


class ClarificationForm(OfficeForm):
    """A correction: which fields, why, until when, and what it does to the clock.

    Phrases that are ticked are written into the texts, also when the screen is only previewed, so
    that they can be adapted before they are sent.
    """

    field_rules = {
        "fields": (plan_rules.names_fields,),
        "message": (rules.has_message,),
        "due_on": (rules.due_is_fair,),
    }
    fields = forms.MultipleChoiceField(
        label=_("Fields to be corrected"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only these open for the applicant; everything else stays as it was filed."),
    )
    reason_code = forms.ChoiceField(
        label=_("Why"), choices=CorrectionReason.choices, widget=forms.RadioSelect
    )
    phrases = forms.MultipleChoiceField(
        label=_("Standard phrases"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Ticked phrases are added to the two texts below, and their fields are opened. Read the notices first to adapt them."
        ),
    )
    message = forms.CharField(label=_("What is to be corrected"), widget=text_area())
    example = forms.CharField(
        label=_("Example of a good answer"),
        widget=text_area(3),
        help_text=_("The applicant sees it beside the field."),
    )
    due_on = forms.DateField(label=_("Answer by"), widget=date_input())
    effect = forms.ChoiceField(
        label=_("Effect on the processing clock"),
        choices=ClockEffect.choices,
        initial=ClockEffect.PAUSE,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        policy, office = policy_of(self.case.zone), self.case.examining_office_id
        offered: Any = self.fields["fields"]
        offered.choices = place_choices(self.case)
        open_here = {path for _item, paths in offered.choices for path, _label in paths}
        self.known = [p for p in phrases.offered(office) if p.fact in open_here]
        listed: Any = self.fields["phrases"]
        listed.choices = phrases.choices(self.known)
        self.initial.setdefault("due_on", add_business_days(clock.today(), policy.correction_days))
        self.fields["due_on"].help_text = _(
            "At least %(least)d business days; %(proposed)d are proposed."
        ) % {"least": policy.correction_min_days, "proposed": policy.correction_days}
        if self.is_bound:
            self._insert_phrases()

    def _insert_phrases(self) -> None:
        """Write ticked phrases into the texts and untick them, so that none is written twice."""
        data = self.data.copy()
        ticked = [p for p in self.known if p.key in data.getlist("phrases")]
        for phrase in ticked:
            for name, text in (("message", phrase.message), ("example", phrase.example)):
                written = data.get(name, "").strip()
                if text not in written:
                    data[name] = f"{written}\n{text}".strip()
            if phrase.fact not in data.getlist("fields"):
                data.appendlist("fields", phrase.fact)
        data.setlist("phrases", [])
        self.data = data

    def inputs(self) -> dict[str, Any]:
        """Return the inputs of the step; the phrases are part of the texts by now."""
        return {name: value for name, value in self.cleaned_data.items() if name != "phrases"}

    def groups(self) -> list[dict[str, Any]]:
        """Return the fields in the groups in which the screen shows them."""
        return [
            {"legend": _("What"), "fields": [self["fields"], self["reason_code"]]},
            {
                "legend": _("Standard phrases"),
                "fields": [self["phrases"]],
                "folded": True,
                "open": False,
            },
            {"legend": _("Texts to the applicant"), "fields": [self["message"], self["example"]]},
            {
                "legend": _("Period and clock"),
                "help": self.clock_preview(),
                "fields": [self["due_on"], self["effect"]],
                "pairs": True,
            },
        ]

    def answered_on(self) -> date:
        """Return the day on which the answer is supposed: the one entered, or the one proposed."""
        try:
            return date.fromisoformat(str(self["due_on"].value()))
        except ValueError:
            return self.initial["due_on"]

    def clock_preview(self) -> str:
        """Say from which to which day the processing period moves, for either effect."""
        reading = self.case.clock()
        if reading is None:
            return ""
        answered = max(self.answered_on(), clock.today())
        days = {
            effect.value: due_after_correction(self.case, answered_on=answered, effect=effect)
            for effect in ClockEffect
        }
        words = {"now": reading.due, **days, "answered": answered}
        return _(
            "Answered on %(answered)s, this correction moves the end of the processing period: %(now)s → %(pause)s (stands still), %(now)s → %(restart)s (begins anew)."
        ) % {name: date_format(day) for name, day in words.items() if day}
