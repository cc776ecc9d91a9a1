"""The days of a measure: segments add up exactly, and agree with a minute-by-minute walk."""

from datetime import datetime, timedelta

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from casework import clock
from cms.reform.segments import Layer, flatten, total_days

START = datetime(2026, 4, 1, tzinfo=clock.JST)
HOUR = timedelta(hours=1)
UNTIL = 60


@st.composite
def layers(draw):
    begins = draw(st.integers(0, UNTIL + 5))
    ends = draw(st.none() | st.integers(begins, UNTIL + 20))
    return Layer(
        draw(st.sampled_from(["arrived", "examining", "trial"])),
        draw(st.sampled_from(["甲", "乙"])),
        START + begins * HOUR,
        None if ends is None else START + ends * HOUR,
        draw(st.integers(0, 2)),
    )


def walked(found, until):
    """Return (stage, desk) for each hour, by looking at every layer anew."""
    alive = [one for one in found if one.begins < (one.ends or until) and one.begins < until]
    if not alive:
        return []
    hour, last, seen = min(one.begins for one in alive), None, []
    end = max(min(one.ends or until, until) for one in alive)
    while hour < end:
        now = [one for one in alive if one.begins <= hour and (one.ends is None or hour < one.ends)]
        if now:
            top = sorted(now, key=lambda one: (one.rank, one.begins))
            best = [o for o in top if (o.rank, o.begins) == (top[-1].rank, top[-1].begins)]
            last = {(o.stage, o.desk) for o in best}
        seen.append(last)
        hour += HOUR
    return seen


@settings(max_examples=200, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.lists(layers(), max_size=8))
def test_segments_follow_each_other_add_up_and_agree_with_a_walk(known):
    until = START + UNTIL * HOUR
    segments = flatten(known, until=until)
    assert [s.ends for s in segments[:-1]] == [s.begins for s in segments[1:]]
    assert abs(sum(s.days for s in segments) - total_days(segments)) < 1e-9
    spread = [
        (s.stage, s.desk) for s in segments for _hour in range(int((s.ends - s.begins) / HOUR))
    ]
    walk = walked(known, until)
    assert len(spread) == len(walk)
    assert all(one in allowed for one, allowed in zip(spread, walk, strict=True))


def test_a_gap_belongs_to_what_was_before_and_an_open_end_says_so():
    found = flatten(
        [
            Layer("arrived", "省", START, START + 5 * HOUR),
            Layer("examining", "省", START + 8 * HOUR),
            Layer("correction", "社", START + 10 * HOUR, START + 12 * HOUR, rank=1),
        ],
        until=START + 20 * HOUR,
    )
    assert [(s.stage, (s.ends - s.begins) / HOUR, s.is_open) for s in found] == [
        ("arrived", 8, False),
        ("examining", 2, False),
        ("correction", 2, False),
        ("examining", 8, True),
    ]
