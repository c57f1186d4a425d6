"""What a check of the record is given and what it gives back; the list of all checks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from ..models import Employment
from ..rules import quality


@dataclass(frozen=True)
class Found:
    """One thing that does not fit; see ``Finding`` for what the columns are."""

    kind: str
    person: int | None = None
    other: int | None = None
    proposed: int | None = None
    unit: int | None = None
    position: int | None = None
    row: UUID | None = None
    on: date | None = None

    @property
    def key(self) -> str:
        """What stays the same from one check to the next."""
        about = (self.person, self.other, self.unit, self.position, self.row)
        return ":".join([self.kind, *(str(one or "") for one in about)])


@dataclass(frozen=True)
class Look:
    """Whose records are looked at, on which day; ``people`` None is everybody."""

    today: date
    people: frozenset[int] | None = None

    def among(self, rows: QuerySet[Any], column: str = "person_id") -> QuerySet[Any]:
        """Keep the rows about those who are looked at."""
        return rows if self.people is None else rows.filter(**{f"{column}__in": self.people})

    def working(self) -> QuerySet[Any]:
        """Name the people who work here today."""
        rows: QuerySet[Any] = Employment.objects.as_of(self.today).values("person_id")
        return rows


Find = Callable[[Look], Iterable[Found]]


@dataclass(frozen=True)
class Check:
    """One check: which kinds it finds, and whether it can look at some people alone."""

    find: Find
    kinds: tuple[str, ...]
    by_person: bool = True


CHECKS: Final[list[Check]] = []


def check(*kinds: str, by_person: bool = True, needs: str = "") -> Callable[[Find], Find]:
    """Register a check; another domain names with ``needs`` what opens the facts that it is about."""

    def keep(find: Find) -> Find:
        for kind in kinds:
            if needs:
                quality.declare(kind, needs)
        CHECKS.append(Check(find, kinds, by_person))
        return find

    return keep
