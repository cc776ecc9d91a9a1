"""What ends soon: legal bases and support instruments that expire within 12, 6 or 3 months."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework import clock
from casework.calendar import add_legal_months
from zones.models import LegalBasis, SupportInstrument
from zones.warning import due, living_zones

STAGES = (
    (3, gettext_lazy("Within 3 months"), "danger"),
    (6, gettext_lazy("Within 6 months"), "warning"),
    (12, gettext_lazy("Within 12 months"), "waiting"),
)
LATER = (gettext_lazy("Later"), "neutral")
OVER = (gettext_lazy("Expired"), "done")


@dataclass(frozen=True)
class Ending:
    """A basis or instrument with an end, and how near it is."""

    name: str
    kind: str
    citation: str
    ends_on: date
    note: str
    code: str
    label: str
    tone: str


def stage(ends_on: date, today: date) -> tuple[str, str, str]:
    """Return code, words and look of how near an end is; the day itself is still in force."""
    if ends_on < today:
        return "over", str(OVER[0]), OVER[1]
    for months, label, tone in STAGES:
        if ends_on <= add_legal_months(today, months):
            return f"within-{months}", str(label), tone
    return "later", str(LATER[0]), LATER[1]


def endings(today: date) -> list[Ending]:
    """Return all that has an end, the nearest first; two queries."""
    bases = LegalBasis.objects.select_related("law").exclude(expires_on=None)
    instruments = SupportInstrument.objects.for_list().exclude(expires_on=None)
    rows = [(b.name, _("Legal basis"), b.citation, b.expires_on, b.expiry_note) for b in bases] + [
        (i.name, _("Support instrument"), i.citation, i.expires_on, i.expiry_basis)
        for i in instruments
    ]
    found = [Ending(*row, *stage(row[3], today)) for row in rows]
    return sorted(found, key=lambda one: (one.ends_on, one.name))


def expiring(request: HttpRequest) -> HttpResponse:
    """List the bases and instruments that end, with a warning a year, half a year and 3 months ahead."""
    today = clock.today()
    rows = endings(today)
    context = {
        "rows": rows,
        "warned": sum(row.code.startswith("within") for row in rows),
        "today": today,
        "due": due(today, living_zones().visible_to(request.user)),
        "endless": LegalBasis.objects.filter(expires_on=None).order_by("code"),
        "breadcrumbs": [{"label": _("Expiring bases"), "url": ""}],
    }
    return render(request, "zones/expiring.html", context)
