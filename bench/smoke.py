"""``python -m bench.smoke``: everything that is measured, once on a small company, to see that it still runs."""

import tempfile
from pathlib import Path

from bench.session import session


def main() -> None:
    """Fail when a benchmark does."""
    with tempfile.TemporaryDirectory(prefix="tenure-bench-") as room:
        Path(room).chmod(0o711)
        with session(people=60, rounds=1, data=Path(room) / "data") as bench:
            from bench import benchmarks, pages

            for name, work in {**pages.works(bench), **benchmarks.works(bench)}.items():
                if not name.startswith("import"):
                    print(work(name).row())


if __name__ == "__main__":
    main()
