"""The handbooks' pictures: runs the journeys that take them, and keeps those that a handbook shows.

``python -m scripts.handbooks`` needs Chromium, and its Japanese language pack for the browser's own
date and file pickers. ``--keep`` takes the pictures of the last run of the journeys.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
SHOTS = ROOT / "var" / "shots"
HANDBOOKS = ROOT / "docs" / "handbooks"
IMAGES = HANDBOOKS / "images"
JOURNEYS = ROOT / "tests" / "journeys"
MOST_BYTES = 150_000
SHOWN = re.compile(r"!\[[^\]]*\]\(images/([\w-]+)\.png\)")
SHOT = re.compile(r"shoot\(\s*\"([\w-]+)\"")


def shown() -> set[str]:
    """Return the names of the pictures that the handbooks show."""
    texts = [page.read_text(encoding="utf-8") for page in HANDBOOKS.glob("*.md")]
    return {name for text in texts for name in SHOWN.findall(text)}


def taken_by(journey: Path) -> set[str]:
    """Return the names of the pictures that a journey takes."""
    return set(SHOT.findall(journey.read_text(encoding="utf-8")))


def take() -> None:
    """Run the journeys that take the pictures; SystemExit when one fails."""
    shutil.rmtree(SHOTS, ignore_errors=True)
    journeys = [str(path) for path in sorted(JOURNEYS.glob("test_*.py")) if taken_by(path)]
    command = [sys.executable, "-m", "pytest", "-q", "-m", "browser", *journeys]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:  # noqa: S603
        raise SystemExit("A journey failed: the pictures stay as they were.")


def compress(source: Path, target: Path) -> int:
    """Write a picture with as many colors as MOST_BYTES allow; return its size in bytes."""
    picture = Image.open(source).convert("RGB")
    for colors in (256, 128, 64, 32):
        picture.quantize(colors, dither=Image.Dither.NONE).save(target, optimize=True)
        if target.stat().st_size <= MOST_BYTES:
            break
    return target.stat().st_size


def main() -> None:
    """Take the pictures, keep those shown, remove the others."""
    if "--keep" not in sys.argv[1:]:
        take()
    IMAGES.mkdir(exist_ok=True)
    for old in IMAGES.glob("*.png"):
        if old.stem not in shown():
            old.unlink()
    for name in sorted(shown()):
        size = compress(SHOTS / f"{name}.png", IMAGES / f"{name}.png")
        sys.stdout.write(f"{name}.png\t{size:,} bytes\n")


if __name__ == "__main__":
    main()
