"""What each step of the company asks; the cleaned data are the step's inputs."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from applications import hooks
from applications.apply.answer_form import AnswerForm
from applications.apply.case import as_filed
from applications.apply.company_form import CompanyStepForm
from applications.apply.fields import CountField, DayField, FigureField
from applications.apply.known import Known, known_field, known_of, uses_field
from applications.apply.plan_form import unreadable
from applications.exemptions.forms import HOLDER_ON_EXEMPTION
from casework import clock


class SubmitForm(CompanyStepForm):
    """The declaration with which an application is filed."""

    not_facts = {"declared": "declaration"}

    declared = forms.BooleanField(
        label=gettext_lazy("I declare that this application is true."),
        help_text=gettext_lazy(
            "A false application or report may be punished, and the exemption revoked."
        ),
        error_messages={
            "required": gettext_lazy("Tick the box to declare that the application is true.")
        },
    )

    @property
    def filing(self) -> dict[str, Any]:
        """Return what is declared, for the person to read first."""
        return as_filed(self.case)

    def clean(self) -> dict[str, Any]:
        """Refuse to file while an answer is kept that could not be read."""
        for label in unreadable(self.case):
            self.add_error(
                None,
                _("“%(label)s” holds text that is not a valid answer. Correct it first.")
                % {"label": label},
            )
        return super().clean() or {}


class StartForm(CompanyStepForm):
    """When the trial began, and who consented."""

    not_facts = dict.fromkeys(("began_on", "consents", "refusals", "affected"), "report")

    began_on = DayField(
        label=gettext_lazy("Day on which the trial began"),
        help_text=gettext_lazy("A day within the period of the exemption, not in the future."),
        error_messages={"required": gettext_lazy("Enter the day on which the trial began.")},
    )
    consents = CountField(
        label=gettext_lazy("People who consented"),
        error_messages={"required": gettext_lazy("Enter how many people consented.")},
    )
    refusals = CountField(
        label=gettext_lazy("People who refused"),
        help_text=gettext_lazy("Enter 0 when nobody refused."),
        error_messages={
            "required": gettext_lazy("Enter how many people refused; 0 when nobody did.")
        },
    )
    affected = CountField(
        label=gettext_lazy("People whose rights may be harmed who consented"),
        required=False,
        help_text=gettext_lazy("Needed when your plan names such people, as neighbors."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("began_on", clock.today())


class ReasonsForm(CompanyStepForm):
    """The reasons of a step that ends or stops something."""

    not_facts = {"reasons": "reason"}

    reasons = forms.CharField(
        label=gettext_lazy("Reasons"),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Write the reasons.")},
    )


class ReportForm(CompanyStepForm):
    """One field for each indicator of the exemption, and what happened in words."""

    not_facts = {
        "narrative": "report",
        "[name]": "report",
        "[field]": "report",
        "[note]": "report",
        "[uses]": "report",
        "file_name": "report",
        "file_sha256": "report",
    }

    narrative = forms.CharField(
        label=gettext_lazy("What happened in this period"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("What went well, what did not, and what you changed."),
    )

    file_name = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    file_sha256 = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicators = indicators_of(self.case)
        self.known = known_of(self.case)
        before = {f.indicator_code: f for f in self.case.figures.all()}
        for indicator in self.indicators:
            code, name = indicator["code"], f"figure_{indicator['code']}"
            if code in self.known:
                self._show(indicator, self.known[code], before.get(code))
                continue
            self.fields[name] = figure_field(indicator)
            if code in before:
                self.initial.setdefault(name, _plain(before[code].value))
        self.initial.setdefault("narrative", self.case.narrative)
        self.conditions = list(self.case.exemption.conditions.order_by("number"))
        given = {row["number"]: row for row in self.case.compliance}
        for condition in self.conditions:
            self._ask(condition, given.get(condition.number, {}))
        self.order_fields([n for n in self.fields if n != "narrative"])

    @property
    def incidents(self) -> list[Any]:
        """Return what was reported in the period, for the person to see beside the figures."""
        return self.case.incidents()

    def _show(self, indicator: dict[str, str], known: Known, before: Any) -> None:
        name = f"figure_{indicator['code']}"
        self.fields[name] = known_field(indicator, figure_label(indicator), known)
        self.initial.pop(name, None)
        if known.per_thousand is not None:
            uses = f"uses_{indicator['code']}"
            self.fields[uses] = uses_field(indicator, known)
            if before is not None and before.denominator is not None:
                self.initial.setdefault(uses, _plain(before.denominator))

    def _ask(self, condition: Any, given: dict[str, Any]) -> None:
        field = f"condition_{condition.number}"
        note = f"{field}_note"
        self.fields[field] = forms.ChoiceField(
            label=_("Condition %(number)d: was it kept?") % {"number": condition.number},
            help_text=condition.text,
            choices=KEPT,
            required=False,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": _("Choose kept, partly kept or not kept.")},
        )
        self.fields[note] = forms.CharField(
            label=_("What happened with condition %(number)d") % {"number": condition.number},
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        self.initial.setdefault(field, given.get("answer", "kept"))
        self.initial.setdefault(note, given.get("note", ""))

    def clean(self) -> dict[str, Any]:
        """Ask what happened where a condition was not kept."""
        cleaned = super().clean() or self.cleaned_data
        for code, known in self.known.items():
            uses = cleaned.get(f"uses_{code}")
            if known.per_thousand and uses == 0:
                self.add_error(f"uses_{code}", _("Incidents were recorded: 0 uses cannot be."))
        for condition in self.conditions:
            field = f"condition_{condition.number}"
            answer = cleaned.get(field) or "kept"
            if answer != "kept" and not str(cleaned.get(f"{field}_note", "")).strip():
                self.add_error(
                    f"{field}_note",
                    _("Condition %(number)d was not kept: write what happened and what you did.")
                    % {"number": condition.number},
                )
        return cleaned

    def compliance(self) -> list[dict[str, Any]]:
        """Return how each condition was kept."""
        return [
            {
                "number": condition.number,
                "text": condition.text,
                "answer": self.cleaned_data[f"condition_{condition.number}"] or "kept",
                "note": self.cleaned_data[f"condition_{condition.number}_note"].strip(),
            }
            for condition in self.conditions
        ]

    def inputs(self) -> dict[str, Any]:
        """Return the figures with their units, and the narrative."""
        return {
            "figures": [self._figure(indicator) for indicator in self.indicators],
            "narrative": self.cleaned_data["narrative"],
            "compliance": self.compliance(),
            "entry": self.entry(),
        }

    def _figure(self, indicator: dict[str, str]) -> dict[str, Any]:
        code = indicator["code"]
        figure = {"indicator_code": code, "unit": indicator["unit"], "note": ""}
        if code not in self.known:
            return {**figure, "value": Decimal(self.cleaned_data[f"figure_{code}"])}
        uses = self.cleaned_data.get(f"uses_{code}")
        return {
            **figure,
            "value": self.known[code].after(uses),
            "denominator": None if uses is None else Decimal(uses),
        }

    def entry(self) -> dict[str, Any]:
        """Return how the figures came: typed, or read from the file named in the preview; and which
        the console knew."""
        name, sha256 = self.cleaned_data["file_name"], self.cleaned_data["file_sha256"]
        how = {"how": "file", "name": name, "sha256": sha256} if name else {"how": "form"}
        return {**how, **self.known_entry()}

    def known_entry(self) -> dict[str, list[str]]:
        """Return the codes of the figures that the console knew, as a report keeps them."""
        return {"known": sorted(self.known)} if self.known else {}


class CorrectionForm(ReportForm):
    """An accepted report once more, with the reasons of the correction."""

    not_facts = {**ReportForm.not_facts, "reasons": "reason"}

    reasons = forms.CharField(
        label=gettext_lazy("Reasons of the correction"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write the reasons of the correction.")},
    )

    def inputs(self) -> dict[str, Any]:
        """Return the figures and the reasons."""
        return {**super().inputs(), "reasons": self.cleaned_data["reasons"]}


KEPT = (
    ("kept", pgettext_lazy("condition", "Kept")),
    ("partly", pgettext_lazy("condition", "Partly kept")),
    ("broken", pgettext_lazy("condition", "Not kept")),
)


def indicators_of(report: Any) -> list[dict[str, str]]:
    """Return code, name and unit of what a report asks for; the code stands in for an unknown name."""
    codes = list(report.exemption.report_indicators)
    labels = hooks.indicator_labels.first(codes) or {}
    found = []
    for code in codes:
        name, unit = labels.get(code, (code, ""))
        found.append({"code": code, "name": str(name), "unit": str(unit)})
    return found


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def figure_label(indicator: dict[str, str]) -> str:
    """Return the name of an indicator with its unit."""
    return _("%(name)s (%(unit)s)") % indicator if indicator["unit"] else indicator["name"]


def figure_field(indicator: dict[str, str]) -> FigureField:
    """Return the field of one indicator, its unit beside its name."""
    missing = _("Enter the figure of “%(name)s”; 0 when there was none.") % indicator
    return FigureField(
        unit=indicator["unit"],
        label=figure_label(indicator),
        help_text=_("Indicator %(code)s, for the period of this report") % indicator,
        error_messages={"required": missing},
    )


class WithdrawForm(CompanyStepForm):
    """Why the application is taken back, when the company wants to say so."""

    not_facts = {"reason": "reason"}

    reason = forms.CharField(
        label=gettext_lazy("Reason of the withdrawal"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("You need not give one. The examining office reads it."),
    )


APPLICATION_FORMS = {"submit": SubmitForm, "withdraw": WithdrawForm}
CLARIFICATION_FORMS = {"answer": AnswerForm}
EXEMPTION_FORMS = {
    "start": StartForm,
    "suspend": ReasonsForm,
    "surrender": ReasonsForm,
    **HOLDER_ON_EXEMPTION,
}
REPORT_FORMS = {"submit": ReportForm, "correct": CorrectionForm}
