"""People for programs: lists, single rows and verbs, on one router."""

from ninja import Router

from tenure.foundation.http.api import mount

from .resources import RESOURCES
from .staff_file import KEPT, mount_kept
from .writes import router as verbs


def router() -> Router:
    """Build the routes of this domain."""
    for resource in RESOURCES:
        mount(verbs, resource)
    for kept in KEPT:
        mount_kept(verbs, kept)
    return verbs
