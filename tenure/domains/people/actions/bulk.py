"""Many people at once: the writing half of an import. All of a run or nothing."""

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction

from tenure.domains.organisation.actions import bulk as organisation
from tenure.foundation.access import Actor, require
from tenure.foundation.audit import trail
from tenure.foundation.events import announce
from tenure.foundation.exchange import loading
from tenure.foundation.exchange.differences import Differences
from tenure.foundation.exchange.loading import Progress, Written

from ..events import PeopleLoaded
from ..models import Assignment, DottedLine, Employment, Pay, Person
from ._lines import Lines

IMPORT: Final = "people.import"
OF_PERSON: Final = {"employment": Employment, "assignment": Assignment, "pay": Pay, "dotted_line": DottedLine}


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
    if people:
        announce(PeopleLoaded(person_ids=tuple(people)))
    trail.record(by, "people.import.committed", Person, about=people, **told)
    return written


def _parted(found: Differences) -> tuple[Differences, Differences]:
    mine = Person._meta.app_label
    structure = [plan for plan in found.plans if plan.target.model._meta.app_label != mine]
    rest = [plan for plan in found.plans if plan.target.model._meta.app_label == mine]
    return Differences(structure, found.index), Differences(rest, found.index)


def _people(written: Written) -> list[int]:
    people = set(written.get("person", ()))
    for name, model in OF_PERSON.items():
        keys = written.get(name)
        if keys:
            people |= set(model._default_manager.filter(pk__in=keys).values_list("person_id", flat=True))
    return sorted(people)
