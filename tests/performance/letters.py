"""What a decision letter as PDF costs: made from its frozen text, hashed and stored."""

from __future__ import annotations

from typing import Any

from tests.performance.base import World
from tests.performance.databases import SMALL
from tests.performance.figures import Report
from tests.performance.measure import Bench, Subject

LETTERS = 3
SENTENCE = "<html lang='ja'><title>一行</title><p>一行だけの文書です。</p>"


def _determination(world: World) -> Any:
    """Return the letter of a determination, disclosed through the product's own doors."""
    from applications.models import Letter
    from tests import factories as make

    make.make_exemption(world.towns[0], world.ministry, world.company)
    return Letter.objects.filter(kind="determination").latest("pk")


def _bare(times: int) -> None:
    import weasyprint

    for _ in range(times):
        weasyprint.HTML(string=SENTENCE).write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)


def run(bench: Bench, world: World, report: Report) -> None:
    """Measure letters against a document of one line by the same library."""
    from applications.letters.files import make_file
    from casework import pdf

    if not pdf.is_available():
        report.add("PDF letters: not measured, libpango is missing", 0, unit="")
        return
    with bench.sides.on(SMALL):
        letter = _determination(world)

    def ready() -> Any:
        type(letter).objects.filter(pk=letter.pk).update(file=None)
        return letter

    def make_all(made: Any) -> None:
        for _ in range(LETTERS):
            type(made).objects.filter(pk=made.pk).update(file=None)
            made.file = None
            make_file(made)

    line = bench.on(SMALL, "line", lambda _made: _bare(LETTERS), ready, LETTERS)
    full: Subject = bench.on(SMALL, "letter", make_all, ready, LETTERS)
    cost = bench.compare(line, full)
    note = f"{cost['letter'].median:.0f} ms of CPU; one line {cost['line'].median:.0f} ms"
    report.add("PDF letter / PDF of one line", cost["letter"].over(cost["line"]), note=note)
    per_second = 1000 / cost["letter"].median
    report.add("PDF letters a second of CPU", per_second, unit="/s")
