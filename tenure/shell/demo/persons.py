"""Finds people of the demo company for its stories: each is in one story only."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from tenure.domains.organisation.models import Position
from tenure.domains.people.models import Assignment, Employment, EmploymentTerm, Person

from .careers import Career
from .cast import CAST
from .seats import seats

Wanted = Callable[[Career], bool]


class Persons:
    """Everybody, as invented and as they stand in the database."""

    def __init__(self, found: Sequence[Career], today: date) -> None:
        self.today = today
        self.found = found
        self._rows = {one.number: one for one in Person.objects.all()}
        self._free = [one for one in found if one.worker == "employee" and not one.last_seat.is_lead]
        self._free = [one for one in self._free if one.last_seat.code not in CAST]

    def __getitem__(self, one: Career) -> Person:
        person: Person = self._rows[one.number]
        return person

    def now(self) -> list[Career]:
        """Give those at work today."""
        return [one for one in self.found if one.works_on(self.today)]

    def in_seat(self, code: str) -> Person:
        """Give whoever has a seat today."""
        return self[next(one for one in self.now() if one.last_seat.code == code)]

    def take(self, count: int, wanted: Wanted = lambda _one: True) -> Iterator[Career]:
        """Take some employees for a story, those here the longest first."""
        here = [one for one in self._free if one.works_on(self.today) and one.left is None and wanted(one)]
        for one in here[:count]:
            self._free.remove(one)
            yield one

    def take_one(self, wanted: Wanted = lambda _one: True) -> Career:
        """Take one employee for a story."""
        return next(self.take(1, wanted))

    def left(self, wanted: Wanted) -> Career:
        """Take somebody who has left."""
        gone = (one for one in self._free if one.left and one.left < self.today and wanted(one))
        one = next(gone)
        self._free.remove(one)
        return one

    def employment(self, one: Career) -> Employment:
        found: Employment = Employment.objects.get(person=self[one])
        return found

    def job(self, one: Career) -> Assignment:
        """Give the job that somebody has today."""
        found: Assignment = Assignment.objects.as_of(self.today).get(person=self[one], primary=True)
        return found

    def term(self, one: Career) -> EmploymentTerm:
        found: EmploymentTerm = EmploymentTerm.objects.as_of(self.today).get(employment__person=self[one])
        return found

    def vacant(self, entity: str) -> Position | None:
        """Give a seat of a company that nobody has or will have."""
        taken = {step.seat.code for one in self.found if one.left is None for step in one.steps[-1:]}
        free = (seat.code for seat in seats() if seat.entity == entity and seat.code not in taken)
        seat: Position | None = Position.objects.filter(code=next(free, "")).first()
        return seat
