"""An application and the revisions of its plan."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications.clocks import processing_clock
from applications.codes import Channel
from applications.facts import current_schema
from applications.membership import companies_of, reach
from applications.retention.finding import with_retention
from applications.retention.terms import Term, term_of
from applications.workflow import ApplicationStatus, ApplicationWorkflow, DutySteps
from applications.workflow.retention import RetentionSteps
from casework import clock
from casework.calendar import add_legal_months
from casework.clocks import Reading
from casework.fsm import state_is_known
from casework.models import Message
from zones.models import CriteriaVersion, Organisation, Procedure, Zone
from zones.models.organisations import OrganisationKind
from zones.roles import offices_of

OPEN = (
    ApplicationStatus.ARRIVED,
    ApplicationStatus.EXAMINING,
    ApplicationStatus.CONSULTING,
    ApplicationStatus.DECIDED,
)


# What a clerk is still typing from paper is not the company's to see: the paper is.
ENTERED_BY_CLERK = models.Q(status=ApplicationStatus.DRAFT) & ~models.Q(channel=Channel.ONLINE)

# What the page of a case reads of the rows that hang on it: of every case, and of those that have any.
OF_MEASURES = ("determinations", "exemptions", "proposals", "findings")
# Name of the relation: (what is read in the same query, what in one of its own).
OPTIONAL: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "clarifications": ((), ()),
    "opinions": (("organisation",), ("versions",)),
    "declarations": ((), ()),
    "delay_notices": (("opinion__organisation",), ()),
    "co_applicants": ((), ()),
    "statements": ((), ()),
    "secret_marks": ((), ()),
    "support_requests": (("instrument__law", "case"), ()),
}


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Questions about applications."""

    def visible_to(self, user: Any) -> "ApplicationQuerySet":
        """Return the user's companies' applications, and those that concern the user's offices."""
        offices = offices_of(user)
        related = {
            name: self.model._meta.get_field(name).related_model._base_manager.filter(
                application=models.OuterRef("pk")
            )
            for name in ("measures", "opinions")
        }
        concerned = (
            models.Q(zone__lead__in=offices)
            | models.Q(examining_office__in=offices)
            | models.Exists(related["measures"].filter(authority__in=offices))
            | models.Exists(related["opinions"].filter(organisation__in=offices))
        )
        own = self.own_condition(user)
        if not offices:
            return self.filter(own)
        return self.filter(own | (concerned & ~models.Q(status=ApplicationStatus.DRAFT)))

    def of_companies(self, user: Any) -> "ApplicationQuerySet":
        """Return the applications of the companies for which the user acts, joint ones included."""
        return self.filter(self.own_condition(user))

    def own_condition(self, user: Any) -> models.Q:
        """Return the condition for what is within reach, or what a company confirmed to apply for jointly."""
        mine = reach(user) & ~ENTERED_BY_CLERK
        companies = companies_of(user)
        if not companies:
            return mine
        joint = self.model._meta.get_field("co_applicants").related_model._base_manager.filter(
            application=models.OuterRef("pk"), company__in=companies, status="confirmed"
        )
        return mine | models.Exists(joint)

    def open(self) -> "ApplicationQuerySet":
        """Return what has arrived and is not disclosed or withdrawn."""
        return self.filter(status__in=OPEN)

    def for_list(self) -> "ApplicationQuerySet":
        """Return applications with what a list row shows, newest first."""
        return self.select_related(
            "zone", "company", "procedure", "examiner", "examining_office"
        ).order_by("-pk")

    def with_talk(self) -> "ApplicationQuerySet":
        """Add whether anything was said on a case or asked before it, without a query of its own."""
        asked = self.model._meta.get_field("consultations").related_model._base_manager
        said = Message.objects.filter(
            case_type=self.model._meta.label_lower, case_id=models.OuterRef("pk")
        )
        return self.annotate(
            has_messages=models.Exists(said),
            has_consultations=models.Exists(asked.filter(application=models.OuterRef("pk"))),
        )

    def for_page(self) -> "ApplicationQuerySet":
        """Return applications with what belongs to the row itself; `page_of` brings the rest."""
        found = self.with_talk()._with_flags()
        return found.select_related(
            "zone__lead",
            "company",
            "procedure__legal_basis",
            "examiner",
            "examining_office",
            "entered_by",
            "criteria_version",
        )

    def page_of(self, pk: int) -> "Application":
        """Return one application of these with all that its page reads. Raises DoesNotExist."""
        found = self.for_page().get(pk=pk)
        wanted = [_joined(self.model, "measures", ("authority",))]
        wanted += [f"measures__{name}" for name in OF_MEASURES]
        for name, (joined, more) in OPTIONAL.items():
            if getattr(found, f"has_{name}"):
                wanted += [_joined(self.model, name, joined), *(f"{name}__{one}" for one in more)]
            else:
                _has_none(found, name)
        models.prefetch_related_objects([found], *wanted)
        return found

    def _with_flags(self) -> "ApplicationQuerySet":
        """Say what an application has of what most have none of, so that no query is spent on none."""
        found = {
            f"has_{name}": models.Exists(
                self.model._meta.get_field(name).related_model._base_manager.filter(
                    application=models.OuterRef("pk")
                )
            )
            for name in (*OPTIONAL, "changes", "reissues", "successions", "appeals")
        }
        return self.annotate(**found)


