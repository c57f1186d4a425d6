"""Where the faults happen: data folders of their own, and what is said of each fault afterwards."""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tenure.foundation.postgres import lease, server
from tests.operations.tenure import settings, tenure

DJANGO = {"DJANGO_SETTINGS_MODULE": "tenure.config.settings"}


@dataclass
class Report:
    """What one fault did: of the acknowledged writes none may be lost or there twice."""

    fault: str
    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    also: str = ""
    wrong: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not (self.lost or self.doubled or self.wrong)

    def line(self, seconds: float) -> str:
        """Say it in one line."""
        promise = "holds" if self.holds else "BROKEN: " + "; ".join(self.wrong or ["writes"])
        return (
            f"{self.fault}: acknowledged {self.acknowledged:,}, lost {self.lost}, doubled {self.doubled}; "
            f"{self.also} ({seconds:.0f} s): {promise}"
        )


@dataclass
class Scene:
    """A folder for the run; a migrated, empty Tenure in it, or ``template``, is copied for each fault."""

    home: Path
    smoke: bool
    seed: int = 1
    template: Path | None = None

    def migrated(self, name: str) -> Path:
        """Give a data folder with a migrated, empty database whose server runs."""
        first = self.template or self.home / "migrated"
        if not first.exists():
            done = tenure(first, "migrate")
            if done.returncode:
                raise SystemExit(done.stderr)
            server.stop(first)
        copied = self.home / name
        subprocess.run(["cp", "-a", str(first), str(copied)], check=True)
        lease.hold(copied)
        return copied

    def size(self, small: int, whole: int) -> int:
        """Choose how much: the smoke run does little of everything."""
        return small if self.smoke else whole


@contextmanager
def scene(*, smoke: bool, seed: int = 1, template: Path | None = None) -> Iterator[Scene]:
    """Make a folder that the account of the database may pass through, and clear it away."""
    home = Path(tempfile.mkdtemp(prefix="tenure-faults-"))
    home.chmod(0o711)
    try:
        yield Scene(home, smoke, seed, template)
    finally:
        for data in home.iterdir():
            if data.is_dir():
                lease.release(data)
                server.stop(data)
        shutil.rmtree(home)


def inside(data: Path, module: str, *arguments: str, **environment: str) -> dict[str, str]:
    """Run a module of ours inside a data folder and give what it printed as JSON."""
    made = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env=settings(data, **{**DJANGO, **environment}),
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise SystemExit(made.stderr)
    found: dict[str, str] = json.loads(made.stdout)
    return found


@contextmanager
def program(data: Path, *arguments: str, **environment: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a Python program in a data folder as long as the block lasts; its words go to ``<data>.log``."""
    with data.with_suffix(".log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            env=settings(data, **{**DJANGO, **environment}),
            stdout=log,
            stderr=log,
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


def wait(process: "subprocess.Popen[bytes]", seconds: float) -> int | None:
    """Wait until a program has ended; ``None`` if it has not."""
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        return None


@contextmanager
def timed() -> Iterator[list[float]]:
    """Give the seconds that the block took, in a list that is filled when it ends."""
    began, taken = time.monotonic(), [0.0]
    try:
        yield taken
    finally:
        taken[0] = time.monotonic() - began
