"""``make run``: migrate, load the demo once, start the site with its worker, say where it is."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

PORT = os.environ.get("PORT", "8000")
ADDRESS = f"http://127.0.0.1:{PORT}/"
PYTHON = sys.executable


def manage(*arguments: str) -> None:
    """Run one management command; stop when it fails."""
    subprocess.run([PYTHON, "manage.py", *arguments], check=True)  # noqa: S603


def start() -> list[subprocess.Popen[bytes]]:
    """Start the web server, the worker and the scheduler."""
    web = f"gunicorn --bind 127.0.0.1:{PORT} --workers 2 --timeout 120 --no-control-socket"
    commands = [
        [PYTHON, "-m", *web.split(), "--log-level", "warning", "console.wsgi:application"],
        [PYTHON, "manage.py", "db_worker", "--no-reload"],
        [PYTHON, "manage.py", "schedule_jobs"],
    ]
    quiet = {"stdout": subprocess.DEVNULL}
    return [subprocess.Popen(c, **({} if i == 0 else quiet)) for i, c in enumerate(commands)]  # noqa: S603


def wait_until_up(limit: float = 60) -> None:
    """Wait for the first answer; RuntimeError when there is none."""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{ADDRESS}healthz", timeout=2) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise RuntimeError(f"The site did not answer on {ADDRESS} within {limit:.0f} seconds.")


def main() -> int:
    """Prepare, start, and stay until stopped."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "console.settings.development")
    manage("migrate", "--verbosity", "0")
    manage("demo")
    processes = start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        wait_until_up()
        sys.stdout.write(
            f"\n  出島が動いています: {ADDRESS}\n  止めるには Ctrl+C を押してください。\n\n"
        )
        sys.stdout.flush()
        return processes[0].wait()
    except KeyboardInterrupt:
        return 0
    finally:
        for process in processes:
            process.terminate()


if __name__ == "__main__":
    sys.exit(main())
