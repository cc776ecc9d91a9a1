"""The settings of a zone as a form, with the workflow that follows from them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.office.graph import graph_of
from applications.office.graph_svg import drawn
from casework import clock
from zones import policy as policies
from zones.forms import date_input, text_area
from zones.models import Zone
from zones.models.organisations import OfficeRole
from zones.models.policy import adopt
from zones.roles import holds

SETTERS = (OfficeRole.ADMINISTRATOR, OfficeRole.APPROVER)


class PolicyForm(forms.Form):
    """Every setting with what it changes and its range; words and texts; from when, and who decided."""

    use_required_attribute = False

    def __init__(self, *args: Any, current: policies.Policy, **kwargs: Any) -> None:
        self.current = current
        super().__init__(*args, **kwargs)
        for setting in policies.SETTINGS:
            self.fields[setting.name] = _field(setting, getattr(current, setting.name))
        for code, label in policies.WORDS.items():
            self.fields[f"word_{code}"] = forms.CharField(
                label=label,
                required=False,
                max_length=policies.MAX_WORD,
                initial=current.glossary.get(code, ""),
            )
        for code, label in policies.TEXTS.items():
            self.fields[f"text_{code}"] = forms.CharField(
                label=label,
                required=False,
                max_length=policies.MAX_TEXT,
                widget=text_area(3),
                initial=current.texts.get(code, ""),
            )
        self.fields["valid_from"] = forms.DateField(
            label=gettext_lazy("In force from"), widget=date_input(), initial=clock.today
        )
        self.fields["basis"] = forms.CharField(
            label=gettext_lazy("Decided by (rule, date, document number)"),
            max_length=200,
            error_messages={
                "required": gettext_lazy("Name the rule or decision on which the settings rest.")
            },
        )

    def clean_valid_from(self) -> Any:
        """Refuse a day that lies in the past: what has been done stays as it was."""
        day = self.cleaned_data["valid_from"]
        if day < clock.today():
            raise ValidationError(_("Choose today or a later day: the past is not changed."))
        return day

    def settings(self) -> dict[str, Any]:
        """Return what was entered as settings."""
        data = self.cleaned_data
        chosen = {s.name: data[s.name] for s in policies.SETTINGS if s.name in data}
        words = {c: data.get(f"word_{c}", "").strip() for c in policies.WORDS}
        texts = {c: data.get(f"text_{c}", "").strip() for c in policies.TEXTS}
        chosen["glossary"] = {c: text for c, text in words.items() if text}
        chosen["texts"] = {c: text for c, text in texts.items() if text}
        return chosen

    def clean(self) -> dict[str, Any]:
        """Check the settings together; each fault at its field."""
        cleaned = super().clean() or {}
        if not self.errors:
            try:
                policies.validated(self.settings())
            except ValidationError as error:
                for name, texts in error.message_dict.items():
                    self.add_error(name if name in self.fields else None, texts)
        return cleaned

    def groups(self) -> list[dict[str, Any]]:
        """Return the fields in the groups in which the screen shows them."""
        switches = [s.name for s in policies.SETTINGS if s.is_switch]
        numbers = [s.name for s in policies.SETTINGS if not s.is_switch]
        return [
            {"legend": _("Optional steps"), "fields": [self[n] for n in switches]},
            {"legend": _("Days and hours"), "fields": [self[n] for n in numbers], "pairs": True},
            {
                "legend": _("The zone's own words"),
                "help": _("Empty: the usual word."),
                "fields": [self[f"word_{c}"] for c in policies.WORDS],
                "pairs": True,
            },
            {
                "legend": _("Texts for applicants"),
                "fields": [self[f"text_{c}"] for c in policies.TEXTS],
            },
            {"legend": _("Adoption"), "fields": [self["valid_from"], self["basis"]]},
        ]


def _field(setting: policies.Setting, value: Any) -> forms.Field:
    if setting.is_switch:
        return forms.BooleanField(
            label=setting.label, help_text=setting.help, required=False, initial=value
        )
    limits = _("%(least)d to %(most)d; usual: %(default)d.") % {
        "least": setting.least,
        "most": setting.most,
        "default": setting.default,
    }
    basis = f"（{setting.basis}）" if setting.basis else ""
    return forms.IntegerField(
        label=setting.label,
        help_text=f"{setting.help} {limits}{basis}",
        initial=value,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Enter a number from %(least)d to %(most)d.")
            % {"least": setting.least, "most": setting.most},
            "invalid": _("Enter a whole number."),
        },
    )


def differences(before: policies.Policy, after: policies.Policy) -> list[dict[str, Any]]:
    """Return what two settings differ in, in words."""
    old, new = asdict(before), asdict(after)
    labels = {s.name: s.label for s in policies.SETTINGS}
    labels |= {"glossary": _("The zone's own words"), "texts": _("Texts for applicants")}
    return [
        {"label": labels.get(name, name), "before": _said(old[name]), "after": _said(new[name])}
        for name in old
        if old[name] != new[name]
    ]


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return _("on") if value else _("off")
    if isinstance(value, dict):
        return "、".join(value.values()) or "―"
    return str(value)


def zone_policy(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a zone's settings, what follows from them, and adopt new ones."""
    found = Zone.objects.visible_to(request.user).administered_by(request.user)
    zone = get_object_or_404(found.select_related("lead", "legal_basis"), pk=pk)
    may_set = holds(request.user, zone.lead_id, *SETTERS)
    current = policies.policy_of(zone)
    bound = {"data": request.POST} if request.method == "POST" else {}
    form = PolicyForm(current=current, **bound)
    proposed = current
    if request.method == "POST":
        if not may_set:
            raise PermissionDenied
        if form.is_valid():
            proposed = policies.Policy(**policies.validated(form.settings()))
            graph = graph_of(zone, proposed)
            if graph.dead_ends:
                form.add_error(None, graph.dead_ends)
            elif "preview" not in request.POST and _adopted(request, zone, form):
                return redirect("console:zone_policy", pk=zone.pk)
    graph = graph_of(zone, proposed)
    context = {
        "zone": zone,
        "form": form,
        "may_set": may_set,
        "graph": graph,
        "svg": drawn(graph),
        "changes": differences(current, proposed),
        "from_default": differences(policies.DEFAULT, current),
        "versions": zone.policies.order_by("-number"),
        "breadcrumbs": [
            {"label": _("Zones"), "url": reverse("console:zones")},
            {"label": zone.name, "url": reverse("console:zone", args=[zone.pk])},
            {"label": _("Settings"), "url": ""},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "applications/office/zone_policy.html", context, status=status)


def _adopted(request: HttpRequest, zone: Zone, form: PolicyForm) -> bool:
    day = form.cleaned_data["valid_from"]
    if zone.policies.filter(valid_from=day).exists():
        form.add_error("valid_from", _("Settings from this day exist already: choose another day."))
        return False
    adopt(
        zone,
        form.settings(),
        actor=request.user,
        role="zone_administrator",
        valid_from=day,
        basis=form.cleaned_data["basis"],
    )
    messages.success(request, _("The settings are adopted from %(day)s.") % {"day": day})
    return True
