"""One step of measuring an import, in a process and a Tenure of its own; prints the seconds it took."""

import sys
from pathlib import Path

from .session import opened


def main() -> None:
    """``empty DATA``, ``import DATA FILES ROWS`` or ``copy DATA ROWS``."""
    what, data, *places = sys.argv[1:]
    opened(Path(data))
    from . import rows

    steps = {"empty": lambda: None, "import": rows.bring_in, "copy": rows.copy_in}
    print(steps[what](*map(Path, places)) or 0.0)


if __name__ == "__main__":
    main()
