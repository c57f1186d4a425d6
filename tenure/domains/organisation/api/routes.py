"""The organisation for programs."""

from ninja import Router

from tenure.foundation.http.api import mount

from .resources import RESOURCES


def router() -> Router:
    """Build the routes of this domain."""
    built = Router(tags=["organisation"])
    for resource in RESOURCES:
        mount(built, resource)
    return built
