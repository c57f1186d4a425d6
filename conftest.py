"""What every test of the project may ask for."""

from hypothesis import HealthCheck, settings

from tests.fixtures import *  # noqa: F403 — pytest finds fixtures by name

# A slow machine is no fault: nothing here is measured by the clock.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")
