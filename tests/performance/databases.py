"""Two databases of the benchmark's own: the same offices and cases, and 100 times as many cases."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit, urlunsplit

SERVER = os.environ.get("DEJIMA_BENCH_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432/")
SMALL, LARGE = f"dejima_bench_{os.getpid()}", f"dejima_bench_{os.getpid()}_large"


def address(name: str) -> str:
    """Return the URL of a database on the server."""
    return urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))


def _on_server(*statements: str) -> None:
    import psycopg

    with psycopg.connect(address("postgres"), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def create() -> None:
    """Make the small database; OperationalError when no server answers."""
    _on_server(f'CREATE DATABASE "{SMALL}"')


def copy() -> None:
    """Make the large database as a copy of the small one, which nobody may use meanwhile."""
    from django.db import connection

    connection.close()
    _on_server(f'CREATE DATABASE "{LARGE}" TEMPLATE "{SMALL}"')


def drop() -> None:
    """Remove both databases and whoever is still connected."""
    _on_server(*(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)' for name in (LARGE, SMALL)))


class Sides:
    """Lets the same code run on the small and on the large database, in turns.

    Keys of content types and sites are the same in both, so that caches by alias stay true.
    """

    def __init__(self) -> None:
        from django.db import connections

        self.connections = connections
        self.held: dict[str, Any] = {}
        for name in (SMALL, LARGE):
            wrapper = connections["default"].copy()
            wrapper.settings_dict["NAME"] = name
            self.held[name] = wrapper

    @contextmanager
    def on(self, name: str) -> Iterator[Any]:
        """Make a database the default inside the block; yields its connection."""
        before = self.connections["default"]
        self.connections["default"] = self.held[name]
        try:
            yield self.held[name]
        finally:
            self.connections["default"] = before

    def close(self) -> None:
        """Close both connections."""
        for wrapper in self.held.values():
            wrapper.close()
