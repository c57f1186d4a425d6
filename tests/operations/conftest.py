import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tenure.foundation.postgres import server
from tests.operations.tenure import Running, tenure


@pytest.fixture(scope="package")
def home() -> Iterator[Path]:
    """Give a folder that the account of the database may pass through; pytest's own are closed."""
    folder = Path(tempfile.mkdtemp(prefix="tenure-"))
    folder.chmod(0o711)
    yield folder
    for data in folder.iterdir():
        if data.is_dir():
            server.stop(data)
    shutil.rmtree(folder)


@pytest.fixture(scope="package")
def migrated(home: Path) -> Callable[[str], Path]:
    """Give a function that makes a data folder with a migrated, empty database; migrated only once."""
    first = home / "migrated"
    done = tenure(first, "migrate")
    assert done.returncode == 0, done.stderr

    def copied(name: str) -> Path:
        subprocess.run(["cp", "-a", str(first), str(home / name)], check=True)
        server.ensure_running(home / name)
        return home / name

    return copied


@pytest.fixture(scope="package")
def running(migrated: Callable[[str], Path]) -> Iterator[Running]:
    """Give a Tenure that runs as in service, with an empty database."""
    started = Running(migrated("one"))
    try:
        started.wait_until_ready()
        yield started
    finally:
        started.end()