def _joined(model: Any, name: str, joined: tuple[str, ...]) -> Any:
    """Return the prefetch of a relation, with what it points at in the same query."""
    related = model._meta.get_field(name).related_model._base_manager
    return models.Prefetch(name, related.select_related(*joined) if joined else related.all())


def _has_none(application: Any, name: str) -> None:
    """Let a relation that is known to be empty be read without a query."""
    kept = application.__dict__.setdefault("_prefetched_objects_cache", {})
    kept[name] = getattr(application, name).none()


class Application(DutySteps, RetentionSteps, ApplicationWorkflow):
    """A company's request for one or more special measures in a zone."""

    number = models.CharField(  # noqa: DJ001 – unique, and a draft has none yet
        _("number"), max_length=20, unique=True, null=True, editable=False
    )
    company = models.ForeignKey(
        "applications.Company", on_delete=models.PROTECT, related_name="applications"
    )
    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="applications")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=120)
    plan = models.JSONField(_("plan"), default=dict, blank=True)
    plan_schema = models.PositiveSmallIntegerField(default=current_schema, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    created_at = models.DateTimeField(_("created"), editable=False, default=clock.now)
    saved_at = models.DateTimeField(_("saved"), editable=False, default=clock.now)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )
    arrived_at = models.DateTimeField(_("arrived"), null=True, editable=False)
    examining_office = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="examined", editable=False
    )
    criteria_version = models.ForeignKey(
        CriteriaVersion, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    examiner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )
    examination_started_at = models.DateTimeField(null=True, editable=False)
    outward_status = models.CharField(max_length=30, blank=True, editable=False)
    channel = models.CharField(
        _("channel"), max_length=20, choices=Channel.choices, default=Channel.ONLINE
    )
    original_arrived_on = models.DateField(_("arrival of the original"), null=True, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )
    entered_at = models.DateTimeField(_("entered"), null=True, editable=False)
    disclosed_at = models.DateTimeField(_("disclosed"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    disposed_at = models.DateTimeField(_("disposed"), null=True, editable=False)
    # Given of free will, so that the office learns what stood in the way; kept as long as the case.
    withdrawal_reason = models.TextField(_("reason of the withdrawal"), blank=True, editable=False)
    amends = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="amendments", editable=False
    )
    clock_from = models.DateField(_("period counted anew from"), null=True, editable=False)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        constraints = [
            state_is_known(ApplicationStatus, "application_status_known"),
            models.CheckConstraint(
                condition=models.Q(status=ApplicationStatus.DRAFT)
                | models.Q(arrived_at__isnull=False, number__isnull=False),
                name="application_arrived_has_number",
            ),
            models.CheckConstraint(
                condition=models.Q(channel__in=Channel.values), name="application_channel_known"
            ),
            models.CheckConstraint(
                condition=models.Q(channel=Channel.ONLINE)
                | models.Q(original_arrived_on__isnull=False),
                name="application_paper_has_arrival",
            ),
        ]
        indexes = [
            models.Index(fields=["zone", "-id"], name="application_zone"),
            models.Index(fields=["company", "-id"], name="application_company"),
            models.Index(
                fields=["examining_office", "-id"],
                condition=models.Q(status__in=["arrived", "examining", "consulting", "decided"]),
                name="application_open_work",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number or ''} {self.title}".strip()

    @property
    def zone_code(self) -> str:
        """Return the zone's slug."""
        return self.zone.slug

    @property
    def status_outside(self) -> str:
        """Return the state as anybody outside the deciding office sees it: no decision shows."""
        return self.outward_status or self.status

    @property
    def status_outside_label(self) -> str:
        """Return the label of the state as seen outside."""
        return str(ApplicationStatus(self.status_outside).label)

    def authorities(self) -> list[Organisation]:
        """Return the authorities of the measures not withdrawn."""
        return list(
            Organisation.objects.filter(
                requested_measures__in=self.measures.exclude(status="withdrawn")
            )
            .distinct()
            .order_by("pk")
        )

    def competent_office(self) -> Organisation:
        """Return the office that examines under the procedure: the town, or the first authority."""
        if self.procedure.examiner_kind == OrganisationKind.MUNICIPALITY:
            return self.zone.lead
        return (self.authorities() or [self.zone.lead])[0]

    @property
    def competent_office_id(self) -> int:
        """Return the key of the office that examines."""
        return self.examining_office_id or self.competent_office().pk

    def offices_to_consult(self) -> list[Organisation]:
        """Return whom to ask at once: every authority, and the zone's town (副申)."""
        offices = {office.pk: office for office in [*self.authorities(), self.zone.lead]}
        offices.pop(self.competent_office_id, None)
        return list(offices.values())

    def committees(self) -> list[Organisation]:
        """Return the evaluation committee where the procedure has it heard (評価委員会)."""
        if not self.procedure.committee_heard:
            return []
        return list(Organisation.objects.filter(kind=OrganisationKind.COMMITTEE).order_by("pk")[:1])

    def opinion_due_on(self, asked_on: date) -> date:
        """Return the day by which an opinion asked on a day is due under the procedure."""
        return add_legal_months(asked_on, self.procedure.opinion_months)

    def clock(self, on: date | None = None) -> Reading | None:
        """Return the processing clock as read on a day (today); None before arrival."""
        return processing_clock(self, on or clock.today())

    @property
    def recorded_at(self) -> datetime | None:
        """Return when the arrival was recorded: for a filing on paper, after its original arrived."""
        return self.entered_at or self.arrived_at

    def retention(self) -> Term:
        """Return until when the file is kept; reads what it needs once where a list did not."""
        if "closed_on" not in self.__dict__:
            read = with_retention(type(self)._base_manager).select_related("zone").get(pk=self.pk)
            return term_of(read)
        return term_of(self)

    def arrived_on(self) -> date | None:
        """Return the day of arrival in Japan."""
        return self.arrived_at.astimezone(clock.JST).date() if self.arrived_at else None

    def get_absolute_url(self) -> str:
        """Return the office's page of the case."""
        return reverse("console:application", args=[self.pk])

    def company_url(self) -> str:
        """Return the company's page of the case."""
        return reverse("apply_application", args=[self.pk])


class PlanRevision(models.Model):
    """The plan as it stood after a submission or a correction."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField(_("revision"))
    plan = models.JSONField(_("plan"))
    made_at: models.DateTimeField[datetime, datetime] = models.DateTimeField(_("made"))
    made_by = models.CharField(_("made by"), max_length=150)
    cause = models.CharField(_("cause"), max_length=60)

    class Meta:
        verbose_name = _("revision of a plan")
        verbose_name_plural = _("revisions of plans")
        ordering = ["application", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"], name="plan_revision_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id} #{self.number}"
