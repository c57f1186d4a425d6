"""The register of sealed columns: what renewing keys and rebuilding fingerprints must know of each."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Model


@dataclass(frozen=True)
class SealedColumn:
    """A sealed column: what for, to whose ``uid``, and beside it perhaps the fingerprint of the value.

    ``owner`` names the relation whose ``uid`` the values are bound to; without one it is the row's own.
    """

    model: type[Model]
    column: str
    purpose: str
    owner: str = ""
    blind: str = ""

    @property
    def uid_path(self) -> str:
        """The way from a row to the ``uid`` that its value is bound to."""
        return f"{self.owner}__uid" if self.owner else "uid"


_columns: list[SealedColumn] = []


def sealed_column(model: type[Model], column: str, purpose: str, *, owner: str = "", blind: str = "") -> None:
    """Register a sealed column, beside its model."""
    _columns.append(SealedColumn(model, column, purpose, owner, blind))


def columns() -> Iterator[SealedColumn]:
    """List every sealed column there is."""
    yield from _columns
