"""Who is still in a unit or a seat: asked when it is to close."""

from datetime import date

from django.db.models import Model, Q

from tenure.domains.organisation.actions import Occupants
from tenure.domains.organisation.models import Unit
from tenure.domains.organisation.scopes import planned
from tenure.foundation.access import Actor

from ..models import Assignment, Person
from .seats import SEE


def occupants(by: Actor, owner: Model, since: date) -> Occupants:
    """Name the people in a unit or a seat on a day or later, as far as the actor may know of them."""
    where = {"unit": owner} if isinstance(owner, Unit) else {"position": owner}
    rows = Assignment.objects.filter(**where).exclude(valid__isempty=True).overlapping(since, None)
    told = rows.filter(Q(valid_from__lte=by.today) | planned(Assignment, by))
    people = Person.objects.filter(pk__in=told.values("person_id")).allowed(by, SEE)
    named = {one.pk: one.called for one in people.order_by("sort_key")}
    others = rows.exclude(person__in=named).values("person_id").distinct().count()
    return Occupants(tuple(named.values()), others)
