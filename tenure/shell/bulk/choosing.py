"""Which rows of a list somebody chose: those ticked, or all that match what was searched and filtered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse

from tenure.foundation.access import Actor
from tenure.foundation.bulk.actions import TooManyRows
from tenure.foundation.bulk.verbs import Verb, verbs
from tenure.foundation.lists import reading, view
from tenure.foundation.lists.declaration import listing_of

IGNORED = ("cursor", "limit", "export", "look", "columns", "group", "count")


@dataclass(frozen=True)
class Chosen:
    """Rows by identifier, or (``is_all``) every row that a query of the list finds."""

    ticked: tuple[UUID, ...] = ()
    is_all: bool = False
    query: str = ""


def is_known(key: str) -> bool:
    """Say whether there is such a verb."""
    return key in {one.key for one in verbs()}


def chosen(given: QueryDict) -> Chosen:
    """Read the choice from a form or an address."""
    ticked = tuple(filter(None, map(_uid, given.getlist("row"))))
    return Chosen(ticked, given.get("rows") == "matching", given.get("query", "").removeprefix("?")[:4000])


def uids(one: Verb, what: Chosen, by: Actor, most: int) -> list[UUID]:
    """Give the identifiers of the chosen rows; refuse more than can be done at once."""
    if not what.is_all:
        return list(what.ticked)
    listing = listing_of(one.listing)
    rows = list(reading.ordered(_view(one, what.query, by))[: most + 1])
    if len(rows) > most:
        raise TooManyRows(most=most)
    return [listing.uid_of(row) for row in rows]


def count(one: Verb, what: Chosen, by: Actor, most: int) -> reading.Count:
    """Count the chosen rows, no further than one beyond what can be done at once."""
    if not what.is_all:
        return reading.Count(len(what.ticked), more=False)
    return reading.capped(reading.narrowed(_view(one, what.query, by)), most + 1)


def address(one: Verb) -> str:
    """Give the page of the list."""
    return reverse(listing_of(one.listing).url_name)


def matching(one: Verb, query: str, by: Actor, most: int) -> list[UUID]:
    """Give the identifiers of all rows that a query of the list finds."""
    return uids(one, Chosen(is_all=True, query=query), by, most)


def _view(one: Verb, query: str, by: Actor) -> view.View:
    params: Mapping[str, Any] = parse_qs(query, keep_blank_values=True)
    kept = {name: values for name, values in params.items() if name not in IGNORED}
    return view.read(listing_of(one.listing), by, kept)


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
