"""The chains above units, derived anew in the transaction that moves one."""

from collections.abc import Collection, Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from tenure.foundation.effective import trees
from tenure.foundation.refusal import Refused

from ..models import UnitLine, UnitTerm


class UnitInItself(Refused):
    message = _("From {day} on, {unit} would stand in itself: {chain}.")


class UnitLines:
    """The derived rows of ``UnitLine``."""

    @staticmethod
    def rebuild(moved: Iterable[int]) -> None:
        """Work out the chains of the moved units and of all that ever stands below them."""
        affected = _with_all_below(moved)
        forest = trees.paths(_links(affected), known=_chains_beside(affected))
        _refuse_rings(forest.cycles)
        rows = {
            (unit, tuple(one.path), one.start, one.end)
            for unit, stretches in forest.paths.items()
            for one in stretches
        }
        _write(rows, affected)


def _write(rows: set[tuple[int, tuple[int, ...], date, date | None]], affected: Collection[int]) -> None:
    """Take out the lines that no longer hold and add what is new."""
    old = UnitLine.objects.filter(unit_id__in=affected)
    was = {(one.unit_id, tuple(one.path), one.valid_from, one.valid_until): one.pk for one in old}
    old.exclude(pk__in=[pk for row, pk in was.items() if row in rows]).delete()
    UnitLine.objects.bulk_create(
        UnitLine(unit_id=unit, path=list(path), valid_from=start, valid_until=end)
        for unit, path, start, end in sorted(rows - was.keys(), key=lambda row: (row[0], row[2]))
    )


def _with_all_below(moved: Iterable[int]) -> set[int]:
    found = set(moved)
    fresh = set(found)
    while fresh:
        below = UnitTerm.objects.filter(parent_id__in=fresh).values_list("unit_id", flat=True)
        fresh = set(below) - found
        found |= fresh
    return found


def _links(units: Collection[int]) -> list[trees.Link]:
    terms = UnitTerm.objects.filter(unit_id__in=units).exclude(valid__isempty=True)
    return [
        trees.Link(*row) for row in terms.values_list("unit_id", "parent_id", "valid_from", "valid_until")
    ]


def _chains_beside(units: Collection[int]) -> dict[int, list[trees.Stretch]]:
    """Give the finished chains of parents that are not worked out anew."""
    parents = UnitTerm.objects.filter(unit_id__in=units, parent__isnull=False).exclude(parent_id__in=units)
    rows = UnitLine.objects.filter(unit_id__in=parents.values("parent_id")).in_order()
    known: dict[int, list[trees.Stretch]] = {}
    for row in rows:
        known.setdefault(row.unit_id, []).append(
            trees.Stretch(tuple(row.path), row.valid_from, row.valid_until)
        )
    return known


def _refuse_rings(cycles: list[trees.Cycle]) -> None:
    for ring in cycles:
        names = _names(ring.nodes, ring.start)
        chain = [names[node] for node in (*ring.nodes, ring.nodes[0])]
        raise UnitInItself(day=ring.start, unit=chain[0], chain=" → ".join(chain))


def _names(units: Iterable[int], day: date) -> dict[int, str]:
    terms = UnitTerm.objects.filter(unit_id__in=units).as_of(day)
    return dict(terms.values_list("unit_id", "name"))
