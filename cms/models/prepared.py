"""Figures of the public site that are computed when data changes, not when somebody looks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PreparedReform(models.Model):
    """The figures of the reform ledger as of ``built_at``; ``content`` is plain data."""

    key = models.CharField(max_length=40, unique=True)
    content = models.JSONField(default=dict)
    built_at = models.DateTimeField(_("computed"))

    class Meta:
        verbose_name = _("figures of the reform ledger")
        verbose_name_plural = _("figures of the reform ledger")

    def __str__(self) -> str:
        return self.key
