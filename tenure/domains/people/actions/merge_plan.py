"""What a merge would do, before it is done."""

from dataclasses import dataclass, field
from typing import Any, Self
from uuid import UUID

from tenure.foundation.access import Actor

from ..models import Person, PersonalDetails
from ._pairs import PERSONAL, PUBLIC, Pair, TwoRecords, YourOwnRecord, relations, within


@dataclass(frozen=True)
class Choice:
    """One fact of which the two records say different things."""

    name: str
    mine: Any
    theirs: Any


@dataclass(frozen=True)
class MergePlan:
    """The record that stays, the one that goes into it, and what is to be decided first.

    ``moves`` and ``stays`` count the absorbed record's rows by the name of their table: a row stays
    with the closed record where the survivor has one for the same days.
    """

    survivor: Person
    absorbed: Person
    choices: list[Choice]
    moves: list[tuple[str, int]]
    stays: list[tuple[str, int]]
    obstacles: list[str]
    overlaps: bool = False
    accounts: tuple[bool, bool] = field(default=(False, False))

    @classmethod
    def of(cls, survivor: UUID, absorbed: UUID, *, by: Actor) -> Self:
        """Look at two records, for those who could merge them."""
        if survivor == absorbed:
            raise TwoRecords
        found = {one.uid: one for one in within(by).filter(uid__in=[survivor, absorbed])}
        if len(found) < 2:
            raise Person.DoesNotExist
        if by.person_id in {one.pk for one in found.values()}:
            raise YourOwnRecord
        pair = Pair(found[survivor], found[absorbed])
        moves, stays = _counted(pair, by)
        overlaps = bool(pair.overlaps())
        return cls(
            pair.survivor,
            pair.absorbed,
            _choices(pair),
            moves,
            stays,
            pair.obstacles(main_job="survivor" if overlaps else ""),
            overlaps,
            (pair.survivor.user_id is not None, pair.absorbed.user_id is not None),
        )


def _choices(pair: Pair) -> list[Choice]:
    both = [pair.survivor, pair.absorbed]
    details = {one.person_id: one for one in PersonalDetails.objects.filter(person__in=both)}
    rows: list[tuple[tuple[str, ...], Any, Any]] = [(PUBLIC, pair.survivor, pair.absorbed)]
    if pair.absorbed.pk in details:
        rows.append((PERSONAL, details.get(pair.survivor.pk), details[pair.absorbed.pk]))
    found = [
        Choice(name, getattr(mine, name, ""), getattr(theirs, name))
        for names, mine, theirs in rows
        for name in names
    ]
    return [one for one in found if one.theirs not in (None, "", [], one.mine)]


def _counted(pair: Pair, by: Actor) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    moves: dict[str, int] = {}
    stays: dict[str, int] = {}
    for relation in relations():
        what = str(relation.model._meta.verbose_name_plural)
        there, going = relation.of(pair.absorbed).count(), pair.movable(relation, by).count()
        moves[what] = moves.get(what, 0) + going
        stays[what] = stays.get(what, 0) + there - going
    return ([one for one in moves.items() if one[1]], [one for one in stays.items() if one[1]])
