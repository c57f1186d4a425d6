"""Carries the lines of a set out by the records' own verbs: to keep, or only to see what comes of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as __, gettext_lazy as _

from tenure.domains.organisation import actions as organisation
from tenure.domains.organisation.models import UnitHead, UnitTerm
from tenure.domains.people import actions as people
from tenure.domains.people.actions.lines import Lines
from tenure.domains.people.events import ManagersChanged
from tenure.domains.people.models import Assignment, ReportingLine
from tenure.foundation.access import Actor
from tenure.foundation.events import announce
from tenure.foundation.refusal import Refused

from ..models import ChangeSet, Line, Rows, jobs_on, said, units_on
from ..rules import changing, counted, drifted

Verb = Line.Verb
ORDER: Final = (Verb.UNIT_NEW, Verb.UNIT, Verb.JOB, Verb.UNIT_CLOSE)
WHOLE: Final = 0
REASON: Final = "reorganisation"


class Drifted(Refused):
    message = _("The record has changed since this line was prepared. Look at the difference and renew it.")


class NoJobThatDay(Refused):
    message = _("This person has no main job on that day.")


@dataclass(frozen=True)
class Picture:
    """Who stands under whom and where on a day, and which heads are vacant."""

    managers: dict[int, int | None]
    units: list[str | None]
    vacant: frozenset[str]


@dataclass
class Outcome:
    """What carrying a set out gave: problems by line (0 is the set as a whole), and the differences."""

    problems: dict[int, str] = field(default_factory=dict)
    found: dict[str, Any] = field(default_factory=dict)


def trial(held: ChangeSet, lines: Sequence[Line], by: Actor) -> Outcome:
    """Carry the lines out, look at what comes of it, and take everything back."""
    before = _picture(lines, held.on)
    outcome = Outcome()
    with transaction.atomic():
        outcome.problems = carry(held, lines, by)
        outcome.found = _differences(before, _picture(lines, held.on))
        transaction.set_rollback(True)
    return outcome


def carry(held: ChangeSet, lines: Sequence[Line], by: Actor) -> dict[int, str]:
    """Carry every line out, each on its own, and work the reporting lines out once; give what went wrong."""
    work = _Work(held, lines, by)
    problems: dict[int, str] = {}
    try:
        with transaction.atomic(), Lines.together() as told:
            for line in sorted(lines, key=lambda one: (ORDER.index(Verb(one.verb)), one.pk)):
                if problem := work.one(line):
                    problems[line.pk] = problem
        if told:
            announce(ManagersChanged(person_ids=tuple(sorted(told))))
    except Refused as refused:
        problems[WHOLE] = in_words(refused)
    return problems


def written_by(held: ChangeSet) -> list[Any]:
    """Give the rows that begin with a written set."""
    jobs = Assignment.objects.filter(person__in=held.lines.values("person_id"), primary=True)
    mine = Q(unit__in=held.lines.values("unit_id")) | Q(unit__code__in=held.lines.values("code"))
    units = UnitTerm.objects.filter(mine)
    return [*jobs.filter(valid_from=held.on), *units.filter(valid_from=held.on)]


def in_words(refused: Refused) -> str:
    """Give a refusal with what it says of single fields."""
    return " ".join(dict.fromkeys([str(refused), *refused.errors.values()]))


class _Work:
    """The verbs of lines, with what all of them need."""

    def __init__(self, held: ChangeSet, lines: Sequence[Line], by: Actor) -> None:
        self.held, self.by, self.on = held, by, held.on
        self.rows = Rows(lines)
        self.jobs = jobs_on({one.person_id for one in lines if one.person_id}, held.on)
        self.units = units_on({one.unit_id for one in lines if one.unit_id}, held.on)

    def one(self, line: Line) -> str:
        """Carry one line out; give what is wrong with it, in words."""
        try:
            with transaction.atomic():
                {
                    Verb.JOB: self._job,
                    Verb.UNIT_NEW: self._unit_new,
                    Verb.UNIT: self._unit,
                    Verb.UNIT_CLOSE: self._unit_close,
                }[Verb(line.verb)](line)
        except Refused as refused:
            return in_words(refused)
        except ObjectDoesNotExist:
            return __("This record is gone, or not yours to change.")
        return ""

    def _job(self, line: Line) -> None:
        row = self.jobs.get(line.person_id or 0)
        if row is None:
            raise NoJobThatDay
        _refuse_drifted(line, row)
        people.change_assignment(row.uid, **self._common("on"), **self._facts(line))

    def _unit_new(self, line: Line) -> None:
        organisation.create_unit(code=line.code, **self._common("since"), **self.rows.facts(line.facts))

    def _unit(self, line: Line) -> None:
        _refuse_drifted(line, self.units.get(line.unit_id or 0))
        organisation.change_unit(line.unit_id or 0, **self._common("since"), **self._facts(line))

    def _unit_close(self, line: Line) -> None:
        _refuse_drifted(line, self.units.get(line.unit_id or 0))
        last_day = self.on - timedelta(days=1)
        organisation.close_unit(line.unit_id or 0, last_day=last_day, reason=REASON, by=self.by)

    def _common(self, day: str) -> dict[str, Any]:
        """Give the day and the reason; the words of the set stay with it, for the trail has other readers."""
        return {day: self.on, "reason": REASON, "by": self.by}

    def _facts(self, line: Line) -> dict[str, Any]:
        return self.rows.facts(changing(line.facts, line.before))


def _refuse_drifted(line: Line, row: Any) -> None:
    if drifted(line.before, said(row)):
        raise Drifted


def _picture(lines: Sequence[Line], on: date) -> Picture:
    mine = [one.person_id for one in lines if one.person_id]
    below = ReportingLine.objects.as_of(on).filter(path__overlap=mine)
    jobs = Assignment.objects.as_of(on).filter(person__in=mine, primary=True)
    taken = Assignment.objects.as_of(on).filter(position=OuterRef("position"))
    heads = UnitHead.objects.as_of(on).exclude(Exists(taken))
    return Picture(
        dict(below.values_list("person_id", "manager_id")),
        list(jobs.values_list("unit__code", flat=True)),
        frozenset(heads.values_list("unit__code", flat=True)),
    )


def _differences(before: Picture, after: Picture) -> dict[str, Any]:
    """Give what differs, as it is kept: keys of people, codes of units (some are not made yet)."""
    everybody = before.managers.keys() | after.managers.keys()
    moved = [
        [key, before.managers.get(key), after.managers.get(key)]
        for key in sorted(everybody)
        if before.managers.get(key) != after.managers.get(key)
    ]
    return {
        "moved": moved,
        "alone": [key for key, was, now in moved if now is None and was is not None],
        "units": counted(before.units, after.units),
        "vacant": sorted(after.vacant - before.vacant),
    }
