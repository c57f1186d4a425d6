"""What does not fit in the records of the demo company, so that the data quality list has something to show."""

from datetime import timedelta

from tenure.domains.organisation.models import LegalEntity, Place, Unit
from tenure.domains.people import actions
from tenure.domains.people.models import IdentityPaper, Person
from tenure.foundation.access import Actor

from .careers import Career, first_of_month
from .persons import Persons
from .seats import WORKS


def make(persons: Persons, *, hr: Actor, by: Actor) -> None:
    """Leave a contract that ran out, an expired passport and a twin; then let the checks find them."""
    _ran_out(persons, hr)
    _expired(persons, hr)
    _twin(persons, hr)
    actions.check_records(by=by)


def _ran_out(persons: Persons, hr: Actor) -> None:
    one = persons.take_one(lambda c: (persons.today - c.hired).days > 400)
    actions.change_terms(
        persons.term(one).uid,
        on=persons.today - timedelta(days=360),
        why="For the length of a project.",
        contract="fixed_term",
        contract_ends_on=persons.today - timedelta(days=9),
        by=hr,
    )


def _expired(persons: Persons, hr: Actor) -> None:
    one = persons.take_one()
    country, day = one.country, persons.today - timedelta(days=20)
    passport = IdentityPaper.Kind.PASSPORT
    actions.add_paper(
        persons[one].uid, kind=passport, country=country, number="X99120417", expires_on=day, by=hr
    )


def _twin(persons: Persons, hr: Actor) -> None:
    """Hire somebody who had left as if they were new."""
    year_ago = persons.today - timedelta(days=200)
    one = persons.left(lambda c: bool(c.left and c.left < year_ago and c.end_reason == "resignation"))
    twin = _again(one, persons, hr)
    actions.set_personal_details(twin.uid, birth_date=one.born, by=hr)


def _again(one: Career, persons: Persons, hr: Actor) -> Person:
    seat, work = one.last_seat, WORKS[one.steps[-1].work]
    job = actions.FirstJob(
        legal_entity=LegalEntity.objects.get(code=one.entity),
        starts_on=first_of_month(persons.today - timedelta(days=40)),
        reason="hire",
        facts={
            "title": work.title,
            "unit": Unit.objects.get(code=seat.unit),
            "place": Place.objects.get(code=seat.site),
            "manager": persons.in_seat(seat.reports_to),
        },
    )
    return actions.hire(actions.NewPerson(name=persons[one].name), job=job, by=hr).person
