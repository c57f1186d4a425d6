"""One small world for a whole file of attacks; what each attack does is taken back."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.access.asking import undone
from tests.access.world import World, build


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture
def world(built: World) -> Iterator[World]:
    with undone():
        yield built
    built.clients.clear()
