"""People who have left, found again when somebody is hired."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery

from tenure.foundation.access import Actor
from tenure.foundation.search.folding import fold

from ..models import Assignment, Contact, Employment, Person, PersonalDetails

MOST = 20


@dataclass(frozen=True)
class Wanted:
    """What is known of whoever may have been here before."""

    name: str = ""
    birth_date: date | None = None
    email: str = ""

    def __bool__(self) -> bool:
        return bool(self.name or self.birth_date or self.email)


def former(by: Actor, wanted: Wanted) -> list[Any]:
    """Give those who have left and fit all that was said, of those whom the actor may hire again.

    A birth date finds only those whose personal facts the actor may see. Each comes with ``last_day``
    and ``title_then``.
    """
    if not wanted:
        return []
    rows = _gone(by).filter(*(Q(folded__contains=word) for word in fold(wanted.name).split()))
    if wanted.birth_date:
        born = PersonalDetails.objects.allowed(by, "people.view_personal").filter(
            birth_date=wanted.birth_date
        )
        rows = rows.filter(pk__in=born.values("person_id"))
    if wanted.email:
        private = Contact.objects.allowed(by, "people.view_personal").filter(value__iexact=wanted.email)
        rows = rows.filter(Q(work_email__iexact=wanted.email) | Q(pk__in=private.values("person_id")))
    return [_told(one) for one in rows[:MOST]]


def namesakes(by: Actor, name: str, email: str) -> list[Any]:
    """Give those who have left and bear exactly this name, or had this address at work."""
    same = Q(work_email__iexact=email) if email else Q(pk__in=())
    rows = _gone(by).filter(same | Q(folded__contains=fold(name)))[:MOST]
    wanted = fold(name)
    return [
        one
        for one in rows
        if wanted in (fold(one.name), fold(one.called)) or (email and one.work_email == email)
    ]


def _told(person: Any) -> Any:
    person.last_day = person.left_on - timedelta(days=1)
    return person


def _gone(by: Actor) -> QuerySet[Any]:
    contracts = Employment.objects.filter(person_id=OuterRef("pk"))
    goes_on = contracts.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=by.today))
    last = contracts.values("person_id").annotate(day=Max("valid_until")).values("day")
    jobs = Assignment.objects.filter(person_id=OuterRef("pk"), primary=True).order_by("-valid_from")
    rows: QuerySet[Any] = Person.objects.allowed(by, "people.edit").filter(
        Exists(contracts), ~Exists(goes_on)
    )
    told: QuerySet[Any] = rows.annotate(
        left_on=Subquery(last), title_then=Subquery(jobs.values("title")[:1])
    ).order_by("sort_key", "pk")
    return told
