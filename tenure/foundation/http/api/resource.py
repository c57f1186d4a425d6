"""One declaration of what a list of the API gives, filters and sorts."""

import base64
import binascii
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from ninja import Schema

from tenure.foundation.access import Actor
from tenure.foundation.audit import trail
from tenure.foundation.audit.history import looking_back
from tenure.foundation.http.api.problems import Unreadable
from tenure.foundation.records.sensitivity import READS_LOGGED
from tenure.foundation.search.folding import fold

LIMIT, MOST = 100, 1000
# What every row tells beside its facts.
WHOSE_AND_WHEN = frozenset({"uid", "person", "employment", "valid_from", "valid_until"})


class BadCursor(Unreadable):
    message = _("This cursor is not one that a list gave out. Start again without a cursor.")


class BadSort(Unreadable):
    message = _("Cannot sort by {key}. Sort by one of: {keys}. Put - before a key to reverse it.")


@dataclass(frozen=True)
class Resource:
    """A list of rows and its single rows.

    ``filters`` name query parameters and the lookup each one is; ``sort`` names keys and columns;
    ``prepare`` adds what the schema reads, in a fixed number of queries; ``holds`` says which dated
    rows hold on a day as this actor may know it; ``about`` is the column of the person whose
    sensitive facts the rows are, for the read log; ``attach`` hangs onto the rows of a page what no
    column holds.
    """

    name: str
    model: type[Model]
    schema: type[Schema]
    permission: str
    filters: Mapping[str, tuple[type, str]] = field(default_factory=dict)
    sort: Mapping[str, str] = field(default_factory=dict)
    search: tuple[str, ...] = ()
    dated: bool = False
    related: tuple[str, ...] = ()
    prepare: Callable[[QuerySet[Any], Actor, date], QuerySet[Any]] | None = None
    holds: Callable[[Actor, date], Q] | None = None
    about: str = ""
    attach: Callable[[Sequence[Any], Actor, date], None] | None = None
    moved: Callable[[Actor, UUID], UUID | None] | None = None

    def one(self, actor: Actor, day: date, uid: UUID) -> Any:
        """Give a single row; a record that was put into another is answered with that one."""
        rows = self.prepared(actor, day)
        found = rows.filter(uid=uid).first()
        if found is None and self.moved and (other := self.moved(actor, uid)):
            return rows.get(uid=other)
        return found or rows.get(uid=uid)

    @property
    def looks_back(self) -> bool:
        """Whether it can be asked what was believed at an instant."""
        return self.model in looking_back()

    def rows(self, actor: Actor) -> QuerySet[Any]:
        """Give the rows that the actor may see."""
        rows: QuerySet[Any] = self.model._default_manager.allowed(actor, self.permission)  # type: ignore[attr-defined]
        return rows.select_related(*self.related) if self.related else rows

    def prepared(self, actor: Actor, day: date) -> QuerySet[Any]:
        rows = self.rows(actor)
        return self.prepare(rows, actor, day) if self.prepare else rows

    def select(self, actor: Actor, asked: Mapping[str, Any]) -> QuerySet[Any]:
        """Narrow the actor's rows to what was asked for."""
        rows = self.prepared(actor, asked.get("as_of") or actor.today)
        if self.dated and asked.get("as_of"):
            rows = rows.filter(self._holding(actor, asked["as_of"]))
        for name, (_type, lookup) in self.filters.items():
            if asked.get(name) is not None:
                rows = rows.filter(**{lookup: asked[name]})
        return rows.filter(self._found(asked.get("q") or ""))

    def _holding(self, actor: Actor, day: date) -> Q:
        return self.holds(actor, day) if self.holds else Q(valid__contains=day)

    def complete(self, rows: Sequence[Any], actor: Actor, day: date) -> None:
        """Hang onto rows what no column holds, and write down who read them."""
        if self.attach and rows:
            self.attach(rows, actor, day)
        self.log(actor, rows)

    def log(self, actor: Actor, rows: Sequence[Any]) -> None:
        """Write down who read which facts of these rows, one entry for the list, where reads are logged."""
        about = {getattr(row, self.about) for row in rows} if self.about else set()
        is_logged = getattr(self.model, "sensitivity", None) in READS_LOGGED
        if rows and (is_logged or about & actor.broken_into):
            fields = set(self.schema.model_fields) - WHOSE_AND_WHEN
            trail.viewed(actor, self.model._meta.label_lower, rows, about=about, fields=fields)

    def _found(self, words: str) -> Q:
        found = Q()
        for word in fold(words).split() if self.search else ():
            found &= Q(*((f"{column}__icontains", word) for column in self.search), _connector=Q.OR)
        return found

    def page(
        self, rows: QuerySet[Any], *, sort: str, cursor: str | None, limit: int
    ) -> tuple[list[Any], str | None]:
        """Give one page in a stable order and the cursor of the next."""
        column, descending = self._order(sort)
        rows = rows.order_by(*[f"-{c}" if descending else c for c in dict.fromkeys((column, "pk"))])
        if cursor:
            rows = rows.filter(_after(column, descending=descending, at=_decode(cursor, self.name)))
        found = list(rows[: limit + 1])
        more = len(found) > limit
        page = found[:limit]
        return page, _encode(self.name, _value(page[-1], column), page[-1].pk) if more else None

    def _order(self, sort: str) -> tuple[str, bool]:
        key = sort.removeprefix("-")
        keys = {"uid": "uid", **self.sort}
        if key not in keys:
            raise BadSort(key=key, keys=", ".join(keys))
        return keys[key], sort.startswith("-")


def _after(column: str, *, descending: bool, at: tuple[Any, int]) -> Q:
    """Name the rows behind a place; null sorts last, as PostgreSQL has it ascending."""
    value, key = at
    step = "lt" if descending else "gt"
    if value is None:
        later = Q(**{f"{column}__isnull": True, f"pk__{step}": key})
        return later | Q(**{f"{column}__isnull": False}) if descending else later
    behind = Q(**{f"{column}__{step}": value}) | Q(**{column: value, f"pk__{step}": key})
    return behind if descending else behind | Q(**{f"{column}__isnull": True})


def _value(row: Any, column: str) -> Any:
    for part in column.split("__"):
        row = getattr(row, part, None)
    return row


def _encode(name: str, value: Any, key: int) -> str:
    plain = str(value) if isinstance(value, UUID | date | datetime | Decimal) else value
    text = json.dumps([name, plain, key])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decode(cursor: str, name: str) -> tuple[Any, int]:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        of, value, key = json.loads(text)
    except (ValueError, TypeError, binascii.Error):
        raise BadCursor from None
    if of != name or type(key) is not int or isinstance(value, list | dict) or abs(key) >= 2**63:
        raise BadCursor
    return value, key
