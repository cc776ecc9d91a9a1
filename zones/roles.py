"""Who is who in a zone: predicates on (case, user), built on memberships."""

from typing import Any

from django.apps import apps
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.rules import role
from zones.models.organisations import OfficeRole, OrganisationKind, current_memberships


def zone_of(case: Any) -> Any:
    """Return the zone that a case belongs to; the case itself when it is a zone."""
    return getattr(case, "zone", case)


def holds(user: Any, organisation_id: int | None, *roles: str) -> bool:
    """Tell whether the user holds one of the roles in the office today."""
    return any(
        m.organisation_id == organisation_id and m.role in roles for m in current_memberships(user)
    )


def holds_in_kind(user: Any, kind: str, *roles: str) -> bool:
    """Tell whether the user holds one of the roles in any office of a kind today."""
    return any(m.organisation.kind == kind and m.role in roles for m in current_memberships(user))


def offices_of(user: Any) -> set[int]:
    """Return the keys of the offices in which the user works today."""
    return {m.organisation_id for m in current_memberships(user)}


def capacity(user: Any, organisation_id: int | None, *roles: str) -> str:
    """Return in what capacity a person holds a role in an office today, when not in their own right.

    Named for the trail and for the signer's line: as whose deputy (代決), or lent by whom on which basis.
    """
    held = [
        m
        for m in current_memberships(user)
        if m.organisation_id == organisation_id and m.role in roles
    ]
    if not held or any(m.deputy_for_id is None and m.lent_by_id is None for m in held):
        return ""
    lent = next((m for m in held if m.lent_by_id is not None), None)
    if lent is not None and lent.lent_by is not None:
        return gettext("lent by %(office)s, %(basis)s") % {
            "office": lent.lent_by.name,
            "basis": lent.basis,
        }
    principal = held[0].deputy_for
    return gettext("deputy of %(name)s") % {
        "name": principal.get_full_name() if principal is not None else ""
    }


def holds_for_long(user: Any, organisation_id: int | None, *roles: str) -> bool:
    """Tell whether the user holds one of the roles in person, not only as a deputy."""
    return any(
        m.organisation_id == organisation_id and m.role in roles and m.deputy_for_id is None
        for m in current_memberships(user)
    )


# By which roles in an office a step's role is held; higher apps add theirs.
OFFICE_ROLES: dict[str, tuple[str, ...]] = {
    "zone_administrator": (OfficeRole.ADMINISTRATOR,),
    "zone_examiner": (OfficeRole.EXAMINER, OfficeRole.ADMINISTRATOR),
    "zone_approver": (OfficeRole.APPROVER,),
    "cabinet_approver": (OfficeRole.APPROVER,),
    "cabinet_examiner": (OfficeRole.EXAMINER, OfficeRole.REVIEWER),
    "regulating_minister": (OfficeRole.APPROVER,),
    "demanding_authority": (OfficeRole.APPROVER,),
    "criteria_publisher": (OfficeRole.ADMINISTRATOR, OfficeRole.APPROVER),
}
OFFICE_FIELDS = (
    *("authority_id", "organisation_id", "office_id", "examining_office_id", "lead_id"),
    "ministry_id",
)


def offices_behind(case: Any) -> set[int]:
    """Return the offices that a case, or what it hangs on, names."""
    chain = [case, getattr(case, "application", None), getattr(case, "exemption", None)]
    chain += [getattr(one, "zone", None) for one in chain if one is not None]
    return {
        key
        for one in chain
        if one is not None
        for name in OFFICE_FIELDS
        if (key := getattr(one, name, None)) is not None
    }


STAFFING = (OfficeRole.ADMINISTRATOR, OfficeRole.APPROVER)


@role("staff_administrator", _("Who appoints people of the office"))
def is_staff_administrator(appointment: Any, user: Any) -> bool:
    """The user administers, or signs for, the office, and is no deputy and not lent."""
    return any(
        m.organisation_id == appointment.organisation_id
        and m.role in STAFFING
        and m.deputy_for_id is None
        and m.lent_by_id is None
        for m in current_memberships(user)
    )


