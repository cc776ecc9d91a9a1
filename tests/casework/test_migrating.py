"""Steps of a migration taken together."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from casework.migrating import SchemaStep, Together


@pytest.fixture(autouse=True)
def _outside_a_transaction(django_db_setup, django_db_blocker):
    """Tables are made outside a transaction; the test takes its own back, so nothing is emptied."""
    with django_db_blocker.unblock():
        yield


def _key():
    return [("id", models.BigAutoField(primary_key=True))]


def test_tables_that_refer_to_each_other_are_made_and_taken_back():
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
