"""The Japanese catalogue: collect msgids, compile, or check that all is translated.

``python -m scripts.messages`` collects and compiles; ``--check`` fails on an untranslated or fuzzy
entry, or on a compiled catalogue that is not up to date. Needs gettext's tools.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "console" / "locale" / "ja" / "LC_MESSAGES"
PO, MO = FOLDER / "django.po", FOLDER / "django.mo"
IGNORED = (".venv/*", "var/*", "build/*", "static_collected/*", "tests/*", "node_modules/*")


def tool(*command: str) -> str:
    """Run a tool and return what it prints; CalledProcessError when it fails."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise SystemExit(f"{' '.join(command[:3])}: {done.stdout}{done.stderr}")
    return done.stdout


def collect() -> None:
    """Bring the catalogue's msgids up to date with the sources."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    ignored = [f"--ignore={pattern}" for pattern in IGNORED]
    tool(
        sys.executable,
        "manage.py",
        "makemessages",
        "-l",
        "ja",
        "--no-wrap",
        "--no-obsolete",
        "--add-location=file",
        *ignored,
    )


def compile_to(target: Path) -> None:
    """Compile the catalogue."""
    tool("msgfmt", "--check-format", "-o", str(target), str(PO))


def unfinished() -> str:
    """Return the entries that are untranslated or fuzzy."""
    return tool("msgattrib", "--untranslated", "--no-wrap", str(PO)) + tool(
        "msgattrib", "--only-fuzzy", "--no-wrap", str(PO)
    )


def msgids(path: Path) -> str:
    """Return the sorted entries of a catalogue without places and header."""
    return tool("msgcat", "--no-location", "--sort-output", "--no-wrap", str(path)).split(
        "\n\n", 1
    )[-1]


def check() -> int:
    """Return 1 and say what is missing when the catalogue is not complete and compiled."""
    before, compiled = PO.read_bytes(), msgids(PO)
    try:
        collect()
        wrong = unfinished()
        if msgids(PO) != compiled:
            wrong += "\nThe catalogue is not up to date with the sources: run make messages.\n"
    finally:
        PO.write_bytes(before)
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "django.mo"
        compile_to(fresh)
        if not MO.exists() or fresh.read_bytes() != MO.read_bytes():
            wrong += "\nThe compiled catalogue is not up to date: run make messages.\n"
    sys.stdout.write(wrong)
    return 1 if wrong else 0


def main() -> int:
    """Collect and compile; or check."""
    if "--check" in sys.argv:
        return check()
    collect()
    compile_to(MO)
    left = unfinished()
    sys.stdout.write(left)
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
