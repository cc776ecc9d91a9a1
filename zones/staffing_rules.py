"""What must hold before somebody is appointed, lent or let go."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from casework import clock
from casework.rules import rule
from zones.models.organisations import Membership, OfficeRole
from zones.roles import holds


@rule(_("Another office lends this person: it accepts itself."))
def is_within_the_office(appointment: Any) -> bool:
    """Only the own people are appointed by the office alone."""
    return not appointment.is_lent and appointment.user_id is not None


@rule(_("Nobody is lent here: the office appoints itself."))
def is_lent(appointment: Any) -> bool:
    """Two sides only where another office lends."""
    return appointment.is_lent


@rule(_("The period is over, or its last day lies before its first: give other dates."))
def period_runs(appointment: Any) -> bool:
    """An appointment holds for days to come."""
    last = appointment.valid_until
    return last is None or (last >= appointment.valid_from and last >= clock.today())


@rule(
    _(
        "A deputy works in the same office and is not the principal; the principal holds the role in person."
    )
)
def deputy_is_possible(appointment: Any) -> bool:
    """Deputies act within the office and the role of their principal (代決); no chains of deputies."""
    principal = appointment.deputy_for_id
    if principal is None:
        return True
    office = Membership.objects.current().filter(organisation=appointment.organisation_id)
    return (
        appointment.user_id != principal
        and office.filter(user=appointment.user_id, deputy_for=None).exists()
        and office.filter(user=principal, role=appointment.role, deputy_for=None).exists()
    )


@rule(_("Nobody appoints themselves: another administrator or approver does."), needs="actor")
def nobody_appoints_themselves(appointment: Any, actor: Any) -> bool:
    """No one gives themselves a role, superusers included."""
    return appointment.user_id != getattr(actor, "pk", None)


@rule(_("Name somebody who works in your office today."), needs="inputs")
def lends_own_person(appointment: Any, inputs: dict[str, Any]) -> bool:
    """An office lends its own people."""
    user = inputs.get("user")
    working = (OfficeRole.ADMINISTRATOR, OfficeRole.EXAMINER, OfficeRole.APPROVER)
    return user is not None and holds(user, appointment.lent_by_id, *working)


@rule(_("Say why."), needs="inputs")
def has_reply(_appointment: Any, inputs: dict[str, Any]) -> bool:
    """The other side learns the reason."""
    return bool(str(inputs.get("reply", "")).strip())


@rule(
    _("The last day cannot lie before yesterday, nor after the end fixed before."), needs="inputs"
)
def end_is_possible(appointment: Any, inputs: dict[str, Any]) -> bool:
    """What was done under a role is not undone by ending it in the past."""
    day, fixed = inputs.get("last_day"), appointment.valid_until
    if day is None or day < clock.today() - timedelta(days=1):
        return False
    return fixed is None or day <= fixed


@rule(_("The role has ended: appoint the person again."))
def end_is_recent(appointment: Any) -> bool:
    """An end is taken back before it comes, or on the day after at the latest."""
    last = appointment.valid_until
    return last is not None and last >= clock.today() - timedelta(days=1)


@rule(
    _("This is the last administrator of the office on that day: appoint another one first."),
    needs="inputs",
)
def keeps_an_administrator(appointment: Any, inputs: dict[str, Any]) -> bool:
    """An office never loses its last administrator."""
    day = inputs.get("last_day")
    if day is None or appointment.role != OfficeRole.ADMINISTRATOR or appointment.deputy_for_id:
        return True
    others = Membership.objects.current(day + timedelta(days=1)).filter(
        organisation=appointment.organisation_id,
        role=OfficeRole.ADMINISTRATOR,
        deputy_for=None,
        user__is_active=True,
    )
    return others.exclude(pk__in=appointment.memberships.values("pk")).exists()
