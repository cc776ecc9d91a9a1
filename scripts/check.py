"""``make check``: everything that can be checked without running the product."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
APPS = ("console", "cms", "kpis", "applications", "digitalresidents", "zones", "casework")
MAX_LINES = 400
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "console.settings.production",
    "SECRET_KEY": "check-" + "k" * 40 + "0123456789abcdefghij",
    "DATABASE_URL": "sqlite:///:memory:",
    "ALLOWED_HOSTS": "example.jp",
    "DEJIMA_BASE_URL": "https://example.jp",
    "DEFAULT_FROM_EMAIL": "dejima@example.jp",
}


def templates() -> list[str]:
    """Return every template of the project."""
    return sorted(str(p) for app in APPS for p in (ROOT / app).rglob("templates/**/*.html"))


def run(title: str, *command: str, **environment: str) -> bool:
    """Run one tool; print what it said only when it failed."""
    done = subprocess.run(  # noqa: S603
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    sys.stdout.write(f"{'ok  ' if done.returncode == 0 else 'FAIL'} {title}\n")
    if done.returncode:
        sys.stdout.write(done.stdout[-6000:] + done.stderr[-6000:])
    sys.stdout.flush()
    return done.returncode == 0


def long_files() -> bool:
    """Refuse Python files over the limit."""
    found = [
        f"{path.relative_to(ROOT)}: {count} lines"
        for app in (*APPS, "tests", "scripts")
        for path in (ROOT / app).rglob("*.py")
        if "migrations" not in path.parts
        and (count := len(path.read_text().splitlines())) > MAX_LINES
    ]
    sys.stdout.write(
        f"{'FAIL' if found else 'ok  '} files under {MAX_LINES} lines\n"
        + "".join(f"  {f}\n" for f in found)
    )
    return not found


def documents() -> bool:
    """Every ``make`` command that the README names exists in the Makefile."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"`?make ([a-z-]+)", (ROOT / "README.md").read_text()))
    wrong = named - targets
    sys.stdout.write(f"{'FAIL' if wrong else 'ok  '} README commands {sorted(wrong) or ''}\n")
    return not wrong


def main() -> int:
    """Run all checks; return 1 when one fails."""
    python = sys.executable
    passed = [
        run("ruff check", str(BIN / "ruff"), "check", "."),
        run("ruff format", str(BIN / "ruff"), "format", "--check", "."),
        run("djhtml", str(BIN / "djhtml"), "--tabwidth", "2", "--check", *templates()),
        run("djlint", str(BIN / "djlint"), "--lint", "--quiet", *templates()),
        run("layers", str(BIN / "lint-imports"), "--no-cache"),
        run("mypy", str(BIN / "mypy")),
        run("migrations", python, "manage.py", "makemigrations", "--check", "--dry-run"),
        run("catalogue", python, "-m", "scripts.messages", "--check"),
        run("workflows in READMEs", python, "manage.py", "workflows", "--check"),
        run(
            "deploy settings",
            python,
            "manage.py",
            "check",
            "--deploy",
            "--fail-level",
            "WARNING",
            **PRODUCTION,
        ),
        long_files(),
        documents(),
    ]
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
