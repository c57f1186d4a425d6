"""Random acts on a small company, and a replay of its row history that knows nothing of SQL."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import GeneratedField, Model

from tenure.domains.organisation import actions as organisation
from tenure.domains.organisation.models import Unit, UnitLine, UnitTerm
from tenure.domains.organisation.tests import factories as structure
from tenure.domains.people import actions
from tenure.domains.people.models import (
    Address,
    Assignment,
    DottedLine,
    Employment,
    EmploymentTerm,
    Pay,
    Person,
    ReportingLine,
)
from tenure.domains.people.tests import factories as make
from tenure.foundation.audit.history import past_of
from tenure.foundation.audit.models import Moment
from tenure.foundation.refusal import Refused

DATED: tuple[type[Model], ...] = (
    Employment,
    EmploymentTerm,
    Assignment,
    DottedLine,
    Pay,
    Address,
    UnitTerm,
    UnitLine,
    ReportingLine,
)
FIRST, LAST = date(2023, 6, 1), make.TODAY + timedelta(days=200)
Rows = dict[type[Model], set[tuple[Any, ...]]]


def clock() -> datetime:
    """Read the clock of the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        found: datetime = cursor.fetchone()[0]
        return found


def columns(model: type[Model]) -> list[str]:
    """Name the columns that history keeps."""
    skipped = {"version"}
    fields = (f for f in model._meta.concrete_fields if not isinstance(f, GeneratedField))
    return [f.attname for f in fields if f.attname not in skipped]


def rows_of(model: type[Model], found: Any) -> set[tuple[Any, ...]]:
    """Read rows as plain tuples."""
    return {
        tuple(tuple(v) if isinstance(v, list) else v for v in one)
        for one in found.values_list(*columns(model))
    }


def as_it_is() -> Rows:
    """Read every dated row as it stands now."""
    return {model: rows_of(model, model._default_manager.all()) for model in DATED}


