"""Steps of a migration taken together."""

import pytest
from django.db import migrations, models
from django.db.migrations.state import ProjectState
from django.db.utils import ConnectionHandler

from casework.migrating import SchemaStep, Together

pytestmark = pytest.mark.django_db


@pytest.fixture
def connection(tmp_path):
    """Return an empty database of its own: tables are made outside the suite's transaction."""
    engine = {"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "empty.sqlite3"}
    own = ConnectionHandler({"default": engine})["default"]
    yield own
    own.close()


def _key():
    return [("id", models.BigAutoField(primary_key=True))]


def test_tables_that_refer_to_each_other_are_made_and_taken_back(connection):
    """Later steps see the tables of earlier ones, going back takes the last first."""
    log: list[str] = []
    step = Together(
        [
            migrations.CreateModel("Town", _key()),
            migrations.CreateModel(
                "House",
                [*_key(), ("town", models.ForeignKey("zones.Town", on_delete=models.CASCADE))],
            ),
            SchemaStep(lambda _editor: log.append("on"), lambda _editor: log.append("off")),
        ]
    )
    before, after = ProjectState(), ProjectState()
    step.state_forwards("zones", after)
    with connection.schema_editor() as editor:
        step.database_forwards("zones", editor, before, after)
    tables = set(connection.introspection.table_names())
    assert {"zones_town", "zones_house"} <= tables
    with connection.schema_editor() as editor:
        step.database_backwards("zones", editor, after, before)
    assert not {"zones_town", "zones_house"} & set(connection.introspection.table_names())
    assert log == ["on", "off"]
    assert step.describe() == "Create model Town; Create model House; Triggers"
