"""What changes among the people and agents of a company tell whom."""

from typing import Any

from django.utils.translation import gettext as _

from applications.membership import CompanyRole
from casework.calendar import wareki
from casework.outbox import Draft


def owners_of(company: Any) -> tuple[Any, ...]:
    """Return the owners of a company's account."""
    members = company.members.filter(role=CompanyRole.OWNER).select_related("user").order_by("pk")
    return tuple(m.user for m in members)


def people_link(company: Any) -> str:
    """Return the page of a company's people."""
    return f"/apply/company/{company.pk}/people/"


def invited(invitation: Any, actor: Any, _inputs: Any) -> list[Draft]:
    """The person invited receives the one-time link; it stands in the mail alone."""
    words = {
        "company": invitation.company.name,
        "name": actor.get_full_name(),
        "role": invitation.get_role_display(),
    }
    return [
        Draft(
            "invitation.sent",
            _("[Invitation] Act for %(company)s") % words,
            _(
                "%(name)s invites you to act for %(company)s (role: %(role)s). "
                "Open the link below within 14 days. It works once, and only for you. "
                "If you do not know the company, ignore this mail."
            )
            % words,
            addresses=(invitation.email,) if invitation.email else (),
        )
    ]


def invitation_accepted(invitation: Any, actor: Any, _inputs: Any) -> list[Draft]:
    """The owners learn who joined."""
    words = {
        "company": invitation.company.name,
        "name": actor.get_full_name(),
        "role": invitation.get_role_display(),
    }
    return [
        Draft(
            "invitation.accepted",
            _("[Notice] %(name)s has joined %(company)s") % words,
            _("%(name)s now acts for %(company)s (role: %(role)s).") % words,
            owners_of(invitation.company),
            people_link(invitation.company),
        )
    ]


def role_changed(member: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The person learns what they may do now."""
    role = inputs.get("role", member.role)
    words = {
        "company": member.company.name,
        "role": CompanyRole(role).label if role in CompanyRole.values else role,
    }
    return [
        Draft(
            "member.role_changed",
            _("[Notice] Your role in %(company)s has changed") % words,
            _("Your role in %(company)s is now: %(role)s.") % words,
            (member.user,),
            people_link(member.company),
        )
    ]


def member_removed(member: Any, actor: Any, _inputs: Any) -> list[Draft]:
    """The person, and the owners, learn that somebody no longer acts for the company."""
    words = {"company": member.company.name, "name": member.user.get_full_name()}
    owners = tuple(user for user in owners_of(member.company) if user.pk != member.user_id)
    return [
        Draft(
            "member.removed",
            _("[Notice] %(name)s no longer acts for %(company)s") % words,
            _(
                "%(name)s can no longer see or file cases of %(company)s. "
                "What was filed until now stays as it is."
            )
            % words,
            (member.user, *owners),
        )
    ]


def owner_yielded(member: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """Who registered the company, and its verified owner, learn that the owner has changed."""
    words = {"company": member.company.name, "name": member.user.get_full_name()}
    people = dict.fromkeys((member.user, *owners_of(member.company)))
    return [
        Draft(
            "member.yielded",
            _("[Important] The account owner of %(company)s has changed") % words,
            _(
                "The representative of %(company)s has signed in with gBizID Prime and is now the "
                "owner of its account. %(name)s, who registered the company without verification, "
                "may read its cases. The owner can give the role back on the page of the company's "
                "people."
            )
            % words,
            tuple(people),
            people_link(member.company),
        )
    ]


def _power(power: Any) -> dict[str, Any]:
    return {
        "company": power.company.name,
        "name": power.agent_name,
        "start": wareki(power.valid_from),
        "end": wareki(power.valid_until),
        "acts": "、".join(power.act_labels()),
    }


def power_granted(power: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The agent receives the one-time link with which the mandate is taken."""
    words = _power(power)
    return [
        Draft(
            "power.granted",
            _("[Power of attorney] From %(company)s") % words,
            _(
                "%(company)s names %(name)s as its agent from %(start)s to %(end)s.\n"
                "Acts: %(acts)s\nOpen the link below to accept or decline. It works once."
            )
            % words,
            addresses=(power.agent_email,),
        )
    ]


def _to_owners(power: Any, kind: str, subject: str, body: str) -> Draft:
    return Draft(kind, subject, body, owners_of(power.company), people_link(power.company))


def power_accepted(power: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The owners learn that the agent may act."""
    words = _power(power)
    subject = _("[Notice] %(name)s has accepted the power of attorney") % words
    body = _("%(name)s acts for %(company)s from %(start)s to %(end)s. Acts: %(acts)s") % words
    return [_to_owners(power, "power.accepted", subject, body)]


def power_declined(power: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The owners learn that they have no agent."""
    words = _power(power)
    subject = _("[Notice] %(name)s has declined the power of attorney") % words
    body = _("%(name)s does not act for %(company)s.") % words
    return [_to_owners(power, "power.declined", subject, body)]


def power_revoked(power: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The agent and the owners learn at once that the mandate has ended."""
    words = _power(power)
    people = [power.agent] if power.agent else []
    return [
        Draft(
            "power.revoked",
            _("[Important] The power of attorney of %(company)s is revoked") % words,
            _("%(name)s no longer acts for %(company)s.") % words
            + f"\n\n{inputs.get('reasons', '')}",
            tuple(dict.fromkeys((*people, *owners_of(power.company)))),
            addresses=() if power.agent else (power.agent_email,),
        )
    ]


def power_laid_down(power: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The owners learn that the agent has stopped."""
    words = _power(power)
    subject = _("[Important] %(name)s has laid the power of attorney down") % words
    body = _("%(name)s no longer acts for %(company)s. Open corrections and reports wait for you.")
    return [_to_owners(power, "power.laid_down", subject, body % words)]
