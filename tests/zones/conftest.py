"""What the tests of zones share."""

import pytest

from zones.reference import load_reference


@pytest.fixture
def reference(db) -> dict[str, int]:
    """The shipped reference tables, loaded; gives the rows per file."""
    return load_reference()
