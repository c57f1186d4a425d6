"""Sets of people that grants are given over: one's own, one's reports, an entity, a unit, a place.

Whoever has left, or has not begun, belongs where the last, or first, row says.
"""

from collections.abc import Callable
from typing import Any, Final

from django.db.models import Exists, Model, OuterRef, Q

from tenure.domains.organisation.scopes import DatedPolicy, units_under
from tenure.foundation.access import EVERYTHING, NOTHING, RECORD, Actor, Policy, Targets
from tenure.foundation.access.policy import Scope
from tenure.foundation.effective.models import EffectiveQuerySet

from .models import Assignment, Employment, ReportingLine

PeopleScope = Callable[[Actor, Targets], Any]


def own(actor: Actor, _targets: Targets) -> Any:
    """Name the actor's own record; an account without a person matches nobody."""
    return [] if actor.person_id is None else [actor.person_id]


def reports(actor: Actor, _targets: Targets) -> Any:
    """Name the people below the actor today, at any depth."""
    if actor.person_id is None:
        return []
    lines = ReportingLine.objects.as_of(actor.now).filter(path__contains=[actor.person_id])
    return lines.exclude(person_id=actor.person_id).values("person_id")


def colleagues(actor: Actor, _targets: Targets) -> Any:
    """Name everybody who works here today."""
    return Employment.objects.as_of(actor.now).values("person_id")


def of_entities(actor: Actor, targets: Targets) -> Any:
    """Name the people employed by these legal entities."""
    return _standing(Employment, actor).filter(legal_entity_id__in=targets).values("person_id")


def of_units(actor: Actor, targets: Targets) -> Any:
    """Name the people in these units or below them."""
    return _standing(Assignment, actor).filter(units_under(actor, targets)).values("person_id")


def of_places(actor: Actor, targets: Targets) -> Any:
    """Name the people who work at these places."""
    return _standing(Assignment, actor).filter(place_id__in=targets).values("person_id")


def one_record(_actor: Actor, targets: Targets) -> Any:
    """Name the people whose files were opened by break-glass."""
    return list(targets)


def _standing(model: type[Model], actor: Actor) -> EffectiveQuerySet:
    """Keep the rows that hold today; of people with none, the row begun last."""
    rows: EffectiveQuerySet = model._default_manager.all()  # type: ignore[assignment]
    same = model._default_manager.filter(person_id=OuterRef("person_id"))
    other_today = Exists(same.filter(valid__contains=actor.now))
    later = Exists(same.filter(valid_from__gt=OuterRef("valid_from")))
    return rows.filter(Q(valid__contains=actor.now) | (~other_today & ~later))


_PEOPLE: Final[dict[str, PeopleScope]] = {
    "own": own,
    "reports": reports,
    "colleagues": colleagues,
    "entity": of_entities,
    "unit": of_units,
    "place": of_places,
    RECORD: one_record,
}


def _on(column: str, people: PeopleScope) -> Scope:
    def rows(actor: Actor, targets: Targets) -> Q:
        return Q(**{f"{column}__in": people(actor, targets)})

    return rows


def _everyone(_actor: Actor, _targets: Targets) -> Q:
    return EVERYTHING


def over(column: str) -> dict[str, Scope]:
    """Give every scope over people for a model whose ``column`` is the person's key."""
    return {"everyone": _everyone, **{name: _on(column, people) for name, people in _PEOPLE.items()}}


def about_people(column: str = "person_id") -> Policy:
    """Build the policy of an undated model about people."""
    return Policy(scopes=over(column))


class AboutPeople(DatedPolicy):
    """What was once believed of somebody is for those who may see the record, never for all colleagues."""

    def rows(self, actor: Actor, permission: str) -> Q:
        granted = super().rows(actor, permission)
        if actor.known_at and permission == "people.directory":
            return granted & super().rows(actor, "people.view")
        return granted


def dated_about_people(column: str = "person_id") -> DatedPolicy:
    """Build the policy of a dated model about people: the future needs ``people.plan``."""
    return AboutPeople(scopes=over(column), plan="people.plan")


def through_employment() -> DatedPolicy:
    """Build the policy of a dated model that hangs on an employment."""

    def through(scope: Scope) -> Scope:
        def rows(actor: Actor, targets: Targets) -> Q:
            found = scope(actor, targets)
            if found in (EVERYTHING, NOTHING):  # already about every row, or none
                return found
            return Q(employment__in=Employment.objects.filter(found).values("pk"))

        return rows

    return DatedPolicy(
        scopes={name: through(scope) for name, scope in over("person_id").items()}, plan="people.plan"
    )


def people_with(actor: Actor, permission: str) -> Q:
    """Name, over ``Person``, those for whom the actor holds a permission."""
    return about_people("pk").rows(actor, permission)
