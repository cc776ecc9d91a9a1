"""Which scheduled job ran for which due time: one row each, so that two workers cannot both run it."""

from django.db import models


class ScheduledRun(models.Model):
    """A claim on one due time of one job."""

    job = models.CharField(max_length=60)
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "due_at"], name="one_run_per_due")]

    def __str__(self) -> str:
        return f"{self.job} {self.due_at:%Y-%m-%d %H:%M}"
