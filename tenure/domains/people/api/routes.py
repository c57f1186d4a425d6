"""People for programs: lists, single rows and verbs, on one router."""

from ninja import Router

from tenure.foundation.http.api import mount

from . import (
    custom,  # noqa: F401 — its verbs join the router
    glass,  # noqa: F401 — its verbs join the router
    previews,
    quality,  # noqa: F401 — its verbs join the router
    records,  # noqa: F401 — so do these
)
from .resources import RESOURCES
from .staff_file import KEPT, mount_kept
from .writes import router as verbs


def router() -> Router:
    """Build the routes of this domain."""
    for resource in RESOURCES:
        mount(verbs, resource)
    for kept in KEPT:
        mount_kept(verbs, kept)
    verbs.add_router("", previews.router)
    return verbs
