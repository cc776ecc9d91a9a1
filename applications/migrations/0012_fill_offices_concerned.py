"""Write which offices the applications already filed concern, and the words by which they are found."""

from typing import Any

from django.db import migrations

from casework.text import fold_all


def fill(apps: Any, schema_editor: Any) -> None:
    """Write the rows of every application that is no draft."""
    application, concern, text = (
        apps.get_model("applications", name)
        for name in ("Application", "Concern", "ApplicationText")
    )
    filed = application.objects.exclude(status="draft").select_related("zone", "company")
    for one in filed.prefetch_related("measures", "opinions").order_by("pk").iterator(500):
        inside = {one.zone.lead_id, one.examining_office_id} - {None}
        asked = {m.authority_id for m in one.measures.all()}
        asked |= {o.organisation_id for o in one.opinions.all()}
        concern.objects.bulk_create(
            concern(
                application=one,
                office_id=office,
                zone_id=one.zone_id,
                examiner_id=one.examiner_id,
                inside=office in inside,
                state=one.status if office in inside else one.outward_status or one.status,
            )
            for office in sorted(inside | asked)
        )
        words = fold_all(one.number or "", one.title, one.company.name, one.company.kana)[:500]
        text.objects.create(application=one, words=words, grams=_grams(words))


def _grams(words: str) -> str:
    pairs = (word[n : n + 2] for word in words.split() for n in range(len(word) - 1))
    return " ".join(dict.fromkeys(pairs))


def clear(apps: Any, schema_editor: Any) -> None:
    """Remove all rows; they are derived."""
    for name in ("Concern", "ApplicationText"):
        apps.get_model("applications", name).objects.all().delete()


class Migration(migrations.Migration):
    """Fill the tables of 0009."""

    dependencies = [("applications", "0011_offices_concerned")]
    operations = [migrations.RunPython(fill, clear)]
