import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tenure.foundation.postgres import server


@pytest.fixture
def data() -> Iterator[Path]:
    """Give a data folder that every account may pass through; pytest's own are closed."""
    home = Path(tempfile.mkdtemp(prefix="tenure-"))
    home.chmod(0o711)
    folder = home / "data"
    yield folder
    server.stop(folder)
    shutil.rmtree(home)
