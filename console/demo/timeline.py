"""One timeline for all stories: each story is a generator that yields the day of its next scene.

Scenes of different stories alternate in the order of time, so that the trail is as if lived.
"""

import heapq
from collections.abc import Callable, Generator, Iterable
from datetime import date, datetime, time, timedelta
from itertools import count

from django.db import transaction

from casework import clock

Story = Generator[int, None, None]
SCENES_PER_TRANSACTION = 40


class Timeline:
    """Runs stories; days are counted from today backwards (−400 is four hundred days ago)."""

    def __init__(self, *, today: date, report: Callable[[str], None]) -> None:
        self.today, self.report = today, report
        self._order = count()
        self._queue: list[tuple[datetime, int, Story]] = []
        self._now = datetime.min.replace(tzinfo=clock.JST)

    def moment(self, day: int, order: int) -> datetime:
        """Return a moment within office hours of a day; scenes of one day follow one another."""
        start = datetime.combine(self.today + timedelta(days=day), time(9), clock.JST)
        return start + timedelta(seconds=order % 28_000)

    def add(self, stories: Iterable[Story]) -> None:
        """Start stories: each runs to its first day at once."""
        for story in stories:
            self._resume(story)

    def _resume(self, story: Story) -> None:
        try:
            day = next(story)
        except StopIteration:
            return
        order = next(self._order)
        moment = max(self.moment(day, order), self._now + timedelta(seconds=1))
        heapq.heappush(self._queue, (moment, order, story))

    def run(self) -> int:
        """Play all scenes in the order of time; return how many there were."""
        played = 0
        while self._queue:
            with transaction.atomic():
                for _scene in range(SCENES_PER_TRANSACTION):
                    if not self._queue:
                        break
                    moment, _order, story = heapq.heappop(self._queue)
                    self._now = moment
                    with clock.set_to(moment):
                        self._resume(story)
                    played += 1
            if played % 400 < SCENES_PER_TRANSACTION:
                self.report(f"  {moment.date()}  {played} scenes")
        return played
