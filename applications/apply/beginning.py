"""What a new application begins with: what the finder found, or the consultation before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.http import urlencode

from applications.apply.reading import key_of
from applications.consulting.scope import asked_consultations
from applications.models import Application, Company, Consultation
from casework.transitions import lock, touch
from zones.models import SpecialMeasure, Zone

PASSED_ON = ("measure", "law", "article", "q", "consultation")


@dataclass(frozen=True)
class Beginning:
    """A measure, or a law with an article, in plain words or from a consultation; all may be empty."""

    measure: SpecialMeasure | None = None
    law: str = ""
    article: str = ""
    words: str = ""
    consultation: Consultation | None = None
    query: str = ""

    @property
    def title(self) -> str:
        """Return the first title of the application."""
        return (self.consultation.subject if self.consultation else self.words)[:120]

    @property
    def provision(self) -> str:
        """Return law and article as item 6 holds them."""
        return f"{self.law} {self.article}".strip()

    def measure_query(self, zone: Zone) -> str:
        """Return what fills in the form of a measure; empty when no provision is known."""
        if self.measure and zone.measures.filter(pk=self.measure.pk).exists():
            return urlencode({"known": self.measure.pk})
        text = self.measure.relaxed if self.measure else ""
        found = {"law": self.law, "article": self.article, "text": text}
        return urlencode({k: v for k, v in found.items() if v})


def beginning_of(request: HttpRequest) -> Beginning:
    """Read what was passed on in the address; a consultation must be the person's own, and unused."""
    asked = {name: request.GET.get(name, "").strip() for name in PASSED_ON}
    consultation = (
        asked_consultations(request.user)
        .filter(pk=key_of(asked["consultation"]), application=None)
        .exclude(status="withdrawn")
        .select_related("special_measure", "company")
        .first()
    )
    measure = SpecialMeasure.objects.filter(pk=asked["measure"]).first()
    if measure is None and consultation is not None:
        measure = consultation.special_measure
    own = consultation.law_title if consultation else ""
    law = measure.law_text if measure else asked["law"] or own
    article = asked["article"] or (consultation.article if consultation else "")
    return Beginning(
        measure=measure,
        law=law[:150],
        article=(measure.article if measure else article)[:100],
        words=asked["q"],
        consultation=consultation,
        query=urlencode({k: v for k, v in asked.items() if v}),
    )


def same_open(zone: Zone, companies: list[Company], begun: Beginning) -> list[Application]:
    """Return the companies' filed open applications in a zone that ask for the same measure."""
    same = Q()
    if begun.measure:
        same |= Q(measures__special_measure=begun.measure)
    if begun.law and begun.article:
        same |= Q(measures__law_title=begun.law, measures__article=begun.article)
    if not same:
        return []
    found = Application.objects.open().filter(same, zone=zone, company__in=companies)
    return list(found.distinct().order_by("-pk")[:5])


def tie(begun: Beginning, application: Application) -> None:
    """Put what was found into a new draft, and tie the consultation to it, both under lock."""
    if begun.provision and not application.plan.get("provisions"):
        plan = {**application.plan, "provisions": begun.provision}
        touch(application, version=None, plan=plan)
    if begun.consultation is not None:
        locked: Any = lock(begun.consultation)
        if locked.application_id is None:
            touch(locked, version=None, application=application)
