"""``python -m bench.faults [r01 r05 …] [--smoke]``: bring each fault about and say in a line what it did."""

import argparse
import importlib
import pkgutil
import sys
import time
from pathlib import Path

import bench.faults

from .scene import scene

FAULTS = sorted(
    m.name
    for m in pkgutil.iter_modules(bench.faults.__path__)
    if m.name[:1] in "eir" and m.name[1:3].isdigit()
)


def main() -> int:
    """Run the faults asked for, or all; the exit code tells whether every promise was kept."""
    asked = _asked()
    chosen = [name for name in FAULTS if not asked.faults or name[:3] in asked.faults]
    broken = 0
    with scene(smoke=asked.smoke, seed=asked.seed, template=asked.template) as here:
        for name in chosen:
            began = time.monotonic()
            report = importlib.import_module(f"bench.faults.{name}").run(here)
            print(report.line(time.monotonic() - began), flush=True)
            broken += not report.holds
    return 1 if broken else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.faults", description=__doc__)
    parser.add_argument("faults", nargs="*", choices=[name[:3] for name in FAULTS] + [[]], metavar="FAULT")
    parser.add_argument("--smoke", action="store_true", help="a little of each, in a minute or two")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--template", type=Path, help="a migrated, empty data folder to begin with")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
