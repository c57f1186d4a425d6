"""What every test of the project may ask for."""

from tests.fixtures import *  # noqa: F403 — pytest finds fixtures by name
