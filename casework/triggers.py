"""Append-only tables: database triggers that refuse UPDATE, DELETE and TRUNCATE on both engines."""

from typing import Any

from casework.migrating import SchemaStep

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


def frozen(table: str, condition: str) -> SchemaStep:
    """Return the migration operation that fixes rows once ``condition`` (SQL on OLD) holds."""
    return SchemaStep(
        lambda schema_editor: freeze(schema_editor, table, condition),
        lambda schema_editor: thaw(schema_editor, table),
    )


def fixed_content(table: str, columns: tuple[str, ...], once: str) -> SchemaStep:
    """Return the operation that fixes some columns of a row, and the row, once ``once`` (SQL on OLD) holds.

    Other columns, such as its state, may still change.
    """
    name = f"{table}_fixed"

    def install_it(schema_editor: Any) -> None:
        is_postgresql = schema_editor.connection.vendor == "postgresql"
        differs = "IS DISTINCT FROM" if is_postgresql else "IS NOT"
        changed = " OR ".join(f'NEW."{c}" {differs} OLD."{c}"' for c in columns)
        rules = {"UPDATE": f"({once}) AND ({changed})", "DELETE": once}
        if is_postgresql:
            schema_editor.execute(FROZEN, params=None)
        for event, condition in rules.items():
            does = (
                f"FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION dejima_frozen()"
                if is_postgresql
                else f"WHEN {condition} BEGIN SELECT RAISE(ABORT, 'frozen row of {table}'); END"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {name}_{event.lower()} BEFORE {event} ON {table} {does}",
                params=None,
            )

    def remove_it(schema_editor: Any) -> None:
        where = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        for event in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}_{event}{where}")

    return SchemaStep(install_it, remove_it)


def append_only(table: str) -> SchemaStep:
    """Return the migration operation that makes a table append-only (reversible)."""
    return SchemaStep(
        lambda schema_editor: install(schema_editor, table),
        lambda schema_editor: remove(schema_editor, table),
    )


# What an emptied column holds; nothing else may be written over what stood there.
BLANK = {"text": "''", "dash": "'－'", "list": "'[]'", "map": "'{}'"}


def _unlocked(schema_editor: Any, table: str, erased: dict[str, str]) -> str:
    """Return SQL that holds for an UPDATE which only empties the erasable columns of a row named
    in ``casework_erasure``."""
    connection, same = schema_editor.connection, "IS"
    with connection.cursor() as cursor:
        columns = [c.name for c in connection.introspection.get_table_description(cursor, table)]
    is_postgresql = connection.vendor == "postgresql"
    if is_postgresql:
        same = "IS NOT DISTINCT FROM"
    kept = [f'NEW."{c}" {same} OLD."{c}"' for c in columns if c not in erased]
    emptied = [
        f'NEW."{c}" = {BLANK[kind]}'
        + ("::jsonb" if is_postgresql and kind in {"list", "map"} else "")
        for c, kind in erased.items()
    ]
    named = (
        "EXISTS (SELECT 1 FROM casework_erasure e "  # noqa: S608 – the migration's own table name
        f"WHERE e.relation = '{table}' AND e.row_key = OLD.id)"
    )
    return " AND ".join([named, *kept, *emptied])


def unlock(schema_editor: Any, table: str, erased: dict[str, str]) -> None:
    """Replace an append-only table's trigger by one that lets a disposal empty named columns."""
    allowed = _unlocked(schema_editor, table, erased)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE OR REPLACE FUNCTION dejima_erase_{table}() RETURNS trigger AS $$ "
            f"BEGIN IF TG_OP = 'UPDATE' THEN IF {allowed} THEN RETURN NEW; END IF; END IF; "
            "RAISE EXCEPTION 'append-only table %', TG_TABLE_NAME; END $$ LANGUAGE plpgsql",
            params=None,
        )
        schema_editor.execute(f"DROP TRIGGER {table}_no_update_o ON {table}")
        schema_editor.execute(
            f"CREATE TRIGGER {table}_no_update_o BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION dejima_erase_{table}()"
        )
        return
    schema_editor.execute(f"DROP TRIGGER {table}_no_update")
    schema_editor.execute(
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} WHEN NOT ({allowed}) "
        f"BEGIN SELECT RAISE(ABORT, 'append-only table {table}'); END",
        params=None,
    )


def lock_again(schema_editor: Any, table: str) -> None:
    """Put the unconditional triggers back: for a reversed migration."""
    remove(schema_editor, table)
    install(schema_editor, table)


def erasable(table: str, **erased: str) -> SchemaStep:
    """Return the operation that lets a disposal empty columns of an append-only table.

    ``erased`` is column → kind of emptiness (see ``BLANK``). DELETE and every other change stay
    refused.
    """
    return SchemaStep(
        lambda schema_editor: unlock(schema_editor, table, erased),
        lambda schema_editor: lock_again(schema_editor, table),
    )
