"""A running site: its address, its clock, and its command line."""

import fcntl
import hashlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from casework import clock

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("casework", "zones", "applications", "digitalresidents", "kpis", "cms")
CACHE = ROOT / "var" / "journeys"
SERVER = ("--workers", "1", "--threads", "4", "--timeout", "120", "console.wsgi:application")


class Site:
    """A site in a folder of its own, on a free port. ``moment`` is its present, None the real one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.moment: datetime | None = None
        self.states: dict[str, object] = {}
        self.clock = folder / "clock"
        self.clock.write_text("")
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "console.settings.journey",
            "DEJIMA_VAR": str(folder),
            "DEJIMA_CLOCK_FILE": str(self.clock),
        }
        self.environment.pop("DATABASE_URL", None)

    def manage(self, *arguments: str) -> str:
        """Run a management command on the site's database."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self) -> None:
        """Start the web server and wait for it."""
        command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{self.port}", *SERVER]
        self.log = (self.folder / "server.log").open("w")
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=self.log, stderr=self.log
        )
        for _try in range(200):
            try:
                with urllib.request.urlopen(f"{self.address}/healthz", timeout=5):
                    return
            except OSError:
                time.sleep(0.2)
        raise AssertionError((self.folder / "server.log").read_text()[-3000:])

    def kill(self) -> None:
        """End the server and its workers at once, as when the power fails."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        self.process.kill()
        for worker in children.split():
            os.kill(int(worker), signal.SIGKILL)
        self.process.wait(20)
        self.log.close()

    def stop(self) -> None:
        """Stop the server."""
        self.process.terminate()
        self.process.wait(20)
        self.log.close()

    def travel(self, moment: datetime) -> None:
        """Make a moment the present of the whole server."""
        self.moment = moment
        self.clock.write_text(moment.astimezone(clock.JST).isoformat())

    def pass_days(self, days: int) -> None:
        """Let days go by."""
        self.travel((self.moment or datetime.now(clock.JST)) + timedelta(days=days))

    def read(self, path: str) -> bytes:
        """Return what anybody gets from a path, without what differs at every request."""
        with urllib.request.urlopen(self.address + path, timeout=30) as answer:
            return without_tokens(answer.read())

    def mails(self) -> list[str]:
        """Return the mails sent so far, oldest first."""
        files = sorted((self.folder / "mail").glob("*"), key=lambda file: file.stat().st_mtime_ns)
        return [file.read_text(encoding="utf-8") for file in files]


def without_tokens(body: bytes) -> bytes:
    """Return a page without its CSRF tokens and nonces."""
    return re.sub(rb'(csrfmiddlewaretoken" value|nonce)="[^"]*"', b'\\1=""', body)


def _digest(*folders: str) -> str:
    """Return a digest of the code and data in folders."""
    kinds = {".py", ".json", ".csv", ".html", ".yaml", ".yml", ".mo"}
    files = sorted(
        file for top in folders for file in (ROOT / top).rglob("*") if file.suffix in kinds
    )
    content = hashlib.sha256((ROOT / "uv.lock").read_bytes())
    for file in files:
        content.update(file.read_bytes())
    return content.hexdigest()[:16]


def play_demo(site: Site, stage: str) -> None:
    """Give the site a stage of the demo, played once for each state of the code and each day.

    Of several workers one plays and the others wait for what it made.
    """
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / f"{stage}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _play_demo(site, stage)


def _play_demo(site: Site, stage: str) -> None:
    today = datetime.now(clock.JST).date()
    kept = CACHE / f"demo-{stage}-{today}-{_digest(*APPS, 'console')}"
    if kept.exists():
        shutil.copytree(kept, site.folder, dirs_exist_ok=True)
        return
    migrated_database(site)
    site.manage("demo", "--stage", stage)
    _checkpoint(site.folder / "dejima.sqlite3")
    for old in set(CACHE.glob(f"demo-{stage}-*")) - {kept}:
        shutil.rmtree(old)
    fresh = CACHE / f"new-{stage}"
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(site.folder, fresh)
    fresh.rename(kept)


def migrated_database(site: Site) -> None:
    """Give the site an empty database with its tables, made once for each set of migrations."""
    kept = CACHE / f"migrated-{_digest(*(f'{app}/migrations' for app in APPS))}.sqlite3"
    database = site.folder / "dejima.sqlite3"
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            site.manage("migrate", "--verbosity", "0")
            _checkpoint(database)
            for old in CACHE.glob("migrated-*.sqlite3"):
                old.unlink()
            shutil.copy(database, kept.with_suffix(".new"))
            kept.with_suffix(".new").rename(kept)
    shutil.copy(kept, database)


def _checkpoint(database: Path) -> None:
    import sqlite3

    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
