"""``python -m bench``: load a company, run every benchmark, print how it compares."""

import argparse
import os

from bench.session import session


def main() -> None:
    """Print a table; the company is gone again afterwards."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--people", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--explain", action="store_true", help="print the plan of the directory's query")
    asked = parser.parse_args()
    os.environ.setdefault("TENURE_RATE_USER", "1000000/100000")
    with session(asked.people, asked.rounds) as bench:
        from bench.benchmarks import run_all

        print(f"{asked.people} people\n{'':<28}{'ours':>10}{'yardstick':>12}{'times':>8}")
        for one in run_all(bench):
            print(
                f"{one.name:<28}{one.ours * 1000:>7.1f} ms{one.theirs * 1000:>9.2f} ms"
                f"{one.times:>8.1f}  {one.yardstick}",
                flush=True,
            )
        if asked.explain:
            from tenure.domains.people import queries

            print(queries.directory(bench.actor).order_by("sort_key", "pk")[:100].explain(analyze=True))


if __name__ == "__main__":
    main()
