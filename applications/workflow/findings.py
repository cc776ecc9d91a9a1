"""The examiner's findings on a requested measure: written down again and again, deciding nothing."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications import roles
from applications.effects import findings as effects
from applications.rules import duties
from applications.rules import findings as rules
from applications.rules import measure as measure_rules
from applications.workflow.measure import MeasureStatus
from casework.fsm import staying


class FindingSteps:
    """The step by which an examiner writes findings down."""

    @staying(
        MeasureStatus.PENDING,
        permission=roles.is_examiner,
        conditions=[measure_rules.is_under_examination],
        custom={
            "label": _("Write down the findings"),
            "basis": "行政手続法 第5条・第7条",
            "form": "FindingsForm",
            "requires": [
                measure_rules.actor_did_not_file,
                duties.has_no_conflict,
                rules.names_known_criteria,
                rules.judgments_have_reasons,
                rules.links_lead_somewhere,
            ],
            "record": ("judged", "machine_hints"),
            "quiet": True,
        },
    )
    def record_findings(
        self,
        *,
        actor: Any,
        findings: list[dict[str, Any]],
        judged: dict[str, str],
        machine_hints: dict[str, str],
    ) -> None:
        """What the examiner found prepares the determination; the authority may differ."""
        effects.record_findings(self, actor, findings)
