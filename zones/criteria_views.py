"""The office's pages about its published criteria: versions, a draft, what differs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework import audit, clock
from casework.differences import changes
from casework.labels import describe
from casework.transitions import Stale, steps_for, touch
from casework.views import StepForm, StepView
from zones.criteria_rules import CODE, is_not_backdated
from zones.forms import OfficeForm, date_input, text_area
from zones.models import CriteriaVersion, Organisation, Procedure
from zones.models.criteria import PARTS
from zones.models.organisations import OfficeRole, current_memberships
from zones.roles import is_criteria_publisher

BLANK_ROWS = 2
PUBLISHERS = (OfficeRole.ADMINISTRATOR, OfficeRole.APPROVER)


class CriterionForm(forms.Form):
    """One criterion; a row left empty falls away."""

    code = forms.CharField(label=gettext_lazy("Code"), required=False, max_length=30)
    label = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=100)
    text = forms.CharField(label=gettext_lazy("Text"), required=False, widget=text_area(2))
    basis = forms.CharField(label=gettext_lazy("Legal basis"), required=False, max_length=200)
    guidance = forms.CharField(
        label=gettext_lazy("How it is judged"), required=False, widget=text_area(3)
    )

    def clean(self) -> dict[str, Any]:
        """Ask for what a row that says anything lacks."""
        cleaned = {key: str(value).strip() for key, value in (super().clean() or {}).items()}
        if not any(cleaned.values()):
            return {}
        for part in ("code", "label", "text", "basis"):
            if not cleaned.get(part):
                name = {"label": self.fields[part].label}
                self.add_error(part, _("“%(label)s” is empty: write it.") % name)
        if cleaned.get("code") and not CODE.fullmatch(cleaned["code"]):
            self.add_error(
                "code", _("“Code”: use small letters, digits and _, such as safe_for_people.")
            )
        return cleaned


Rows = forms.formset_factory(CriterionForm, extra=BLANK_ROWS, max_num=30)


class NoteForm(forms.Form):
    """What changed and why, for those who read the versions later."""

    basis = forms.CharField(label=gettext_lazy("Legal basis"), max_length=200)
    note = forms.CharField(
        label=gettext_lazy("What changed and why"), required=False, widget=text_area(3)
    )


class PublishForm(OfficeForm):
    """From which day the criteria hold."""

    field_rules = {"valid_from": (is_not_backdated,)}
    valid_from = forms.DateField(
        label=gettext_lazy("In force from"),
        widget=date_input(),
        initial=clock.today,
        help_text=gettext_lazy("Today or later. What arrived before keeps the version of its day."),
    )


STEP_FORMS: dict[str, type[StepForm]] = {"publish": PublishForm}


def competent(user: Any) -> list[tuple[Organisation, list[Procedure]]]:
    """Return the offices for which a person publishes criteria, each with its procedures."""
    offices = {
        m.organisation_id: m.organisation for m in current_memberships(user) if m.role in PUBLISHERS
    }
    procedures = list(Procedure.objects.select_related("legal_basis__law").order_by("code"))
    return [
        (office, [p for p in procedures if p.examiner_kind == office.kind])
        for office in offices.values()
    ]


def criteria(request: HttpRequest) -> HttpResponse:
    """List the versions of the person's offices; a new draft starts from what is in force."""
    if request.method == "POST":
        return _draft(request)
    held = list(
        CriteriaVersion.objects.visible_to(request.user)
        .select_related("procedure", "office")
        .order_by("procedure", "office", "-number")
    )
    groups = [
        {
            "office": office,
            "procedures": [
                {
                    "procedure": procedure,
                    "versions": [
                        v
                        for v in held
                        if v.procedure_id == procedure.pk and v.office_id in {None, office.pk}
                    ],
                }
                for procedure in procedures
            ],
        }
        for office, procedures in competent(request.user)
    ]
    crumbs = [{"label": _("Published criteria"), "url": ""}]
    context = {"groups": groups, "breadcrumbs": crumbs}
    return render(request, "zones/criteria.html", context)


def _draft(request: HttpRequest) -> HttpResponse:
    for office, procedures in competent(request.user):
        for procedure in procedures:
            if request.POST.get("draft") == f"{office.pk}:{procedure.pk}":
                return redirect(draft_of(office, procedure).get_absolute_url())
    raise PermissionDenied


def draft_of(office: Organisation, procedure: Procedure) -> CriteriaVersion:
    """Return the office's draft for a procedure, started from what is in force when there is none."""
    known = CriteriaVersion.objects.filter(office=office, procedure=procedure)
    if (draft := known.filter(status="draft").first()) is not None:
        return draft
    base = CriteriaVersion.objects.in_force(procedure.pk, office.pk)
    last = known.order_by("-number").values_list("number", flat=True).first() or 0
    return known.create(
        office=office,
        procedure=procedure,
        number=last + 1,
        criteria=base.criteria if base else [],
        basis=base.basis if base else procedure.legal_basis.citation,
    )


def criteria_version(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a version with what differs from the one before; a draft is edited here."""
    case = _visible(request.user, pk)
    may_edit = case.status == "draft" and is_criteria_publisher(case, request.user)
    if request.method == "POST" and not may_edit:
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    rows = Rows(data, initial=None if data else case.criteria, prefix="row")
    note = NoteForm(data, initial={"note": case.note, "basis": case.basis})
    stale = False
    if data is not None and rows.is_valid() and note.is_valid():
        try:
            _save(case, request, rows, note)
            return redirect(case.get_absolute_url())
        except Stale:
            stale = True
    context = {
        "version": case,
        "may_edit": may_edit,
        "rows": rows,
        "note": note,
        "stale": stale,
        "seen": data.get("version", "") if data else case.version,
        "changes": changes_of(case),
        "steps": steps_for(case, request.user),
        "trail": describe(audit.trail(case)) if case.office_id else [],
        "breadcrumbs": [
            {"label": _("Published criteria"), "url": reverse("console:criteria")},
            {"label": str(case), "url": ""},
        ],
    }
    wrong = data is not None
    status = 409 if stale else 422 if wrong else 200
    return render(request, "zones/criteria_version.html", context, status=status)


def _visible(user: Any, pk: int) -> CriteriaVersion:
    found = CriteriaVersion.objects.visible_to(user).select_related(
        "procedure__legal_basis__law", "office"
    )
    return get_object_or_404(found, pk=pk)


def _save(case: CriteriaVersion, request: HttpRequest, rows: Any, note: NoteForm) -> None:
    kept = [row for row in rows.cleaned_data if row]
    touch(
        case,
        version=StepView.seen_version(request),
        criteria=[{part: row.get(part, "") for part in PARTS} for row in kept],
        **note.cleaned_data,
    )


def changes_of(version: CriteriaVersion) -> list[dict[str, Any]]:
    """Return each criterion with what changed against the version before, word by word."""
    before = version.before()
    old = {row.code: row for row in before.rows()} if before else {}
    new = {row.code: row for row in version.rows()}
    found = []
    for code in [*new, *(c for c in old if c not in new)]:
        was, now = old.get(code), new.get(code)
        parts = {
            part: changes(getattr(was, part, "") or "", getattr(now, part, "") or "")
            for part in PARTS[1:]
        }
        state = _state(was, now)
        name = (now or was).label
        found.append({"code": code, "name": name, "state": state, **parts})
    return found


def _state(was: Any, now: Any) -> str:
    if was is None or now is None:
        return "added" if was is None else "removed"
    return "same" if was == now else "changed"


class CriteriaStep(StepView):
    """A step on a version of criteria."""

    model = CriteriaVersion
    forms = STEP_FORMS
