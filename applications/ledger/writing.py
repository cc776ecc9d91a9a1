"""The only way into the ledger. The columns of Company are kept in step here and nowhere else."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from applications import notices
from applications.facts import Owner, find
from applications.ledger.codes import Act, Source
from applications.ledger.reading import column_of, company_facts, current
from applications.membership import CompanyRole
from casework import clock, outbox


class AlreadyChanged(Exception):  # noqa: N818
    """Somebody wrote a newer value after the person saw this one."""


def name_of(actor: Any) -> str:
    """Return the name that the ledger keeps of a person."""
    return actor.get_full_name() or actor.email


def register(
    *,
    by: Any,
    values: dict[str, Any],
    sources: dict[str, dict[str, Any]] | None = None,
    owner: dict[str, Any] | None = None,
    is_owned: bool = True,
    **more: Any,
) -> Any:
    """Make a company with its first values and its owner. Raises IntegrityError for a taken number.

    ``sources`` gives (source, source_detail, as_of) for the values that the person did not enter,
    ``owner`` what is known of the owner's verification. What an office enters has no owner yet.
    """
    from applications.models import Company  # noqa: PLC0415

    columns = {column_of(key): value for key, value in values.items() if column_of(key)}
    with transaction.atomic():
        company = Company.objects.create(confirmed_at=clock.now(), **columns, **more)
        if is_owned:
            company.members.create(user=by, role=CompanyRole.OWNER, **(owner or {}))
        fetched = sources or {}
        for key, value in values.items():
            write(company, {key: value}, by=by, **fetched.get(key, {}))
    return company


@transaction.atomic
def write(
    company: Any,
    values: dict[str, Any],
    *,
    by: Any,
    source: str = Source.APPLICANT,
    source_detail: str = "",
    as_of: date | None = None,
    application: Any = None,
    again: bool = False,
) -> list[Any]:
    """Append the values that differ from what is held; return the new rows.

    ``again`` appends equal values too: they were asked again. A contested value is always followed.
    """
    locked = type(company)._base_manager.select_for_update().get(pk=company.pk)
    held = current(locked, *values)
    rows = [
        locked.fact_values.create(
            key=key,
            value=value,
            source=source,
            source_detail=source_detail[:200],
            as_of=as_of,
            application=application,
            obtained_at=clock.now(),
            entered_by_name=name_of(by),
            supersedes=held.get(key),
        )
        for key, value in values.items()
        if _differs(held.get(key), value, again=again)
    ]
    _keep_in_step(company, locked, rows)
    return rows


def _differs(before: Any, value: Any, *, again: bool) -> bool:
    if before is None:
        return value not in ("", None, [])
    return again or before.is_contested or before.value != value


def _keep_in_step(company: Any, locked: Any, rows: list[Any]) -> None:
    changed = {}
    for row in rows:
        fact = find(row.key)
        if fact is not None and fact.owner == Owner.COMPANY and (column := column_of(row.key)):
            changed[column] = row.value
    for column, value in changed.items():
        setattr(locked, column, value)
        setattr(company, column, value)
    if changed:
        locked.save(update_fields=list(changed))


def catch_up(company: Any, *, by: Any) -> list[Any]:
    """Put into the ledger what only the company's columns hold (companies older than the ledger)."""
    held = current(company)
    values = {
        fact.key: getattr(company, column_of(fact.key))
        for fact in company_facts()
        if column_of(fact.key) and fact.key not in held
    }
    return write(company, values, by=by)


@transaction.atomic
def mark(company: Any, key: str, *, value_pk: int, act: Act, by: Any, reason: str = "") -> Any:
    """Confirm or contest the value that the person saw. Raises AlreadyChanged when another followed.

    A contest tells the offices of the open applications that used the value.
    """
    locked = type(company)._base_manager.select_for_update().get(pk=company.pk)
    row = current(locked, key).get(key)
    if row is None or row.pk != value_pk:
        raise AlreadyChanged
    if act == Act.CONTESTED and not reason.strip():
        raise ValueError(_("Say what is not right."))
    made = row.marks.create(act=act, reason=reason.strip(), by_name=name_of(by), at=clock.now())
    if act == Act.CONTESTED:
        _tell_offices(row, made)
    return made


def _tell_offices(row: Any, mark: Any) -> None:
    from applications.models.application import OPEN  # noqa: PLC0415

    used = row.uses.filter(application__status__in=OPEN).select_related("application__zone")
    for use in used.order_by("pk"):
        outbox.post(use.application, notices.fact_contested(use.application, row, mark))


@transaction.atomic
def confirm_all(
    company: Any, *, by: Any, seen: int, leave_out: Collection[str] = frozenset()
) -> int:
    """Confirm every value that is not contested; count them. Raises AlreadyChanged.

    ``seen`` is the key of the newest row that the person saw (``newest``).
    """
    locked = type(company)._base_manager.select_for_update().get(pk=company.pk)
    if newest(locked) != seen:
        raise AlreadyChanged
    rows = [
        row for row in current(locked).values() if not row.is_contested and row.key not in leave_out
    ]
    for row in rows:
        row.marks.create(act=Act.CONFIRMED, by_name=name_of(by), at=clock.now())
    locked.confirmed_at = company.confirmed_at = clock.now()
    locked.save(update_fields=["confirmed_at"])
    return len(rows)


@transaction.atomic
def save_and_confirm(company: Any, values: dict[str, Any], *, by: Any, seen: int) -> list[Any]:
    """Append what changed and confirm what did not. Raises AlreadyChanged when the person's page is old."""
    locked = type(company)._base_manager.select_for_update().get(pk=company.pk)
    if newest(locked) != seen:
        raise AlreadyChanged
    rows = write(company, values, by=by)
    confirm_all(company, by=by, seen=newest(locked), leave_out={row.key for row in rows})
    return rows


@transaction.atomic
def dispose(company: Any) -> int:
    """Blank what a company told, when its retention has ended; count the values.

    Keys, sources and dates stay, so that every use can still be told. The caller proves that the
    period is over (保存期間) and keeps the record of disposal.
    """
    locked = type(company)._base_manager.select_for_update().get(pk=company.pk)
    rows = locked.fact_values.all()
    for row in rows.prefetch_related("marks"):
        row.marks.update(reason="－", by_name="")
    return rows.update(value="", entered_by_name="")


def newest(company: Any) -> int:
    """Return the key of the company's newest row: what a person saw, to tell whether it is stale."""
    return company.fact_values.order_by("-pk").values_list("pk", flat=True).first() or 0
