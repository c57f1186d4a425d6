"""``python -m bench.crash``: kill a Tenure at random while clients write, and count."""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from tenure.foundation.postgres import server
from tests.operations.tenure import tenure

from .killer import PARTS
from .trial import Figures, run


def main() -> int:
    """Run one trial in a folder of its own and print what it found."""
    asked = _asked()
    home = Path(tempfile.mkdtemp(prefix="tenure-crash-"))
    home.chmod(0o711)
    try:
        migrated = tenure(home / "data", "migrate")
        if migrated.returncode:
            raise SystemExit(migrated.stderr)
        found = run(
            home / "data",
            seconds=asked.seconds,
            clients=asked.clients,
            seed=asked.seed,
            parts=tuple(asked.parts),
        )
        _print(found)
        if asked.log:
            print((home / "data.log").read_text())
    finally:
        server.stop(home / "data")
        shutil.rmtree(home)
    return 0 if found.holds else 1


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.crash", description=__doc__)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--clients", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--log", action="store_true", help="print what Tenure said")
    return parser.parse_args()


def _print(found: Figures) -> None:
    verdict = found.verdict
    times = found.recoveries or [0.0]
    print(f"{len(found.kills)} kills in {found.seconds:.0f} s: {_parts(found)}")
    print(
        f"acknowledged {verdict.acknowledged}, lost {len(verdict.lost)}, twice {len(verdict.twice)}; "
        f"unacknowledged {verdict.unacknowledged}, of which done {verdict.late}"
    )
    print(
        f"half done {verdict.half_done}, not once in the trail {verdict.untold}, in no ledger {len(verdict.unheard)}, "
        f"refused {dict(verdict.refused)}, jobs left {verdict.jobs_left}, stuck transactions {verdict.stuck}, "
        f"trail {verdict.trail}"
    )
    print(
        f"next write answered after: median {times[len(times) // 2]:.2f} s, longest {times[-1]:.2f} s; "
        f"slowest write with its repeats {found.slowest:.1f} s"
    )
    print(f"answers by status (0: none): {dict(sorted(found.answers.items()))}")
    print("Every promise was kept." if found.holds else "A promise was broken.")


def _parts(found: Figures) -> str:
    by_part: dict[str, list[float]] = {}
    for kill in found.kills:
        by_part.setdefault(kill.part, []).append(float("inf") if kill.recovery is None else kill.recovery)
    return ", ".join(f"{part} {len(t)}× (≤ {max(t):.1f} s)" for part, t in sorted(by_part.items()))


if __name__ == "__main__":
    sys.exit(main())
