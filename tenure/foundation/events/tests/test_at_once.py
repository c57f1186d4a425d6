"""What must never be stale follows in the transaction of the act."""

import pytest
from django.db import transaction

from tenure.foundation.events import announce, at_once, event
from tenure.foundation.events.declare import _followers
from tenure.foundation.events.models import Announced

pytestmark = pytest.mark.django_db


@event
class Moved:
    """Something moved."""

    thing: int


@pytest.fixture
def followed():
    seen: list[int] = []

    @at_once(Moved)
    def follow(happened: Moved) -> None:
        if happened.thing < 0:
            raise ValueError("no such thing")
        seen.append(happened.thing)

    yield seen
    _followers.pop(Moved)


def test_it_follows_before_the_announcing_line_returns(followed):
    announce(Moved(thing=7))
    assert followed == [7]


def test_if_it_fails_the_act_fails(followed):
    with pytest.raises(ValueError, match="no such thing"), transaction.atomic():
        announce(Moved(thing=-1))
    assert not Announced.objects.exists()
