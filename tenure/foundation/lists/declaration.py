"""What a list is: said once, read by the page, the export and the API alike."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from tenure.foundation.access import EVERYTHING, Actor

from .filters import Filter
from .refusals import BadAsk, NotYours

Row = Any


@dataclass(frozen=True)
class Ask:
    """Who asks, and which day the answer is about."""

    actor: Actor
    day: date

    @property
    def travels(self) -> bool:
        """Whether another day than today, or what was known at another time, is asked for."""
        return self.day != self.actor.today or self.actor.known_at is not None


@dataclass(frozen=True)
class Link:
    """A cell that leads somewhere; ``face`` draws the person's picture or initials before it."""

    label: str
    url: str
    detail: str = ""
    face: bool = False

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True)
class State:
    """A cell that holds a state, with its colour."""

    label: Any
    colour: str = "secondary"

    def __str__(self) -> str:
        return str(self.label)


@dataclass(frozen=True)
class Card:
    """A row seen as a card."""

    title: str
    url: str
    text: str = ""
    detail: str = ""
    link: Link | None = None
    state: State | None = None


@dataclass(frozen=True)
class Column:
    """One column. ``value`` reads it from a loaded row; ``sort`` is what it is sorted by.

    ``sort`` is an expression, or a function from the ``Ask`` to one.

    A column with a ``permission`` is there only for those who hold it, and holds a value only in
    the rows over which they do. ``kind`` is "text", "date", "moment" or "number".
    """

    key: str
    label: Any
    value: Callable[[Row], Any]
    sort: Any = None
    kind: str = "text"
    permission: str = ""
    shown: bool = True
    fixed: bool = False
    groups: bool = False


def all_rows(_ask: Ask, _permission: str) -> Q:
    """Say that a permission, once held, is held over every row."""
    return EVERYTHING


def as_they_are(_ask: Ask, rows: Sequence[Row]) -> Sequence[Row]:
    """Load nothing more."""
    return rows


@dataclass(frozen=True)
class Listing:
    """One list.

    ``rows`` gives the allowed rows; ``load`` turns one page of them into what columns read, in a
    fixed number of queries. ``folded`` are columns of folded text, searched by the beginnings of
    words; ``also`` are plain ones, ``found_by`` names the
    rows that a folded word finds in other ways. ``suggest`` is the column that "did you mean" picks from.
    ``rights`` names the rows over which a column's permission is held. ``history`` is the
    permission to ask about another day than today, ``export`` the one to take the list away.
    ``defaults`` are the values of filters that hold until somebody chooses others or searches.
    ``grows`` gives what people added to the list while Tenure runs.
    ``uid_of`` identifies the record of a row for acts on many.
    ``at_once`` gives the same rows, read so that all are quick to compare by some columns, or ``None``
    where a page is quick anyway.
    """

    key: str
    title: Any
    url_name: str
    rows: Callable[[Ask], QuerySet[Any]]
    columns: tuple[Column, ...]
    order: str
    filters: tuple[Filter, ...] = ()
    folded: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    found_by: Callable[[Ask, str], Q] | None = None
    suggest: str = ""
    rights: Callable[[Ask, str], Q] = all_rows
    load: Callable[[Ask, Sequence[Row]], Sequence[Row]] = as_they_are
    card: Callable[[Row], Card] | None = None
    history: str = ""
    export: str = ""
    search_label: Any = ""
    defaults: dict[str, str] = field(default_factory=dict)
    uid_of: Callable[[Row], Any] = lambda row: row.uid
    grows: "Callable[[], Grown] | None" = None
    at_once: Callable[[Ask, Sequence[str]], QuerySet[Any] | None] = lambda _ask, _keys: None

    def whole(self) -> "Listing":
        """Give the list with what people added to it while Tenure runs."""
        if self.grows is None:
            return self
        more = self.grows()
        return replace(
            self,
            columns=(*self.columns, *more.columns),
            filters=(*self.filters, *more.filters),
            load=more.load or self.load,
            grows=None,
        )

    def column(self, key: str) -> Column:
        """Find a column by its key."""
        return _named(self.columns, key)

    def open_columns(self, actor: Actor) -> list[Column]:
        """Give the columns that are there for this actor."""
        return [c for c in self.columns if not c.permission or actor.holds(c.permission)]

    def open_filters(self, actor: Actor) -> list[Filter]:
        """Give the filters that are there for this actor."""
        return [f for f in self.filters if not f.permission or actor.holds(f.permission)]

    def require_column(self, key: str, actor: Actor) -> Column:
        """Find a column that this actor may sort by."""
        column = self.column(key)
        if column.permission and not actor.holds(column.permission):
            raise NotYours(name=column.label)
        return column


@dataclass(frozen=True)
class Grown:
    """What a list gains from fields that people made: columns, filters, and what loads their values."""

    columns: tuple[Column, ...] = ()
    filters: tuple[Filter, ...] = ()
    load: Callable[[Ask, Sequence[Row]], Sequence[Row]] | None = None


def _named(among: Iterable[Column], key: str) -> Column:
    for one in among:
        if one.key == key:
            return one
    raise BadAsk(name=key)


_listings: dict[str, Listing] = {}


def register(listing: Listing) -> Listing:
    """Make a list known by its key, for saved views and column choices."""
    _listings[listing.key] = listing
    return listing


def listing_of(key: str) -> Listing:
    """Find a registered list."""
    if key not in _listings:
        raise BadAsk(name=key)
    return _listings[key].whole()
