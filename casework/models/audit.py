"""The audit trail: append-only, hash-chained per case, independent of any person's record."""

import hashlib
import json
from datetime import UTC
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """One step of one case, written in the step's own transaction and never changed.

    There is no foreign key: the entry outlives users and cases. ``data`` holds codes, dates and
    digests, no personal free text. Database triggers refuse UPDATE, DELETE and TRUNCATE.
    """

    case_type = models.CharField(max_length=60)
    case_id = models.BigIntegerField()
    seq = models.PositiveIntegerField()
    step = models.CharField(max_length=60)
    source = models.CharField(max_length=30, blank=True)
    target = models.CharField(max_length=30, blank=True)
    actor_kind = models.CharField(max_length=20)
    actor_ref = models.CharField(max_length=64, blank=True)
    actor_name = models.CharField(max_length=150)
    actor_role = models.CharField(max_length=60)
    actor_organisation = models.CharField(max_length=150, blank=True)
    zone = models.CharField(max_length=60, blank=True)
    basis = models.CharField(max_length=200)
    data = models.JSONField(default=dict)
    at = models.DateTimeField()
    simulated = models.BooleanField(default=False)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        constraints = [
            models.UniqueConstraint(
                fields=["case_type", "case_id", "seq"], name="audit_one_entry_per_seq"
            )
        ]
        indexes = [
            models.Index(fields=["zone", "-id"], name="audit_zone"),
            models.Index(fields=["at"], name="audit_at"),
        ]

    def __str__(self) -> str:
        return f"{self.case_type}:{self.case_id}#{self.seq} {self.step}"

    def content(self) -> list[Any]:
        """Return what the hash covers, in a fixed order."""
        return [
            self.previous_hash,
            self.case_type,
            self.case_id,
            self.seq,
            self.step,
            self.source,
            self.target,
            self.actor_kind,
            self.actor_ref,
            self.actor_name,
            self.actor_role,
            self.actor_organisation,
            self.zone,
            self.basis,
            self.data,
            self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            self.simulated,
        ]

    def computed_hash(self) -> str:
        """Return the SHA-256 of the content as canonical JSON."""
        text = json.dumps(self.content(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


class DailyHead(models.Model):
    """The head over all entries up to the end of a day (JST): published, so that nobody can rewrite.

    The salt keeps a day without visible steps from being told apart; no count is published.
    """

    day = models.DateField(unique=True)
    last_entry = models.BigIntegerField()
    salt = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("daily head")
        verbose_name_plural = _("daily heads")

    def __str__(self) -> str:
        return f"{self.day} {self.digest[:12]}"
