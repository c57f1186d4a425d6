"""``make check``: everything that a machine can say about the code without running the product."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.steps import BIN, ROOT, Outcome, Step, run, run_all, wanted

SNAPSHOT = ROOT / "docs" / "api" / "openapi.json"
OUT_OF_REACH = ("ConnectionError", "Connection", "Max retries", "timed out", "resolve", "503", "403", "404")


def main() -> int:
    return run_all(wanted(STEPS))


def openapi() -> Outcome:
    """Compare the API with its snapshot."""
    if not (ROOT / "tenure" / "config" / "commands" / "openapi.py").exists():
        return Outcome("not run: there is no API yet")
    made = subprocess.run([BIN / "tenure", "openapi"], cwd=ROOT, capture_output=True, text=True, check=False)
    if made.returncode:
        return Outcome("failed", made.stderr)
    kept = json.loads(SNAPSHOT.read_text()) if SNAPSHOT.exists() else None
    if json.loads(made.stdout) == kept:
        return Outcome("OK")
    place = SNAPSHOT.relative_to(ROOT)
    return Outcome("failed", f"The API differs from {place}. If that is meant: tenure openapi > {place}")


def translations() -> Outcome:
    """Compare the words in the sources with the catalogue that translators work on."""
    kept = ROOT / "tenure" / "locale" / "tenure.pot"
    with tempfile.TemporaryDirectory() as room:
        fresh = Path(room) / "tenure.pot"
        made = run([sys.executable, "-m", "tools.translations", fresh])
        if made.failed:
            return made
        if kept.exists() and messages(kept) == messages(fresh):
            return Outcome("OK")
    return Outcome("failed", "The catalogue is behind the sources: .venv/bin/python -m tools.translations")


def messages(catalogue: Path) -> set[object]:
    """Give what there is to translate, without line numbers and dates."""
    from babel.messages.pofile import read_po

    with catalogue.open("rb") as file:
        return {(message.id, message.context) for message in read_po(file) if message.id}


def audit() -> Outcome:
    """Look the locked packages up in the lists of known holes."""
    with tempfile.TemporaryDirectory() as room:
        locked = Path(room) / "requirements.txt"
        export: list[str | Path] = [
            BIN / "uv",
            "export",
            "--frozen",
            "--all-groups",
            "--no-emit-project",
            "--quiet",
        ]
        exported = run([*export, "--output-file", locked])
        if exported.failed:
            return exported
        found = run(
            [BIN / "pip-audit", "--disable-pip", "--require-hashes", "--progress-spinner=off", "-r", locked]
        )
    if found.failed and any(sign in found.words for sign in OUT_OF_REACH) and "Found " not in found.words:
        return Outcome("not run: the lists of known holes are out of reach")
    return found


def bench() -> Outcome:
    """Run every benchmark once on little data, to see that they still run."""
    if not (ROOT / "bench" / "smoke.py").exists():
        return Outcome("not run: there are no benchmarks yet")
    return run([sys.executable, "-m", "bench.smoke"])


# The longest first: the others go on beside it.
STEPS = [
    Step("Faults, smoke run", [sys.executable, "-m", "bench.faults", "r02", "r08", "r16", "--smoke"]),
    Step("Format (ruff)", [BIN / "ruff", "format", "--check", "--quiet", "."]),
    Step("Lint (ruff)", [BIN / "ruff", "check", "--output-format=concise", "."]),
    Step("Types (mypy, strict)", [BIN / "mypy", "tenure", "tools"]),
    Step("Layers (import-linter)", [BIN / "lint-imports", "--no-cache"]),
    Step("Migrations", [BIN / "tenure", "manage", "makemigrations", "--check", "--dry-run"]),
    Step("API snapshot", ask=openapi),
    Step("Translations", ask=translations),
    Step("Known holes (pip-audit)", ask=audit),
    Step("Benchmarks, smoke run", ask=bench),
]

if __name__ == "__main__":
    sys.exit(main())
