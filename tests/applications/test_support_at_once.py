"""Two grants at once, on PostgreSQL with real commits: the ceiling holds, and one cost has one grant."""

import threading
import time

import pytest
from django.db import connection, transaction

from applications.models import SupportCase
from applications.support import limits
from casework.transitions import Blocked, perform
from tests import factories as make
from tests.applications import supports
from tests.casework.test_concurrency import (  # noqa: F401
    PATIENCE,
    committed,
    offices,
    split,
    waiting_for_locks,
)
from zones.models import SupportInstrument

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db]


def at_once(code, *actions):
    """Run actions in threads while the instrument is held, so that all of them wait for it."""
    answers = [None] * len(actions)

    def run(number, action):
        try:
            answers[number] = action()
        except Exception as error:  # noqa: BLE001
            answers[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(actions)]
    try:
        with transaction.atomic():
            SupportInstrument.objects.select_for_update().get(pk=code)
            for thread in threads:
                thread.start()
            end = time.monotonic() + PATIENCE
            while waiting_for_locks() < len(actions):
                assert time.monotonic() < end, f"The actions never met: {answers}"
                time.sleep(0.01)
    finally:
        for thread in threads:
            thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads)
    return answers


def granting(case, town, amount):
    """Return the act of granting a case as it stands now."""
    seen = SupportCase.objects.get(pk=case.pk)
    inputs = {"amount": amount, "is_published": True}
    return lambda: perform(seen, "grant", actor=town.approver, version=seen.version, **inputs)


@pytest.mark.parametrize(
    ("items", "limit"), [(("甲", "乙"), {"zone_year": 1_500_000}), (("甲", "甲"), {})]
)
def test_two_grants_at_once_and_one_is_refused(offices, items, limit):  # noqa: F811
    town, ministry, company = offices
    cases = [supports.asked(town, ministry, company)[0] for _ in items]
    supports.limit(zone=town.zone, **limit)
    for case, item in zip(cases, items, strict=True):
        supports.proposed(case, town, cost_item=item)
    answers = at_once(supports.SUBSIDY, *(granting(case, town, 1_000_000) for case in cases))
    done, errors = split(answers)
    assert [type(e) for e in errors] == [Blocked]
    (winner,) = done
    assert limits.committed(zone=town.zone) == 1_000_000
    assert {SupportCase.objects.get(pk=c.pk).status for c in cases} == {"granted", "examining"}
    assert winner.balance.granted == 1_000_000


def test_grants_of_instruments_that_exclude_each_other_wait_for_each_other(offices):  # noqa: F811
    town, ministry, company = offices
    cases = supports.asked(town, ministry, company, "town-subsidy", "nsz-28")
    for case in cases:
        supports.proposed(case, town, cost_kind="interest", cost_item="運転資金の借入れ")
    answers = at_once("nsz-28", *(granting(case, town, 1_000_000) for case in cases))
    done, errors = split(answers)
    assert (len(done), [type(e) for e in errors]) == (1, [Blocked])
    assert done[0].number not in {c.number for c in cases} - {done[0].number}
    assert make.Zone.objects.get(pk=town.zone.pk).support_cases.live().count() == 1
