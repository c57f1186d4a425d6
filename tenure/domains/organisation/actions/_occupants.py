"""Who is still in a unit or a seat: asked of the domain that knows people."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.db.models import Model
from django.utils.translation import ngettext

from tenure.foundation.access import Actor


@dataclass(frozen=True)
class Occupants:
    """The people who are in something on some day: names as far as the actor may know, and how many more."""

    names: tuple[str, ...] = ()
    others: int = 0

    def in_words(self) -> list[str]:
        """Give the first names, and the rest as a number."""
        shown, rest = list(self.names[:5]), len(self.names[5:]) + self.others
        if rest:
            shown.append(ngettext("%(n)s person more", "%(n)s people more", rest) % {"n": rest})
        return shown


class Census:
    """Asks whoever knows people. The domain that does registers itself."""

    Ask = Callable[[Actor, Model, date], Occupants]
    _asked: ClassVar[list[Ask]] = []

    @classmethod
    def ask(cls, knower: Ask) -> None:
        """Register whoever knows the people in a unit or a seat on a day or later."""
        cls._asked.append(knower)

    @classmethod
    def of(cls, by: Actor, owner: Model, since: date) -> Occupants:
        """Say who is in a unit or a seat on a day or later."""
        told = [knower(by, owner, since) for knower in cls._asked]
        names = tuple(name for one in told for name in one.names)
        return Occupants(names, sum(one.others for one in told))
