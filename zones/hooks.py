"""What zones need of the apps above."""

from casework.hooks import Hook

document_kinds = Hook("() -> list[(code, label)]: the kinds of document that can be asked for")
open_exemptions = Hook(
    "(zone) -> list[str]: public numbers of the exemptions of a zone that have no end yet"
)
zone_closing = Hook(
    "(zone, actor): its closing was announced; holders and residents are told and make their plans"
)
zone_goes_on = Hook("(zone, actor): its closing was taken back; nobody winds down any more")
zone_made = Hook("(zone): a zone was made from a template; its public page is made")
call_outcome = Hook("(call): the outcome of a call was published; who joined learns it")
