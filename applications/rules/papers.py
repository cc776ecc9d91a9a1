"""What must hold before joint applicants confirm, an officer signs, and papers are complete."""

import unicodedata
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications import documents
from applications.content import content_sha256
from applications.intakes import intake_of
from applications.membership import CompanyRole, company_roles
from casework.files import files_of
from casework.rules import rule


@rule(_("The application has been filed: who applies can no longer be changed."))
def application_is_a_draft(case: Any) -> bool:
    """Parties and signatures belong to what is filed; afterwards they stand."""
    return case.application.status == "draft"


def _missing_partners(application: Any) -> str:
    waiting = [p for p in application.co_applicants.all() if p.status in {"invited", "declined"}]
    names = "、".join(p.name for p in waiting)
    return gettext(
        "These joint applicants have not confirmed: %(names)s. Wait for them, send the link again, or take them off."
    ) % {"names": names}


@rule(_missing_partners)
def joint_applicants_confirmed(application: Any) -> bool:
    """Nobody is named as an applicant who has not said so."""
    return not any(p.status in {"invited", "declined"} for p in application.co_applicants.all())


def _missing_documents(application: Any) -> str:
    names = "、".join(documents.label_of(kind) for kind in documents.missing(application))
    return gettext("Required documents are missing: %(names)s. Add them on the page of files.") % {
        "names": names
    }


@rule(_missing_documents)
def has_required_documents(application: Any) -> bool:
    """The procedure's documents are there."""
    return not documents.missing(application)


@rule(_("A file is in quarantine because of a virus: remove it, or replace it by a clean copy."))
def no_file_is_quarantined(application: Any) -> bool:
    """Nothing is filed that nobody can open."""
    return not files_of(application).filter(scan="infected").exists()


def signed_statement(application: Any) -> Any:
    """Return the newest signed statement that is bound to the content as it stands, or None."""
    signed = [s for s in application.statements.all() if s.status == "signed"]
    if not signed:
        return None
    digest = content_sha256(application)
    return next((s for s in reversed(signed) if s.content_sha256 == digest), None)


def needs_statement(application: Any, actor: Any) -> bool:
    """Tell whether an officer has to sign: procedure or intake say so, or the filer is no account owner.

    The owner of the company's account answers for it; the owner's own declaration suffices.
    """
    intake = intake_of(application)
    if application.procedure.needs_statement or (intake is not None and intake.needs_statement):
        return True
    return CompanyRole.OWNER not in company_roles(actor, application.company_id)


@rule(
    _(
        "An officer of the company has to sign the statement of truth for the application as it stands now. Ask for the signature on the page “Statement of truth”."
    ),
    needs="actor",
)
def statement_is_signed(application: Any, actor: Any) -> bool:
    """A false application is punishable; whoever answers for the company signs for its content."""
    return not needs_statement(application, actor) or signed_statement(application) is not None


@rule(
    _("Links are sent at most once a minute and ten times in all. Wait a minute, then try again.")
)
def link_may_be_sent(case: Any) -> bool:
    """Nobody's mailbox is flooded."""
    return case.may_send_link()


@rule(
    _("Codes are sent at most once a minute and ten times in all. Wait a minute, then try again.")
)
def code_may_be_sent(statement: Any) -> bool:
    """Nobody's mailbox is flooded, and nobody guesses for ever."""
    return statement.may_send_code()


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are the same, whatever their width and spaces."""
    plain = [unicodedata.normalize("NFKC", n).replace(" ", "").casefold() for n in (one, other)]
    return plain[0] == plain[1] != ""


@rule(
    _("Enter your name as it stands on this page. If it is wrong, ask the sender to correct it."),
    needs="inputs",
)
def signs_own_name(statement: Any, inputs: dict[str, Any]) -> bool:
    """The officer named signs, and nobody else."""
    return same_name(statement.officer_name, str(inputs.get("name", "")))


@rule(_("Enter the name of the person who confirms."), needs="inputs")
def names_who_confirms(_partner: Any, inputs: dict[str, Any]) -> bool:
    """A person confirms for the joint applicant."""
    return bool(str(inputs.get("name", "")).strip()) and inputs.get("declared") is True


@rule(
    _(
        "The code is not right, or no longer holds. Check the six digits of the newest mail, or have a new code sent."
    ),
    needs="inputs",
)
def code_is_right(statement: Any, inputs: dict[str, Any]) -> bool:
    """The code that was sent to the officer's address, within its time and number of tries."""
    return statement.code_matches(str(inputs.get("code", "")))


@rule(
    _("The application was changed while you were reading. Read it again, then sign."),
    needs="inputs",
)
def content_is_as_shown(case: Any, inputs: dict[str, Any]) -> bool:
    """What is signed or confirmed is what was shown."""
    return inputs.get("content_sha256") == content_sha256(case.application)


@rule(_("Give the reason: the company has to know what to change."), needs="inputs")
def has_reason(_case: Any, inputs: dict[str, Any]) -> bool:
    """Whoever declines says why."""
    return bool(str(inputs.get("reason", "")).strip())
