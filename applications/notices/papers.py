"""What joint applicants and officers are told. Links and codes are added when a mail is sent, and not kept."""

from typing import Any

from django.utils.translation import gettext as _

from applications.membership import CompanyRole
from applications.notices.people import company_people, title_of
from casework.outbox import Draft


def _words(case: Any) -> dict[str, Any]:
    application = case.application
    return {**title_of(application), "company": application.company.name}


def _draft_link(case: Any, page: str) -> str:
    return f"/apply/applications/{case.application_id}/{page}/"


def partner_invited(partner: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The company asked gets a link by mail; its people with an account are told as well."""
    words = {**_words(partner), "role": partner.get_role_display(), "name": partner.contact_name}
    subject = _("[To do] Confirm the joint application: %(title)s") % words
    body = (
        _(
            "Dear %(name)s,\n\n%(company)s names your organization as %(role)s in an application to %(zone)s. Open the link within 72 hours, read what is applied for, and confirm or decline. The link works once. If you know nothing of this, do not open it."
        )
        % words
    )
    drafts = [Draft("partner.link", subject, body, addresses=(partner.contact_email,))]
    if partner.company_id:
        link = f"/apply/partners/{partner.pk}/"
        text = (
            _(
                "%(company)s names your organization as %(role)s in an application to %(zone)s. Read it and confirm or decline."
            )
            % words
        )
        drafts.append(Draft("partner.asked", subject, text, _people_of(partner), link))
    return drafts


def _people_of(partner: Any) -> tuple[Any, ...]:
    filing = [CompanyRole.OWNER, CompanyRole.FILER]
    members = partner.company.members.filter(role__in=filing).select_related("user")
    return tuple(m.user for m in members.order_by("pk") if m.user.email != partner.contact_email)


def _to_lead(case: Any, kind: str, subject: str, body: str, page: str) -> list[Draft]:
    people = company_people(case.application.company)
    return [Draft(kind, subject, body, people, _draft_link(case, page))]


def partner_confirmed(partner: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The lead applicant learns that a joint applicant stands by it."""
    words = {**_words(partner), "partner": partner.name}
    subject = _("[Notice] %(partner)s has confirmed: %(title)s") % words
    body = _("%(partner)s has confirmed that it applies jointly with you.") % words
    return _to_lead(partner, "partner.confirmed", subject, body, "partners")


def partner_declined(partner: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The lead applicant learns that a joint applicant does not take part."""
    words = {**_words(partner), "partner": partner.name}
    subject = _("[To do] %(partner)s has declined: %(title)s") % words
    body = (
        _(
            "%(partner)s does not apply jointly. Its reason is shown on the page of joint applicants."
        )
        % words
    )
    return _to_lead(partner, "partner.declined", subject, body, "partners")


def partner_removed(partner: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """Whoever was asked, or had confirmed, learns that it is no longer named."""
    words = _words(partner)
    return [
        Draft(
            "partner.removed",
            _("[Notice] No longer a joint applicant: %(title)s") % words,
            _(
                "%(company)s no longer names your organization in its application. Nothing is to be done."
            )
            % words,
            addresses=(partner.contact_email,),
        )
    ]


def signature_asked(statement: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The officer gets a link by mail."""
    words = {**_words(statement), "name": statement.officer_name}
    return [
        Draft(
            "statement.link",
            _("[To do] Sign the statement of truth: %(title)s") % words,
            _(
                "Dear %(name)s,\n\n%(company)s asks you to sign the statement of truth for its application to %(zone)s. Open the link within 72 hours, read the whole application, and sign or decline. The link works once and is only for you. If you know nothing of this, do not open it."
            )
            % words,
            addresses=(statement.officer_email,),
        )
    ]


def code_sent(statement: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The officer gets the code by mail."""
    words = _words(statement)
    return [
        Draft(
            "statement.code",
            _("Code for your signature: %(title)s") % words,
            _(
                "Enter these six digits on the page of the statement within 15 minutes. Give the code to nobody."
            ),
            addresses=(statement.officer_email,),
        )
    ]


def statement_signed(statement: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """Company and officer learn that the statement is signed."""
    words = {**_words(statement), "name": statement.officer_name}
    subject = _("[Notice] Statement of truth signed: %(title)s") % words
    body = (
        _("%(name)s has signed. The application can be filed as long as nothing in it is changed.")
        % words
    )
    return _to_lead(statement, "statement.signed", subject, body, "statement")


def statement_declined(statement: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The company learns that the officer does not sign."""
    words = {**_words(statement), "name": statement.officer_name}
    subject = _("[To do] Statement of truth not signed: %(title)s") % words
    body = _("%(name)s has not signed. The reason is shown on the page of the statement.") % words
    return _to_lead(statement, "statement.declined", subject, body, "statement")
