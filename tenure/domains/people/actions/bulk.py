"""Many people at once: the writing half of an import. All of a run or nothing."""

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction

from tenure.domains.organisation.actions import bulk as organisation
from tenure.domains.organisation.models import PositionTerm
from tenure.foundation.access import Actor, require
from tenure.foundation.audit import trail
from tenure.foundation.audit.history import past_of
from tenure.foundation.events import announce
from tenure.foundation.exchange import loading
from tenure.foundation.exchange.differences import Differences
from tenure.foundation.exchange.loading import Progress, Written
from tenure.foundation.runs import actions as runs
from tenure.foundation.runs.registry import Touched
from tenure.foundation.search.indexing import index_keys

from ..events import PeopleLoaded
from ..models import Assignment, DottedLine, Employment, Pay, Person, PersonValue
from ._lines import Lines

IMPORT: Final = "people.import"
MANY: Final = 300
OF_PERSON: Final = {
    "employment": Employment,
    "assignment": Assignment,
    "pay": Pay,
    "dotted_line": DottedLine,
    "own_value": PersonValue,
}


@transaction.atomic
def load(
    found: Differences, *, by: Actor, told: Mapping[str, Any], progress: Progress = lambda _count: None
) -> Written:
    """Write what a run changes, derive all lines once, announce it once, leave one line in the trail."""
    require(by, IMPORT)
    structure, rest = _parted(found)
    Lines.hold()
    written = organisation.load_structure(structure, by=by, progress=progress)
    loading.check_rows_there(rest, by)
    written |= loading.write(rest, progress=progress)
    people = _people(written)
    if any(written.get(name) for name in ("assignment", "position_term", "employment")):
        Lines.rebuild()
    loading.check_reach(rest, written, by)
    index_keys(Person, written.get("person", set()) | _found_by_values(written))
    if people:
        announce(PeopleLoaded(person_ids=tuple(people)))
    trail.record(by, "people.import.committed", Person, about=people, **told)
    runs.keep(kind="import", label=", ".join(told.get("files", ())), permission=IMPORT, by=by)
    return written


def _parted(found: Differences) -> tuple[Differences, Differences]:
    mine = Person._meta.app_label
    structure = [plan for plan in found.plans if plan.target.model._meta.app_label != mine]
    rest = [plan for plan in found.plans if plan.target.model._meta.app_label == mine]
    return Differences(structure, found.index), Differences(rest, found.index)


def _found_by_values(written: Written) -> set[int]:
    values = PersonValue.objects.filter(pk__in=written.get("own_value", ()), field__searchable=True)
    return set(values.values_list("person_id", flat=True))


def _people(written: Written) -> list[int]:
    people = set(written.get("person", ()))
    for name, model in OF_PERSON.items():
        keys = written.get(name)
        if keys:
            people |= set(model._default_manager.filter(pk__any_of=keys).values_list("person_id", flat=True))
    return sorted(people)


def follow_back(touched: Touched, by: Actor) -> None:  # noqa: ARG001 — what follows is derived, not done
    """Derive lines and what search knows again after a run was taken back."""
    people = _whose(touched)
    if len(people) > MANY or touched.get(PositionTerm):
        Lines.rebuild()
    elif people:
        Lines.refresh(people)
    index_keys(Person, touched.get(Person, frozenset()) | _whose(touched, PersonValue))
    there = Person.objects.filter(pk__in=people | touched.get(Person, frozenset()))
    if keys := sorted(there.values_list("pk", flat=True)):
        announce(PeopleLoaded(person_ids=tuple(keys)))


def _whose(touched: Touched, *models: Any) -> set[int]:
    """Give whose rows were touched; those taken out stand in row history only."""
    people: set[int] = set()
    for model in models or OF_PERSON.values():
        keys = list(touched.get(model, ()))
        if keys:
            past: Any = past_of(model)._default_manager
            people |= set(past.filter(pgh_obj_id__in=keys).values_list("person_id", flat=True))
    return people
