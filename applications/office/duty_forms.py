"""What is filled in when an examiner is assigned or an interest declared."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from applications.codes import InterestKind
from applications.models import Application
from applications.models.application import OPEN
from applications.roles import EXAMINERS
from applications.rules import duties as rules
from casework import clock
from zones.forms import OfficeForm, text_area
from zones.models import Membership


def examiners_of(office_id: int | None) -> Any:
    """Return those who examine for an office today, each with the number of their open cases."""
    held = Membership.objects.current().filter(organisation_id=office_id, role__in=EXAMINERS)
    return get_user_model().objects.filter(pk__in=held.values("user")).order_by("name", "pk")


def open_cases(office_id: int | None) -> dict[int, int]:
    """Return the number of open cases of an office by the key of their examiner."""
    found = Application.objects.filter(examining_office_id=office_id, status__in=OPEN)
    rows = found.exclude(examiner=None).values("examiner").annotate(n=Count("pk"))
    return {row["examiner"]: row["n"] for row in rows.order_by("examiner")}


class ExaminerChoice(forms.ModelChoiceField):
    """A person of the office, with how many cases they have open."""

    counts: dict[int, int] = {}

    def label_from_instance(self, user: Any) -> str:
        """Return the name with the number of open cases."""
        words = {"name": user.get_full_name(), "count": self.counts.get(user.pk, 0)}
        return str(_("%(name)s (%(count)d open)") % words)


class AssignmentForm(OfficeForm):
    """Who is to examine, and why somebody else than before."""

    field_rules = {
        "examiner": (rules.examiner_works_here, rules.examiner_is_free, rules.examiner_changes),
        "reason": (rules.reassignment_has_reason,),
    }
    examiner = ExaminerChoice(
        label=_("Examiner"), queryset=get_user_model().objects.none(), widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=300,
        help_text=_("Needed when somebody else examines the case now."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["examiner"]
        field.empty_label = None
        field.counts = open_cases(self.case.examining_office_id)
        field.queryset = examiners_of(self.case.examining_office_id)

    def aside(self) -> list[dict[str, Any]]:
        """Return who examines now, and every assignment so far with its reason."""
        now = self.case.examiner
        earlier = [
            f"{a.at.astimezone(clock.JST):%Y-%m-%d} {a.examiner_name}（{a.assigned_by_name}）{a.reason}"
            for a in self.case.assignments.all()
        ]
        return [
            {"label": _("Examiner"), "value": str(now or _("Nobody yet"))},
            *(
                [{"label": _("Earlier assignments"), "value": "\n".join(earlier)}]
                if earlier
                else []
            ),
        ]


class InterestForm(OfficeForm):
    """What relation the official has to the applicant."""

    field_rules = {"kind": (rules.names_relation,), "text": (rules.explains_relation,)}
    kind = forms.ChoiceField(
        label=_("Relation to the applicant"),
        choices=InterestKind.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Whoever declares a relation takes no further step on this case. It cannot be taken back."
        ),
    )
    text = forms.CharField(
        label=_("Explanation"),
        required=False,
        widget=text_area(3),
        help_text=_(
            "Needed for a relation. Only those who assign examiners read it; the public learns the number of declarations."
        ),
    )

    def aside(self) -> list[dict[str, Any]]:
        """Return whom the declaration is about."""
        company = self.case.company
        return [
            {"label": _("Company"), "value": company.name},
            {"label": _("Representative"), "value": company.representative},
        ]
