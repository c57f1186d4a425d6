"""``make test``: everything that must hold, on the embedded server or the one in DATABASE_URL."""

import os
import shutil
import subprocess
import sys

from tools.steps import ROOT

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# A file stays with one process, and the slow ones, which come first, are not kept for last.
IN_PARALLEL = ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]
INSTALL = ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]


def main() -> int:
    browser = find_browser() or install_browser()
    if browser:
        os.environ["TENURE_CHROMIUM"] = browser
    else:
        print(
            "No Chromium here: the journeys in a browser are left out. To have them: apt-get install chromium"
        )
    narrowed = sys.argv[1:]
    began = [sys.executable, "-m", "pytest", "-q", *(narrowed or IN_PARALLEL)]
    code = subprocess.run(began, cwd=ROOT, check=False).returncode
    print("Everything holds." if code == 0 else "Something does not hold; it stands above.")
    return code


def find_browser() -> str | None:
    """Name the Chromium of this machine."""
    named = os.environ.get("TENURE_CHROMIUM")
    return named or next((where for name in BROWSERS if (where := shutil.which(name))), None)


def install_browser() -> str | None:
    """Install Chromium where nobody else will: on a build machine, as root."""
    if not os.environ.get("CI") or os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    print("Installing Chromium …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["apt-get", "update", "-q"], INSTALL):
        done = subprocess.run(arguments, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            print(done.stderr[-2000:], file=sys.stderr)
            return None
    return find_browser()


if __name__ == "__main__":
    sys.exit(main())
