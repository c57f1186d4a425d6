"""How sealed columns are opened for an export: domains say what each was sealed to."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Model

from tenure.foundation.crypto import unseal


@dataclass(frozen=True)
class Opening:
    """A sealed column, what it was sealed for, and which ``uid`` it is bound to."""

    column: str
    purpose: str
    owner: str = ""


_openings: dict[type[Model], list[Opening]] = {}


def open_with(model: type[Model], *openings: Opening) -> None:
    """Register the sealed columns of a model; ``owner`` is the relation whose ``uid`` they are bound to."""
    _openings[model] = list(openings)


def openings(model: type[Model]) -> list[Opening]:
    """Give the sealed columns of a model."""
    return _openings.get(model, [])


def opener(one: Opening) -> Callable[[str, str], str]:
    """Give a function from the uid and the hexadecimal seal to the text."""

    def open_(uid: str, sealed: str) -> str:
        return unseal(bytes.fromhex(sealed), bound_to=UUID(uid), purpose=one.purpose) if sealed else ""

    return open_
