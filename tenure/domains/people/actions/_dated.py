"""What change, correct and rescind have in common for all dated facts about people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from tenure.foundation.access import Actor
from tenure.foundation.effective import acts
from tenure.foundation.effective.models import Effective
from tenure.foundation.refusal import Refused

from ._checks import Check, Fetch

E = TypeVar("E", bound=Effective)


class NothingBefore(Refused):
    message = _("This is the first that is known of it. Correct it instead, or take the whole back.")


@dataclass(frozen=True)
class Because:
    """Why a row begins: a code for figures, words for people."""

    reason: str = ""
    why: str = ""

    def stamp(self, held: Effective, on: date) -> dict[str, str]:
        """Give the columns; a row that begins that very day keeps its reason where none is given."""
        if held.valid_from == on and not (self.reason or self.why):
            return {}
        return {"reason": self.reason, "why": self.why}


class Dated(Generic[E]):
    """The dated rows of one model, changed by those who hold one permission."""

    def __init__(self, model: type[E], permission: str, *, closed: tuple[str, ...] = ()) -> None:
        self.model = model
        self.permission = permission
        self.fields = frozenset(model.facts) - set(closed)

    def clean(self, facts: Mapping[str, object]) -> dict[str, object]:
        """Turn what was given into values of the dated facts."""
        return Check.facts(self.model, facts, self.fields)

    def fetch(self, uid: UUID, by: Actor, version: int | None, facts: Mapping[str, object]) -> E:
        """Fetch and lock a row that the form was not too old for."""
        row = Fetch.dated(self.model, uid, self.permission, by)
        Check.version(row, version, facts)
        return row

    def change(self, row: E, on: date, facts: Mapping[str, object], because: Because | None = None) -> E:
        """From a day on, let facts hold that differ from those that hold that day."""
        held = self.on(row, on)
        if held is None:
            raise acts.NothingHolds(day=date_format(on))
        new = Check.differs(held, facts)
        stamp = because.stamp(held, on) if because else None
        return acts.change_from(row, on, stamp=stamp, **new)

    def correct(self, row: E, facts: Mapping[str, object]) -> E:
        """Put right what was wrong for the row's whole time."""
        new = Check.differs(row, facts)
        return acts.correct(row, stamp=None, **new)

    def rescind(self, row: E) -> None:
        """Take a row out; refuse the first one."""
        if not row.siblings().filter(valid_from__lt=row.valid_from).exists():
            raise NothingBefore
        acts.rescind(row)

    def on(self, row: E, day: date) -> E | None:
        """Give the row of the same owner that holds on a day."""
        found: E | None = row.siblings().filter(valid__contains=day).first()
        return found
