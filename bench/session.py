"""A Tenure of its own with a loaded company in it, made once for each size and kept."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.scene import Bench

LOADED = "loaded"


def home() -> Path:
    """Name the folder in which loaded companies are kept."""
    return Path(tempfile.gettempdir()) / f"tenure-bench-{os.geteuid()}"


@contextmanager
def session(people: int, rounds: int, data: Path | None = None) -> Iterator["Bench"]:
    """Open the company of a size, loading it first where it is not there yet."""
    opened(data or home() / str(people))
    from bench import loading, scene

    scene.settle()
    mark = Path(os.environ["TENURE_DATA"]) / LOADED
    if not mark.exists():
        loading.load(people)
        mark.touch()
    yield scene.prepared(rounds)


def opened(data: Path) -> None:
    """Make or open a Tenure in a folder, brought to this release, and start Django on it."""
    data.mkdir(mode=0o711, parents=True, exist_ok=True)
    os.environ["TENURE_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tenure.config.settings")
    subprocess.run([sys.executable, "-m", "tenure", "migrate"], check=True, stdout=subprocess.DEVNULL)
    from tenure.config.terminal import start_django

    start_django()
