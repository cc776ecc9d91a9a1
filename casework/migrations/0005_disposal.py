"""Records of disposal; what a disposal may empty in the append-only messages."""

import django.db.models.deletion
from django.db import migrations, models

from casework.triggers import append_only, erasable


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0004_append_only_messages"),
    ]

    operations = [
        migrations.CreateModel(
            name="DisposalRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("case_type", models.CharField(max_length=60)),
                ("case_id", models.BigIntegerField()),
                ("number", models.CharField(max_length=40, verbose_name="number")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("zone", models.CharField(blank=True, max_length=60)),
                ("zone_name", models.CharField(blank=True, max_length=100, verbose_name="zone")),
                ("office", models.BigIntegerField()),
                ("office_name", models.CharField(max_length=150, verbose_name="office")),
                ("batch", models.CharField(max_length=40, verbose_name="disposal proposal")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("disposed", "Disposed of"),
                            ("transferred", "Transferred to the archives"),
                        ],
                        max_length=20,
                        verbose_name="outcome",
                    ),
                ),
                ("retention", models.CharField(max_length=20, verbose_name="retention class")),
                ("basis", models.CharField(max_length=300, verbose_name="basis")),
                ("ended_on", models.DateField(verbose_name="ended on")),
                ("expired_on", models.DateField(verbose_name="retention ended on")),
                ("proposed_by_name", models.CharField(max_length=150, verbose_name="proposed by")),
                ("approved_by_name", models.CharField(max_length=150, verbose_name="approved by")),
                (
                    "executed_by_name",
                    models.CharField(max_length=150, verbose_name="carried out by"),
                ),
                ("destroyed", models.JSONField(default=dict, verbose_name="what was destroyed")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("at", models.DateTimeField(verbose_name="disposed")),
                ("simulated", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name": "record of disposal",
                "verbose_name_plural": "records of disposal",
                "indexes": [models.Index(fields=["office", "-id"], name="disposal_office")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case_type", "case_id"), name="disposal_once_per_case"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["disposed", "transferred"])),
                        name="disposal_outcome_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("relation", models.CharField(max_length=60)),
                ("row_key", models.BigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="erasures",
                        to="casework.disposalrecord",
                    ),
                ),
            ],
            options={
                "verbose_name": "erasure",
                "verbose_name_plural": "erasures",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("relation", "row_key"), name="erasure_once_per_row"
                    )
                ],
            },
        ),
        append_only("casework_disposalrecord"),
        append_only("casework_erasure"),
        erasable(
            "casework_message",
            subject="text",
            addressee="text",
            body="text",
            power="text",
            attachments="list",
            author_name="dash",
            purpose="dash",
            officer="dash",
        ),
    ]
