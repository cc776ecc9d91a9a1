"""What each step of the company asks; the cleaned data are the step's inputs."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications import hooks
from applications.apply.answer_form import AnswerForm
from applications.apply.case import as_filed
from applications.apply.company_form import CompanyStepForm
from applications.apply.fields import CountField, DayField, FigureField
from applications.apply.plan_form import unreadable
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

    not_facts = dict.fromkeys(("began_on", "consents", "refusals"), "report")

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

    not_facts = {"narrative": "report", "[name]": "report"}

    narrative = forms.CharField(
        label=gettext_lazy("What happened in this period"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("What went well, what did not, and what you changed."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicators = indicators_of(self.case)
        before = {f.indicator_code: f.value.normalize() for f in self.case.figures.all()}
        for indicator in self.indicators:
            name = f"figure_{indicator['code']}"
            self.fields[name] = figure_field(indicator)
            if indicator["code"] in before:
                self.initial.setdefault(name, f"{before[indicator['code']]:f}")
        self.initial.setdefault("narrative", self.case.narrative)
        self.order_fields([n for n in self.fields if n != "narrative"])

    def inputs(self) -> dict[str, Any]:
        """Return the figures with their units, and the narrative."""
        figures = [
            {
                "indicator_code": indicator["code"],
                "value": Decimal(self.cleaned_data[f"figure_{indicator['code']}"]),
                "unit": indicator["unit"],
                "note": "",
            }
            for indicator in self.indicators
        ]
        return {"figures": figures, "narrative": self.cleaned_data["narrative"]}


def indicators_of(report: Any) -> list[dict[str, str]]:
    """Return code, name and unit of what a report asks for; the code stands in for an unknown name."""
    codes = list(report.exemption.report_indicators)
    labels = hooks.indicator_labels.first(codes) or {}
    found = []
    for code in codes:
        name, unit = labels.get(code, (code, ""))
        found.append({"code": code, "name": str(name), "unit": str(unit)})
    return found


def figure_field(indicator: dict[str, str]) -> FigureField:
    """Return the field of one indicator, its unit beside its name."""
    label = indicator["name"]
    if indicator["unit"]:
        label = _("%(name)s (%(unit)s)") % indicator
    missing = _("Enter the figure of “%(name)s”; 0 when there was none.") % indicator
    return FigureField(
        unit=indicator["unit"],
        label=label,
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
EXEMPTION_FORMS = {"start": StartForm, "suspend": ReasonsForm, "surrender": ReasonsForm}
REPORT_FORMS = {"submit": ReportForm}
