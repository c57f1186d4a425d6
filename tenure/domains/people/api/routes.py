"""People for programs: lists and single rows."""

from ninja import Router

from tenure.foundation.http.api import mount

from .resources import RESOURCES


def router() -> Router:
    """Build the routes of this domain."""
    built = Router(tags=["people"])
    for resource in RESOURCES:
        mount(built, resource)
    return built
