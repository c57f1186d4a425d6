"""Two people move units at the same time: each move is right, both together would be a ring."""

import threading

import pytest
from django.db import connection

from tenure.domains.organisation import actions
from tenure.domains.organisation.models import UnitTerm

from .factories import EDITOR, TODAY, unit

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_moves_at_once_make_no_ring() -> None:
    one, two = unit("one"), unit("two")
    start, refused = threading.Barrier(2), []

    def move(what, into) -> None:
        start.wait()
        try:
            actions.change_unit(what.pk, since=TODAY, parent=into, by=EDITOR)
        except actions.UnitInItself as error:
            refused.append(str(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=move, args=pair) for pair in ((one, two), (two, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert UnitTerm.objects.as_of(TODAY).filter(parent__isnull=False).count() == 1
