"""Exemptions as the finder looks through them: one folded text each, on any database."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models.exemption import Exemption


class ExemptionText(models.Model):
    """The words of an exemption in one width, one kana script and one case. Made anew at will."""

    exemption = models.OneToOneField(
        Exemption, on_delete=models.CASCADE, primary_key=True, related_name="finder_text"
    )
    search_text = models.TextField(_("words"))

    class Meta:
        verbose_name = _("words of an exemption")
        verbose_name_plural = _("words of exemptions")

    def __str__(self) -> str:
        return str(self.exemption_id)
