"""Who may not act on a case although their role would allow it: superusers are no exception.

Every rule takes the application, or whatever hangs on one.
"""

from typing import Any

from django.apps import apps
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications.codes import InterestKind
from applications.content import STANDING
from applications.membership import own_side
from applications.roles import EXAMINERS
from casework.models import AuditEntry
from casework.rules import rule
from zones.policy import policy_of
from zones.roles import holds

EXAMINING_STEPS = ("start_examination", "request_clarification", "consult")
HANGING_STEPS = {
    "applications.clarification": ("clarifications", ("close", "withdraw")),
    "applications.requestedmeasure": ("measures", ("record_findings",)),
}


def application_behind(case: Any) -> Any:
    """Return the application behind a measure, an overlay, an exemption or a report."""
    exemption = getattr(case, "exemption", None)
    return getattr(exemption or case, "application", case)


def belongs_to_an_applicant(application: Any, user: Any) -> bool:
    """Tell whether a person acts, or filed, for the applicant or a joint one; officials cost no query.

    A joint applicant is known by its corporate number, also before its record here is tied to the case.
    """
    if application.submitted_by_id is not None and application.submitted_by_id == user.pk:
        return True
    own = own_side(user)
    if not own or application.company_id in own:
        return bool(own)
    numbers = {p.corporate_number for p in application.co_applicants.all() if p.status in STANDING}
    companies = apps.get_model("applications", "Company").objects
    return bool(numbers) and companies.filter(pk__in=own, corporate_number__in=numbers).exists()


@rule(
    _("Somebody who belongs to an applicant, also a joint one, cannot handle its application."),
    needs="actor",
)
def actor_did_not_file(case: Any, actor: Any) -> bool:
    """Nobody examines, advises on or determines what they filed, superusers included."""
    return not belongs_to_an_applicant(application_behind(case), actor)


@rule(_("Somebody who belongs to the company cannot accept its report."), needs="actor")
def actor_did_not_report(report: Any, actor: Any) -> bool:
    """Nobody accepts their own report, nor that of a trial which they do jointly."""
    exemption = report.exemption
    return exemption.holder_id not in own_side(actor) and not belongs_to_an_applicant(
        exemption.application, actor
    )


def examined_by(application: Any) -> frozenset[str]:
    """Return the keys of all who ever took a step of the examination, as the trail has them.

    The trail is asked, not the present examiner: who hands a case over has examined it still.
    """
    known = application.__dict__.get("_examined_by")
    if known is None:
        taken = Q(
            case_type="applications.application", case_id=application.pk, step__in=EXAMINING_STEPS
        )
        for case_type, (name, steps) in HANGING_STEPS.items():
            keys = [case.pk for case in getattr(application, name).all()]
            taken |= Q(case_type=case_type, case_id__in=keys, step__in=steps)
        entries = AuditEntry.objects.filter(taken, actor_kind="person")
        known = frozenset(entries.order_by().values_list("actor_ref", flat=True))
        application.__dict__["_examined_by"] = known
    return known


def declarations_of(application: Any) -> list[Any]:
    """Return the declarations of interest in an application, read once per instance."""
    known = application.__dict__.get("_declarations")
    if known is None:
        known = application.__dict__["_declarations"] = list(application.declarations.all())
    return known


@rule(
    _("You declared an interest in this application: somebody else has to act on it (recusal)."),
    needs="actor",
)
def has_no_conflict(case: Any, actor: Any) -> bool:
    """Whoever declared a relation to the applicant takes no further step on the case."""
    if getattr(actor, "pk", None) is None:
        return True
    found = declarations_of(application_behind(case))
    return not any(d.user_id == actor.pk and d.is_conflict for d in found)


@rule(
    _("First declare whether you have an interest in this application: the zone asks for it."),
    needs="actor",
)
def has_declared_interest(case: Any, actor: Any) -> bool:
    """Where the zone's policy asks for it, who examines or determines declares first."""
    application = application_behind(case)
    if not policy_of(application.zone).needs_interest_declaration:
        return True
    return any(d.user_id == actor.pk for d in declarations_of(application))


@rule(_("You examined this application: somebody else has to determine it."), needs="actor")
def actor_did_not_examine(case: Any, actor: Any) -> bool:
    """Nobody decides a case they examined or are to examine, superusers included."""
    application = application_behind(case)
    return application.examiner_id != actor.pk and str(actor.pk) not in examined_by(application)


@rule(
    _("Another examiner is assigned: have the case reassigned with a reason first."),
    needs="actor",
)
def nobody_else_is_assigned(application: Any, actor: Any) -> bool:
    """Who is assigned examines."""
    return application.examiner_id in {None, actor.pk}


@rule(_("An examiner is assigned already: have the case reassigned with a reason."))
def nobody_is_assigned(application: Any) -> bool:
    """Only a case without an examiner can be taken."""
    return application.examiner_id is None


@rule(_("Choose somebody who examines for the competent office today."), needs="inputs")
def examiner_works_here(application: Any, inputs: dict[str, Any]) -> bool:
    """An examiner belongs to the office that examines."""
    examiner = inputs.get("examiner")
    return examiner is not None and holds(examiner, application.examining_office_id, *EXAMINERS)


@rule(
    _("This person belongs to the applicant or declared an interest: choose somebody else."),
    needs="inputs",
)
def examiner_is_free(application: Any, inputs: dict[str, Any]) -> bool:
    """Nobody is assigned a case that they may not touch."""
    examiner = inputs.get("examiner")
    if examiner is None:
        return True
    return not belongs_to_an_applicant(application, examiner) and has_no_conflict.test(
        application, examiner
    )


@rule(_("This person examines the case already: choose somebody else."), needs="inputs")
def examiner_changes(application: Any, inputs: dict[str, Any]) -> bool:
    """An assignment changes something."""
    examiner = inputs.get("examiner")
    return examiner is None or examiner.pk != application.examiner_id


@rule(_("Give the reason for which the case goes to somebody else."), needs="inputs")
def reassignment_has_reason(application: Any, inputs: dict[str, Any]) -> bool:
    """A first assignment needs no reason, every further one does."""
    return application.examiner_id is None or bool(str(inputs.get("reason", "")).strip())


@rule(_("Choose what relation you have to the applicant, or that there is none."), needs="inputs")
def names_relation(_application: Any, inputs: dict[str, Any]) -> bool:
    """A declaration is coded, so that it can be counted."""
    return inputs.get("kind") in InterestKind.values


@rule(_("Describe the relation in a few words."), needs="inputs")
def explains_relation(_application: Any, inputs: dict[str, Any]) -> bool:
    """A relation is explained; the explanation stays inside the offices concerned."""
    none = inputs.get("kind") == InterestKind.NONE
    return none or bool(str(inputs.get("text", "")).strip())
