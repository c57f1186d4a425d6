"""A test database with a loaded company in it, for as long as a run lasts."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.benchmarks import Bench


@contextmanager
def session(people: int, rounds: int) -> Iterator["Bench"]:
    """Load a company into the test database and take it out again, whatever happens."""
    from tests import environment  # noqa: F401 — names the data folder of the tests

    os.environ.setdefault("PYTEST_VERSION", "bench")  # the settings are those of the tests
    os.environ["PYTEST_XDIST_WORKER"] = "bench"  # a database of its own: tests may run meanwhile
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tenure.config.settings")
    import django
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()
    from django.db import transaction

    from bench.benchmarks import prepared
    from bench.company import Company, load
    from tests import database

    database.prepare(keep=True)
    with transaction.atomic():
        company = Company(people)
        load(company)
        yield prepared(company, rounds)
        transaction.set_rollback(True)
