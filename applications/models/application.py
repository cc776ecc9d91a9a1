"""An application and the revisions of its plan."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications.clocks import processing_clock
from applications.facts import PLAN_SCHEMA
from applications.membership import companies_of
from applications.workflow import ApplicationStatus, ApplicationWorkflow
from casework import clock
from casework.calendar import add_legal_months
from casework.clocks import Reading
from casework.fsm import state_is_known
from zones.models import Organisation, Procedure, Zone
from zones.models.organisations import OrganisationKind
from zones.roles import offices_of

OPEN = (
    ApplicationStatus.ARRIVED,
    ApplicationStatus.EXAMINING,
    ApplicationStatus.CONSULTING,
    ApplicationStatus.DECIDED,
)


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
        own = models.Q(company__in=companies_of(user))
        if not offices:
            return self.filter(own)
        return self.filter(own | (concerned & ~models.Q(status=ApplicationStatus.DRAFT)))

    def of_companies(self, user: Any) -> "ApplicationQuerySet":
        """Return the applications of the companies for which the user acts."""
        return self.filter(company__in=companies_of(user))

    def open(self) -> "ApplicationQuerySet":
        """Return what has arrived and is not disclosed or withdrawn."""
        return self.filter(status__in=OPEN)

    def for_list(self) -> "ApplicationQuerySet":
        """Return applications with what a list row shows, newest first."""
        return self.select_related(
            "zone", "company", "procedure", "examiner", "examining_office"
        ).order_by("-pk")

    def for_page(self) -> "ApplicationQuerySet":
        """Return an application with what its page shows."""
        return self.select_related(
            "zone__lead", "company", "procedure__legal_basis", "examiner", "examining_office"
        ).prefetch_related(
            "measures__authority",
            "measures__determinations",
            "measures__exemptions",
            "clarifications",
            "opinions__organisation",
        )


class Application(ApplicationWorkflow):
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
    plan_schema = models.PositiveSmallIntegerField(default=PLAN_SCHEMA, editable=False)
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
    examiner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )
    examination_started_at = models.DateTimeField(null=True, editable=False)
    outward_status = models.CharField(max_length=30, blank=True, editable=False)
    disclosed_at = models.DateTimeField(_("disclosed"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)

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
        """Return whom to ask: every authority, the zone's town (副申), the committee where heard."""
        offices = {office.pk: office for office in [*self.authorities(), self.zone.lead]}
        if self.procedure.committee_heard:
            for office in Organisation.objects.filter(kind=OrganisationKind.COMMITTEE).order_by(
                "pk"
            ):
                offices[office.pk] = office
        offices.pop(self.competent_office_id, None)
        return list(offices.values())

    def opinion_due_on(self, asked_on: date) -> date:
        """Return the day by which an opinion asked on a day is due under the procedure."""
        return add_legal_months(asked_on, self.procedure.opinion_months)

    def clock(self, on: date | None = None) -> Reading | None:
        """Return the processing clock as read on a day (today); None before arrival."""
        return processing_clock(self, on or clock.today())

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
