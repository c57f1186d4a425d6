"""R03: the postmaster, or a server process of it, is killed in the middle of transactions."""

from .scene import Report, Scene
from .trial import report


def run(here: Scene) -> Report:
    """Write through the API while the database is killed again and again."""
    return report(
        here,
        "R03 database killed",
        "r03",
        seconds=here.size(15, 300),
        clients=here.size(2, 6),
        parts=("postmaster", "connection"),
    )
