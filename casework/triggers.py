"""Append-only tables: database triggers that refuse UPDATE, DELETE and TRUNCATE on both engines."""

from typing import Any

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION dejima_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'append-only table %', TG_TABLE_NAME; END $$ LANGUAGE plpgsql
"""


def install(schema_editor: Any, table: str) -> None:
    """Put the triggers on a table."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION, params=None)
        for event, level in (("UPDATE OR DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
            name = f"{table}_no_{event[:8].strip().lower().replace(' ', '_')}"
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
                f"FOR EACH {level} EXECUTE FUNCTION dejima_append_only()"
            )
        return
    for event in ("UPDATE", "DELETE"):
        schema_editor.execute(
            f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'append-only table {table}'); END"
        )


def remove(schema_editor: Any, table: str) -> None:
    """Take the triggers off again: for a reversed migration and the tests' own teardown."""
    if schema_editor.connection.vendor == "postgresql":
        for event in ("update_o", "truncate"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{event} ON {table}")
        return
    for event in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{event}")


FROZEN = FUNCTION.replace("dejima_append_only", "dejima_frozen").replace("append-only", "frozen")


def freeze(schema_editor: Any, table: str, condition: str) -> None:
    """Put triggers on a table that refuse to change or delete rows for which ``condition`` holds."""
    name = f"{table}_frozen"
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FROZEN, params=None)
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION dejima_frozen()",
            params=None,
        )
        return
    for event in ("UPDATE", "DELETE"):
        schema_editor.execute(
            f"CREATE TRIGGER {name}_{event.lower()} BEFORE {event} ON {table} "
            f"WHEN {condition} BEGIN SELECT RAISE(ABORT, 'frozen row of {table}'); END",
            params=None,
        )


def thaw(schema_editor: Any, table: str) -> None:
    """Take these triggers off again: for a reversed migration."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_frozen ON {table}")
        return
    for event in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_frozen_{event}")


def frozen(table: str, condition: str) -> migrations.RunPython:
    """Return the migration operation that fixes rows once ``condition`` (SQL on OLD) holds."""
    return migrations.RunPython(
        lambda _apps, schema_editor: freeze(schema_editor, table, condition),
        lambda _apps, schema_editor: thaw(schema_editor, table),
    )


def append_only(table: str) -> migrations.RunPython:
    """Return the migration operation that makes a table append-only (reversible)."""
    return migrations.RunPython(
        lambda _apps, schema_editor: install(schema_editor, table),
        lambda _apps, schema_editor: remove(schema_editor, table),
    )
