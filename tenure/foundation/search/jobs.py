"""Keeps the index true where many rows changed at once."""

from tenure.foundation.jobs import job

from . import indexing


@job("search.rebuild", queue="slow")
def rebuild() -> None:
    """Make the whole index anew, after an import or a restore."""
    indexing.rebuild()
