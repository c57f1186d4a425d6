"""R01: web servers and their processes are killed in the middle of requests."""

from .scene import Report, Scene
from .trial import report


def run(here: Scene) -> Report:
    """Write through the API while every half to two seconds something of the web is killed."""
    return report(
        here,
        "R01 web killed",
        "r01",
        seconds=here.size(12, 300),
        clients=here.size(2, 8),
        parts=("web server", "web process"),
    )
