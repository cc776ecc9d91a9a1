"""What may happen to a letter that goes by post: printed, sent, delivered or come back."""

from datetime import date
from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications.effects import dispatch as effects
from applications.notices import letters as notices
from applications.roles_later import is_dispatcher
from applications.rules import dispatch as rules
from casework.fsm import Case, StateField


class DispatchStatus(models.TextChoices):
    """Where a letter is on its way."""

    TO_PRINT = "to_print", pgettext_lazy("dispatch status", "To be printed and sent")
    SENT = "sent", pgettext_lazy("dispatch status", "Sent")
    DELIVERED = "delivered", pgettext_lazy("dispatch status", "Delivered")
    RETURNED = "returned", pgettext_lazy("dispatch status", "Returned")
    POSTED = "posted", pgettext_lazy("dispatch status", "Under public notice")
    SERVED = "served", pgettext_lazy("dispatch status", "Served by public notice")


S = DispatchStatus


class DispatchWorkflow(Case):
    """The steps of a letter's way to its addressee."""

    status = StateField(_("status"), choices=S.choices, default=S.TO_PRINT)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=S.TO_PRINT,
        target=S.SENT,
        permission=is_dispatcher,
        custom={
            "label": _("Record that the letter was sent"),
            "basis": "民法 第97条第1項（到達主義）",
            "form": "SendForm",
            "requires": [rules.sent_on_is_possible, rules.recorded_mail_has_tracking],
            "record": ("means",),
            "emphasis": "primary",
            "notices": notices.letter_sent,
        },
    )
    def send(self, *, actor: Any, sent_on: date, means: str, tracking: str = "") -> None:
        """The letter is on its way; it takes effect when it reaches the addressee."""
        effects.record_sending(self, actor, sent_on=sent_on, means=means, tracking=tracking)

    @fsm.transition(
        field=status,
        source=S.TO_PRINT,
        target=S.DELIVERED,
        permission=is_dispatcher,
        custom={
            "label": _("Record that it was handed over"),
            "basis": "民法 第97条第1項（到達主義）",
            "form": "HandOverForm",
            "requires": [rules.handed_on_is_possible, rules.receiver_is_named],
        },
    )
    def hand_over(self, *, actor: Any, handed_on: date, receiver: str) -> None:
        """The letter was handed over at the counter; it takes effect on this day."""
        effects.record_hand_over(self, actor, handed_on=handed_on, receiver=receiver)

    @fsm.transition(
        field=status,
        source=S.SENT,
        target=S.DELIVERED,
        permission=is_dispatcher,
        custom={
            "label": _("Record the delivery"),
            "basis": "民法 第97条第1項（到達主義）",
            "form": "DeliveryForm",
            "requires": [rules.delivered_on_is_possible],
            "emphasis": "primary",
        },
    )
    def record_delivery(self, *, actor: Any, delivered_on: date) -> None:
        """The letter has arrived: the periods for an appeal run from the day after it is known."""
        effects.record_delivery(self, delivered_on)

    @fsm.transition(
        field=status,
        source=S.SENT,
        target=S.RETURNED,
        permission=is_dispatcher,
        custom={
            "label": _("Record that it came back"),
            "basis": "民法 第97条",
            "form": "ReturnForm",
            "requires": [rules.returned_on_is_possible, rules.cause_is_known],
            "record": ("cause",),
            "emphasis": "danger",
        },
    )
    def record_return(self, *, actor: Any, returned_on: date, cause: str) -> None:
        """The letter has not reached the addressee; no period runs yet."""
        effects.record_return(self, returned_on=returned_on, cause=cause)

    @fsm.transition(
        field=status,
        source=S.RETURNED,
        target=S.TO_PRINT,
        permission=is_dispatcher,
        custom={
            "label": _("Send it again"),
            "basis": "民法 第97条",
            "form": "SendAgainForm",
            "requires": [rules.address_is_given],
            "emphasis": "primary",
        },
    )
    def send_again(self, *, actor: Any, address: str) -> None:
        """The same letter goes out once more, to the address found."""
        self.address = address.strip()

    @fsm.transition(
        field=status,
        source=S.RETURNED,
        target=S.POSTED,
        conditions=[rules.whereabouts_are_unknown],
        permission=is_dispatcher,
        custom={
            "label": _("Serve by public notice"),
            "basis": "民法 第98条／行政手続法 第15条第3項・第4項（準用）",
            "form": "PublicNoticeForm",
            "requires": [rules.search_is_described],
            "emphasis": "danger",
        },
    )
    def post_notice(self, *, actor: Any, searched: str) -> None:
        """The addressee cannot be found: the notice is posted and takes effect after two weeks."""
        effects.post_public_notice(self, actor, searched)

    @fsm.transition(
        field=status,
        source=S.POSTED,
        target=S.SERVED,
        conditions=[rules.two_weeks_have_passed],
        permission=is_dispatcher,
        custom={
            "label": _("Record the service by public notice"),
            "basis": "民法 第98条第3項／行政手続法 第15条第4項",
            "emphasis": "primary",
        },
    )
    def record_service(self, *, actor: Any) -> None:
        """Two weeks after the posting the letter is deemed to have arrived."""
        effects.record_service(self)

    @fsm.transition(
        field=status,
        source=S.POSTED,
        target=S.TO_PRINT,
        permission=is_dispatcher,
        custom={
            "label": _("Send it again"),
            "basis": "民法 第97条",
            "form": "SendAgainForm",
            "requires": [rules.address_is_given],
        },
    )
    def send_to_found(self, *, actor: Any, address: str) -> None:
        """The addressee was found before the two weeks were over: the letter goes by post."""
        self.address, self.posted_on = address.strip(), None
