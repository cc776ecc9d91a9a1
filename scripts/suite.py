"""``make test``: the whole suite, saying loudly what did not run.

On SQLite always; on PostgreSQL and in a browser where they are found. With DEJIMA_REQUIRE_ALL=1
(CI) a missing PostgreSQL or browser is a failure.
"""

import os
import shutil
import subprocess
import sys

PYTEST = [sys.executable, "-m", "pytest", "-q"]
POSTGRESQL = os.environ.get("DEJIMA_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432/dejima")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


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


def run(title: str, *arguments: str, **environment: str) -> bool:
    """Run pytest once; tell whether it passed."""
    sys.stdout.write(f"\n== {title}\n")
    sys.stdout.flush()
    done = subprocess.run([*PYTEST, *arguments], env={**os.environ, **environment}, check=False)  # noqa: S603
    return done.returncode == 0


def main() -> int:
    """Run what can be run; return the exit code."""
    passed, missing = [run("SQLite", "-n", "2", "-m", "not browser")], []
    if has_postgresql():
        passed.append(run("PostgreSQL", "-n", "2", "-m", "not browser", DATABASE_URL=POSTGRESQL))
    else:
        missing.append(f"PostgreSQL (no server at {POSTGRESQL})")
    if has_browser():
        passed.append(run("Browser", "-m", "browser"))
    else:
        missing.append("Browser (no Chromium)")
    for what in missing:
        sys.stdout.write(f"\n!! NOT RUN: {what}\n")
    if missing and os.environ.get("DEJIMA_REQUIRE_ALL") == "1":
        return 1
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
