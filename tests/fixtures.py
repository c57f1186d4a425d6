"""Fixtures that every test may ask for."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from tests import database

__all__ = ["django_db_setup", "shared"]


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Replace pytest-django's own: made by the owner, used by the application's role."""
    keep = bool(request.config.getvalue("reuse_db")) and not request.config.getvalue("create_db")
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        database.prepare(keep=keep)
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _test: database.empty())
        yield


@pytest.fixture(scope="session")
def shared() -> Callable[[str], Path]:
    """Give a function from a path to a file of the shared test data; skip where there is none, but not in CI."""

    def find(path: str) -> Path:
        home = os.environ.get("TENURE_SHARED")
        found = Path(home) / path if home else None
        if found and found.exists():
            return found
        if os.environ.get("CI"):
            pytest.fail(f"The shared test data have no {path}: is TENURE_SHARED right?")
        pytest.skip(f"TENURE_SHARED does not name a folder with {path}")

    return find
