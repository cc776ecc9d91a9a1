"""What a company has to do next, the most urgent first."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from applications import membership
from applications.apply import scope
from applications.membership import Act
from applications.models import Clarification, Exemption, Report
from casework import clock

LIMIT = 20


@dataclass(frozen=True)
class Todo:
    """One thing to do: which case, what, where, until when."""

    title: str
    action: str
    url: str
    due_on: date | None = None
    note: str = ""

    @property
    def is_late(self) -> bool:
        """Tell whether the day has passed."""
        return self.due_on is not None and self.due_on < clock.today()


def todos(user: Any) -> list[Todo]:
    """Return what the user may do for companies, by due date; what has none comes last."""
    if not membership.own_side(user):
        return []
    found = [
        *_corrections(user),
        *_reports(user),
        *_exemptions(user),
        *_drafts(user),
    ]
    return sorted(found, key=lambda t: (t.due_on is None, t.due_on or date.max))


def _corrections(user: Any) -> list[Todo]:
    rows = Clarification.objects.holding().filter(
        membership.reach(
            user, company="application__company", prefix="application__", act=Act.ANSWER
        )
    )
    return [
        Todo(
            c.application.title,
            _("Answer the correction request"),
            reverse("apply_clarification_step", args=[c.pk, "answer"]),
            c.due_on,
        )
        for c in rows.select_related("application").order_by("due_on", "pk")[:LIMIT]
    ]


def _reports(user: Any) -> list[Todo]:
    rows = Report.objects.to_submit().filter(
        membership.reach(
            user, company="exemption__holder", prefix="exemption__application__", act=Act.REPORT
        )
    )
    return [
        Todo(
            r.exemption.title,
            _("Submit the report"),
            reverse("apply_report", args=[r.pk]),
            r.due_on,
            _("%(start)s to %(end)s")
            % {"start": date_format(r.period_start), "end": date_format(r.period_end)},
        )
        for r in rows.select_related("exemption").order_by("due_on", "pk")[:LIMIT]
    ]


def _exemptions(user: Any) -> list[Todo]:
    actions = {
        "granted": _("Start gathering consent"),
        "gathering_consent": _("Report the consents and start"),
    }
    rows = Exemption.objects.filter(
        membership.reach(user, company="holder", prefix="application__", act=Act.REPORT)
        & Q(status__in=actions, ends_on__gte=clock.today())
    )
    return [
        Todo(e.title, actions[e.status], reverse("apply_exemption", args=[e.pk]))
        for e in rows.order_by("pk")[:LIMIT]
    ]


def _drafts(user: Any) -> list[Todo]:
    rows = scope.applications(user).filter(membership.reach(user, act=Act.DRAFT), status="draft")
    return [
        Todo(a.title, _("Continue writing the application"), reverse("apply_draft", args=[a.pk]))
        for a in rows.order_by("-saved_at", "-pk")[:LIMIT]
    ]
