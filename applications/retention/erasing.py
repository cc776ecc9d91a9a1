"""Emptying a case file: first the hash of all it says, then the record, then the emptying itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import Q

from applications.retention import parts
from casework import clock
from casework.models import Erasure, Message, Notice, ReadMark, Recipient, StoredFile

ATTACHED = "casework.message"


def digest(value: Any) -> str:
    """Return the SHA-256 of a value as canonical JSON."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, cls=DjangoJSONEncoder, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass
class CaseFile:
    """All that is destroyed of one application: rows by table, messages, files, facts, notices.

    ``contents`` is table → rows as they stood; ``keys`` are the rows by kind of case.
    """

    application: Any
    is_last: bool = False
    contents: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @classmethod
    def read(cls, application: Any) -> CaseFile:
        """Return the file of an application as it stands."""
        found = cls(application, parts.is_last_file(application))
        for name, rows, blank in found.tables():
            kept = list(rows.values("pk", *blank))
            if kept:
                found.contents[name] = kept
        found.contents["files"] = list(found.files().values("pk", "name", "size", "sha256"))
        return found

    def tables(self) -> Iterator[tuple[str, Any, dict[str, Any]]]:
        """Yield (name, rows, what is emptied) of every table with text."""
        for part in parts.PARTS:
            if part.blank:
                yield part.model, part.rows(self.application.pk), part.blank
        yield (
            "applications.factvalue",
            self.facts(),
            {
                "value": "",
                "source_detail": "",
                "entered_by_name": "",
            },
        )
        yield "applications.factmark", self.marks(), {"reason": "", "by_name": ""}
        yield "casework.message", self.messages(), parts.MESSAGE
        yield "casework.notice", Notice.objects.filter(self.hanging()).order_by("pk"), {"body": ""}

    def facts(self) -> Any:
        """Return the ledger's rows that go with the file."""
        company = self.application.company_id
        return parts.facts_of(company, self.application.pk, is_last=self.is_last)

    def marks(self) -> Any:
        """Return what the company said of these."""
        marks: Any = self.facts().model._meta.get_field("marks").related_model
        return marks._base_manager.filter(value__in=self.facts().values("pk")).order_by("pk")

    def hanging(self) -> Q:
        """Return the condition for what names the application, or what hangs on it, by its key."""
        condition = Q(pk__in=[])
        for part in parts.PARTS:
            if keys := list(part.rows(self.application.pk).values_list("pk", flat=True)):
                condition |= Q(case_type=part.model, case_id__in=keys)
        return condition

    def messages(self) -> Any:
        """Return the messages on the application and on what hangs on it."""
        return Message.objects.filter(self.hanging()).order_by("pk")

    def files(self) -> Any:
        """Return the stored files, removed ones and those that came with a message included."""
        sent = Q(case_type=ATTACHED, case_id__in=self.messages().values("pk"))
        found = StoredFile.objects.filter(self.hanging() | sent)
        return found.exclude(content="").order_by("pk")

    def counts(self) -> dict[str, int]:
        """Return how much is destroyed: pieces by table, and the bytes of the files."""
        made = {name: len(rows) for name, rows in self.contents.items() if rows}
        return {**made, "bytes": sum(row["size"] for row in self.contents["files"])}

    @property
    def sha256(self) -> str:
        """Return the hash of all content; that of each file is its own."""
        return digest(self.contents)


LOCKED = {part.model for part in parts.PARTS if part.locked} | {"casework.message"}


def erase(case_file: CaseFile, record: Any) -> None:
    """Empty everything; rows of append-only tables only after the record names each of them."""
    leave = [
        Erasure(
            record=record, relation=rows.model._meta.db_table, row_key=row["pk"], sha256=digest(row)
        )
        for name, rows, _blank in case_file.tables()
        if name in LOCKED
        for row in case_file.contents.get(name, ())
    ]
    Erasure.objects.bulk_create(leave)
    _forget_addresses(case_file)
    _remove_files(case_file)
    for name, rows, blank in list(case_file.tables()):
        if case_file.contents.get(name):
            _empty(rows, blank, [row["pk"] for row in case_file.contents[name]])
    _forget_readers(case_file)
    if case_file.is_last:
        _forget_contact(case_file.application)


def _empty(rows: Any, blank: dict[str, Any], keys: list[int]) -> None:
    manager = rows.model._base_manager
    manager.filter(pk__in=keys).update(**blank)


def _forget_addresses(case_file: CaseFile) -> None:
    told = Notice.objects.filter(case_file.hanging())
    for recipient in Recipient.objects.filter(notice__in=told.values("pk")):
        recipient.user, recipient.address = None, f"erased-{recipient.pk}@invalid.example"
        recipient.save(update_fields=["user", "address"])


def _remove_files(case_file: CaseFile) -> None:
    """Destroy the contents after the commit; name and owner go, hash and size stay."""
    stored = list(case_file.files())
    contents = [one.content for one in stored]
    for one in stored:
        one.content, one.name, one.found = "", parts.DASH, ""
        one.uploaded_by, one.removed_at = None, one.removed_at or clock.now()
    StoredFile.objects.bulk_update(
        stored, ["content", "name", "found", "uploaded_by", "removed_at"], batch_size=200
    )
    transaction.on_commit(lambda: _delete(contents))


def _delete(contents: list[Any]) -> None:
    for content in contents:
        content.storage.delete(content.name)


def _forget_readers(case_file: CaseFile) -> None:
    application = case_file.application
    ReadMark.objects.filter(case_file.hanging()).delete()
    application._meta.get_field("looks").related_model._base_manager.filter(
        application=application.pk
    ).delete()


def _forget_contact(application: Any) -> None:
    companies: models.Manager[Any] = type(application.company)._base_manager
    companies.filter(pk=application.company_id).update(contact_name="", contact_phone="")