@role("principal", _("Who is represented"))
def is_principal(appointment: Any, user: Any) -> bool:
    """The user names their own deputy."""
    return appointment.deputy_for_id is not None and appointment.deputy_for_id == user.pk


@role("lender", _("Lending office"))
def is_lender(appointment: Any, user: Any) -> bool:
    """The user administers, or signs for, the office that lends."""
    return appointment.lent_by_id is not None and holds_for_long(
        user, appointment.lent_by_id, *STAFFING
    )


@role("zone_administrator", _("Zone administrator"))
def is_zone_administrator(case: Any, user: Any) -> bool:
    """The user administers the zone for its lead office."""
    return holds(user, zone_of(case).lead_id, OfficeRole.ADMINISTRATOR)


@role("zone_examiner", _("Examiner of the zone's office"))
def is_zone_examiner(case: Any, user: Any) -> bool:
    """The user examines for the zone's lead office."""
    return holds(user, zone_of(case).lead_id, OfficeRole.EXAMINER, OfficeRole.ADMINISTRATOR)


@role("zone_approver", _("Approver of the zone's office"))
def is_zone_approver(case: Any, user: Any) -> bool:
    """The user signs for the zone's lead office (the mayor, or whoever decides for the mayor)."""
    return holds(user, zone_of(case).lead_id, OfficeRole.APPROVER)


@role("criteria_publisher", _("Who publishes the office's criteria"))
def is_criteria_publisher(version: Any, user: Any) -> bool:
    """The user administers, or signs for, the office whose criteria they are."""
    roles = (OfficeRole.ADMINISTRATOR, OfficeRole.APPROVER)
    return version.office_id is not None and holds(user, version.office_id, *roles)


@role("cabinet_approver", _("Cabinet Office"))
def is_cabinet_approver(_case: Any, user: Any) -> bool:
    """The user signs for the Prime Minister in the Cabinet Office."""
    return holds_in_kind(user, OrganisationKind.CABINET, OfficeRole.APPROVER)


@role("cabinet_examiner", _("Examiner of the Cabinet Office"))
def is_cabinet_examiner(_case: Any, user: Any) -> bool:
    """The user prepares in the Cabinet Office what another person there signs."""
    prepares = (OfficeRole.EXAMINER, OfficeRole.REVIEWER)
    return holds_in_kind(user, OrganisationKind.CABINET, *prepares)


@role("regulating_minister", _("Regulating minister"))
def is_regulating_minister(consent: Any, user: Any) -> bool:
    """The user signs for the ministry whose consent is asked (構造改革特別区域法4条9項の関係行政機関の長)."""
    return holds(user, consent.ministry_id, OfficeRole.APPROVER)


@role("demanding_authority", _("Authority that demands measures"))
def is_demanding_authority(demand: Any, user: Any) -> bool:
    """The user signs for the office that demands: the Cabinet Office or a ministry (同法8条)."""
    return holds(user, demand.office_id, OfficeRole.APPROVER)


def offices_of_kind(user: Any, *kinds: str) -> list[int]:
    """Return the keys of the offices of some kinds in which the user works today."""
    return [m.organisation_id for m in current_memberships(user) if m.organisation.kind in kinds]


def entrusted_zones(user: Any, *tasks: str) -> list[int]:
    """Return the keys of the zones in which one of the tasks is entrusted to the user's office today.

    Without tasks: in which anything is. Read once per user object and day.
    """
    held = [
        m.organisation_id
        for m in current_memberships(user)
        if m.organisation.kind == OrganisationKind.OPERATOR
    ]
    if not held:
        return []
    mandates = apps.get_model("zones.Mandate").objects.current().filter(operator__in=held)
    return [
        zone
        for zone, entrusted in mandates.values_list("zone", "tasks")
        if not tasks or set(tasks) & set(entrusted)
    ]


@role("zone_operator", _("Operator without power of disposition"))
def is_zone_operator(case: Any, user: Any) -> bool:
    """The user works for an operator to which tasks of the zone are entrusted today; it prepares only."""
    return zone_of(case).pk in entrusted_zones(user)
