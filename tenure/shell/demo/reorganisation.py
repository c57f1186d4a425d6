"""A reorganisation that waits for approval: customer success in Berlin joins the software teams."""

from datetime import timedelta
from typing import Any, Final

from django.db.models import QuerySet

from tenure.domains.change_sets import actions
from tenure.domains.organisation.models import Unit
from tenure.domains.people.models import Assignment, Person
from tenure.foundation.access import Actor

from .careers import first_of_month

TEAM: Final = "COM-SVC-BER-"
LEAD: Final = "COM-SVC-BER-01"
NEW_LEAD: Final = "ENG-SW-BER-01"
OTHERS: Final = "ENG-QA-EDI-"
SOME: Final = 2
AHEAD: Final = timedelta(days=75)


def prepare(by: Actor) -> None:
    """Let somebody of HR prepare it and ask for approval."""
    day = first_of_month(by.today + AHEAD)
    held = actions.create_change_set(
        name="Customer success in Berlin joins Software",
        on=day,
        why="One team for what customers run: the engineers who build it and those who look after it.",
        by=by,
    )
    jobs = Assignment.objects.as_of(day).filter(primary=True)
    team = _holding(jobs.filter(position__code__startswith=TEAM))
    two = _holding(jobs.filter(position__code__startswith=OTHERS).exclude(position__code=f"{OTHERS}01"))
    software = Unit.objects.get(code="ENG-SW")
    actions.add_people(held.uid, people=[*team, *two[-SOME:]], unit=software, by=by)
    lead = _holding(jobs.filter(position__code=LEAD))
    above = _holding(jobs.filter(position__code=NEW_LEAD))[0]
    actions.add_people(held.uid, people=lead, manager=above, title="Customer engineering lead", by=by)
    actions.submit_change_set(held.uid, by=by)


def _holding(jobs: QuerySet[Any]) -> list[Person]:
    return list(Person.objects.filter(pk__in=jobs.values("person_id")).order_by("number"))
