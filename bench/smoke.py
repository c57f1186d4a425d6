"""``python -m bench.smoke``: every benchmark once on a small company, to see that it still runs."""

from bench.session import session


def main() -> None:
    """Fail when a benchmark does."""
    with session(people=60, rounds=1) as bench:
        from bench.benchmarks import run_all

        for one in run_all(bench):
            print(f"{one.name}: {one.times:.1f} × {one.yardstick}")


if __name__ == "__main__":
    main()
