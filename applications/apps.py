"""Application configuration of applications."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# Entries in the trail that are no step of a machine.
OPENINGS = {
    "invite": _("Name a joint applicant"),
    "ask_signature": _("Ask for a signature"),
    "mark_secret": _("Mark as secret"),
    "receive_disclosure": _("Receive a request for disclosure"),
    "settle_fact": _("Settle a contested fact"),
    "report_incident": _("Report an incident or complaint"),
    "open_support": _("Open the support case"),
    "quarantine_file": _("Put a file into quarantine"),
}


class ApplicationsConfig(AppConfig):
    """See applications/README.md."""

    name = "applications"
    verbose_name = "applications"

    def ready(self) -> None:
        """Put what applications ask of the office on its landing page; run the nightly job."""
        from applications.appeals import work as appeals_work  # noqa: PLC0415
        from applications.consulting import work as consulting  # noqa: PLC0415
        from applications.finder.index import refresh_words  # noqa: PLC0415
        from applications.later.tasks import take_over  # noqa: PLC0415
        from applications.ledger import checks  # noqa: F401, PLC0415
        from applications.letters import work as letters_work  # noqa: PLC0415
        from applications.office import disclosure_work, work  # noqa: PLC0415
        from applications.standards.following import follow_verdicts  # noqa: PLC0415
        from applications.support import work as support_work  # noqa: PLC0415
        from applications.tasks import (  # noqa: PLC0415
            close_corrections,
            complete_exemptions,
            draft_delay_notices,
            hand_over,
            remind_holders,
            tend_drafts,
        )
        from casework import queue, schedule  # noqa: PLC0415
        from casework.hooks import work_items, work_scope  # noqa: PLC0415

        work_scope.register(work.scope_of)
        queue.register(
            "applications.application", work.application_tasks, work.applications, work.NEEDS
        )
        queue.register("applications.exemption", work.exemption_tasks, work.exemptions, work.NEEDS)
        _register_people()
        _register_documents()
        support_work.add_to_queue()
        schedule.register("close_corrections", schedule.daily_at(1), close_corrections)
        work_items.register(letters_work.work_for)
        work_items.register(appeals_work.work_for)
        consulting.add_to_queue()
        disclosure_work.add_to_queue()
        schedule.register("refresh_finder", schedule.daily_at(2), refresh_words)
        schedule.register("take_over", schedule.daily_at(0), take_over)
        schedule.register("complete_exemptions", schedule.daily_at(1), complete_exemptions)
        schedule.register("follow_verdicts", schedule.daily_at(5), follow_verdicts)
        schedule.register("remind_holders", schedule.daily_at(7), remind_holders)
        schedule.register("tend_drafts", schedule.daily_at(7), tend_drafts)
        schedule.register("hand_over", schedule.daily_at(0), hand_over)
        schedule.register("draft_delay_notices", schedule.daily_at(6), draft_delay_notices)
        _register_joining()
        self.add_papers()
        self.keep_lists()

    @staticmethod
    def keep_lists() -> None:
        """Keep the table behind the office's list up to date with every step."""
        from applications.office import concerns  # noqa: PLC0415
        from casework.hooks import case_changed  # noqa: PLC0415

        case_changed.register(concerns.changed)

    @staticmethod
    def add_papers() -> None:
        """Let mails carry one-time links and codes; name what opens the trail of a paper."""
        from applications import links  # noqa: PLC0415
        from applications.notices.files import file_quarantined  # noqa: PLC0415
        from casework import hooks, labels  # noqa: PLC0415

        hooks.file_quarantined.register(file_quarantined)
        hooks.private_part.register(links.private_part)
        labels.OPENINGS.update(OPENINGS)


def _register_joining() -> None:
    """Wind exemptions down when a zone closes; tell companies the outcome of calls."""
    from applications.joining import closing  # noqa: PLC0415
    from zones import hooks  # noqa: PLC0415

    hooks.open_exemptions.register(closing.open_exemptions)
    hooks.zone_closing.register(closing.ask_to_wind_down)
    hooks.zone_goes_on.register(closing.drop_plans)
    hooks.call_outcome.register(closing.tell_outcome)


def _register_documents() -> None:
    """Name the kinds of document that a zone can ask for."""
    from applications.documents import kinds  # noqa: PLC0415
    from zones.hooks import document_kinds  # noqa: PLC0415

    document_kinds.register(kinds)


def _register_people() -> None:
    """Name who acts for a company, limit agents, and put one-time links into mails."""
    from applications.identity import company_identity  # noqa: PLC0415
    from applications.powers import limit_of  # noqa: PLC0415
    from applications.tokens import private_part  # noqa: PLC0415
    from casework import hooks  # noqa: PLC0415

    hooks.identify_actor.register(company_identity)
    hooks.limits.register(limit_of)
    hooks.private_part.register(private_part)
