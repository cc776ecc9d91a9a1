"""Opinions heard on a zone's plan, consents of the regulating ministers, changes of the plan."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework import clock
from casework.calendar import add_legal_months
from casework.fsm import state_is_known
from zones.effects import DECISION_MONTHS, ask_consent
from zones.models.organisations import Organisation
from zones.models.reference import SpecialMeasure
from zones.models.zone import Zone
from zones.plan_rules import MINOR_FIELDS
from zones.plan_workflow import (
    ChangeStatus,
    ChangeWorkflow,
    ConsentStatus,
    ConsentWorkflow,
    HearingOpinionWorkflow,
    OpinionStatus,
)


class OnZone(models.Model):
    """What a case that hangs on a zone shares."""

    zone: Any

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        """Return the office's page of the zone."""
        return reverse("console:zone", args=[self.zone_id])

    @property
    def parent(self) -> Any:
        """Return the zone, which is locked first."""
        return self.zone

    @property
    def zone_code(self) -> str:
        """Return the slug of the zone."""
        return str(self.zone.slug)


class OnZoneQuerySet(models.QuerySet[Any]):
    """Questions about what hangs on a zone."""

    def visible_to(self, user: Any) -> OnZoneQuerySet:
        """Return those of the zones that the person may see."""
        return self.filter(zone__in=Zone.objects.visible_to(user).values("pk"))


class GivenBy(models.TextChoices):
    """In what capacity an opinion is given."""

    BODY = "body", pgettext_lazy("opinion given by", "Body that would carry out the plan")
    PREFECTURE = "prefecture", pgettext_lazy("opinion given by", "Prefecture")
    MUNICIPALITY = "municipality", pgettext_lazy("opinion given by", "Municipality")
    COMPANY = "company", pgettext_lazy("opinion given by", "Company or association")
    PERSON = "person", pgettext_lazy("opinion given by", "Individual")


class Channel(models.TextChoices):
    """How an opinion came in."""

    WEB = "web", pgettext_lazy("opinion channel", "By this site")
    OFFICE = "office", pgettext_lazy("opinion channel", "In writing at the office")


class HearingOpinion(OnZone, HearingOpinionWorkflow):
    """An opinion on a zone's plan and the town's reply; both public. Retention: ten years, as the plan."""

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="opinions")
    given_by = models.CharField(_("given by"), max_length=20, choices=GivenBy.choices)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.WEB)
    name = models.CharField(_("name to be shown"), max_length=100, blank=True)
    body = models.TextField(_("opinion"))
    made_at = models.DateTimeField(_("made at"))
    reply = models.TextField(_("reply"), blank=True)
    replied_by = models.CharField(_("replied by"), max_length=100, blank=True)
    replied_on = models.DateField(_("replied on"), null=True)

    objects = OnZoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("opinion at a hearing")
        verbose_name_plural = _("opinions at a hearing")
        ordering = ["zone", "made_at", "pk"]
        constraints = [
            state_is_known(OpinionStatus, "hearing_opinion_status_known"),
            models.CheckConstraint(
                condition=models.Q(status=OpinionStatus.RECEIVED) | ~models.Q(reply=""),
                name="hearing_opinion_answered_has_reply",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.zone}　{self.name or self.get_given_by_display()}"


class ZoneChange(OnZone, ChangeWorkflow):
    """A change of a zone's plan: what is proposed, and what stood before.

    ``proposed`` and ``before`` hold entries by field: text, ISO day, or for measures
    a sorted list of codes.
    """

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="changes")
    proposed = models.JSONField(default=dict, editable=False)
    before = models.JSONField(default=dict, editable=False)
    reasons = models.TextField(_("reasons"), blank=True, editable=False)
    applied_on = models.DateField(_("applied on"), null=True, editable=False)
    decision_due_on = models.DateField(_("decision due"), null=True, editable=False)
    decided_on = models.DateField(_("decided on"), null=True, editable=False)
    decision_reasons = models.TextField(_("reasons of the decision"), blank=True, editable=False)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = OnZoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a plan")
        verbose_name_plural = _("changes of a plan")
        ordering = ["zone", "-pk"]
        constraints = [state_is_known(ChangeStatus, "zone_change_status_known")]

    def __str__(self) -> str:
        return _("Change of the plan of %(zone)s") % {"zone": self.zone.name}

    def get_absolute_url(self) -> str:
        """Return the office's page of the change."""
        return f"{reverse('console:zone_plan', args=[self.zone_id])}#change-{self.pk}"

    @property
    def is_minor(self) -> bool:
        """Tell whether the town may record the change by itself."""
        return bool(self.proposed) and set(self.proposed) <= MINOR_FIELDS

    def values_now(self) -> dict[str, Any]:
        """Return what the zone has today in the entries that change."""
        return {name: value_of(self.zone, name) for name in self.proposed}

    def plain_values(self) -> dict[str, Any]:
        """Return the proposed columns of the zone as Python values."""
        plain = {name: value for name, value in self.proposed.items() if name != "measures"}
        if "expires_on" in plain:
            plain["expires_on"] = models.DateField().to_python(plain["expires_on"] or None)
        return plain

    def added_measures(self) -> list[str]:
        """Return the codes of the measures that the zone does not have yet."""
        if "measures" not in self.proposed:
            return []
        return sorted(set(self.proposed["measures"]) - set(value_of(self.zone, "measures")))

    def file_with(self, actor: Any, ministries: dict[str, Any]) -> None:
        """Start the clock of three months and ask for the consents to what is added."""
        self.applied_on = clock.today()
        self.decision_due_on = add_legal_months(clock.today(), DECISION_MONTHS)
        self.filed_by = actor
        self.before = self.values_now()
        for code in self.added_measures():
            measure = SpecialMeasure.objects.get(pk=code)
            ask_consent(self.zone, measure, ministries[code], change=self)


def value_of(zone: Zone, name: str) -> Any:
    """Return an entry of a zone as a change keeps it: text, ISO day, or a list of codes."""
    if name == "measures":
        return sorted(zone.measures.values_list("pk", flat=True))
    value = getattr(zone, name)
    return value.isoformat() if hasattr(value, "isoformat") else value or ""


class Consent(OnZone, ConsentWorkflow):
    """The consent of a regulating minister to one measure of a plan, or of its change."""

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="consents")
    change = models.ForeignKey(
        ZoneChange, on_delete=models.PROTECT, null=True, related_name="consents"
    )
    measure = models.ForeignKey(SpecialMeasure, on_delete=models.PROTECT, related_name="+")
    ministry = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="zone_consents"
    )
    asked_on = models.DateField(_("asked on"))
    answered_on = models.DateField(_("answered on"), null=True)
    reasons = models.TextField(_("reasons"), blank=True)

    objects = OnZoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("minister's consent")
        verbose_name_plural = _("ministers' consents")
        ordering = ["zone", "pk"]
        constraints = [
            state_is_known(ConsentStatus, "zone_consent_status_known"),
            models.UniqueConstraint(
                fields=["zone", "measure"],
                condition=models.Q(change=None),
                name="zone_consent_once_a_plan",
            ),
            models.UniqueConstraint(
                fields=["change", "measure"], name="zone_consent_once_a_change"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ministry}　{self.measure}"
