"""``make test``: the whole suite, saying loudly what did not run.

On SQLite always; on PostgreSQL and in a browser where they are found. With DEJIMA_REQUIRE_ALL=1
(CI) a missing PostgreSQL or browser is a failure. Each database is migrated once, and the
workers get copies of it.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

WORKERS = 2
PYTEST = [sys.executable, "-m", "pytest", "-q", "--reuse-db", "--durations=15"]
POSTGRESQL = os.environ.get("DEJIMA_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432/dejima")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
MIGRATE = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "console.settings.test"
import django
django.setup()
from django.db import connection
connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
"""


def has_postgresql() -> bool:
    """Tell whether a PostgreSQL server answers."""
    import psycopg  # noqa: PLC0415

    try:
        with psycopg.connect(POSTGRESQL.rsplit("/", 1)[0] + "/postgres", connect_timeout=3):
            return True
    except psycopg.Error:
        return False


def has_browser() -> bool:
    """Tell whether Chromium is installed."""
    return any(shutil.which(name) for name in BROWSERS)


def migrate(**environment: str) -> "subprocess.Popen[bytes]":
    """Begin to make one test database from the migrations."""
    return subprocess.Popen([sys.executable, "-c", MIGRATE], env={**os.environ, **environment})  # noqa: S603


def copy_sqlite(var: str) -> None:
    """Give every worker a copy of the migrated file."""
    for worker in range(WORKERS):
        shutil.copy(Path(var) / "test.sqlite3", Path(var) / f"test.sqlite3_gw{worker}")


def on_server(*statements: str) -> None:
    """Run statements on the PostgreSQL server, outside any transaction."""
    import psycopg  # noqa: PLC0415

    with psycopg.connect(POSTGRESQL.rsplit("/", 1)[0] + "/postgres", autocommit=True) as server:
        for statement in statements:
            server.execute(statement.encode())


def worker_databases() -> list[str]:
    """Return the names of the workers' databases on PostgreSQL."""
    name = "test_" + POSTGRESQL.rsplit("/", 1)[1]
    return [f"{name}_gw{worker}" for worker in range(WORKERS)]


def copy_postgresql() -> None:
    """Give every worker a database made from the migrated one."""
    origin = "test_" + POSTGRESQL.rsplit("/", 1)[1]
    for name in worker_databases():
        on_server(
            f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)',
            f'CREATE DATABASE "{name}" TEMPLATE "{origin}"',
        )


def drop_postgresql() -> None:
    """Leave nothing on the server."""
    for name in ["test_" + POSTGRESQL.rsplit("/", 1)[1], *worker_databases()]:
        on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def run(title: str, *arguments: str, **environment: str) -> bool:
    """Run pytest once; tell whether it passed."""
    sys.stdout.write(f"\n== {title}\n")
    sys.stdout.flush()
    done = subprocess.run([*PYTEST, *arguments], env={**os.environ, **environment}, check=False)  # noqa: S603
    return done.returncode == 0


def run_all(var: str, postgresql: bool, browser: bool) -> bool:
    """Migrate, copy, and run what can be run; tell whether all of it passed."""
    making = [migrate(DEJIMA_VAR=var)]
    if postgresql:
        making.append(migrate(DEJIMA_VAR=var, DATABASE_URL=POSTGRESQL))
    codes = [one.wait() for one in making]
    if any(codes):
        sys.stdout.write("\n!! the migrations failed\n")
        return False
    copy_sqlite(var)
    parallel = ["-n", str(WORKERS), "-m", "not browser"]
    passed = [run("SQLite", *parallel, DEJIMA_VAR=var)]
    if postgresql:
        copy_postgresql()
        passed.append(run("PostgreSQL", *parallel, DEJIMA_VAR=var, DATABASE_URL=POSTGRESQL))
        drop_postgresql()
    if browser:
        journeys = ["-n", str(WORKERS), "--dist", "loadfile", "-m", "browser", "tests/journeys"]
        passed.append(run("Browser", *journeys, DEJIMA_VAR=var))
    return all(passed)


def main() -> int:
    """Run what can be run; return the exit code."""
    postgresql, browser = has_postgresql(), has_browser()
    with tempfile.TemporaryDirectory(prefix="dejima-suite-") as var:
        passed = run_all(var, postgresql, browser)
    missing = [] if postgresql else [f"PostgreSQL (no server at {POSTGRESQL})"]
    missing += [] if browser else ["Browser (no Chromium)"]
    missing += [] if shutil.which("pdftotext") else ["Texts of PDF (no pdftotext)"]
    for what in missing:
        sys.stdout.write(f"\n!! NOT RUN: {what}\n")
    if missing and os.environ.get("DEJIMA_REQUIRE_ALL") == "1":
        return 1
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
