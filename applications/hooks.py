"""What higher apps do when something happens to an application, an exemption or a report."""

from casework.hooks import Hook

report_accepted = Hook("(report, actor): accepted figures become observations")
indicator_labels = Hook(
    "(codes) -> dict[code, (name, unit)]: names of the indicators a report asks for"
)
exemption_links = Hook(
    "(exemption, user) -> list[{label, url}]: what other apps offer on an exemption's page"
)
exemption_ended = Hook("(exemption, actor): an exemption reached its end")
public_verdicts = Hook(
    "(exemption keys) -> dict[key, (label, address)]: published verdicts on exemptions, newest first"
)
retention_holds = Hook(
    "() -> Hold: what keeps the file of an application although its retention is over"
)
origin_review = Hook(
    "(exemption) -> dict | None: the newest published review that ended, as a standard measure needs it:"
    " verdict, decided_on, reasons, number, url, and the design (question, baseline, comparison, method,"
    " threshold, indicators)"
)
known_figures = Hook(
    "(report) -> dict[code, Known]: figures of a report that the console knows by itself"
)
