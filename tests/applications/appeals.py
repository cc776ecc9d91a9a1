"""What tests of appeals share: appeals brought to each state through the product's own doors."""

from casework import clock
from tests import factories as make

GROUNDS = "安全は遠隔監視で確保できる。"


def new_appeal(measure):
    """Return an appeal about a measure's determination (or its absence), as the screen opens it."""
    from applications.models import Appeal

    fresh = type(measure).objects.get(pk=measure.pk)
    found = fresh.determination if fresh.status == "disclosed" else None
    return Appeal(
        application=fresh.application,
        measure=fresh,
        determination=found,
        kind="disposition" if found else "inaction",
        reviewing_office=fresh.authority,
    )


def lodge_inputs(appeal, **changes):
    """Return the inputs of a lodging in time."""
    reliefs = {"refused": "annul", "with_changes": "change", "as_asked": "change"}
    if appeal.kind == "inaction":
        return {"relief": "declare", "grounds": GROUNDS, **changes}
    return {
        "relief": reliefs[appeal.determination.outcome],
        "grounds": GROUNDS,
        "known_on": clock.today(),
        **changes,
    }


def make_appeal(measure, company, **changes):
    """Lodge an appeal."""
    appeal = new_appeal(measure)
    appeal.save()
    return make.step(appeal, "lodge", company.owner, **lodge_inputs(appeal, **changes))


def designate(appeal, ministry, officer):
    """Name the review officer."""
    words = {"suspension": "none", "suspension_words": ""}
    return make.step(appeal, "designate", ministry.approver, officer=officer, **words)


def conclude(appeal, ministry, company, officer):
    """Bring a lodged appeal to the review officer's opinion."""
    designate(appeal, ministry, officer)
    make.step(appeal, "defend", ministry.examiner, text="安全が示されていない。")
    make.step(appeal, "reply", company.owner, text="示した。")
    return make.step(appeal, "conclude", officer, text="認容が相当である。")
