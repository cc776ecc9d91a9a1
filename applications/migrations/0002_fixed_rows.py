"""What was stamped, found, declared, spent and published: triggers refuse to change or delete it."""

from django.db import migrations

from casework.migrating import Together
from casework.triggers import append_only, erasable, fixed_content


class Migration(migrations.Migration):
    """Triggers. A database made before the steps were folded has it already."""

    replaces = [
        ("applications", "0002_applications_in_full"),
        ("applications", "0003_first_rows_and_triggers"),
        ("applications", "0004_retention"),
        ("applications", "0005_handover"),
        ("applications", "0006_withdrawal_reason_and_settled_facts"),
        ("applications", "0007_support_requests"),
        ("applications", "0008_incidents"),
        ("applications", "0009_support_cases"),
        ("applications", "0010_standard_measures"),
        ("applications", "0011_exemptions_in_full"),
        ("applications", "0012_exemptions_bound"),
        ("applications", "0013_public_notice_steps"),
        ("applications", "0014_joining"),
        ("applications", "0015_costs"),
        ("applications", "0016_reports_corrected_and_tokens"),
    ]
    dependencies = [("applications", "0001_initial")]
    operations = [
        Together(
            [
                append_only("applications_assignment"),
                append_only("applications_deliveryconsent"),
                append_only("applications_factuse"),
                append_only("applications_finding"),
                append_only("applications_interestdeclaration"),
                append_only("applications_opinionversion"),
                append_only("applications_reuseconsent"),
                append_only("applications_stamp"),
                append_only("applications_retentionextension"),
                erasable("applications_opinionversion", text="text", minority="list"),
                erasable("applications_assignment", reason="text"),
                erasable("applications_interestdeclaration", text="text"),
                erasable("applications_finding", reason="text", links="list"),
                erasable("applications_stamp", comment="text", on_behalf_of="text"),
                append_only("applications_supportentry"),
                fixed_content(
                    "applications_standardmeasure",
                    (
                        "slug",
                        "number",
                        "office_id",
                        "origin_measure_id",
                        "origin_exemption_id",
                        "authority_id",
                        "name",
                        "summary",
                        "law_title",
                        "article",
                        "text",
                        "sectors",
                        "conditions",
                        "indicators",
                        "evaluation",
                        "plan_parts",
                        "findings",
                        "note",
                        "origin",
                        "published_on",
                    ),
                    "OLD.status <> 'draft'",
                ),
                append_only("applications_conditioncheck"),
                append_only("applications_applicanthours"),
                append_only("applications_costentry"),
                append_only("applications_donation"),
                append_only("applications_hourlyrate"),
                append_only("applications_worklog"),
            ]
        ),
    ]
