"""What the filters and forms of people choose from."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenure.domains.organisation.models import LegalEntity, Place, UnitLine, UnitTerm
from tenure.foundation.access import NOTHING, Actor
from tenure.foundation.lists.declaration import Ask

from ..models import Assignment, EmploymentTerm, Person

ORGANISATION = "organisation.view"

WORKERS = {
    EmploymentTerm.Worker.EMPLOYEE: _("Employee"),
    EmploymentTerm.Worker.CONTRACTOR: _("Contractor"),
    EmploymentTerm.Worker.AGENCY: _("Agency worker"),
    EmploymentTerm.Worker.INTERN: _("Intern"),
}


def uid_or_none(text: str) -> UUID | None:
    """Read a uid, or nothing where it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def units(ask: Ask) -> list[tuple[str, str]]:
    """Give every unit of the day by name."""
    terms = UnitTerm.objects.allowed(ask.actor, ORGANISATION).as_of(min(ask.day, ask.actor.today))
    rows = terms.order_by("name", "pk").values_list("unit__uid", "name")
    return [(str(uid), name) for uid, name in rows]


def places(ask: Ask) -> list[tuple[str, str]]:
    """Give every place by name."""
    rows = Place.objects.allowed(ask.actor, ORGANISATION).values_list("uid", "name")
    return [(str(uid), name) for uid, name in rows]


def entities(ask: Ask) -> list[tuple[str, str]]:
    """Give every legal entity by name."""
    rows = LegalEntity.objects.allowed(ask.actor, ORGANISATION).values_list("uid", "name")
    return [(str(uid), name) for uid, name in rows]


def in_units(uids: Sequence[str], ask: Ask) -> Q:
    """Name the people in these units or below them."""
    lines = UnitLine.objects.as_of(ask.day).filter(unit__uid__in=uids)
    tops = list(lines.values_list("unit_id", flat=True))
    if not tops:
        return NOTHING
    below = UnitLine.objects.as_of(ask.day).filter(path__overlap=tops)
    once = Assignment.objects.filter(primary=True, unit__in=below.values("unit_id"))  # few, by an index
    return Q(pk__in=once.values("person_id")) & Q(unit_id__in=below.values("unit_id"))


def working_as(ask: Ask, word: str) -> Q:
    """Name the people whose title, unit or place on the day has a word that begins like this one."""
    day = min(ask.day, ask.actor.today)
    units = UnitTerm.objects.as_of(day).filter(_begins("name", word)).values("unit_id")
    places = Place.objects.filter(_begins("name", word)).values("pk")
    jobs = Assignment.objects.as_of(day).filter(primary=True)
    found = jobs.filter(
        _begins("title", word) | _begins("job__title", word) | Q(unit_id__in=units) | Q(place_id__in=places)
    )
    return Q(pk__in=found.values("person_id"))


def _begins(column: str, word: str) -> Q:
    return Q(**{f"{column}__istartswith": word}) | Q(**{f"{column}__icontains": f" {word}"})


def person_called(uid: str, actor: Actor) -> Person | None:
    """Find a person that the actor may know of."""
    known = uid_or_none(uid)
    if known is None:
        return None
    found: Person | None = Person.objects.allowed(actor, "people.directory").filter(uid=known).first()
    return found
