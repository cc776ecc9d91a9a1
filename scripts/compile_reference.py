"""Compile the project's reference tables from a folder of collected source data.

    python -m scripts.compile_reference SHARED_DIR [--world-atlas UNPACKED_NPM_PACKAGE]

Reads SHARED_DIR/data and writes zones/data and kpis/data. The same input gives the same bytes.
Without --world-atlas the outline of Japan is left as it is.
"""

import argparse
import sys
from pathlib import Path

from scripts.reference.laws import compile_laws
from scripts.reference.measures import compile_measures
from scripts.reference.municipalities import compile_municipalities
from scripts.reference.outline import compile_outline
from scripts.reference.panel import compile_panel
from scripts.reference.sources import compile_sources
from scripts.reference.tables import CompileError
from scripts.reference.zones import compile_zones

ROOT = Path(__file__).resolve().parent.parent


def compile_all(source: Path, atlas: Path | None, root: Path = ROOT) -> dict[str, int]:
    """Write every table below `root`; returns rows per file name. Raises CompileError."""
    zones, kpis = root / "zones/data", root / "kpis/data"
    counts = compile_sources(zones) | compile_laws(zones)
    counts |= compile_municipalities(source, zones)
    counts |= compile_measures(source, zones) | compile_zones(source, zones)
    counts |= compile_panel(source, kpis)
    return counts | (compile_outline(atlas, zones) if atlas else {})


def main() -> int:
    """Run from the command line; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path, help="folder that holds data/")
    parser.add_argument("--world-atlas", type=Path, help="unpacked npm package world-atlas")
    options = parser.parse_args()
    try:
        counts = compile_all(options.shared / "data", options.world_atlas)
    except CompileError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for name, count in counts.items():
        sys.stdout.write(f"{count:>8}  {name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
