"""Preparing a set: its name and day, its lines, and who is let in."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as __, gettext_lazy as _

from tenure.domains.organisation.models import Unit
from tenure.domains.people.models import Person
from tenure.foundation.access import Actor, require
from tenure.foundation.audit import trail
from tenure.foundation.refusal import NotThere, Refused

from ..access import PREPARE
from ..models import ChangeSet, Line, Member, jobs_on, kept, said, units_on
from ..rules import unknown
from ._fetch import Fetch

EDIT_PEOPLE = "people.edit"


class NotValid(Refused):
    message = _("Some of this cannot be kept. Look at the marked fields.")


class NobodyNamed(Refused):
    message = _("Name at least one person whom you may move.")


class NoAccount(Refused):
    message = _("This person has no account, so there is nobody to let in.")


class SomebodyPrepares(Refused):
    message = _("Who prepares a set stays in it: they never approve it.")


@transaction.atomic
def create_change_set(
    *, name: str, on: date, why: str = "", is_confidential: bool = False, by: Actor
) -> ChangeSet:
    """Begin a set: a name and the day on which all of it takes effect."""
    require(by, PREPARE)
    _check(name)
    held: ChangeSet = ChangeSet.objects.create(name=name, on=on, why=why, is_confidential=is_confidential)
    Fetch.touched(held, by)
    trail.record(by, "change_sets.set.created", held)
    return held


@transaction.atomic
def edit_change_set(
    uid: UUID,
    *,
    name: str,
    on: date,
    why: str = "",
    is_confidential: bool = False,
    version: int | None = None,
    by: Actor,
) -> ChangeSet:
    """Give a set another name or day; on another day, other facts may stand before."""
    held = Fetch.held(uid, "edit", by, version=version)
    _check(name)
    moved = held.on != on
    held.name, held.on, held.why, held.is_confidential = name, on, why, is_confidential
    held.save(update_fields=["name", "on", "why", "is_confidential"])
    Fetch.touched(held, by)
    if moved:
        _renew(list(held.lines.all()), on)
    trail.record(by, "change_sets.set.edited", held)
    return held


@transaction.atomic
def add_people(uid: UUID, *, people: Iterable[Person], by: Actor, **facts: Any) -> list[Line]:
    """Let the work of some people change alike; who is in the set already gets these facts as well."""
    held = Fetch.held(uid, "edit", by)
    made = _moving(held, [(one, facts) for one in people], by)
    trail.record(by, "change_sets.people.added", held, fields=sorted(facts), **_of_people(held, made))
    return made


@transaction.atomic
def add_changes(uid: UUID, *, changes: Sequence[tuple[Person, Mapping[str, Any]]], by: Actor) -> list[Line]:
    """Let the work of people change, of each in its own way: a file, or a list from a program."""
    held = Fetch.held(uid, "edit", by)
    made = _moving(held, changes, by)
    names = sorted({name for _person, facts in changes for name in facts})
    trail.record(by, "change_sets.people.added", held, fields=names, **_of_people(held, made))
    return made


@transaction.atomic
def add_unit(
    uid: UUID, *, verb: str, unit: Unit | None = None, code: str = "", by: Actor, **facts: Any
) -> Line:
    """Let a unit begin ("unit_new", by its code), change ("unit") or close ("unit_close")."""
    held = Fetch.held(uid, "edit", by)
    _refuse_unknown(verb, facts)
    _refuse_nameless(verb, unit, code)
    given: dict[str, Any] = {"verb": verb, "code": code if unit is None else "", "facts": kept(facts)}
    if unit is None:
        there = held.lines.filter(code=code).first()
        line = _line(held, there, before={}, **given)
    else:
        there = held.lines.filter(unit=unit).first()
        before = said(units_on([unit.pk], held.on).get(unit.pk))
        line = _line(held, there, unit_id=unit.pk, before=before, **given)
    Fetch.touched(held, by)
    trail.record(by, "change_sets.unit.added", held, fields=sorted(facts))
    return line


@transaction.atomic
def remove_line(line_uid: UUID, *, by: Actor) -> ChangeSet:
    """Take a line out of its set."""
    line, held = _of_line(line_uid, by)
    line.delete()
    Fetch.touched(held, by)
    trail.record(by, "change_sets.line.removed", held)
    return held


@transaction.atomic
def renew_line(line_uid: UUID, *, by: Actor) -> ChangeSet:
    """Take what stands there now as what a line begins from."""
    line, held = _of_line(line_uid, by)
    _renew([line], held.on)
    Fetch.touched(held, by)
    trail.record(by, "change_sets.line.renewed", held)
    return held


@transaction.atomic
def let_in(uid: UUID, *, person: Person, part: str, by: Actor) -> Member:
    """Let somebody see a set, to prepare it or to decide on it."""
    require(by, PREPARE)
    held: ChangeSet = ChangeSet.objects.allowed(by, PREPARE).select_for_update().get(uid=uid)
    if person.user_id is None:
        raise NoAccount
    if part not in Member.Part.values:
        raise NotValid(errors={"part": __("Choose one from the list.")})
    member: Member = Member.objects.update_or_create(
        change_set=held, user_id=person.user_id, defaults={"part": _part(held, person, part)}
    )[0]
    Fetch.ask_anew(held, by)
    trail.record(by, "change_sets.member.let_in", held, part=part)
    return member


def _moving(held: ChangeSet, changes: Sequence[tuple[Person, Mapping[str, Any]]], by: Actor) -> list[Line]:
    """Keep a line for each of these people whom the actor may move."""
    _refuse_unknown(Line.Verb.JOB, {name: None for _person, facts in changes for name in facts})
    wanted = {person.pk: facts for person, facts in changes}
    mine = Person.objects.allowed(by, EDIT_PEOPLE).filter(pk__in=wanted)
    keys = sorted(mine.values_list("pk", flat=True))
    if not keys:
        raise NobodyNamed
    jobs = jobs_on(keys, held.on)
    there = {line.person_id: line for line in held.lines.filter(person__in=keys)}
    made = [
        _line(held, there.get(key), person_id=key, facts=kept(wanted[key]), before=said(jobs.get(key)))
        for key in keys
    ]
    Fetch.touched(held, by)
    return made


def _of_people(held: ChangeSet, made: Sequence[Line]) -> dict[str, Any]:
    return Fetch.about(held, [one.person_id for one in made if one.person_id])


def _part(held: ChangeSet, person: Person, part: str) -> str:
    """Keep whoever prepares from becoming the one who decides."""
    prepares = held.members.filter(user_id=person.user_id or 0, part=Member.Part.PREPARES).exists()
    if prepares and part == Member.Part.APPROVES:
        raise SomebodyPrepares
    return part


def _check(name: str) -> None:
    if not name.strip():
        raise NotValid(errors={"name": __("Give it a name by which you find it again.")})


def _refuse_unknown(verb: str, facts: Mapping[str, Any]) -> None:
    if verb not in Line.Verb.values:
        raise NotValid(errors={"verb": __("Choose one from the list.")})
    if wrong := unknown(verb, facts):
        raise NotValid(errors=dict.fromkeys(wrong, __("A line of this kind cannot change this.")))


def _refuse_nameless(verb: str, unit: Unit | None, code: str) -> None:
    if verb == Line.Verb.JOB:
        raise NotValid(errors={"verb": __("Choose one from the list.")})
    if verb == Line.Verb.UNIT_NEW and not (code.strip() and unit is None):
        raise NotValid(errors={"code": __("A new unit needs a code: short, unique, yours to choose.")})
    if verb != Line.Verb.UNIT_NEW and unit is None:
        raise NotValid(errors={"unit": __("Say which unit.")})


def _line(
    held: ChangeSet, there: Line | None, *, facts: dict[str, Any], verb: str = Line.Verb.JOB, **given: Any
) -> Line:
    if there is None:
        made: Line = Line.objects.create(change_set=held, verb=verb, facts=facts, **given)
        return made
    there.verb, there.facts, there.problem = verb, {**there.facts, **facts}, ""
    there.before = given["before"]
    there.save(update_fields=["verb", "facts", "before", "problem"])
    return there


def _of_line(line_uid: UUID, by: Actor) -> tuple[Line, ChangeSet]:
    require(by, PREPARE)
    line = Line.objects.allowed(by, PREPARE).filter(uid=line_uid).first()
    if line is None:
        raise NotThere
    return line, Fetch.held(line.change_set.uid, "edit", by)


def _renew(lines: Sequence[Line], on: date) -> None:
    jobs = jobs_on({one.person_id for one in lines if one.person_id}, on)
    units = units_on({one.unit_id for one in lines if one.unit_id}, on)
    for line in lines:
        row = jobs.get(line.person_id) if line.person_id else units.get(line.unit_id or 0)
        line.before, line.problem = said(row), ""
    Line.objects.bulk_update(lines, ["before", "problem"])
