"""gunicorn with one sync worker on each database, and what its answers cost: worker and backend."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.performance.databases import address
from tests.performance.measure import cpu_of, is_backend_here

PATIENCE = 120


def session_of(user: Any) -> str:
    """Sign a person in who has a second factor; return the cookie."""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    TOTP.activate(user, generate_totp_secret())
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"sessionid={session.session_key}"


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Server:
    """One gunicorn with one sync worker, serving ``tests.performance.wsgi:<name>`` from a database."""

    def __init__(self, name: str, database: str) -> None:
        self.port = _free_port()
        self.label = f"dejima-bench-{self.port}"
        command = [sys.executable, "-m", "gunicorn", "--workers", "1", "--timeout", "300"]
        command += ["--bind", f"127.0.0.1:{self.port}", f"tests.performance.wsgi:{name}"]
        environ = {**os.environ, "DATABASE_URL": address(database), "PGAPPNAME": self.label}
        self.process = subprocess.Popen(command, env=environ, stderr=subprocess.DEVNULL)
        self.worker = self.backend = 0

    def get(self, url: str, *, cookie: str = "") -> bytes:
        """Ask for a page and return its body; RuntimeError unless the answer is 200."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Host": "testserver", "Cookie": cookie}
        connection.request("GET", url, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        if answer.status != 200:
            raise RuntimeError(f"{url}: {answer.status} {answer.headers.get('Location', '')}")
        return body

    def post(self, url: str, data: dict[str, str], *, cookie: str, token: str) -> bytes:
        """Send a form and return the answer's body; RuntimeError unless the answer is 200."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {
            "Host": "testserver",
            "Cookie": cookie,
            "X-CSRFToken": token,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection.request("POST", url, body=urlencode(data), headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        if answer.status != 200:
            raise RuntimeError(f"{url}: {answer.status}")
        return body

    def wait(self, url: str) -> None:
        """Wait for the first answer and learn which processes it comes from."""
        end = time.monotonic() + PATIENCE
        while not self.worker:
            try:
                self.get(url)
                children = f"/proc/{self.process.pid}/task/{self.process.pid}/children"
                self.worker = int(Path(children).read_text().split()[0])
            except OSError:
                if time.monotonic() > end or self.process.poll() is not None:
                    raise
                time.sleep(0.2)
        self.backend = self._backend()

    def _backend(self) -> int:
        """Return the process of the worker's connection; 0 when it has none or runs elsewhere."""
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pid FROM pg_stat_activity WHERE application_name = %s", [self.label]
            )
            found = [pid for (pid,) in cursor.fetchall() if is_backend_here(pid)]
        return found[0] if found else 0

    def cpu(self) -> float:
        """Return the CPU seconds of the worker and of its backend."""
        return cpu_of(self.worker) + (cpu_of(self.backend) if self.backend else 0)

    def resident(self) -> float:
        """Return what the worker holds in memory, in MB."""
        lines = Path(f"/proc/{self.worker}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024

    def loaded(self, *names: str) -> list[str]:
        """Return which of the libraries the worker has mapped into its memory."""
        maps = Path(f"/proc/{self.worker}/maps").read_text()
        return [name for name in names if f"/{name}/" in maps]

    def stop(self) -> None:
        """End the server and wait for it."""
        self.process.terminate()
        self.process.wait(PATIENCE)
