"""``python -m bench``: load a company once, look at it in every way, print how each compares."""

import argparse
import platform
from pathlib import Path

from bench.session import session


def main() -> None:
    """Print a table; the company is kept for the next time."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--data", type=Path, help="where the company is kept (a folder of the system's)")
    parser.add_argument("--only", default="", help="only what has this in its name")
    parser.add_argument("--without", metavar="WORD", help="leave out what has this in its name")
    asked = parser.parse_args()
    with session(asked.people, asked.rounds, asked.data) as bench:
        from bench import benchmarks, measure, pages

        print(f"{asked.people:,} people, {bench.today}, {platform.node()}\n\n{measure.HEAD}")
        for name, work in {**pages.works(bench), **benchmarks.works(bench)}.items():
            if asked.only in name and not (asked.without and asked.without in name):
                print(work(name).row(), flush=True)


if __name__ == "__main__":
    main()
