"""Runs steps, two at a time, and says of each how it went."""

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
WIDTH = 34
AT_ONCE = 2


@dataclass(frozen=True)
class Outcome:
    """How a step went: ``verdict`` is OK, failed or a reason why it was not run."""

    verdict: str
    words: str = ""

    @property
    def failed(self) -> bool:
        return self.verdict == "failed"


@dataclass(frozen=True)
class Step:
    """One check: a title, and a program to run or a function to ask."""

    title: str
    arguments: Sequence[str | Path] = ()
    ask: Callable[[], Outcome] | None = None
    environment: dict[str, str] = field(default_factory=dict)

    def run(self) -> Outcome:
        return self.ask() if self.ask else run(self.arguments)


def run(arguments: Sequence[str | Path]) -> Outcome:
    """Run a program; what it said matters only when it failed."""
    done = subprocess.run(
        [str(part) for part in arguments],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return Outcome("OK") if done.returncode == 0 else Outcome("failed", (done.stdout + done.stderr).strip())


def run_all(steps: Sequence[Step]) -> int:
    """Run every step, failed ones too, two at a time, and give the exit code."""
    began = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        failed = [step.title for step, outcome in pool.map(_run_one, steps) if outcome.failed]
    seconds = time.monotonic() - began
    if failed:
        print(f"\n{len(failed)} of {len(steps)} failed: {', '.join(failed)} ({seconds:.0f} s)")
        return 1
    print(f"\nAll {len(steps)} checks passed ({seconds:.0f} s)")
    return 0


def _run_one(step: Step) -> tuple[Step, Outcome]:
    """Run it and say in one write how it went, as others speak meanwhile."""
    began = time.monotonic()
    outcome = step.run()
    told = [f"{step.title:<{WIDTH}}{outcome.verdict}  {time.monotonic() - began:.1f} s"]
    told += [f"    {line}" for line in outcome.words.splitlines()[-60:]]
    print("\n".join(told), flush=True)
    return step, outcome


def wanted(steps: Sequence[Step]) -> Sequence[Step]:
    """Keep the steps whose title holds one of the words on the command line, or all of them."""
    words = [word.lower() for word in sys.argv[1:]]
    return [step for step in steps if not words or any(word in step.title.lower() for word in words)]