class Life:
    """Does to a company, by the product's own verbs, what a chance says."""

    def __init__(self, chance: random.Random, people: int = 14) -> None:
        self.chance, self.by, self.done = chance, make.hr(), 0
        self.units = [structure.unit(f"u{at}", since=FIRST) for at in range(4)]
        self.people = [
            make.hired(f"P{at}", title=f"t{at}", unit=self.unit(), pay=Decimal(1000 + at))
            for at in range(people)
        ]
        self.acts: tuple[Callable[[], object], ...] = (
            *(self.change_job,) * 4,
            *(self.correct_job,) * 3,
            *(self.rescind_job,) * 2,
            *(self.change_pay,) * 2,
            self.correct_pay,
            self.rescind_pay,
            self.change_terms,
            self.rescind_terms,
            self.move_house,
            self.rescind_address,
            self.second_manager,
            self.no_second_manager,
            self.end,
            self.go_on,
            self.move_start,
            self.hire,
            self.change_unit,
            self.correct_unit,
            self.rescind_unit,
        )

    def go(self, count: int) -> Iterator[None]:
        """Do that many things, some of them several in one transaction, some taken back at once."""
        while self.done < count:
            many, people = self.chance.choice((1, 1, 1, 1, 1, 1, 1, 2, 3)), list(self.people)
            with transaction.atomic():
                self.done += sum(self.act() for _ in range(many))
                if self.chance.random() < 0.03:
                    transaction.set_rollback(True)
                    self.people = people
            yield

    def act(self) -> bool:
        """Do one thing; what is refused was not done."""
        try:
            with transaction.atomic():
                self.chance.choice(self.acts)()
        except (Refused, IntegrityError):
            return False
        return True

    def unit(self) -> Unit:
        return self.chance.choice(self.units)

    def day(self) -> date:
        return FIRST + timedelta(days=self.chance.randrange((LAST - FIRST).days))

    def row(self, model: type[Model]) -> Any:
        person = {"employment__person": self.who()} if model is EmploymentTerm else {"person": self.who()}
        found = list(model._default_manager.filter(**person).order_by("pk"))
        if not found:
            raise Refused
        return self.chance.choice(found)

    def who(self) -> Person:
        return self.chance.choice(self.people)

    def work(self) -> dict[str, Any]:
        facts = {"title": f"t{self.chance.randrange(99)}", "unit": self.unit(), "manager": self.who()}
        return {name: facts[name] for name in self.chance.sample(sorted(facts), self.chance.randint(1, 2))}

    def change_job(self) -> object:
        return actions.change_assignment(self.row(Assignment).uid, on=self.day(), by=self.by, **self.work())

    def correct_job(self) -> object:
        return actions.correct_assignment(self.row(Assignment).uid, by=self.by, **self.work())

    def rescind_job(self) -> object:
        return actions.rescind_assignment(self.row(Assignment).uid, by=self.by)

    def amount(self) -> Decimal:
        return Decimal(self.chance.randrange(1, 99) * 1000)

    def change_pay(self) -> object:
        contract = self.row(Employment).uid
        return actions.change_pay(contract, on=self.day(), amount=self.amount(), currency="EUR", by=self.by)

    def correct_pay(self) -> object:
        return actions.correct_pay(self.row(Pay).uid, amount=self.amount(), by=self.by)

    def rescind_pay(self) -> object:
        return actions.rescind_pay(self.row(Pay).uid, by=self.by)

    def change_terms(self) -> object:
        status = self.chance.choice(EmploymentTerm.Status.values)
        return actions.change_terms(self.row(EmploymentTerm).uid, on=self.day(), status=status, by=self.by)

    def rescind_terms(self) -> object:
        return actions.rescind_terms(self.row(EmploymentTerm).uid, by=self.by)

    def move_house(self) -> object:
        town = f"Town {self.chance.randrange(50)}"
        return actions.change_address(
            self.who().uid, on=self.day(), lines="1 Road", locality=town, country="DE", by=self.by
        )

    def rescind_address(self) -> object:
        return actions.rescind_address(self.row(Address).uid, by=self.by)

    def second_manager(self) -> object:
        return actions.add_dotted_line(self.who().uid, manager=self.who(), on=self.day(), by=self.by)

    def no_second_manager(self) -> object:
        return actions.rescind_dotted_line(self.row(DottedLine).uid, by=self.by)

    def end(self) -> object:
        contract = self.row(Employment)
        return actions.end_employment(
            contract.uid, last_day=self.day(), reason="resigned", with_later=True, by=self.by
        )

    def go_on(self) -> object:
        return actions.undo_end(self.row(Employment).uid, by=self.by)

    def move_start(self) -> object:
        return actions.move_start(self.row(Employment).uid, to=self.day(), by=self.by)

    def hire(self) -> object:
        if len(self.people) > 30:
            raise Refused
        made = make.hired(f"N{len(self.people)}", on=self.day(), unit=self.unit(), by=self.by)
        self.people.append(made)
        return made

    def term(self) -> UnitTerm:
        return self.chance.choice(list(UnitTerm.objects.filter(unit=self.unit()).order_by("pk")))

    def change_unit(self) -> object:
        facts: Any = {"name": f"Unit {self.chance.randrange(99)}"}
        if self.chance.random() < 0.5:
            facts = {"parent": self.unit()}
        return organisation.change_unit(self.unit().pk, since=self.day(), by=structure.EDITOR, **facts)

    def correct_unit(self) -> object:
        name = f"Unit {self.chance.randrange(99)}"
        return organisation.correct_unit(self.term().pk, name=name, by=structure.EDITOR)

    def rescind_unit(self) -> object:
        return organisation.rescind_unit(self.term().pk, by=structure.EDITOR)


class Replay:
    """Every line of row history, played again line by line; deliberately simple."""

    def __init__(self) -> None:
        self.lives: dict[type[Model], dict[int, list[tuple[datetime, str, tuple[Any, ...]]]]] = {}
        moments = defaultdict(list)
        for one in Moment.objects.all():
            moments[one.run].append(one)
        for model in DATED:
            lives = self.lives[model] = defaultdict(list)
            for line in past_of(model)._default_manager.order_by("pgh_id"):
                saved = next(
                    one.ended_at
                    for one in moments[line.pgh_run]
                    if one.began_at <= line.pgh_created_at <= one.ended_at
                )
                values = tuple(
                    tuple(v) if isinstance(v, list) else v
                    for v in (getattr(line, name) for name in columns(model))
                )
                lives[line.pgh_obj_id].append((saved, line.pgh_label, values))

    def all(self, at: datetime) -> Rows:
        """Give every row as it stood at an instant."""
        return {model: set(self._standing(model, at)) for model in DATED}

    def on(self, day: date, at: datetime) -> Rows:
        """Give the rows that held on a day, as it was known at an instant."""
        return {
            model: {row for row in self._standing(model, at) if holds(model, row, day)} for model in DATED
        }

    def _standing(self, model: type[Model], at: datetime) -> Iterator[tuple[Any, ...]]:
        for lines in self.lives[model].values():
            state = None
            for saved, label, values in lines:
                if saved <= at:
                    state = None if label == "delete" else values
            if state is not None:
                yield state


def holds(model: type[Model], row: tuple[Any, ...], day: date) -> bool:
    """Say whether a row holds on a day."""
    facts = dict(zip(columns(model), row, strict=True))
    return facts["valid_from"] <= day and (facts["valid_until"] is None or day < facts["valid_until"])
