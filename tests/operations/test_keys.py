"""Without its keys nothing starts, and each part says which one is missing."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tenure.foundation.postgres import lease
from tests.operations.tenure import free_port, settings, tenure

pytestmark = pytest.mark.capability("PLT-15")


@pytest.fixture(scope="module")
def keyless(migrated) -> Path:
    """Give a Tenure whose key of fingerprints is away."""
    data = migrated("keyless")
    (data / "keys" / "blind-index").rename(data / "away")
    return data


def test_worker_and_doctor_and_run_name_the_missing_key(keyless):
    words = f"The key file blind-index is missing from {keyless / 'keys'}."
    worker = tenure(keyless, "worker")
    doctor = tenure(keyless, "doctor")
    whole = tenure(keyless, "run", "--port", str(free_port()))

    assert (worker.returncode, worker.stderr.startswith(words)) == (1, True)
    assert (doctor.returncode, f"Sealed values: {words}" in doctor.stdout) == (1, True)
    assert (whole.returncode, whole.stderr.startswith(f"Tenure does not start. {words}")) == (1, True)


@pytest.fixture
def kept(keyless) -> Iterator[Path]:
    """Keep the database of a Tenure up while none of its own processes does."""
    lease.hold(keyless)
    yield keyless
    lease.release(keyless)


def test_the_web_server_ends_with_the_same_words(kept):
    done = subprocess.run(
        [sys.executable, "-m", "gunicorn", "-c", "python:tenure.config.gunicorn"],
        env=settings(kept, PORT=str(free_port()), TENURE_WEB_WORKERS="1"),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )

    assert done.returncode != 0
    assert "The key file blind-index is missing" in done.stderr


def test_with_the_key_put_back_all_is_well(keyless):
    (keyless / "away").rename(keyless / "keys" / "blind-index")

    assert tenure(keyless, "keys", "check").returncode == 0
