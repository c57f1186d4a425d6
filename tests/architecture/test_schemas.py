"""Each shape of the API has a name of its own: the document knows shapes by name alone."""

from collections import defaultdict
from collections.abc import Iterator

import pytest
from ninja import Schema

import tenure.config.api  # noqa: F401 — brings every route

pytestmark = pytest.mark.capability("PLT-09")


def shapes(above: type[Schema]) -> Iterator[type[Schema]]:
    for one in above.__subclasses__():
        yield one
        yield from shapes(one)


def test_no_two_shapes_share_a_name():
    places = defaultdict(set)
    for one in shapes(Schema):
        if one.__module__.startswith("tenure."):
            places[one.__name__].add(one.__module__)
    assert {name: where for name, where in places.items() if len(where) > 1} == {}
