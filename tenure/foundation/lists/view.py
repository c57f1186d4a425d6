"""What somebody asks of a list, read from an address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor

from .declaration import Ask, Column, Listing
from .filters import Filter, day, readable
from .refusals import BadAsk, BadValue, NotYours

PAGE = 50
MOST = 1000
COUNT, ALL = "count", "all"
SETTINGS = ("q", "sort", "group", "look", "columns", "cursor", "limit", "as_of", "as_known", "export", COUNT)


@dataclass(frozen=True)
class View:
    """One way to see a list."""

    listing: Listing
    ask: Ask
    q: str
    chosen: tuple[tuple[Filter, Any], ...]
    sort: Column
    descending: bool
    group: Column | None
    columns: tuple[Column, ...]
    cards: bool
    cursor: str
    limit: int
    params: Mapping[str, tuple[str, ...]]

    def query(self, **changes: Any) -> str:
        """Write this view as a query string, with changes; ``None`` takes a parameter away."""
        kept = {name: values for name, values in self.params.items() if name not in ("cursor", "export")}
        for name, value in changes.items():
            kept.pop(name, None)
            if value is not None:
                kept[name] = tuple(value) if isinstance(value, list | tuple) else (str(value),)
        return "?" + urlencode(kept, doseq=True)

    @property
    def counts_all(self) -> bool:
        """Whether somebody asked for the whole number of rows."""
        return _one(self.params, COUNT) == ALL

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is searched or filtered."""
        defaults = self.listing.defaults
        return bool(
            self.q or any(n in self.params or n not in defaults for f, _v in self.chosen for n in f.names[:1])
        )


def read(
    listing: Listing, actor: Actor, params: Mapping[str, Sequence[str]], *, columns: Sequence[str] = ()
) -> View:
    """Read a view, refusing what the list does not know; ``columns`` is what this person likes to see."""
    listing = listing.whole()
    given = {name: tuple(values) for name, values in params.items()}
    _refuse_strangers(listing, actor, given)
    if _one(given, "as_known") and not actor.known_at:
        raise BadAsk(name="as_known")
    ask = _ask(listing, actor, _one(given, "as_of"))
    sort = _one(given, "sort") or listing.order
    group = _one(given, "group")
    return View(
        listing=listing,
        ask=ask,
        q=readable(_one(given, "q"), _("Search")).strip(),
        chosen=_chosen(listing, ask, given),
        sort=_sortable(listing, sort.removeprefix("-"), actor),
        descending=sort.startswith("-"),
        group=_groupable(listing, group, actor) if group else None,
        columns=_columns(listing, actor, given.get("columns") or columns),
        cards=_one(given, "look") == "cards" and listing.card is not None,
        cursor=_one(given, "cursor"),
        limit=_limit(_one(given, "limit")),
        params=given,
    )


def _one(params: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(params.get(name, ())), "")


def _refuse_strangers(listing: Listing, actor: Actor, params: Mapping[str, object]) -> None:
    open_names = {name for one in listing.open_filters(actor) for name in one.names}
    shut = {name: one for one in listing.filters for name in one.names if name not in open_names}
    for name in params:
        if name in shut:
            raise NotYours(name=shut[name].label)
        if name not in open_names and name not in SETTINGS:
            raise BadAsk(name=readable(name, _("Filter")))


def _ask(listing: Listing, actor: Actor, raw: str) -> Ask:
    asked = day(raw, _("As of"))
    if not actor.known_at and (asked is None or asked == actor.today):
        return Ask(actor, actor.today)
    if not listing.history:
        raise BadAsk(name="as_of")
    if not actor.holds(listing.history):
        raise NotYours(name=_("As of"))
    return Ask(actor, asked or actor.today)


def _chosen(
    listing: Listing, ask: Ask, params: Mapping[str, Sequence[str]]
) -> tuple[tuple[Filter, Any], ...]:
    defaults = {} if _one(params, "q").strip() else listing.defaults
    full = {**{name: (value,) for name, value in defaults.items()}, **params}
    values = ((one, one.read(full, ask)) for one in listing.open_filters(ask.actor))
    return tuple((one, value) for one, value in values if value is not None)


def _sortable(listing: Listing, key: str, actor: Actor) -> Column:
    column = listing.require_column(key, actor)
    if column.sort is None:
        raise BadValue(value=key, name=_("Sort"))
    return column


def _groupable(listing: Listing, key: str, actor: Actor) -> Column:
    column = _sortable(listing, key, actor)
    if not column.groups:
        raise BadValue(value=key, name=_("Group by"))
    return column


def _columns(listing: Listing, actor: Actor, wanted: Sequence[str]) -> tuple[Column, ...]:
    there = listing.open_columns(actor)
    if not wanted:
        return tuple(c for c in there if c.shown or c.fixed)
    known = {c.key for c in listing.columns}
    for key in wanted:
        if key not in known:
            raise BadAsk(name=readable(key, _("Columns")))
    return tuple(c for c in there if c.fixed or c.key in wanted)


def _limit(raw: str) -> int:
    if not raw:
        return PAGE
    if not raw.isdecimal() or not 1 <= int(raw[:9]) <= MOST:
        raise BadValue(value=raw[:20], name=_("Page length"))
    return int(raw)
