"""What can be imported: domains declare their sheets here when Tenure starts."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenure.foundation.refusal import Refused

from .tables import Source
from .values import Reading, text

if TYPE_CHECKING:
    from .desk import Desk

Words = str | Promise


class NoSuchSheet(Refused):
    message = _("There is nothing called “{kind}” to import. Choose one of: {known}.")


@dataclass(frozen=True)
class Column:
    """One thing a row can say. ``also`` are other headings it goes by; ``permission`` is what it takes to write it."""

    key: str
    label: Words
    read: Reading = field(default_factory=text)
    help: Words = ""
    required: bool = False
    also: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    permission: str = ""
    example: str = ""


@dataclass(frozen=True)
class Given:
    """One row of a file as a sheet understands it: only what the file says, read into values."""

    source: Source
    values: Mapping[str, Any]

    def get(self, key: str, default: Any = None) -> Any:
        return self.values.get(key, default)

    def has(self, key: str) -> bool:
        return key in self.values

    def only(self, *keys: str, **named: str) -> dict[str, Any]:
        """Give those of the named values that the row has; ``field="column"`` renames."""
        renamed = {**{key: key for key in keys}, **named}
        return {name: self.values[key] for name, key in renamed.items() if key in self.values}

    def at(self, column: str) -> Source:
        return self.source._replace(column=column)


@dataclass(frozen=True)
class Sheet:
    """One kind of row: its columns, and what it makes of a row.

    ``grows`` gives the columns that people added while Tenure runs.
    """

    kind: str
    label: Words
    help: Words
    columns: tuple[Column, ...]
    draft: Callable[[Given, "Desk"], None]
    order: int = 100
    permission: str = ""
    grows: Callable[[], tuple[Column, ...]] | None = None

    def whole(self) -> "Sheet":
        """Give the sheet with what people added to it while Tenure runs."""
        if self.grows is None:
            return self
        return replace(self, columns=(*self.columns, *self.grows()), grows=None)

    def column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)


_sheets: dict[str, Sheet] = {}
_settlers: list[tuple[int, Callable[["Desk"], None]]] = []


def declare(*sheets: Sheet) -> None:
    """Register what a domain can import."""
    _sheets.update({sheet.kind: sheet for sheet in sheets})


def settle_with(settler: Callable[["Desk"], None], *, order: int) -> None:
    """Register what looks at all rows of a run together once each has been read."""
    _settlers.append((order, settler))


def sheet(kind: str) -> Sheet:
    """Find a sheet by its kind."""
    if kind not in _sheets:
        raise NoSuchSheet(kind=kind, known=", ".join(sorted(_sheets)))
    return _sheets[kind].whole()


def sheets() -> list[Sheet]:
    """Give all sheets, those that others refer to first."""
    return sorted((one.whole() for one in _sheets.values()), key=lambda one: one.order)


def settlers() -> Iterable[Callable[["Desk"], None]]:
    """Give what looks at all rows together, in order."""
    return [settler for _order, settler in sorted(_settlers, key=lambda pair: pair[0])]
