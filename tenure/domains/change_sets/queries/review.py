"""A set as differences: before and after per person and unit, managers, counts, vacant heads."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from tenure.domains.organisation.models import (
    CostCentre,
    Job,
    LegalEntity,
    Level,
    Place,
    PositionTerm,
    UnitTerm,
)
from tenure.domains.people.models import Person
from tenure.foundation.access import Actor
from tenure.foundation.approvals.models import Approval
from tenure.foundation.ui.filters import number

from ..access import KIND, PREPARE, VIEW
from ..models import ChangeSet, Line, jobs_on, said, units_on
from ..rules import NEW, drifted, fields_of
from ..states import STEPS, State

EDIT = "people.edit"
LABELS: Mapping[str, Any] = {
    "title": _("Title"),
    "unit": _("Unit"),
    "place": _("Place"),
    "manager": _("Manager"),
    "position": _("Position"),
    "fte": _("FTE"),
    "job": _("Job"),
    "level": _("Level"),
    "cost_centre": _("Cost centre"),
    "name": _("Name"),
    "kind": _("Kind"),
    "parent": _("Stands in"),
    "legal_entity": _("Legal entity"),
}
PLAIN: Mapping[str, type[Model]] = {
    "place": Place,
    "job": Job,
    "level": Level,
    "cost_centre": CostCentre,
    "legal_entity": LegalEntity,
}


@dataclass(frozen=True)
class Change:
    """One fact in words, before and after; ``now`` where the record has changed since."""

    name: str
    label: str
    before: str
    after: str
    now: str | None = None


@dataclass(frozen=True)
class ReviewLine:
    """One line as it is shown."""

    line: Line
    name: str
    changes: list[Change]

    @property
    def is_stale(self) -> bool:
        """Whether the record has changed since the line was prepared."""
        return any(one.now is not None for one in self.changes)


@dataclass(frozen=True)
class Moved:
    """Somebody whose manager changes, in the set or not."""

    person: Person
    before: str
    after: str


@dataclass(frozen=True)
class Review:
    """A set with its differences, as far as the reader may know of them."""

    held: ChangeSet
    lines: list[ReviewLine]
    beyond: int
    members: list[Any]
    moved: list[Moved] = field(default_factory=list)
    others_moved: int = 0
    alone: list[str] = field(default_factory=list)
    units: list[tuple[str, int, int]] = field(default_factory=list)
    vacant: list[str] = field(default_factory=list)
    steps: frozenset[str] = frozenset()
    approval: str = ""


def review(by: Actor, uid: UUID) -> Review:
    """Give a set as differences, in a fixed number of queries."""
    return _reviewed(by, ChangeSet.objects.allowed(by, VIEW).get(uid=uid))


def decision(by: Actor, approval: Approval) -> dict[str, Any]:
    """Give the inbox what a decision on a set needs; who was asked may read it, as far as they reach."""
    found = _reviewed(by, ChangeSet.objects.get(pk=approval.subject_id))
    return {"review": replace(found, steps=frozenset()), "held": found.held}


def _reviewed(by: Actor, held: ChangeSet) -> Review:
    every = list(held.lines.select_related("person", "unit"))
    mine = {one.person_id for one in every if one.person_id}
    reach = set(Person.objects.allowed(by, EDIT).filter(pk__in=mine).values_list("pk", flat=True))
    lines = [one for one in every if one.person_id is None or one.person_id in reach]
    now = _now(lines, held) if held.state == State.DRAFT else {}
    words = Words(held, lines, now.values())
    return Review(
        held=held,
        lines=[words.line(one, now.get(one.pk)) for one in lines],
        beyond=len(every) - len(lines),
        members=_members(held),
        steps=_steps(by, held),
        approval=_approval(by, held),
        **_told(by, held, words),
    )


def _now(lines: Sequence[Line], held: ChangeSet) -> dict[int, dict[str, str | None]]:
    """Read what stands there now, in two queries."""
    jobs = jobs_on({one.person_id for one in lines if one.person_id}, held.on)
    units = units_on({one.unit_id for one in lines if one.unit_id}, held.on)
    return {
        one.pk: said(jobs.get(one.person_id) if one.person_id else units.get(one.unit_id or 0))
        for one in lines
    }


def _members(held: ChangeSet) -> list[Any]:
    members = list(held.members.select_related("user").order_by("pk"))
    people = {one.user_id: one for one in Person.objects.filter(user__in=[m.user_id for m in members])}
    return [(people.get(one.user_id) or one.user, one.get_part_display()) for one in members]


def _steps(by: Actor, held: ChangeSet) -> frozenset[str]:
    """Name the steps that the actor may take now."""
    return frozenset(STEPS.open_from(State(held.state))) if by.holds(PREPARE) else frozenset()


def _approval(by: Actor, held: ChangeSet) -> str:
    """Give where the actor decides on what waits, or withdraws it."""
    if held.state != State.SUBMITTED:
        return ""
    waiting = Approval.objects.allowed(by, "approvals.view").filter(kind=KIND, subject_id=held.pk)
    found = waiting.order_by("-pk").first()
    return found.path if found else ""


def _told(by: Actor, held: ChangeSet, words: "Words") -> dict[str, Any]:
    """Tell what the last check found: managers of people in reach by name, of others by number."""
    found = held.found
    moved = found.get("moved", [])
    people = {key for key, _was, _now in moved}
    seen = {one.pk: one for one in Person.objects.allowed(by, EDIT).filter(pk__in=people)}
    managers = {key for _who, was, now in moved for key in (was, now) if key}
    named = {one.pk: one.called for one in Person.objects.filter(pk__in=managers)}
    told = [
        Moved(seen[key], named.get(was, ""), named.get(now, "")) for key, was, now in moved if key in seen
    ]
    return {
        "moved": sorted(told, key=lambda one: one.person.sort_key),
        "others_moved": len(moved) - len(told),
        "alone": [seen[key].called for key in found.get("alone", []) if key in seen],
        "units": [(words.unit_of(code), *pair) for code, pair in sorted(found.get("units", {}).items())],
        "vacant": [words.unit_of(code) for code in found.get("vacant", [])],
    }


class Words:
    """Names what kept facts point to, in one query for each kind."""

    def __init__(
        self, held: ChangeSet, lines: Sequence[Line], now: Iterable[Mapping[str, str | None]]
    ) -> None:
        self.made = {one.code: one.facts.get("name") or one.code for one in lines if one.code}
        kept = [side for one in lines for side in (one.facts, one.before)] + list(now)
        codes = {*held.found.get("units", {}), *held.found.get("vacant", [])}
        units = {one.unit_id for one in lines if one.unit_id}
        self.named: dict[str, str] = {}
        self._units(held, _uids(kept, "unit") | _uids(kept, "parent"), codes, units)
        seats = PositionTerm.objects.filter(position__uid__in=_uids(kept, "position")).in_order()
        self.named |= {str(uid): title for uid, title in seats.values_list("position__uid", "title")}
        people = Person.objects.filter(uid__in=_uids(kept, "manager"))
        self.named |= {str(one.uid): one.called for one in people}
        for name, model in PLAIN.items():
            rows = model._default_manager.filter(uid__in=_uids(kept, name))
            self.named |= {str(row.uid): str(row) for row in rows}  # type: ignore[attr-defined]

    def _units(self, held: ChangeSet, uids: set[str], codes: set[str], keys: set[int]) -> None:
        wanted = {"unit__uid__in": uids}, {"unit__code__in": codes}, {"unit__in": keys}
        terms = UnitTerm.objects.filter(valid_from__lte=held.on).in_order()
        rows = terms.filter(**wanted[0]) | terms.filter(**wanted[1]) | terms.filter(**wanted[2])
        self.codes: dict[str, str] = {}
        self.units: dict[int, str] = {}
        for pk, uid, code, name in rows.values_list("unit_id", "unit__uid", "unit__code", "name"):
            self.named[str(uid)], self.codes[code], self.units[pk] = name, name, name

    def unit_of(self, code: str) -> str:
        """Name a unit by its code."""
        return self.made.get(code) or self.codes.get(code) or code

    def line(self, line: Line, now: Mapping[str, str | None] | None) -> ReviewLine:
        """Tell a line in words."""
        stale = drifted(line.before, now) if now is not None else {}
        names = [n for n in fields_of(line.verb) if n in line.facts or n in stale]
        changes = [
            Change(
                name=name,
                label=str(LABELS[name]),
                before=self.say(name, line.before.get(name)),
                after=self.say(name, line.facts.get(name, line.before.get(name))),
                now=self.say(name, stale[name][1]) if name in stale else None,
            )
            for name in names
        ]
        if line.person:
            return ReviewLine(line, line.person.called, changes)
        unit = self.units.get(line.unit_id or 0) or self.made.get(line.code, line.code)
        return ReviewLine(line, unit, changes)

    def say(self, name: str, value: str | None) -> str:
        """Say one kept fact."""
        if value is None:
            return ""
        if value.startswith(NEW):
            return self.made.get(value.removeprefix(NEW), value.removeprefix(NEW))
        if name == "fte":
            return str(number(Decimal(value)))
        if name == "kind":
            return str(dict(UnitTerm.Kind.choices).get(value, value))
        return self.named.get(value, value)


def _uids(kept: Iterable[Mapping[str, str | None]], name: str) -> set[str]:
    values = (one.get(name) for one in kept)
    return {value for value in values if value and not value.startswith(NEW)}
