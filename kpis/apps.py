"""Application configuration of kpis."""

from django.apps import AppConfig


class KpisConfig(AppConfig):
    """Indicators, observations, dashboards and evidence reviews. See kpis/README.md."""

    name = "kpis"
    verbose_name = "kpis"

    def ready(self) -> None:
        """Turn accepted reports into observations, name indicators, list work, run jobs."""
        from applications.hooks import (  # noqa: PLC0415
            exemption_links,
            indicator_labels,
            known_figures,
            origin_review,
            public_verdicts,
            report_accepted,
            retention_holds,
        )
        from casework import schedule  # noqa: PLC0415
        from casework.hooks import work_items  # noqa: PLC0415
        from kpis import known, tasks, work  # noqa: PLC0415
        from kpis.recording import record_report  # noqa: PLC0415

        report_accepted.register(record_report)
        indicator_labels.register(work.labels_of)
        known_figures.register(known.known_figures)
        exemption_links.register(work.links_of)
        origin_review.register(work.origin_review)
        public_verdicts.register(work.verdicts_of)
        retention_holds.register(work.retention_hold)
        work_items.register(work.items_of)
        schedule.register("refresh_indicators", schedule.daily_at(4), tasks.refresh_indicators)
        schedule.register("record_silences", schedule.daily_at(1), tasks.record_silences)
