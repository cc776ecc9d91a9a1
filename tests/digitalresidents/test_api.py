"""The public figures: no sign-in, nothing under five."""

import pytest

from tests.digitalresidents.makers import make_registration, open_scheme
from tests.factories import make_town

URL = "/api/v1/residents/counts"


@pytest.mark.parametrize(("people", "registered"), [(4, (None, True)), (5, (5, False))])
def test_counts_hide_cells_under_five(client, zone, people, registered):
    for number in range(people):
        make_registration(zone, name=f"住民 {number}", kana=f"じゅうみん {number}")
    (row,) = client.get(URL).json()
    assert (row["zone"], row["as_of"]) == ("yabu", "2026-11-23")
    assert (row["registered"]["value"], row["registered"]["suppressed"]) == registered
    assert row["premium"] == {"value": None, "suppressed": True}


@pytest.mark.parametrize("rows", [1, 3])
def test_counts_queries(client, db, today, rows, django_assert_num_queries):
    for number in range(rows):
        open_scheme(make_town(f"town{number}", f"町{number}").zone)
    with django_assert_num_queries(3):
        assert len(client.get(URL).json()) == rows
