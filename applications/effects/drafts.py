"""What becomes of drafts that nobody files: a reminder, a warning, deletion."""

from datetime import datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db import models, transaction

from applications.notices.drafts import EXPIRING, KEPT_DAYS, REMINDER, expiring, reminder
from casework import clock, outbox
from casework.actors import SYSTEM
from casework.calendar import add_business_days
from casework.models import Notice, StoredFile
from casework.transitions import lock, perform
from zones.policy import policy_of

WARNING_DAYS = 30


def delete_draft(application: Any, _actor: Any) -> None:
    """Delete a draft with its files and all that hangs on it; only the trail keeps that it was."""
    stored = StoredFile.objects.filter(case_type=application.case_type, case_id=application.pk)
    contents = [one.content for one in stored]
    stored.delete()
    model = type(application)
    _delete_with_dependents(model._base_manager.filter(pk=application.pk))
    transaction.on_commit(lambda: [content.delete(save=False) for content in contents])


def _delete_with_dependents(rows: models.QuerySet[Any]) -> None:
    keys = list(rows.values_list("pk", flat=True))
    if not keys:
        return
    for relation in rows.model._meta.related_objects:
        hanging = relation.related_model._base_manager
        _delete_with_dependents(hanging.filter(**{f"{relation.field.name}__in": keys}))
    rows.model._base_manager.filter(pk__in=keys).delete()


def remind_of_drafts() -> int:
    """Tell once of every draft left lying, and once of every draft soon deleted; count the notices."""
    idle = (
        _idle(1)
        .exclude(pk__in=_told(REMINDER))
        .exclude(saved_at__lt=_days_ago(KEPT_DAYS - WARNING_DAYS))
    )
    due = [draft for draft in idle if _is_due(draft)]
    late = _idle(KEPT_DAYS - WARNING_DAYS).exclude(models.Exists(_warned()))
    return sum(_tell(draft, reminder) for draft in due) + sum(_tell(d, expiring) for d in late)


def delete_old_drafts() -> int:
    """Delete drafts that nobody has touched for a year and whose owners were told in time; count them."""
    warned = _warned().filter(created_at__lt=_days_ago(WARNING_DAYS))
    found = list(_idle(KEPT_DAYS).filter(models.Exists(warned)))
    for draft in found:
        perform(draft, "discard", actor=SYSTEM, version=draft.version)
    return len(found)


def _days_ago(days: int) -> datetime:
    return datetime.combine(clock.today() - timedelta(days=days), time(), clock.JST)


def _idle(days: int) -> models.QuerySet[Any]:
    model = apps.get_model("applications", "Application")
    drafts = model._base_manager.filter(status="draft", saved_at__lt=_days_ago(days - 1))
    return drafts.select_related("zone", "company").order_by("pk")


def _told(kind: str) -> models.QuerySet[Any]:
    return Notice.objects.filter(kind=kind, case_type="applications.application").values("case_id")


def _warned() -> models.QuerySet[Any]:
    # A draft that was saved after a warning starts its year anew.
    return Notice.objects.filter(
        kind=EXPIRING,
        case_type="applications.application",
        case_id=models.OuterRef("pk"),
        created_at__gt=models.OuterRef("saved_at"),
    )


def _is_due(draft: Any) -> bool:
    saved = draft.saved_at.astimezone(clock.JST).date()
    return add_business_days(saved, policy_of(draft.zone).draft_reminder_days) <= clock.today()


def _tell(draft: Any, notices: Any) -> int:
    """Post the notice under lock, unless another run was faster or the draft was filed meanwhile."""
    with transaction.atomic():
        locked = lock(draft)
        drafts = notices(draft, SYSTEM, {})
        kinds = [one.kind for one in drafts]
        told = Notice.objects.filter(case_type=draft.case_type, case_id=draft.pk, kind__in=kinds)
        if EXPIRING in kinds:
            told = told.filter(created_at__gt=locked.saved_at)
        if locked.status != "draft" or told.exists():
            return 0
        return len(outbox.post(draft, drafts))
