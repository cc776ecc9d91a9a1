"""Keeps the folded words of exemptions: new ones are added when somebody looks, all anew each night."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Max
from django_tasks import task

from applications.finder.words import articles_in
from applications.models import Exemption
from applications.models.finder import ExemptionText
from zones.search import fold_all

BATCH = 500


def words_of(exemption: Exemption) -> str:
    """Return the folded words by which an exemption is found."""
    articles = " ".join(f"{number}条" for number, _branch in articles_in(exemption.article))
    return fold_all(
        articles,
        exemption.title,
        exemption.law_title,
        exemption.article,
        exemption.text,
        exemption.place,
        exemption.zone.name,
        exemption.public_number,
    )


def catch_up() -> None:
    """Add the exemptions that are newer than the newest one known; nothing is written otherwise."""
    known = ExemptionText.objects.aggregate(last=Max("exemption_id"))["last"] or 0
    fresh = Exemption.objects.filter(pk__gt=known).select_related("zone").order_by("pk")
    _write(fresh)


def _write(exemptions: Iterable[Any]) -> int:
    rows = [ExemptionText(exemption=e, search_text=words_of(e)) for e in exemptions]
    if rows:
        ExemptionText.objects.bulk_create(
            rows,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["exemption"],
            update_fields=["search_text"],
        )
    return len(rows)


@task()
def refresh_words() -> int:
    """Fold the words of every exemption anew, in pieces; count them."""
    last, done = 0, 0
    while True:
        piece = list(
            Exemption.objects.filter(pk__gt=last).select_related("zone").order_by("pk")[:BATCH]
        )
        if not piece:
            return done
        done += _write(piece)
        last = piece[-1].pk
