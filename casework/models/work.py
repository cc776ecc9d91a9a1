"""What waits in which office, kept beside the cases so that no list reads them all; saved views."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

FAR = date(9999, 12, 31)  # stands for "no due date", so that one index orders everything


class WorkRow(models.Model):
    """One case that waits, on one desk of one office.

    Derived from the cases of ``root`` and written anew with every step on them; never edited. There
    is no foreign key: offices and people live in higher apps, and the rows can be rebuilt.
    """

    root_type = models.CharField(max_length=60)
    root_id = models.BigIntegerField()
    case_type = models.CharField(max_length=60)
    case_id = models.BigIntegerField()
    office = models.BigIntegerField()
    desk = models.CharField(max_length=20)
    waits_here = models.BooleanField()
    person = models.BigIntegerField(null=True)
    not_person = models.BigIntegerField(null=True)
    party = models.BigIntegerField(null=True)
    zone = models.CharField(max_length=60, blank=True)
    zone_name = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=30, blank=True)
    title = models.CharField(max_length=300)
    url = models.CharField(max_length=200)
    needs = models.CharField(max_length=60)
    waits_for = models.CharField(max_length=300)
    search = models.CharField(max_length=700)
    due_on = models.DateField(default=FAR)
    shows_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("waiting case")
        verbose_name_plural = _("waiting cases")
        constraints = [
            models.UniqueConstraint(
                fields=["case_type", "case_id", "office", "desk"], name="work_once_per_desk"
            )
        ]
        indexes = [
            models.Index(fields=["root_type", "root_id"], name="work_root"),
            models.Index(fields=["office", "desk", "waits_here", "due_on", "id"], name="work_due"),
            models.Index(
                fields=["office", "desk", "waits_here", "person", "due_on", "id"],
                name="work_person",
            ),
            models.Index(
                fields=["office", "desk", "waits_here", "zone", "due_on", "id"], name="work_zone"
            ),
            models.Index(
                fields=["office", "desk", "waits_here", "case_type", "due_on", "id"],
                name="work_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_type}:{self.case_id} @ {self.office}/{self.desk}"


class SavedView(models.Model):
    """A person's name for a filter of a list; at most one per list opens by itself.

    Kept while the person has an account; nobody else sees it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views"
    )
    page = models.CharField(max_length=40)
    name = models.CharField(_("name of the view"), max_length=60)
    query = models.CharField(max_length=500, blank=True)
    is_default = models.BooleanField(_("opens by itself"), default=False)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["page", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "page", "name"], name="view_name_once"),
            models.UniqueConstraint(
                fields=["user", "page"],
                condition=models.Q(is_default=True),
                name="view_one_default",
            ),
        ]

    def __str__(self) -> str:
        return self.name
