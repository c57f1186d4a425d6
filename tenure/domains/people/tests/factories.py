"""One small cast: people, places and actors without surprises."""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from tenure.domains.organisation.models import (
    LegalEntity,
    Place,
    Position,
    PositionTerm,
    Unit,
    UnitLine,
    UnitTerm,
)
from tenure.domains.people import actions
from tenure.domains.people.models import Assignment, Employment, Pay, Person
from tenure.foundation.access import Actor, Held
from tenure.foundation.identity.models import User

TODAY = date(2026, 3, 2)
START = date(2024, 1, 1)
_number = count(1)

HR = (
    "people.directory",
    "people.view",
    "people.view_personal",
    "people.view_identity",
    "people.plan",
    "people.edit",
    "people.edit_contact",
    "people.edit_personal",
    "people.edit_identity",
    "notes.view_hr",
    "notes.view_manager",
    "notes.view_employee",
    "notes.write",
    "pay.view",
    "pay.edit",
    "organisation.view",
    "organisation.edit",
    "organisation.plan",
    "audit.view",
)
EMPLOYEE = (
    *(Held(code, "everyone") for code in ("people.directory", "organisation.view")),
    *(
        Held(code, "own")
        for code in (
            "people.view",
            "people.view_personal",
            "people.view_identity",
            "people.view_bank",
            "people.view_special",
            "people.edit_special",
            "people.edit_contact",
            "pay.view",
            "notes.view_employee",
        )
    ),
)
MANAGER = (
    Held("people.view", "reports"),
    Held("notes.view_manager", "reports"),
    Held("notes.write", "reports"),
)


def actor(*held: Held, person: Person | None = None, today: date = TODAY, user: User | None = None) -> Actor:
    return Actor(
        user_id=user.pk if user else None,
        person_id=person.pk if person else None,
        today=today,
        held=held,
        channel="test",
        label="test",
    )


def over(scope: str, *codes: str, targets: tuple[int, ...] = ()) -> tuple[Held, ...]:
    return tuple(Held(code, scope, targets) for code in codes)


def hr(*more: str, today: date = TODAY, person: Person | None = None, user: User | None = None) -> Actor:
    return actor(*over("everyone", *HR, *more), today=today, person=person, user=user)


def entity(code: str = "north", country: str = "DE", currency: str = "EUR") -> LegalEntity:
    return LegalEntity.objects.get_or_create(
        code=code, defaults={"name": code.title(), "country": country, "currency": currency}
    )[0]


def place(code: str = "berlin", zone: str = "UTC") -> Place:
    """Give a place; without another zone, its day is that of the tests, at any hour."""
    return Place.objects.get_or_create(
        code=code, defaults={"name": code.title(), "country": "DE", "time_zone": zone}
    )[0]


def unit(code: str = "sales", *, parent: Unit | None = None, of: LegalEntity | None = None) -> Unit:
    made, new = Unit.objects.get_or_create(code=code)
    if new:
        UnitTerm.objects.create(
            unit=made, name=code.title(), parent=parent, legal_entity=of, valid_from=START
        )
        above = UnitLine.objects.get(unit=parent).path if parent else []
        UnitLine.objects.create(unit=made, path=[*above, made.pk], valid_from=START)
    return made


def seat(code: str, *, under: Position | None = None, **facts: Any) -> Position:
    made = Position.objects.create(code=code)
    PositionTerm.objects.create(
        position=made, title=code.title(), reports_to=under, valid_from=START, **facts
    )
    return made


def hired(
    name: str,
    *,
    on: date = START,
    until: date | None = None,
    at: LegalEntity | None = None,
    pay: Decimal | None = None,
    by: Actor | None = None,
    **facts: Any,
) -> Person:
    """Hire somebody by the product's own verb; ``facts`` are those of the first assignment."""
    job = actions.FirstJob(legal_entity=at or entity(), starts_on=on, last_day=until, facts=facts)
    first = actions.FirstPay(pay, "EUR") if pay is not None else None
    number = f"T{next(_number):04}"
    made = actions.hire(actions.NewPerson(name=name, number=number), job=job, pay=first, by=by or hr())
    return made.person


def job_of(person: Person, on: date = TODAY) -> Assignment:
    return Assignment.objects.as_of(on).get(person=person, primary=True)


def contract_of(person: Person) -> Employment:
    return Employment.objects.filter(person=person).latest("valid_from")


def pay_rows(person: Person) -> list[tuple[date, date | None, Decimal]]:
    return list(
        Pay.objects.filter(person=person).in_order().values_list("valid_from", "valid_until", "amount")
    )


def titles(person: Person) -> list[tuple[date, date | None, str]]:
    rows = Assignment.objects.filter(person=person).in_order()
    return list(rows.values_list("valid_from", "valid_until", "title"))
