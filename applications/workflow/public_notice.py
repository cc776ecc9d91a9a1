"""Public notices: drafted at disclosure, published by a person, corrected in the open."""

from datetime import date
from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications import roles_later
from applications.rules import public_notice as rules
from casework import clock
from casework.fsm import Case, StateField

BASIS = "処分の根拠法令の公表・公示の規定（新技術等実証は命令第6条第4項）"


class PublicNoticeStatus(models.TextChoices):
    """Where a public notice stands; whether it is shown on a day depends on its days."""

    DRAFTED = "drafted", pgettext_lazy("public notice status", "Drafted")
    PUBLISHED = "published", pgettext_lazy("public notice status", "Published")


class PublicNoticeWorkflow(Case):
    """The steps of a public notice."""

    status = StateField(
        _("status"), choices=PublicNoticeStatus.choices, default=PublicNoticeStatus.DRAFTED
    )

    class Meta:
        abstract = True

    def _write(self, title: str, body: str, published_on: date | None, until: date | None) -> None:
        self.title, self.body = title, body
        self.published_on, self.until = published_on, until

    @fsm.transition(
        field=status,
        source=PublicNoticeStatus.DRAFTED,
        target=PublicNoticeStatus.PUBLISHED,
        permission=roles_later.is_publisher,
        custom={
            "label": _("Publish the notice"),
            "basis": BASIS,
            "form": "PublishForm",
            "requires": [
                rules.has_title_and_text,
                rules.names_the_day,
                rules.ends_after_it_begins,
                rules.begins_today_or_later,
            ],
            "emphasis": "primary",
        },
    )
    def publish(
        self,
        *,
        actor: Any,
        title: str,
        body: str,
        published_on: date | None,
        until: date | None = None,
    ) -> None:
        """The text as a person has checked it is public from the day given."""
        self._write(title, body, published_on, until)
        self.published_by_name = actor.get_full_name()

    @fsm.transition(
        field=status,
        source=PublicNoticeStatus.DRAFTED,
        target=PublicNoticeStatus.DRAFTED,
        permission=roles_later.is_publisher,
        custom={
            "label": _("Change the draft"),
            "basis": BASIS,
            "form": "NoticeTextForm",
            "requires": [rules.has_title_and_text],
        },
    )
    def edit(self, *, actor: Any, title: str, body: str) -> None:
        """The draft is changed and stays unpublished."""
        self._write(title, body, None, None)

    @fsm.transition(
        field=status,
        source=PublicNoticeStatus.PUBLISHED,
        target=PublicNoticeStatus.PUBLISHED,
        permission=roles_later.is_publisher,
        custom={
            "label": _("Correct the notice"),
            "basis": BASIS,
            "form": "CorrectNoticeForm",
            "requires": [
                rules.has_title_and_text,
                rules.names_the_day,
                rules.ends_after_it_begins,
                rules.says_what_was_wrong,
                rules.keeps_its_first_day,
            ],
        },
    )
    def correct(
        self,
        *,
        actor: Any,
        title: str,
        body: str,
        published_on: date | None,
        until: date | None = None,
        reasons: str,
    ) -> None:
        """A published text is mended; what it said before, when and why stay readable."""
        self.corrections = [
            *self.corrections,
            {
                "on": clock.today().isoformat(),
                "by": actor.get_full_name(),
                "reasons": reasons,
                "title": self.title,
                "body": self.body,
            },
        ]
        self._write(title, body, published_on, until)
