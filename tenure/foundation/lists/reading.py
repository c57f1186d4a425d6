"""One page of a list: rows, the way on, and how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from tenure.foundation.access import HIDDEN

from . import keyset
from .declaration import Column, Row
from .view import View
from .words import matching

CAP = 1_000


@dataclass(frozen=True)
class Count:
    """How many rows there are, counted up to a cap unless all are asked for."""

    number: int
    more: bool


@dataclass(frozen=True)
class Line:
    """One row with the cells of the view's columns; ``group`` is what its group is called."""

    row: Row
    cells: tuple[Any, ...]
    group: Any = None


@dataclass(frozen=True)
class Page:
    """One page, and the cursors that lead on and back."""

    lines: tuple[Line, ...]
    next: str | None
    previous: str | None
    count: Count | None


def page(view: View, *, counted: bool = True) -> Page:
    """Read one page of a view."""
    found = narrowed(view)
    rows, forward, backward = _slice(view, found)
    count = capped(found, None if view.counts_all else CAP) if counted else None
    return Page(lines(view, rows), forward, backward, count)


def narrowed(view: View, among: QuerySet[Any] | None = None) -> QuerySet[Any]:
    """Give every row of a view, in no order; a filter on a guarded field sees guarded rows only."""
    rows = view.listing.rows(view.ask) if among is None else among
    rows = rows.filter(matching(view))
    for one, value in view.chosen:
        rows = rows.filter(one.narrow(value, view.ask))
        if one.permission:
            rows = rows.filter(view.listing.rights(view.ask, one.permission))
    return rows


def ordered(view: View) -> QuerySet[Any]:
    """Give every row of a view in its order."""
    rows, keys = keyset.order(view, narrowed(view))
    return rows.order_by(*keyset.directions(keys, back=False))


def capped(rows: QuerySet[Any], cap: int | None) -> Count:
    """Count rows, but not further than anybody reads; without a cap, all of them."""
    keys = rows.order_by().values("pk")
    if cap is None:
        return Count(keys.count(), more=False)
    number = keys[: cap + 1].count()
    return Count(min(number, cap), number > cap)


def _slice(view: View, found: QuerySet[Any]) -> tuple[list[Row], str | None, str | None]:
    rows, keys = keyset.order(view, found)
    values, back = keyset.unpack(view, keys) if view.cursor else ([], False)
    beyond, order = (
        keyset.beyond(keys, values, back=back) if values else Q(),
        keyset.directions(keys, back=back),
    )
    at_once = view.listing.at_once(view.ask, [c.key for c in (view.group, view.sort) if c])
    if at_once is None:
        rows = rows.filter(beyond)
    else:
        compared, _keys = keyset.order(view, narrowed(view, at_once))
        rows = rows.filter(pk__in=compared.filter(beyond).order_by(*order)[: view.limit + 1].values("pk"))
    got = list(rows.order_by(*order)[: view.limit + 1])
    more, got = len(got) > view.limit, got[: view.limit]
    if back:
        got.reverse()
    if not got:
        return [], None, None
    forward = keyset.pack(view, got[-1], keys, back=False) if more or back else None
    backward = keyset.pack(view, got[0], keys, back=True) if (more if back else view.cursor) else None
    return got, forward, backward


def lines(view: View, rows: Sequence[Row]) -> tuple[Line, ...]:
    """Load rows and read their cells, hiding what may not be seen."""
    columns = [*view.columns, *([view.group] if view.group else [])]
    visible = _visible(view, columns, rows)
    loaded = view.listing.load(view.ask, rows)
    made = []
    for raw, row in zip(rows, loaded, strict=True):
        cells = [c.value(row) if raw.pk in visible.get(c.permission, (raw.pk,)) else HIDDEN for c in columns]
        group = cells.pop() if view.group else None
        made.append(Line(row, tuple(cells), group))
    return tuple(made)


def _visible(view: View, columns: Sequence[Column], rows: Sequence[Row]) -> dict[str, set[int]]:
    if not rows:
        return {}
    these = type(rows[0])._default_manager.filter(pk__in=[row.pk for row in rows])
    needed = {c.permission for c in columns if c.permission}
    return {
        one: set(these.filter(view.listing.rights(view.ask, one)).values_list("pk", flat=True))
        for one in sorted(needed)
    }
