"""Bring the static files that other projects publish on npm into the source tree.

Run ``python scripts/vendor_assets.py`` where ``npm`` is installed. Each package is taken by exact
name and version with ``npm pack``; only the files a page uses are kept, each with its licence.
The result is committed, so a running site and its tests need neither npm nor a network.
"""

import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "console" / "static"
VENDOR = STATIC / "vendor"
FONTS = STATIC / "console" / "fonts"
FONTS_CSS = STATIC / "console" / "css" / "fonts.css"

DESIGN_TOKENS = "@digital-go-jp/design-tokens@1.1.9"
NOTO_SANS_JP = "@fontsource-variable/noto-sans-jp@5.3.1"
PLOTLY = "plotly.js-cartesian-dist-min@4.1.1"
PLOTLY_LOCALES = "plotly.js-locales@3.7.0"


def unpack(package: str, into: Path) -> Path:
    """Fetch ``name@version`` with npm and return the unpacked package directory.

    Raises CalledProcessError when npm fails (no network, no such version).
    """
    into.mkdir(parents=True)
    result = subprocess.run(  # noqa: S603
        ["npm", "pack", "--silent", package],  # noqa: S607
        cwd=into,
        check=True,
        capture_output=True,
        text=True,
    )
    with tarfile.open(into / result.stdout.strip().splitlines()[-1]) as archive:
        archive.extractall(into, filter="data")
    return into / "package"


def vendor_design_tokens(package: Path) -> None:
    """Keep the CSS variables of the デジタル庁デザインシステム unchanged (MIT)."""
    target = VENDOR / "design-tokens"
    target.mkdir(parents=True, exist_ok=True)
    shutil.copy(package / "dist" / "tokens.css", target / "tokens.css")
    shutil.copy(package / "LICENSE", target / "LICENSE")


def vendor_fonts(package: Path) -> None:
    """Keep the variable woff2 files and one stylesheet that names the family as DADS does (OFL)."""
    shutil.rmtree(FONTS, ignore_errors=True)
    FONTS.mkdir(parents=True)
    css = (package / "wght.css").read_text(encoding="utf-8")
    for name in re.findall(r"files/([\w\[\].-]+\.woff2)", css):
        shutil.copy(package / "files" / name, FONTS / name)
    css = css.replace("./files/", "../fonts/").replace("Noto Sans JP Variable", "Noto Sans JP")
    css = css.replace("woff2-variations", "woff2")
    FONTS_CSS.write_text(
        "/* Made by scripts/vendor_assets.py from " + NOTO_SANS_JP + " (SIL OFL 1.1). */\n" + css,
        encoding="utf-8",
    )
    shutil.copy(package / "LICENSE", FONTS / "LICENSE")


def vendor_plotly(package: Path, locales: Path) -> None:
    """Keep plotly's cartesian bundle and its Japanese locale as a plain script (both MIT).

    The locale is published as a CommonJS module, which a browser cannot load; it is wrapped in a
    function that registers it with the global ``Plotly``.
    """
    target = VENDOR / "plotly"
    target.mkdir(parents=True, exist_ok=True)
    shutil.copy(package / "plotly-cartesian.min.js", target / "plotly-cartesian.min.js")
    shutil.copy(package / "LICENSE", target / "LICENSE")
    locale = (locales / "ja.js").read_text(encoding="utf-8")
    (target / "plotly-locale-ja.js").write_text(
        "(function () {\nvar module = {};\n"
        + locale
        + "\nPlotly.register(module.exports);\n})();\n",
        encoding="utf-8",
    )


def main() -> int:
    """Replace every vendored file; returns the exit status."""
    with tempfile.TemporaryDirectory() as directory:
        work = Path(directory)
        vendor_design_tokens(unpack(DESIGN_TOKENS, work / "tokens"))
        vendor_fonts(unpack(NOTO_SANS_JP, work / "fonts"))
        vendor_plotly(unpack(PLOTLY, work / "plotly"), unpack(PLOTLY_LOCALES, work / "locales"))
    packages = (DESIGN_TOKENS, NOTO_SANS_JP, PLOTLY, PLOTLY_LOCALES)
    sys.stdout.write(f"vendored: {', '.join(packages)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
