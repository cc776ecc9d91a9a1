"""The intake of a procedure in a zone has a period, papers and a state."""

import casework.fsm
import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone


def carry_over(apps, schema_editor):
    """Open an intake, without an end, for every procedure that a zone has."""
    intake = apps.get_model("zones", "Intake")
    for zone in apps.get_model("zones", "Zone").objects.exclude(procedures=None).distinct():
        for procedure in zone.procedures.all():
            intake.objects.create(
                zone=zone, procedure=procedure, status="open", accepts_from=timezone.localdate()
            )
    if schema_editor.connection.vendor == "postgresql":
        # Checks that wait for the commit would refuse the change of tables that follows.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def carry_back(apps, _schema_editor):
    """Give each zone the procedures whose intake was opened."""
    for intake in apps.get_model("zones", "Intake").objects.exclude(status="prepared"):
        intake.zone.procedures.add(intake.procedure_id)


class Migration(migrations.Migration):
    """Intakes, made from the procedures that zones had."""

    dependencies = [
        ("zones", "0003_first_criteria_and_triggers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Intake",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                (
                    "status",
                    casework.fsm.StateField(
                        choices=[
                            ("prepared", "Not opened yet"),
                            ("open", "Opened"),
                            ("paused", "Paused"),
                            ("closed", "Closed"),
                        ],
                        db_index=True,
                        default="prepared",
                        editable=False,
                        max_length=30,
                        protected=True,
                        verbose_name="status",
                    ),
                ),
                (
                    "accepts_from",
                    models.DateField(editable=False, null=True, verbose_name="applications from"),
                ),
                (
                    "accepts_until",
                    models.DateField(editable=False, null=True, verbose_name="applications until"),
                ),
                (
                    "documents",
                    models.JSONField(
                        default=list, editable=False, verbose_name="further documents"
                    ),
                ),
                (
                    "needs_statement",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        verbose_name="an officer signs a statement of truth",
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True, editable=False, verbose_name="note for applicants"
                    ),
                ),
                (
                    "reasons",
                    models.TextField(
                        blank=True, editable=False, verbose_name="reasons of the pause or the end"
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="intakes",
                        to="zones.procedure",
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="intakes",
                        to="zones.zone",
                    ),
                ),
            ],
            options={
                "verbose_name": "intake",
                "verbose_name_plural": "intakes",
                "ordering": ["zone", "procedure"],
            },
        ),
        migrations.AddConstraint(
            model_name="intake",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["prepared", "open", "paused", "closed"])),
                name="intake_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="intake",
            constraint=models.UniqueConstraint(
                fields=("zone", "procedure"), name="intake_once_a_zone"
            ),
        ),
        migrations.AddConstraint(
            model_name="intake",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "prepared"), ("accepts_from__isnull", False), _connector="OR"
                ),
                name="intake_opened_has_its_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="intake",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("accepts_until", None),
                    ("accepts_until__gte", models.F("accepts_from")),
                    _connector="OR",
                ),
                name="intake_period_ordered",
            ),
        ),
        migrations.RunPython(carry_over, carry_back),
        migrations.RemoveField(model_name="zone", name="procedures"),
        migrations.AddField(
            model_name="zone",
            name="procedures",
            field=models.ManyToManyField(
                blank=True, related_name="zones", through="zones.Intake", to="zones.procedure"
            ),
        ),
    ]
