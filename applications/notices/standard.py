"""What those who took a standard measure over are told: a new verdict, a new version, a withdrawal."""

from typing import Any

from django.utils.translation import gettext as _

from applications.codes_standard import OriginVerdict
from applications.notices.people import OFFICE_ROLES, company_people, office_people
from casework.calendar import wareki
from casework.outbox import Draft
from zones.models.organisations import OfficeRole


def _words(standard: Any) -> dict[str, Any]:
    return {"name": standard.name, "office": standard.office.name, "version": standard.number}


def _zones(standard: Any) -> tuple[Any, ...]:
    """Return the people of every zone that offers a version of the package."""
    model = standard._meta.get_field("offers").related_model
    offers = model.objects.offered().filter(standard__slug=standard.slug)
    people = [
        person
        for lead in dict.fromkeys(offers.values_list("zone__lead", flat=True))
        for person in office_people(lead, *OFFICE_ROLES, OfficeRole.APPROVER)
    ]
    return tuple(dict.fromkeys(people))


def _applications(standard: Any) -> list[Any]:
    """Return the applications that began from a version of the package and are not withdrawn."""
    model = standard._meta.get_field("uses").related_model
    uses = (
        model.objects.filter(standard__slug=standard.slug)
        .exclude(measure__application__status="withdrawn")
        .select_related("measure__application__company")
        .order_by("pk")
    )
    return list({use.measure.application_id: use.measure.application for use in uses}.values())


def _tell(standard: Any, kind: str, subject: str, body: str) -> list[Draft]:
    """Tell the zones and the companies that took the package over, each with its own way on."""
    drafts = [Draft(kind, subject, body, _zones(standard), standard.public_url())]
    for application in _applications(standard):
        people = company_people(application.company, application)
        link = f"/apply/applications/{application.pk}/"
        drafts.append(Draft(kind, subject, body, people, link))
    return drafts


def verdict_changed(standard: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """Those who took it over learn how its origin was judged since."""
    day = inputs.get("verdict_on")
    words = _words(standard) | {
        "verdict": OriginVerdict(inputs.get("verdict") or standard.verdict).label,
        "day": wareki(day) if day else _("no day given"),
        "url": inputs.get("url", ""),
    }
    body = _(
        "The measure from which the standard measure “%(name)s” was made has a new verdict: %(verdict)s "
        "(%(day)s). Your own application or zone is not changed by it. Look at the reasons and at your "
        "conditions again: %(url)s"
    )
    return _tell(
        standard,
        "standard.verdict",
        _("[Important] New verdict on the origin of “%(name)s”: %(verdict)s") % words,
        body % words,
    )


def published(standard: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """Those who took an earlier version over learn of the new one; the first one tells nobody."""
    if standard.number == 1:
        return []
    words = _words(standard)
    return _tell(
        standard,
        "standard.published",
        _("[Notice] New version of the standard measure: %(name)s") % words,
        _("Version %(version)s is published. What you took over stays as it was.") % words,
    )


def withdrawn(standard: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """Those who took it over learn that it is withdrawn, and why."""
    words = _words(standard) | {"reasons": inputs.get("reasons", "")}
    return _tell(
        standard,
        "standard.withdrawn",
        _("[Important] Standard measure withdrawn: %(name)s") % words,
        _("%(office)s has withdrawn the standard measure. Reasons: %(reasons)s") % words,
    )


def offered(offer: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The office that published the package learns that a zone took it over."""
    words = {"zone": offer.zone.name, "name": offer.standard.name}
    people = office_people(offer.standard.office_id, OfficeRole.APPROVER, OfficeRole.REVIEWER)
    return [
        Draft(
            "standard.offered",
            _("[Notice] %(zone)s takes over: %(name)s") % words,
            _("The zone now offers the standard measure “%(name)s” to companies.") % words,
            people,
            offer.standard.get_absolute_url(),
        )
    ]
